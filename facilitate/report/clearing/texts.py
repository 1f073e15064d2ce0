"""Every text of an event that may leave with its report, and the names that are known: two questions to the database."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from ...accounts.models import User
from ...agenda.models import Step, StepSpeaker
from ...cafe.models import Cafe, CafeNote
from ...data.db import db
from ...directory.models import County, District, Organisation, Person
from ...events.models import Event, Member
from ...notes.models import NoteAction, NoteDecision, NoteLine, NotePhoto
from ...release.clearing import texts_of_rooms
from ...release.models import TextSource
from ...release.texts import Key, RoomText, TextOwner, owner_of_event, verdicts_about
from ...release.verdicts import DecidedWords
from ...voting.models import VoteWord
from ..models import SectionText
from .names import ClearedNames, known_names

OF_THE_REPORT = frozenset(
    {
        TextSource.LINE,
        TextSource.CAFE_NOTE,
        TextSource.VOTE_WORD,
        TextSource.PHOTO,
        TextSource.DECISION,
        TextSource.ACTION,
        TextSource.SECTION,
    }
)
"""The sources of what the report says; what other rooms let leave is decided beside it."""
WHOLE: Key = (TextSource.SECTION, 0)
"""What words are decided under that stand elsewhere in the report than in what was said."""


def texts_of_event(event: Event, step: int | None = None) -> list[RoomText]:
    """What may leave the house: neither taken out nor withheld, in the order it was written down, nothing empty.

    `step`: of lines only those of this step.
    """
    lines = [*_open(event, NoteLine), *([NoteLine.step_id == step] if step else [])]
    parts = [
        _part(TextSource.LINE, NoteLine, "text", NoteLine.text, *lines),
        _part(TextSource.LINE, NoteLine, "who", NoteLine.who, *lines),
        _part(TextSource.PHOTO, NotePhoto, "text", NotePhoto.alt, *_open(event, NotePhoto)),
        *(
            _part(TextSource.DECISION, NoteDecision, field, column, *_stands(event, NoteDecision))
            for field, column in (
                ("text", NoteDecision.text),
                ("objections", NoteDecision.objections),
            )
        ),
        *(
            _part(TextSource.ACTION, NoteAction, field, column, *_stands(event, NoteAction))
            for field, column in (
                ("text", NoteAction.text),
                ("owner", NoteAction.owner_name),
                ("outcome", NoteAction.outcome),
            )
        ),
        _part(
            TextSource.SECTION,
            SectionText,
            "text",
            SectionText.text,
            SectionText.event_id == event.id,
        ),
        _part(
            TextSource.CAFE_NOTE,
            CafeNote,
            "text",
            CafeNote.text,
            CafeNote.removed_at.is_(None),
            CafeNote.cafe_id == Cafe.id,
            Cafe.step_id == Step.id,
            Step.event_id == event.id,
        ),
        _part(
            TextSource.VOTE_WORD,
            VoteWord,
            "text",
            VoteWord.text,
            VoteWord.withheld.is_(False),
            VoteWord.event_id == event.id,
        ),
    ]
    rows = db.session.execute(sa.union_all(*parts)).all()
    order = list(TextSource)
    found = [
        RoomText(TextSource(source), row_id, field, text) for source, row_id, field, text in rows
    ]
    return sorted(found, key=lambda one: (order.index(one.source), one.row_id))


def all_texts_of_event(event: Event) -> list[RoomText]:
    """Every text of an event that may leave: those of its notes, and those of the other rooms."""
    return texts_of_event(event) + texts_of_rooms(owner_of_event(event))


def _part(
    source: TextSource, model: Any, field: str, column: Any, *conditions: sa.ColumnElement[bool]
) -> Any:
    told = (sa.literal(source.value), model.id, sa.literal(field), column)
    return sa.select(*told).where(column != "", *conditions)


def _open(
    event: Event, model: type[NoteLine] | type[NotePhoto]
) -> tuple[sa.ColumnElement[bool], ...]:
    return model.event_id == event.id, model.removed_at.is_(None), model.withheld.is_(False)


def _stands(
    event: Event, model: type[NoteDecision] | type[NoteAction]
) -> tuple[sa.ColumnElement[bool], ...]:
    """Decided or promised, not taken out, and not made of a line that must not leave."""
    hidden = sa.select(NoteLine.id).where(NoteLine.id == model.line_id, NoteLine.withheld.is_(True))
    return model.event_id == event.id, model.removed_at.is_(None), ~hidden.exists()


def names_known_to_event(event: Event) -> ClearedNames:
    """The names that identify nobody helped: people of the directory, the team, organisations, counties and districts."""
    return names_known(owner_of_event(event))


def names_known(whose: TextOwner) -> ClearedNames:
    """The names that identify nobody, known to an event or a forum, which has no team. Who speaks in an event is known there."""
    person = Person.given_name + " " + Person.family_name
    spoken = sa.and_(
        Step.event_id == whose.event_id, Step.removed_at.is_(None), Step.internal.is_(False)
    )
    parts = [
        sa.select(sa.literal("person"), person),
        sa.select(sa.literal("person"), User.name)
        .join(Member, Member.user_id == User.id)
        .where(Member.event_id == whose.event_id),
        sa.select(sa.literal("person"), StepSpeaker.name)
        .join(Step, StepSpeaker.step_id == Step.id)
        .where(spoken),
        sa.select(sa.literal("office"), Organisation.name),
        sa.select(sa.literal("place"), County.name),
        sa.select(sa.literal("place"), District.name),
    ]
    rows = db.session.execute(sa.union_all(*parts)).all()
    return known_names(_of(rows, "person"), _of(rows, "office"), _of(rows, "place"))


def public_names() -> ClearedNames:
    """The names that everybody knows, organisations and places: nobody learns from these who stands in the directory."""
    parts = [
        sa.select(sa.literal("office"), Organisation.name),
        sa.select(sa.literal("place"), County.name),
        sa.select(sa.literal("place"), District.name),
    ]
    rows = db.session.execute(sa.union_all(*parts)).all()
    return known_names((), _of(rows, "office"), _of(rows, "place"))


def _of(rows: Sequence[Any], what: str) -> tuple[str, ...]:
    return tuple(sorted({name for kind, name in rows if kind == what}))


def decided_in(*events: Event) -> dict[Key, list[DecidedWords]]:
    """What was decided about what the report says, by the row it was decided for."""
    return {
        key: decided
        for key, decided in verdicts_about(*map(owner_of_event, events)).items()
        if key[0] in OF_THE_REPORT
    }


def decided_in_programme(event: Event) -> list[DecidedWords]:
    """What was decided about the programme as everybody may read it: the report has one, too."""
    found = verdicts_about(owner_of_event(event))
    return [one for key, some in found.items() if key[0] is TextSource.PROGRAMME for one in some]
