"""What was said and written, as it may leave with an archive: cleared, released, and with no more of who said it than the report tells.

Released is what stands in the edition that is out, word for word, or was written down before it and not touched since.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ...agenda.models import Step, StepSpeaker
from ...data.db import db
from ...directory.models import Organisation, Person
from ...events.models import Event
from ...forums.leaving import clear_points, clear_problems
from ...forums.models import OpenPoint
from ...forums.problem_models import PassedUp, Problem
from ...lib.suppression import LEAST
from ...lib.text import Words
from ...notes.models import NoteAction
from ...practice.lessons.actions import searched_lesson_text
from ...release.models import TextSource
from ...release.texts import owner_of_event
from ...release.verdicts import GONE, is_unseen, redact_text
from ...release.ways import ANNOUNCED
from ...release.wording import still_checked_sentence
from ...web.refused import Refused
from ..clearing.looking import finder_for
from ..clearing.outgoing import OutgoingTexts, outgoing_texts
from ..clearing.texts import WHOLE, decided_in
from ..content import report_from_json
from ..models import Edition
from ..papers.late_rulings import edition_as_told
from ..releasing.freezing import on_the_invitation
from ..writing.note_material import NameablePeople, nameable_people
from .packing import CELLS_SINCE, IS_LATE

Row = dict[str, Any]
SAID: Mapping[str, tuple[TextSource, Mapping[str, str]]] = {
    "note_line": (TextSource.LINE, {"text": "text", "who": "who"}),
    "note_photo": (TextSource.PHOTO, {"text": "alt"}),
    "note_decision": (TextSource.DECISION, {"text": "text", "objections": "objections"}),
    "note_action": (
        TextSource.ACTION,
        {"text": "text", "owner": "owner_name", "outcome": "outcome"},
    ),
    "cafe_note": (TextSource.CAFE_NOTE, {"text": "text"}),
    "vote_word": (TextSource.VOTE_WORD, {"text": "text"}),
    "section_text": (TextSource.SECTION, {"text": "text"}),
}
"""Tables of what was said, and their columns by what `outgoing_texts` calls them. The first decides whether the row goes at all."""
LATER = ("objections", "outcome")
"""What may be written long after the row: it stands in the released report, or goes sealed to the team that carries the event on."""

_OFFICES = (
    sa.select(Person.id, Organisation.name)
    .join(NoteAction, NoteAction.person_id == Person.id)
    .join(Organisation, Person.organisation_id == Organisation.id)
)


TOLD = (
    "goal",
    "objective",
    "theme",
    "presentation",
    "practice_sheet",
    "lesson",
    "cost_line",
    "contribution",
)
"""What also stands in the report: words that were taken out there are taken out here."""
PLAIN = {
    ("start_answer", "text"),
    ("agenda_version", "name"),
    ("cost_line", "unit"),
    ("rate", "source"),
    ("objective_indicator", "before"),
    ("objective_indicator", "goal"),
    ("objective_indicator", "source"),
    ("objective_indicator", "method"),
    ("indicator_reading", "value"),
}
"""Columns in one language that somebody wrote."""
BESIDE = 60_000
"""Letters beside what was said that are looked through while an archive is made, which takes longer than this anyway."""


@dataclass(frozen=True)
class LeavingTexts:
    """What may leave: texts as cleared, names as the report tells them, the edition that is out with all it says.

    `content`: the edition by language as it may be read now. `offices`: where those who promised something work, by person.
    """

    texts: OutgoingTexts
    told: NameablePeople
    edition: Edition
    content: Mapping[str, Any]
    read: str
    sections: frozenset[tuple[str, str]]
    offices: Mapping[int, str]

    def rows(self, table: str, rows: list[Row]) -> Iterator[Row]:
        """The rows of one of the tables of `SAID` that may leave, as they may leave."""
        source, fields = SAID[table]
        for row in rows:
            words = {name: self.texts.texts.get((source, row["id"], name)) or "" for name in fields}
            text = next(iter(words.values()))
            if text and self._released(table, row, text):
                kept = {
                    fields[name]: said
                    for name, said in words.items()
                    if name not in LATER or self._stands(said)
                }
                told = self._unnamed(table, row | dict.fromkeys(fields.values(), "") | kept)
                since = _since(row, fields, words)
                yield told | {
                    CELLS_SINCE: {key: one for key, one in since.items() if one != told[key]}
                }

    def late(self, table: str, rows: list[Row]) -> Iterator[Row]:
        """Those that came after the release, as the privacy check lets them out; photos stay, whose files nothing seals."""
        source, fields = SAID[table]
        for row in rows if source is not TextSource.PHOTO else ():
            words = {name: self.texts.texts.get((source, row["id"], name)) or "" for name in fields}
            text = next(iter(words.values()))
            if text and not self._released(table, row, text):
                told = row | {fields[name]: said for name, said in words.items()}
                since = {key: told[key] for key in ("owner_name", "person_id") if "owner" in fields}
                yield self._unnamed(table, told) | {CELLS_SINCE: since, IS_LATE: True}

    def _released(self, table: str, row: Row, text: str) -> bool:
        made = self.edition.made_at
        if table == "section_text":
            return row["at"] <= made and (row["section"], row["language"]) in self.sections
        if self._stands(text):
            return True
        touched = row["changed_at"] > made if "changed_at" in row else row["version"] > 1
        return bool(row["at"] <= made and not touched)

    def _stands(self, text: str) -> bool:
        """Whether these words are in the released report."""
        return " ".join(text.split()) in self.read

    def _unnamed(self, table: str, row: Row) -> Row:
        """Whose words they were, no closer than the report says it."""
        if "person_id" in row and row["person_id"] not in self.told.people:
            if table == "note_action":
                row["owner_name"] = row["owner_name"] or self.offices.get(row["person_id"], "")
            row["person_id"] = None
        if table == "note_line":
            if self.told.places.get((row["sector_id"] or 0, row["county_id"] or 0), 0) < LEAST:
                row["county_id"] = None
            if self.told.sectors.get(row["sector_id"] or 0, 0) < LEAST:
                row["sector_id"] = None
        return row


def _since(row: Row, fields: Mapping[str, str], words: Mapping[str, str]) -> Row:
    """What came after the release as the privacy check lets it out, and who promised it."""
    later = [name for name in LATER if name in fields]
    found = {fields[name]: words[name] for name in later}
    if "owner" in fields:
        found |= {"owner_name": words["owner"], "person_id": row["person_id"]}
    return found


def leaving_texts(event: Event, edition: Edition) -> LeavingTexts:
    """What may leave with the event's archive. Raises Refused while what was said is still being looked through."""
    said = outgoing_texts(event)
    if said.unseen:
        raise Refused(said.said)
    speakers = db.session.scalars(
        sa.select(StepSpeaker.person_id)
        .join(Step, StepSpeaker.step_id == Step.id)
        .where(Step.event_id == event.id, Step.removed_at.is_(None), Step.internal.is_(False))
    )
    named = [person for person in speakers if person]
    content = edition_as_told(event, edition)
    reports = {code: report_from_json(kept) for code, kept in content.items()}
    sections = {(one.key, code) for code, report in reports.items() for one in report.walk()}
    return LeavingTexts(
        texts=said,
        told=nameable_people(event, named),
        edition=edition,
        content=content,
        read=" ".join(_texts(content)),
        sections=frozenset(sections),
        offices={
            person: office
            for person, office in db.session.execute(
                _OFFICES.where(NoteAction.event_id == event.id)
            )
        },
    )


