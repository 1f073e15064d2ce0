"""The facilitator guide as a Word file, whole or one facilitator's own: its chapters, put together."""

from pathlib import Path

from ...web.i18n import _, _n, use_language
from ..choices import Choices, Reader
from ..guide import Guide
from . import back, front
from .booklet import noted
from .days import above_steps, day_title
from .host_pairs import pairs_of
from .hosts import host_pages
from .look import GuideFile, begun
from .notes_form import note_pages
from .steps import day_pages
from .telling import telling


def to_word(guide: Guide, choices: Choices, look: Path | bytes) -> bytes:
    """The guide – cut already (`choices.cut`) – as the bytes of a .docx, in its own language, in that look."""
    with use_language(guide.language):
        file = begun(guide, choices, look)
        front.cover(file, guide, choices)
        file.contents_here()
        _front(file, guide, choices)
        told = telling(file, guide, choices)
        for one in guide.days:
            if one.steps:
                file.begin_section(above_steps(guide, one))
                file.chapter(day_title(one))
                day_pages(told, one)
        if guide.steps:
            file.begin_section()
        _back(file, guide, choices)
        if choices.scripts:
            file.write_contents(_("Contents"))
        return file.save()


def _front(file: GuideFile, guide: Guide, choices: Choices) -> None:
    file.chapter(_("How to use this guide"))
    front.how_to_use(file, guide, choices)
    file.chapter(_("The event on a page"))
    front.event(file, guide, choices)
    if guide.team:
        file.chapter(_("The team: who does what and when"))
        front.team(file, guide, choices)
    file.chapter(_("The agenda at a glance"))
    front.overview(file, guide, choices)


def _back(file: GuideFile, guide: Guide, choices: Choices) -> None:
    """What is not for the day itself stays out of a short guide, and out of one facilitator's own."""
    everything = choices.scripts and choices.reader is not Reader.FACILITATOR
    if back.shopping_of(guide):
        file.chapter(_("Shopping list"))
        back.shopping(file, guide, choices)
    if guide.rooms:
        file.chapter(_("Room plans"))
        back.rooms(file, guide, choices)
    if choices.scripts:
        file.chapter(_("How a facilitator behaves"))
        back.behaviour(file, guide, choices)
    file.chapter(_("People stay anonymous"))
    back.anonymity(file, guide, choices)
    if everything and guide.training:
        file.chapter(_("Training: rehearsing this plan"))
        back.training(file, guide, choices)
    if everything and noted(guide):
        file.chapter(_("Sheets for notes"))
        back.sheets(file, guide)
    if choices.reader is Reader.FACILITATOR and choices.member:
        _own_sheets(file, guide, choices.member)


def _own_sheets(file: GuideFile, guide: Guide, member: int) -> None:
    """What one person writes on: the sheets of the own tables and groups, and a form where they take notes."""
    for pair in pairs_of(guide, member=member):
        host_pages(file, pair)
    noting = [step for step in noted(guide) if member in step.takes_notes]
    if noting:
        file.chapter(_("Your sheets for notes"))
        file.add(_n("For %(num)d step.", "For %(num)d steps.", len(noting)), "Body Text")
    for step in noting:
        note_pages(file, guide, step)
