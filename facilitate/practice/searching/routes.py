"""What we learned, over all events: searched on a page of its own, and told quietly on others."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from flask import render_template, request

from ...accounts.doors import signed_in
from ...agenda.kinds import StepKind
from ...agenda.lessons import Key, learn_lessons
from ...agenda.lessons import TimingLesson as TimeLesson
from ...agenda.models import Step
from ...agenda.timing_history import timings_everywhere
from ...agenda.wording import timing_lesson_text as said_of_time
from ...data.db import db
from ...events.models import Event
from ...events.queries import my_events
from ...lib.numbers import read_whole
from ...lib.text import Words
from ...run.meanings import compare_meanings
from ...techniques.queries import techniques_for_keys
from ...web.i18n import current_language, pick_wording, sort_by_name
from ...web.picking import find_named
from ..blueprint import bp
from ..models import Lesson
from ..queries import is_event_visible
from ..sheets.reading import TITLES
from ..wording import duration_hint, found_sentence
from .finding import (
    LearnedSearch,
    SaidLesson,
    lessons_to_compare,
    matching_lessons,
    matching_sheets,
    near_lessons,
    words_to_find,
)
from .queries import lessons_on_sheets, written_sheet_fields

MOST_SHOWN = 100
BY_TECHNIQUE = "technique:"
"""How what was learned of a technique's time is called in `agenda.learn_lessons`."""


@bp.get("/what-we-learned")
@signed_in
def search_learned() -> Any:
    """Lessons and sheets of every event the person may see, and what took longer than planned anywhere."""
    asked = request.args
    wanted = LearnedSearch(
        words_to_find(asked.get("q", "")[:200]),
        asked.get("technique", ""),
        asked.get("kind", ""),
        asked.get("event", ""),
    )
    everything, sheets, known = (
        lessons_on_sheets(),
        written_sheet_fields(),
        learn_lessons(timings_everywhere()),
    )
    hits, in_sheets = (
        matching_lessons(wanted, everything),
        matching_sheets(wanted, sheets, current_language()),
    )
    timed = {name.removeprefix(BY_TECHNIQUE) for name in known if name.startswith(BY_TECHNIQUE)}
    shelf = techniques_for_keys({row.technique for row in everything} | timed)
    techniques = {
        row.technique: pick_wording(shelf[row.technique].name)
        for row in everything
        if row.technique in shelf
    }
    sources = [*(row.source for row in everything), *(one.source for one in sheets)]
    return render_template(
        "practice/searching/search.html",
        q=asked.get("q", ""),
        wanted=wanted,
        more=max(0, len(hits) - MOST_SHOWN),
        groups=[
            (source, list(rows))
            for source, rows in groupby(hits[:MOST_SHOWN], lambda row: row.source)
        ],
        near=_near_lessons(asked.get("q", ""), lessons_to_compare(wanted, everything)),
        sheets=in_sheets[:MOST_SHOWN],
        titles=TITLES,
        techniques=techniques,
        times=_times(
            wanted, known, {key: pick_wording(shelf[key].name) for key in timed if key in shelf}
        ),
        lead=found_sentence(
            wanted.anything, len(hits), len(in_sheets), len({row.source.key for row in hits})
        ),
        by_name=sort_by_name(list(techniques.items()), lambda one: one[1]),
        kinds=[kind for kind in StepKind if any(row.step_kind == kind for row in everything)],
        sources={source.key: pick_wording(source.title) for source in sources},
    )


def _near_lessons(query: str, rows: Sequence[SaidLesson]) -> list[SaidLesson]:
    texts = list(dict.fromkeys(text for row in rows for text in (row.text.en, row.text.sq) if text))
    found = compare_meanings([[(query, 1.0)]], texts)
    scores = found.scores[0] if found and found.scores else ()
    return near_lessons(rows, dict(zip(texts, scores, strict=False)))


def _times(
    wanted: LearnedSearch, known: Mapping[str, TimeLesson], names: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Techniques that took longer or less than planned, with the sentence that says so."""
    if wanted.source or wanted.step_kind:
        return []
    there = [
        (name, said_of_time(known[BY_TECHNIQUE + key]))
        for key, name in names.items()
        if wanted.technique in ("", key)
        and all(word in " ".join(words_to_find(name)) for word in wanted.words)
    ]
    return sort_by_name(there, lambda one: one[0])


@bp.get("/what-we-learned/hints")
@signed_in
def show_hints() -> Any:
    """A part of a page: what was learned of a step (`event`, `step`), of a technique, or in the event a new one builds on."""
    step = _step(request.args.get("event", ""), request.args.get("step", ""))
    technique = step.technique if step else request.args.get("technique", "")
    typed, lines, time = request.args.get("builds_on_id", ""), [], ""
    known = [(one.id, pick_wording(one.title)) for one in my_events()] if typed else []
    before = find_named(typed, known)
    if before is not None:
        lines = lessons_on_sheets(Lesson.event_id == before, most=MOST_SHOWN)
    elif technique or step:
        alike = (
            Lesson.technique == technique
            if technique
            else Lesson.step_kind == (step.kind if step else "")
        )
        elsewhere = [Lesson.event_id.is_distinct_from(step.event_id)] if step else []
        lines = lessons_on_sheets(alike, *elsewhere, most=MOST_SHOWN)
        time = _took(
            Key.of(technique, step.title if step else Words()), step.event_id if step else 0
        )
    return render_template("practice/searching/hints.html", lines=lines, time=time)


def _step(slug: str, step_id: str) -> Step | None:
    """The step of an event that the person may see."""
    key = read_whole(step_id)
    if key is None:
        return None
    there = sa.select(Step).join(Event, Event.id == Step.event_id)
    return db.session.scalar(
        there.where(Event.slug == slug, Step.id == key, is_event_visible(Event.id))
    )


def _took(key: Key, event_id: int) -> str:
    events = {event.id: event.title for event in my_events() if event.id != event_id}
    return duration_hint(key, timings_everywhere(), events)