def leaving_forum_part(found: Mapping[str, list[Row]]) -> dict[str, list[Row]]:
    """What the forum found at this meeting, to whom it went, what was answered and what stayed open, as it may leave the forum."""
    problems, passed, points = found["problem"], found["passed_up"], found["open_point"]
    told = clear_problems(
        db.session.scalars(
            sa.select(Problem).where(Problem.id.in_([row["id"] for row in problems]))
        ).all(),
        db.session.scalars(
            sa.select(PassedUp).where(PassedUp.id.in_([row["id"] for row in passed]))
        ).all(),
    )
    open_told = clear_points(
        db.session.scalars(
            sa.select(OpenPoint).where(OpenPoint.id.in_([row["id"] for row in points]))
        ).all()
    )
    return {
        "problem": [
            {**row, "text": text, "theme": told.said_of(TextSource.PROBLEM, row["id"], "theme")}
            for row in problems
            if (text := told.of(TextSource.PROBLEM, row["id"]))
        ],
        "passed_up": [
            {**row, "answer": told.said_of(TextSource.PASSED_UP, row["id"], "answer")}
            for row in passed
        ],
        "open_point": [
            {
                **row,
                "text": text,
                "outcome": open_told.said_of(TextSource.POINT, row["id"], "outcome"),
            }
            for row in points
            if (text := open_told.of(TextSource.POINT, row["id"]))
        ],
    }


