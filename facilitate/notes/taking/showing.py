"""The note-taker's page of one place: its lines, what is typed next, what lies beside it; and what other devices are told."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import abort, render_template, url_for
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from ...cafe.group_words import words_of_kind
from ...directory.queries import all_counties, all_sectors
from ...events.access import Can, may
from ...events.models import Event
from ...voting import wording as vote_wording
from ...voting.models import StepVote
from ...voting.queries import results_of, votes_of
from ...web.i18n import label_of, say_otherwise
from ..models import NoteKind, NoteLine
from ..queries import lines_at, where_is
from ..spots import NamedSpot, NoteSpot
from ..structure.agreement import agreed_headings_of
from ..wording import SIGNS
from . import queries
from .actions import OperationAnswer, known_line
from .forms import AddLineForm, new_line_form
from .wording import place_lead, script_phrases


def named_spot_or_404(event: Event, spot: NoteSpot) -> NamedSpot:
    """The place in the address, or a page that says it is not there."""
    return where_is(event, spot) or abort(404)


def render_notes_page(
    event: Event, where: NamedSpot, form: AddLineForm | None = None, status: int = 200
) -> Any:
    """The page of a place."""
    spot = where.spot
    assert spot.step is not None
    every = lines_at(event, spot, removed=None)
    lines = [line for line in every if line.removed_at is None]
    beside = queries.step_parts(event, spot.step, where.kind)
    if beside.tables:
        say_otherwise(words_of_kind(where.kind))
    first = written_summary(where, len(lines), len({line.by_id for line in lines if line.by_id}))
    return render_template(
        "notes/taking/step.html",
        event=event,
        where=where,
        spot=spot,
        lines=lines,
        removed=[line for line in every if line.removed_at is not None],
        form=form or new_line_form(all_sectors(), all_counties()),
        heads=heads_by_kind(event, where),
        kinds=list(NoteKind),
        beside=beside,
        votes=results_of(votes_of(event, StepVote.step_id == spot.step)) if where.votes else {},
        counts=queries.line_counts_in(event, spot.step)
        if (beside.tables or beside.groups) and not spot.table
        else {},
        tables_wrote=queries.key_points_of_table(beside.cafe, spot.table, spot.round)
        if beside.cafe and spot.table
        else (),
        speakers=queries.speakers_of(event) if may(Can.SEE_PEOPLE) else (),
        began=queries.step_began_at(event, spot.step),
        vote_wording=vote_wording,
        lead=first["text"],
        place=where.words,
        device=json.dumps({**device_settings(event, where), "written": first}),
    ), status


def heads_by_kind(event: Event, where: NamedSpot) -> dict[NoteKind, list[str]]:
    """The headings agreed for this kind of step, under the kinds of line they stand for."""
    found: dict[NoteKind, list[str]] = {}
    for head in agreed_headings_of(event).heads(where.kind.value):
        found.setdefault(head.kind, []).append(head.words)  # type: ignore[arg-type]
    return found


def written_summary(where: NamedSpot | None, lines: int, people: int) -> dict[str, Any]:
    """The first sentence of the page, and how many lines it counts; none where it says something else."""
    gone = where is None or where.gone
    return {"text": place_lead(where, lines, people), "lines": None if gone else lines}


def device_settings(event: Event, where: NamedSpot) -> dict[str, Any]:
    """What the page's script has to know."""
    spot = where.spot
    return {
        "scope": f"{current_user.id} {event.slug}",
        "spot": {"step": spot.step, **spot.address},
        "called": {"en": where.words.en, "sq": where.words.sq},
        "zone": event.zone,
        "sync": url_for("notes.sync_lines", slug=event.slug),
        "newer": url_for(
            "notes.send_newer_lines", slug=event.slug, step_id=spot.step, **spot.address
        ),
        "worker": url_for("participation.send_door_worker"),
        "home": url_for("notes.show_notes", slug=event.slug),
        "kept": url_for("notes.show_offline_pages", slug=event.slug),
        "kinds": [
            {"key": one.value, "name": label_of(one), "sign": SIGNS[one]} for one in NoteKind
        ],
        "say": script_phrases(),
    }


def answer_device(
    event: Event,
    spot: NoteSpot,
    lines: Sequence[NoteLine],
    since: Any,
    answers: Sequence[OperationAnswer] = (),
) -> dict[str, Any]:
    """What a device is told, as plain JSON. `since` is how far the device had come."""
    began = queries.step_began_at(event, spot.step) if spot.step and lines else None
    rows = {line.key: line for line in (*lines, *(one.line for one in answers if one.line))}
    cursor = max([cursor_of(list(rows.values())), since if isinstance(since, int) else 0])
    return {
        "answers": [
            {
                "key": one.key,
                "outcome": one.outcome,
                "why": one.why,
                "line": one.line.key if one.line else None,
            }
            for one in answers
        ],
        "lines": [line_json(line, event, began, spot) for line in rows.values()],
        "written": written_summary(where_is(event, spot), *queries.count_written_at(event, spot))
        if spot.step
        else None,
        "cursor": cursor,
        "csrf": generate_csrf(),
    }


def cursor_of(lines: Sequence[NoteLine]) -> int:
    """When the last of these lines was changed, in milliseconds since 1970; 0 where there are none."""
    return max((int(line.changed_at.timestamp() * 1000) for line in lines), default=0)


def line_json(
    line: NoteLine, event: Event, began: datetime | None, here: NoteSpot
) -> dict[str, Any]:
    """A line as a device keeps it, with how the page shows it."""
    fields = known_line(line).fields
    return {
        "key": line.key,
        "kind": fields.kind,
        "text": fields.text,
        "who": fields.who,
        "sector": fields.sector,
        "county": fields.county,
        "withheld": line.withheld,
        "removed": line.removed_at is not None,
        "at": int(line.at.timestamp() * 1000),
        "here": (line.step_id, line.strand_id, line.table_id, line.round) == here,
        "html": ""
        if line.removed_at
        else render_template("notes/taking/fresh.html", line=line, event=event, began=began),
    }
