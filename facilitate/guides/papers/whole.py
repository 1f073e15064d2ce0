"""The facilitator guide as a Word file, whole or one facilitator's own: its chapters, put together."""

from pathlib import Path

from ...web.i18n import _, use_language
from ..choices import Choices, GuideReader
from ..guide import Guide
from . import back_matter, event_page, front_matter
from .booklet import steps_with_forms
from .host_pairs import host_pairs_of
from .hosts import add_host_pages
from .look import GuideFile, begin_guide_file, page_capacity
from .notes_form import add_note_pages
from .short_chapters import join_short_chapter
from .steps import add_day_pages
from .telling import above_steps, begin_telling, numbered_day_title


def to_word(guide: Guide, choices: Choices, look: Path | bytes) -> bytes:
    """The guide – cut already (`choices.cut_guide`) – as the bytes of a .docx, in its own language, in that look."""
    with use_language(guide.language):
        file = begin_guide_file(guide, choices, look)
        front_matter.add_cover(file, guide, choices)
        file.contents_here()
        _front(file, guide, choices)
        told = begin_telling(file, guide, choices)
        for one in guide.days:
            if one.steps:
                file.begin_section(above_steps(guide, one), tab=one.number)
                file.chapter(numbered_day_title(one))
                add_day_pages(told, one)
        if guide.steps:
            file.begin_section()
        _back(file, guide, choices)
        if choices.scripts:
            file.write_contents(_("Contents"))
        return file.save()


def _front(file: GuideFile, guide: Guide, choices: Choices) -> None:
    file.chapter(_("How to use this guide"))
    front_matter.add_how_to_use(file, guide, choices)
    file.chapter(_("The event on a page"))
    event_page.add_event_page(file, guide, choices)
    join_short_chapter(file, page_capacity(choices))
    if guide.team:
        file.chapter(_("The team: who does what and when"))
        front_matter.add_team(file, guide, choices)
        join_short_chapter(file, page_capacity(choices))
    file.chapter(_("The agenda at a glance"))
    front_matter.add_overview(file, guide, choices)


def _back(file: GuideFile, guide: Guide, choices: Choices) -> None:
    """What is not for the day itself stays out of a short guide, and out of one facilitator's own."""
    everything = choices.scripts and choices.reader is not GuideReader.FACILITATOR
    if back_matter.shopping_lines(guide):
        file.chapter(_("Shopping list"))
        back_matter.add_shopping_list(file, guide, choices)
    if guide.rooms:
        file.chapter(_("Room plans"))
        back_matter.add_room_plans(file, guide, choices)
    if choices.scripts:
        file.chapter(_("How a facilitator behaves"))
        back_matter.add_behaviour(file, guide, choices)
    file.chapter(_("People stay anonymous"))
    back_matter.add_anonymity(file, guide, choices)
    if everything and (guide.training or guide.rehearsals):
        file.chapter(_("Training: rehearsing this plan"))
        back_matter.add_training_plan(file, guide, choices)
    if everything and steps_with_forms(guide):
        file.chapter(_("Sheets for notes"))
        back_matter.add_note_sheets(file, guide)
    if choices.reader is GuideReader.FACILITATOR and choices.member:
        _own_sheets(file, guide, choices.member)


def _own_sheets(file: GuideFile, guide: Guide, member: int) -> None:
    """What one person writes on: the sheets of the own tables and groups, and a form where they take notes."""
    for pair in host_pairs_of(guide, member=member):
        add_host_pages(file, pair)
    noting = [step for step in steps_with_forms(guide) if member in step.takes_notes]
    if noting:
        file.chapter(_("Your sheets for notes"))
        back_matter.add_sheet_list(file, guide, noting)
    for step in noting:
        add_note_pages(file, guide, step)
