"""Texts are looked through by a job once they are written; a page only looks up what was found, by the marks of the texts.

A mark tells the text, the rules and those of the names known then that matter to it: after a change of any of these the text is
looked through anew, by the job that a page asks for, and every night. A page looks through a small rest by itself. What is more,
it leaves closed: such a text holds a passage without words, which nobody can decide about.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import sqlalchemy as sa
from flask import has_request_context
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from ... import clock
from ...agenda.reusing.templating import shipped_agendas
from ...checklists.starting.queries import WORKBOOKS, shipped_list
from ...checklists.starting.task_list import StartingTask
from ...data.db import db, read_first
from ...events.models import Event, EventKind
from ...forums.models import Forum
from ...lib.text import clean_text
from ...release.clearing import texts_of_rooms
from ...release.models import FoundPassages
from ...release.texts import TextOwner, finds_passages, verdicts_about
from ...release.verdicts import redact_text
from ...run.jobs import daily, enqueue_job, job
from ...techniques.shelf import shipped_techniques
from ...web.refused import Refused
from ...web.signing import secret_keys
from .finding import PassageReason, TextFinding, find_passages
from .names import ClearedNames
from .texts import all_texts_of_event, names_known

AT_ONCE = 5_000
"""Letters that a page looks through by itself: what was put together only now, or written a moment ago."""
ONE_TEXT = 60_000
"""Letters of one text that is looked through for whoever has just written or chosen it: a fifth of a second at most."""
A_LITTLE = 2_000
"""Letters that may be looked through on page after page: what is more, a job keeps, so that it is looked through once."""
A_BATCH = 200_000
"""Letters after which a job keeps what it has found."""
AT_A_TIME = 10_000
"""Marks that are asked for in one statement: a database takes no number of them."""
KEPT_FOR = timedelta(days=7)
"""After so long what nobody needs any more goes; every night tells what is needed."""
UNSEEN = (TextFinding(0, 0, "", PassageReason.NAME),)
"""Instead of what was found, as long as nobody has looked."""
NOTHING = "[]"
"""What is kept of most texts: it need not be read."""
Found = tuple[TextFinding, ...]
_SEEN = "found in texts since the session began, by mark"
"""Several parts of a page ask for the same texts: each is looked through once."""


@finds_passages
def finder_for(
    whose: TextOwner,
    texts: Collection[str],
    otherwise: Callable[..., None] | None = None,
    at_once: int | None = None,
    names: ClearedNames | None = None,
) -> Callable[[str], Found]:
    """What was found in these texts; `UNSEEN` for those to be looked through yet.

    A job is asked to look through these, and to keep what took a page more than a little: `otherwise`, with the numbers of event
    and forum. `at_once`: letters to look through here and now. Where nobody waits for a page, all are looked through at once.
    `names`: those known to `whose`, where they were asked for already.
    """
    names = names or names_known(whose)
    seal = seal_of()
    marks = {text: mark_of(text, seal, names) for text in texts if text}
    kept, seen = _kept(marks.values()), db.session.info.setdefault(_SEEN, {})

    def looked(text: str, mark: str) -> Found:
        if mark not in seen:
            seen[mark] = _find(text, names)
        return seen[mark]

    found = {text: _from_json(text, kept[mark]) for text, mark in marks.items() if mark in kept}
    new = [text for text, mark in marks.items() if text not in found and mark not in seen]
    late = _beyond(AT_ONCE if at_once is None else at_once, new) if has_request_context() else set()
    found |= {
        text: looked(text, mark)
        for text, mark in marks.items()
        if text not in found and text not in late
    }
    if late or (has_request_context() and sum(map(len, new)) > A_LITTLE):
        enqueue_job(otherwise or look_through, *whose)

    def found_in(text: str) -> Found:
        if text in found:
            return found[text]
        if text in late or (len(text) > ONE_TEXT and has_request_context()):
            return UNSEEN
        return looked(text, mark_of(text, seal, names))  # nobody has asked for it beforehand

    return found_in


def _find(text: str, names: ClearedNames) -> Found:
    """What somebody has to decide about in a text; in what the planner itself wrote there is nothing."""
    found = find_passages(text, names)
    return () if found and text.strip() in own_sentences() else found


def _beyond(allowance: int, texts: Iterable[str]) -> set[str]:
    """The texts for which so many letters are not enough, in their order; shorter ones behind a long one may be."""
    late = set()
    for text in texts:
        if len(text) > allowance:
            late.add(text)
        else:
            allowance -= len(text)
    return late


@lru_cache(maxsize=1)
def rules_mark() -> str:
    """Changes when any rule or list of the privacy check does, and what reads words for it."""
    marks = hashlib.sha256()
    here, lib = files(__package__), files("facilitate.lib")
    for file in [*sorted(here.iterdir(), key=lambda one: one.name), lib / "text.py"]:
        if file.name.endswith((".py", ".toml", ".txt")):
            marks.update(file.name.encode() + file.read_bytes())
    return marks.hexdigest()


def seal_of() -> bytes:
    """What marks are made with, under these rules; without the planner's key nobody makes one."""
    return hashlib.sha256(f"{secret_keys()[-1]} {rules_mark()}".encode()).digest()


