"""The report of an event: assembled from everything, with what the team has written, in the order it has chosen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ... import clock
from ...events.models import Event
from ...web.i18n import LANGUAGES, current_language, pick_wording, use_language
from ...web.kept_pieces import Piece, kept_piece
from ..clearing.outgoing import OutgoingTexts
from ..proceedings import Report, Section
from . import asked_chapter, deeds, looking_back, opening, people, sessions, tables
from .arranging import Arrangement, arrange_sections, included_sections
from .markup import blocks_from_text, blocks_to_text
from .material import ReportMaterial
from .titles import CONTAINERS
from .withholding import without_gone

CHAPTERS: dict[str, Callable[[ReportMaterial], Section]] = {
    "summary": opening.summary_section,
    "programme": opening.programme_section,
    "participation": people.participation_section,
    "asked": asked_chapter.asked_section,
    "sessions": sessions.sessions_section,
    "cafe": tables.cafe_section,
    "groups": tables.group_talks_section,
    "deeds": deeds.deeds_section,
    "evaluation": looking_back.evaluation_section,
    "lessons": looking_back.lessons_section,
    "sponsors": people.sponsors_section,
    "participants": people.participants_section,
    "annexes": people.annexes_section,
}
"""The sections of a report in their usual order."""


@dataclass(frozen=True)
class ReportDraft:
    """A report in the making: everything assembled in its order, what is in it, what it is made of."""

    assembled: tuple[Section, ...]
    wanted: Arrangement
    material: ReportMaterial


def report_of(event: Event, code: str, *, photos: bool = True) -> Report:
    """The report in that language as it would be released now: nothing in it that may not leave the house."""
    with use_language(code):
        return finish_draft(report_draft(event, photos=photos))


def reports_of(event: Event) -> dict[str, Report]:
    """The report as it would be released now, by language; what is the same in every language is asked once."""
    return reports_with_texts(event)[0]


def reports_with_texts(event: Event) -> tuple[dict[str, Report], OutgoingTexts]:
    """The report by language as it would be released now, and the texts it is made of as they may leave."""
    found: dict[str, Report] = {}
    material: ReportMaterial | None = None
    for code in LANGUAGES:
        with use_language(code):
            draft = report_draft(event, photos=True, beside=material)
            found[code], material = finish_draft(draft), draft.material
    assert material is not None
    return found, material.cleared


def report_draft(
    event: Event, *, photos: bool = False, beside: ReportMaterial | None = None
) -> ReportDraft:
    """Everything about the report in the language spoken now. `beside`: what the same report was made of in another one."""
    material = ReportMaterial(event, photos=photos, beside=beside)
    kept = material.put_together
    sections = [make(material) for make in CHAPTERS.values()]
    wanted = Arrangement.of(kept.sections if kept else [])
    return ReportDraft(tuple(arrange_sections(sections, wanted)), wanted, material)


def finish_draft(draft: ReportDraft) -> Report:
    """The draft as a report: edited sections in the team's words, left-out ones gone, empty ones too."""
    material, event = draft.material, draft.material.event
    told = [_written(one, material) for one in draft.assembled]
    return Report(
        material.language,
        pick_wording(event.title),
        opening.cover_lines(material),
        included_sections(told, draft.wanted),
    )


def _written(one: Section, material: ReportMaterial) -> Section:
    """The section with what the team wrote in place of what was assembled; its own sections likewise."""
    one = replace(one, sections=tuple(_written(own, material) for own in one.sections))
    row = material.edited.get(one.key)
    if row is None:
        return one
    blocks = blocks_from_text(material.cleared.section(row.id) or "", one.exhibits)
    return replace(one, blocks=tuple(without_gone(blocks, material.withdrawn)), edited=True)


def section_of(event: Event, key: str) -> Section | None:
    """One section as it is assembled now, in the language spoken now; kept until something is saved."""

    def made() -> Piece:
        material = ReportMaterial(event, photos=False, keep=[key])
        found = _section(material, key)
        text = "" if found is None else blocks_to_text(found.blocks)
        looked = material.__dict__.get("cleared")
        return Piece("", found, len(text), lasting=looked is None or not looked.unseen)

    today = clock.today_in(event)
    found: Section | None = kept_piece(
        ("section", event.id, key, current_language(), today), made
    ).beside
    return found


def _section(material: ReportMaterial, key: str) -> Section | None:
    """One section, for which only what it needs is asked."""
    chapter = CHAPTERS.get(key)
    if chapter is not None:
        return None if key in CONTAINERS else chapter(material)
    own = (one for name in CONTAINERS for one in CHAPTERS[name](material).sections)
    return next((one for one in own if one.key == key), None)


def sources_of(event: Event, keys: Sequence[str]) -> dict[str, str]:
    """The texts of these sections as they are assembled now, in the language spoken now; nothing is asked for others."""
    material, found = ReportMaterial(event, photos=False, keep=keys), dict[str, str]()
    for key in keys:
        if key in CHAPTERS and key not in CONTAINERS:
            found[key] = blocks_to_text(CHAPTERS[key](material).blocks)
    if set(keys) - set(CHAPTERS):
        own = [one for name in CONTAINERS for one in CHAPTERS[name](material).sections]
        found |= {one.key: blocks_to_text(one.blocks) for one in own if one.key in keys}
    return found