class OutsideTexts:
    """How a text that nobody said reads outside: what was decided about the report as a whole is done.

    Where something is decided nowhere it was written since, or is no part of the report: `GONE` stands instead.
    `texts`: what it will be asked for; the job `otherwise` looks through what is not known yet. Of texts not named here only long
    ones are not known. `announced`: texts that were written to be told.
    """

    def __init__(
        self,
        event: Event,
        texts: Collection[str] = (),
        otherwise: Callable[..., None] | None = None,
        announced: Collection[str] = (),
    ) -> None:
        verdicts, invited = decided_in(event), on_the_invitation(event)
        self.find = finder_for(owner_of_event(event), [*invited, *texts], otherwise, BESIDE)
        self.decided = verdicts.get(WHOLE, [])
        self.announced = frozenset(announced)
        self.passed = {one.found for some in verdicts.values() for one in some}
        self.passed |= {one.found for text in invited for one in self.find(text) if one.found}

    def waits(self, text: str) -> bool:
        """Whether something in it is not decided."""
        return text not in self.announced and any(
            one.found not in self.passed for one in self.find(text)
        )

    def __call__(self, text: str) -> str:
        return GONE if self.waits(text) else redact_text(text, self.decided)


def reword_gathered(
    event: Event, found: Mapping[str, list[Row]], otherwise: Callable[..., None]
) -> None:
    """Do to the wordings of `TOLD` what was decided about the report as a whole, and to all others what `OutsideTexts` says.

    A lesson of which something is decided nowhere stays in the house. Raises Refused while that is not known of every text: the
    job `otherwise` looks it through.
    """
    texts = texts_beside(found)
    outside = OutsideTexts(event, texts, otherwise)
    waits, decided = outside.waits, outside.decided
    if unseen := sum(is_unseen(outside.find(text)) for text in texts):
        raise Refused(still_checked_sentence(unseen))
    for row, column, value in _beside(found):
        if isinstance(value, Words):
            row[column] = Words(*(GONE if waits(text) else text for text in (value.en, value.sq)))
        elif waits(value):
            row[column] = GONE
    if "lesson" in found:
        found["lesson"][:] = [
            row for row in found["lesson"] if GONE not in (row["text"].en, row["text"].sq)
        ]
    for name in TOLD:
        for row in found.get(name, ()):
            for column, value in row.items():
                if isinstance(value, Words):
                    row[column] = Words(
                        redact_text(value.en, decided), redact_text(value.sq, decided)
                    )
            if "plain" in row:  # what is searched follows the text
                row["plain"] = searched_lesson_text(row["text"])


def texts_beside(found: Mapping[str, list[Row]]) -> list[str]:
    """The texts in which what waits is looked for: all but what was said, which is cleared, and what was announced."""
    values = [value for _row, _column, value in _beside(found)]
    both = [[one.en, one.sq] if isinstance(one, Words) else [one] for one in values]
    return list(dict.fromkeys(text for some in both for text in some))


def _beside(found: Mapping[str, list[Row]]) -> list[tuple[Row, str, Any]]:
    return [
        (row, column, value)
        for table, rows in found.items()
        for row in (rows if table not in SAID else ())
        for column, value in row.items()
        if f"{table}.{column}" not in ANNOUNCED
        and (isinstance(value, Words) or (table, column) in PLAIN)
    ]


def _texts(value: Any) -> Iterator[str]:
    """Every text in a report, on one line; pictures are none."""
    if isinstance(value, str):
        yield " ".join(value.split())
    elif isinstance(value, Mapping):
        for name, one in value.items():
            if name != "base64":
                yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
