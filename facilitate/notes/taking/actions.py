"""What a device did, put into the notes; and a line typed in a form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ...data.db import db
from ...directory.models import County, Sector
from ...events.actions import wait_for_event_lock
from ...events.models import Event
from ...lib.text import Words
from ...web.refused import Refused
from .. import actions as notes
from ..models import NoteKind, NoteLine, NoteOperation
from ..queries import lines_by_key
from ..spots import NoteSpot
from .queries import NoteSpeaker, seen_operations, speakers_by_name
from .sending import RefusedOperation, SentOperation
from .syncing import KnownLine, LineAct, LineFields, LineOperation, SyncOutcome, apply_operation

DO = {
    LineAct.REMOVE: notes.remove_line,
    LineAct.BACK: notes.restore_line,
    LineAct.WITHHOLD: notes.withhold_line,
    LineAct.SHOW: notes.include_line,
}


@dataclass(frozen=True)
class OperationAnswer:
    """What became of an operation: `done`, `conflict` with the line as it stands, or `refused` and why."""

    key: Any
    outcome: str
    line: NoteLine | None = None
    why: str = ""


@dataclass(frozen=True)
class LineSources:
    """What the operations of one lot may point to: people by name, and the sectors and counties there are."""

    people: Mapping[str, NoteSpeaker]
    sectors: frozenset[int]
    counties: frozenset[int]


def apply_operations(
    event: Event,
    found: Sequence[SentOperation | RefusedOperation],
    now: datetime,
    *,
    by: int,
    names: bool,
) -> list[OperationAnswer]:
    """Apply what a device sent, in its order; each operation counts once, however often it comes.

    `names`: whoever sent it may see who takes part; somebody's name then becomes that person.
    """
    sent = [one for one in found if isinstance(one, SentOperation)]
    if sent:
        wait_for_event_lock(event)
    seen = seen_operations(event, [one.op.key for one in sent]) if sent else set()
    lines = lines_by_key(event, {one.op.line for one in sent}) if sent else {}
    around = _around(event, [one.op for one in sent], names)
    answers = []
    for one in found:
        if isinstance(one, RefusedOperation):
            answers.append(OperationAnswer(one.key, "refused", why=one.why))
            continue
        try:
            answers.append(_one(event, one, seen=seen, lines=lines, around=around, now=now, by=by))
        except Refused as refused:
            answers.append(OperationAnswer(one.op.key, "refused", why=str(refused)))
    db.session.flush()
    for line in lines.values():  # who said it is read anew
        db.session.expire(line, ["person", "sector", "county"])
    return answers


def _around(event: Event, ops: Sequence[LineOperation], names: bool) -> LineSources:
    who = {op.fields.who for op in ops if op.fields.who} if names else set()
    wants = any(op.fields.sector or op.fields.county for op in ops)
    return LineSources(
        speakers_by_name(event, who),
        frozenset(db.session.scalars(sa.select(Sector.id))) if wants else frozenset(),
        frozenset(db.session.scalars(sa.select(County.id))) if wants else frozenset(),
    )


def _one(
    event: Event,
    sent: SentOperation,
    seen: set[str],
    lines: dict[str, NoteLine],
    around: LineSources,
    now: datetime,
    by: int,
) -> OperationAnswer:
    op, line = sent.op, lines.get(sent.op.line)
    applied = apply_operation(known_line(line) if line else None, op, op.key in seen)
    if applied.outcome is SyncOutcome.CONFLICT or op.key in seen:
        return OperationAnswer(op.key, applied.outcome.value, line)
    if applied.line is None:
        return OperationAnswer(op.key, "done")
    if line is None:
        where = notes.resolve_place(event, sent.spot, sent.called)
        line = notes.write_line(
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
    elif op.do is LineAct.EDIT:
        if applied.line.fields != known_line(line).fields:
            _say(line, applied.line.fields, around)
        notes.mark_line_changed(line, now)
    elif op.do in DO:
        DO[op.do](line, now)
    db.session.add(NoteOperation(event_id=event.id, key=op.key, line_id=line.id, at=now))
    seen.add(op.key)
    return OperationAnswer(op.key, "done", line)


def known_line(line: NoteLine) -> KnownLine:
    """A line as the rule takes it."""
    who = line.person.name if line.person else line.who
    fields = LineFields(
        kind=line.kind.value, text=line.text, who=who, sector=line.sector_id, county=line.county_id
    )
    return KnownLine(line.key, fields, line.withheld, line.removed_at is not None)


def _source(
    fields: LineFields, around: LineSources, before: NoteLine | None = None
) -> dict[str, Any]:
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


def _say(line: NoteLine, fields: LineFields, around: LineSources) -> None:
    """Write the fields into the line."""
    line.kind, line.text = NoteKind(fields.kind), fields.text
    for name, value in _source(fields, around, line).items():
        setattr(line, name, value)


def rewrite_line(
    event: Event, line: NoteLine, fields: LineFields, withheld: bool, now: datetime, *, names: bool
) -> None:
    """A line as its form has it."""
    around = _around(event, [LineOperation("form", line.key, LineAct.EDIT, fields)], names)
    _say(line, fields, around)
    line.withheld = withheld
    notes.mark_line_changed(line, now)
    db.session.flush()


def add_typed_line(
    event: Event,
    spot: NoteSpot,
    place: Words,
    key: str,
    fields: LineFields,
    now: datetime,
    *,
    by: int,
    names: bool,
    withheld: bool,
) -> NoteLine:
    """A line typed in the form: with a key that is known already it is that line."""
    op = LineOperation(f"form-{key}", key, LineAct.ADD, fields, withheld=withheld)
    answer = apply_operations(
        event, [SentOperation(op, spot, now, place)], now, by=by, names=names
    )[0]
    if answer.line is None:
        raise Refused(answer.why)
    return answer.line
