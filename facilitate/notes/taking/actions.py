"""What a device did, put into the notes; and a line typed in a form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ...data.db import db
from ...directory.models import County, Sector
from ...events.actions import in_turn
from ...events.models import Event
from ...lib.text import Words
from ...web.refused import Refused
from .. import actions as notes
from ..models import NoteKind, NoteLine, NoteOperation
from ..queries import lines_by_key
from ..spots import Spot
from .queries import Speaker, called, seen_operations
from .sending import Sent, Turned
from .syncing import Do, Fields, Known, Operation, Outcome, apply

DO = {
    Do.REMOVE: notes.take_out,
    Do.BACK: notes.put_back,
    Do.WITHHOLD: notes.withhold,
    Do.SHOW: notes.let_out,
}


@dataclass(frozen=True)
class Answer:
    """What became of an operation: `done`, `conflict` with the line as it stands, or `refused` and why."""

    key: Any
    outcome: str
    line: NoteLine | None = None
    why: str = ""


@dataclass(frozen=True)
class Around:
    """What the operations of one lot may point to: people by name, and the sectors and counties there are."""

    people: Mapping[str, Speaker]
    sectors: frozenset[int]
    counties: frozenset[int]


def sync(
    event: Event, found: Sequence[Sent | Turned], now: datetime, *, by: int, names: bool
) -> list[Answer]:
    """Apply what a device sent, in its order; each operation counts once, however often it comes.

    `names`: whoever sent it may see who takes part; somebody's name then becomes that person.
    """
    sent = [one for one in found if isinstance(one, Sent)]
    if sent:
        in_turn(event)
    seen = seen_operations(event, [one.op.key for one in sent]) if sent else set()
    lines = lines_by_key(event, {one.op.line for one in sent}) if sent else {}
    around = _around(event, [one.op for one in sent], names)
    answers = []
    for one in found:
        if isinstance(one, Turned):
            answers.append(Answer(one.key, "refused", why=one.why))
            continue
        try:
            answers.append(_one(event, one, seen=seen, lines=lines, around=around, now=now, by=by))
        except Refused as refused:
            answers.append(Answer(one.op.key, "refused", why=str(refused)))
    db.session.flush()
    for line in lines.values():  # who said it is read anew
        db.session.expire(line, ["person", "sector", "county"])
    return answers


def _around(event: Event, ops: Sequence[Operation], names: bool) -> Around:
    who = {op.fields.who for op in ops if op.fields.who} if names else set()
    wants = any(op.fields.sector or op.fields.county for op in ops)
    return Around(
        called(event, who),
        frozenset(db.session.scalars(sa.select(Sector.id))) if wants else frozenset(),
        frozenset(db.session.scalars(sa.select(County.id))) if wants else frozenset(),
    )


def _one(
    event: Event,
    sent: Sent,
    seen: set[str],
    lines: dict[str, NoteLine],
    around: Around,
    now: datetime,
    by: int,
) -> Answer:
    op, line = sent.op, lines.get(sent.op.line)
    applied = apply(known(line) if line else None, op, op.key in seen)
    if applied.outcome is Outcome.CONFLICT or op.key in seen:
        return Answer(op.key, applied.outcome.value, line)
    if applied.line is None:
        return Answer(op.key, "done")
    if line is None:
        where = notes.place_of(event, sent.spot, sent.called)
        line = notes.put_down(
            event,
            op.line,
            where,
            kind=NoteKind(op.fields.kind),
            text=op.fields.text,
            at=sent.at,
            by_id=by,
            now=now,
            withheld=op.withheld,
            **_source(op.fields, around),
        )
        lines[op.line] = line
    elif op.do is Do.EDIT:
        if applied.line.fields != known(line).fields:
            _say(line, applied.line.fields, around)
        notes.change(line, now)
    elif op.do in DO:
        DO[op.do](line, now)
    db.session.add(NoteOperation(event_id=event.id, key=op.key, line_id=line.id, at=now))
    seen.add(op.key)
    return Answer(op.key, "done", line)


def known(line: NoteLine) -> Known:
    """A line as the rule takes it."""
    who = line.person.name if line.person else line.who
    fields = Fields(
        kind=line.kind.value, text=line.text, who=who, sector=line.sector_id, county=line.county_id
    )
    return Known(line.key, fields, line.withheld, line.removed_at is not None)


def _source(fields: Fields, around: Around, before: NoteLine | None = None) -> dict[str, Any]:
    """Who said it, as columns: a known name becomes the person, with their sector and county where none is said.

    What a line said `before` holds also where it may no longer be chosen.
    """
    sector = (
        fields.sector if fields.sector in {*around.sectors, before and before.sector_id} else None
    )
    county = (
        fields.county if fields.county in {*around.counties, before and before.county_id} else None
    )
    if before is not None and before.person is not None and before.person.name == fields.who:
        return {"person_id": before.person_id, "who": "", "sector_id": sector, "county_id": county}
    speaker = around.people.get(fields.who)
    if speaker is None:
        return {"person_id": None, "who": fields.who, "sector_id": sector, "county_id": county}
    return {
        "person_id": speaker.person_id,
        "who": "",
        "sector_id": sector or speaker.sector_id,
        "county_id": county or speaker.county_id,
    }


def _say(line: NoteLine, fields: Fields, around: Around) -> None:
    """Write the fields into the line."""
    line.kind, line.text = NoteKind(fields.kind), fields.text
    for name, value in _source(fields, around, line).items():
        setattr(line, name, value)


def rewrite(
    event: Event, line: NoteLine, fields: Fields, withheld: bool, now: datetime, *, names: bool
) -> None:
    """A line as its form has it."""
    around = _around(event, [Operation("form", line.key, Do.EDIT, fields)], names)
    _say(line, fields, around)
    line.withheld = withheld
    notes.change(line, now)
    db.session.flush()


def typed(
    event: Event,
    spot: Spot,
    place: Words,
    key: str,
    fields: Fields,
    now: datetime,
    *,
    by: int,
    names: bool,
    withheld: bool,
) -> NoteLine:
    """A line typed in the form: with a key that is known already it is that line."""
    op = Operation(f"form-{key}", key, Do.ADD, fields, withheld=withheld)
    answer = sync(event, [Sent(op, spot, now, place)], now, by=by, names=names)[0]
    if answer.line is None:
        raise Refused(answer.why)
    return answer.line
