"""The report of an event: assembled from everything, with what the team has written, in the order it has chosen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from ...events.models import Event
from ...i18n import use_language, words
from ..models import SectionText
from ..proceedings import Report, Section
from . import asked, deeds, looking_back, opening, people, sessions, tables
from .arranging import Arrangement, arranged, included
from .markup import from_text, to_text
from .material import Material
from .queries import no_more, proceedings_of, texts_of
from .withholding import without

CHAPTERS: dict[str, Callable[[Material], Section]] = {
    "summary": opening.summary,
    "programme": opening.programme,
    "participation": people.participation,
    "asked": asked.asked,
    "sessions": sessions.sessions,
    "cafe": tables.cafe,
    "groups": tables.group_talks,
    "deeds": deeds.deeds,
    "evaluation": looking_back.evaluation,
    "lessons": looking_back.lessons,
    "sponsors": people.sponsors,
    "participants": people.participants,
    "annexes": people.annexes,
}
"""The sections of a report in their usual order."""


@dataclass(frozen=True)
class Draft:
    """How far a report is: everything assembled in its order, what is in it, what the team has written, what it is made of.

    `held_back`: edited sections (keys) that hold something nobody has decided about in the privacy check.
    """

    assembled: tuple[Section, ...]
    wanted: Arrangement
    written: Mapping[str, SectionText]
    material: Material
    held_back: frozenset[str] = frozenset()

    def source(self, key: str) -> str | None:
        """The text of a section as it is assembled now; None where there is no such section."""
        found = next((one for one in self.all if one.key == key), None)
        return to_text(found.blocks) if found else None

    @property
    def all(self) -> list[Section]:
        """Every section, each ahead of its own."""
        return [one for top in self.assembled for one in (top, *top.sections)]


def report_of(event: Event, language: str, *, photos: bool = True) -> Report:
    """The report in that language as it would be released now: nothing in it that may not leave the house."""
    with use_language(language):
        return finished(draft_of(event, photos=photos))


def draft_of(event: Event, *, photos: bool = False) -> Draft:
    """Everything about the report in the language spoken now."""
    material = Material(event, photos=photos)
    kept = proceedings_of(event)
    sections = [make(material) for make in CHAPTERS.values()]
    wanted = Arrangement.of(kept.sections if kept else [])
    written = texts_of(event, material.language)
    held = frozenset(
        key for key, row in written.items() if material.cleared.section(row.id) is None and row.text
    )
    return Draft(tuple(arranged(sections, wanted)), wanted, written, material, held)


def finished(draft: Draft) -> Report:
    """The draft as a report: edited sections in the team's words, left-out ones gone, empty ones too."""
    material, event = draft.material, draft.material.event
    gone = no_more(event) if draft.written else []
    told = [_written(one, draft, gone) for one in draft.assembled]
    return Report(
        material.language,
        words(event.title),
        opening.cover(material),
        included(told, draft.wanted),
    )


def _written(one: Section, draft: Draft, gone: list[str]) -> Section:
    """The section with what the team wrote in place of what was assembled; its own sections likewise."""
    one = replace(one, sections=tuple(_written(own, draft, gone) for own in one.sections))
    row = draft.written.get(one.key)
    if row is None:
        return one
    text = draft.material.cleared.section(row.id) or ""
    return replace(one, blocks=tuple(without(from_text(text, one.exhibits), gone)), edited=True)


def section_of(event: Event, key: str) -> tuple[Section | None, Material]:
    """One section as it is assembled now, in the language spoken now: only what it needs is asked for."""
    material = Material(event, photos=False)
    chapter = CHAPTERS.get(key)
    if chapter is not None:
        return chapter(material), material
    for name in ("sessions", "cafe", "groups"):
        for one in CHAPTERS[name](material).sections:
            if one.key == key:
                return one, material
    return None, material