def mark_of(text: str, seal: bytes, names: ClearedNames) -> str:
    """The mark of a text, where these names are known."""
    said = f"{names.mark_for(text)} {text}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(said, key=seal, digest_size=16).hexdigest()


def _kept(marks: Iterable[str]) -> dict[str, list[Any]]:
    """What is kept, by mark."""
    kept: dict[str, list[Any]] = {}
    said = sa.cast(FoundPassages.found, sa.Text)
    for some in _parts(list(marks)):
        asked = sa.select(FoundPassages.mark, said).where(FoundPassages.mark.in_(some))
        for mark, found in db.session.execute(asked):
            kept[mark] = json.loads(found) if found != NOTHING else []
    return kept


def _parts(marks: list[str]) -> Iterator[list[str]]:
    for at in range(0, len(marks), AT_A_TIME):
        yield marks[at : at + AT_A_TIME]


def _from_json(text: str, kept: list[Any]) -> Found:
    return tuple(
        TextFinding(start, end, text[start:end], PassageReason(why)) for start, end, why in kept
    )


def keep_found(names: ClearedNames, texts: Iterable[str]) -> None:
    """Look through what was not looked through yet and keep what is found; commits batch by batch, and locks nothing meanwhile."""
    seal, today = seal_of(), clock.today()
    marks = {mark_of(text, seal, names): text for text in dict.fromkeys(texts) if text}
    db.session.commit()
    read_first()
    there = _kept(marks)
    old = _old(there, today)
    db.session.commit()
    rows: list[dict[str, Any]] = []
    letters = 0
    for mark, text in marks.items():
        if mark in there:
            continue
        found = [[one.start, one.end, one.why.value] for one in _find(text, names)]
        rows.append({"mark": mark, "found": found, "day": today})
        letters += len(text)
        if letters >= A_BATCH:
            _add(rows)
            rows, letters = [], 0
    _add(rows)
    for some in _parts(old):
        _still_needed(some, today)


def _old(marks: Iterable[str], today: date) -> list[str]:
    """Those that were needed last before today."""
    old = sa.select(FoundPassages.mark).where(FoundPassages.day < today)
    return [
        mark
        for some in _parts(list(marks))
        for mark in db.session.scalars(old.where(FoundPassages.mark.in_(some)))
    ]


def _still_needed(marks: list[str], today: date) -> None:
    """They are needed today; those that another job says so of are left to it, or two jobs would wait for each other's rows."""
    free = (
        sa.select(FoundPassages.mark)
        .where(FoundPassages.mark.in_(marks))
        .with_for_update(skip_locked=True)
    )
    mine = db.session.scalars(free).all()
    db.session.execute(
        sa.update(FoundPassages).where(FoundPassages.mark.in_(mine)).values(day=today)
    )
    db.session.commit()


def _add(rows: list[dict[str, Any]]) -> None:
    """Keep what was found; another job may have been quicker."""
    if not rows:
        return
    insert = insert_postgresql if db.engine.dialect.name == "postgresql" else insert_sqlite
    in_order = sorted(
        rows, key=lambda row: row["mark"]
    )  # or two jobs would wait for each other's rows
    db.session.execute(insert(FoundPassages).on_conflict_do_nothing(), in_order)
    db.session.commit()


@job
def look_through(event_id: int | None, forum_id: int | None) -> None:
    """Look through every text of an event, a forum or (neither) the planner that may leave it, as it was written and as it may leave."""
    read_first()
    whose = TextOwner(event_id, forum_id)
    event = db.session.get(Event, event_id) if event_id else None
    written = all_texts_of_event(event) if event else texts_of_rooms(whose)
    decided = verdicts_about(whose)
    leaving = [redact_text(one.text, decided.get((one.source, one.row_id), ())) for one in written]
    keep_found(names_known(whose), [*(one.text for one in written), *leaving])


@daily
def look_through_all() -> None:
    """After an upgrade, a change of rules or names, or a copy brought back: all that was not looked through. What is old goes."""
    read_first()
    events = db.session.scalars(
        sa.select(Event.id).order_by(Event.first_day.desc(), Event.id)
    ).all()
    forums = db.session.scalars(sa.select(Forum.id).order_by(Forum.id)).all()
    db.session.commit()
    for event_id in events:
        look_through(event_id, None)
    for forum_id in forums:
        look_through(None, forum_id)
    look_through(None, None)
    db.session.execute(sa.delete(FoundPassages).where(FoundPassages.day < clock.today() - KEPT_FOR))
    db.session.commit()


A_SENTENCE = 3
"""Words from which on a text is a sentence of ours: a single name could be anybody's."""


@cache
def own_sentences() -> frozenset[str]:
    """Every sentence the planner may have put into an event, in both languages."""
    shipped = [
        *map(_tasks_of, WORKBOOKS),
        *(one.table for one in shipped_agendas().values()),
        *shipped_techniques().values(),
    ]
    said = (clean_text(text) for text in _texts(shipped))
    return frozenset(text for text in said if len(text.split()) >= A_SENTENCE)


def _tasks_of(kind: EventKind) -> Sequence[StartingTask]:
    """The tasks of a shipped list; none of one that somebody has broken: then its sentences are looked at as anybody's."""
    try:
        return shipped_list(kind).tasks
    except Refused:
        return ()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, Sequence | set | frozenset):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
