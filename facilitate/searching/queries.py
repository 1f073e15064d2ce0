"""What the search asks of each kind of thing, only of events in which one may see it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import url_for
from flask_login import current_user

from ..agenda.models import Day, Step
from ..checklists.models import Task
from ..consultation.models import Answer, Questionnaire, QuestionnairePurpose, Reply
from ..data.db import db
from ..data.matching import excerpt_around, holds_words, may_hold, rank_match, typed_words
from ..directory.queries import find_people
from ..directory.search import ListSearch
from ..events.access import ALLOWED, Can
from ..events.models import Event, Member
from ..forums.models import Forum
from ..forums.programme.guidance import guidance_text
from ..forums.programme_models import GuidanceEntry
from ..lib.text import Words
from ..library.queries import find_documents
from ..library.reading import split_words
from ..notes.models import NoteLine
from ..techniques.queries import all_techniques
from ..web.i18n import pick_wording as worded


@dataclass(frozen=True)
class SearchHit:
    """One thing that was found: what it is called, where it belongs, its page."""

    title: str
    url: str
    detail: str = ""
    place: tuple[Any, ...] = ()


@dataclass(frozen=True)
class SearchableEvent:
    """An event one may see, and what one may do in it."""

    id: int
    slug: str
    title: Words
    first_day: date
    last_day: date
    town: str
    allowed: frozenset[Can]

    @property
    def name(self) -> str:
        return worded(self.title)


@dataclass(frozen=True)
class SearchScope:
    """Who looks for what: the words, the events they may see, the one they come from, and today."""

    words: Sequence[str]
    events: Sequence[SearchableEvent]
    today: date
    here: str = ""
    by_id: dict[int, SearchableEvent] = field(default_factory=dict)

    def where(self, can: Can) -> list[int]:
        """The events in which they may do that."""
        return [one.id for one in self.events if can in one.allowed]

    def near(self, event: int) -> tuple[bool, int]:
        """The event one comes from first, then the nearest in time."""
        one = self.by_id[event]
        return one.slug != self.here, abs((one.first_day - self.today).days)


def build_search_scope(typed: str, here: str, today: date) -> SearchScope:
    """With the events of the person signed in."""
    events = searchable_events()
    return SearchScope(
        words=typed_words(typed),
        events=events,
        today=today,
        here=here,
        by_id={one.id: one for one in events},
    )


def searchable_events() -> list[SearchableEvent]:
    """The events that the person signed in may see, with what they may do there."""
    mine = sa.and_(Member.event_id == Event.id, Member.user_id == current_user.id)
    query = sa.select(
        Event.id,
        Event.slug,
        Event.title,
        Event.first_day,
        Event.last_day,
        Event.town,
        Member.role,
    ).outerjoin(Member, mine)
    if not current_user.administrator:
        query = query.where(Member.role.is_not(None))
    return [
        SearchableEvent(
            id=row.id,
            slug=row.slug,
            title=row.title,
            first_day=row.first_day,
            last_day=row.last_day,
            town=row.town,
            allowed=frozenset(Can) if current_user.administrator else ALLOWED[row.role],
        )
        for row in db.session.execute(query.order_by(Event.first_day.desc(), Event.id))
    ]


def search_people(asked: SearchScope, most: int) -> list[SearchHit]:
    """People of the directory, by their own or their office's name."""
    listed = find_people(ListSearch(q=" ".join(asked.words)), size=most)
    return [
        SearchHit(
            title=row.name,
            detail=row.organisation.name,
            url=url_for("directory.show_person", person_id=row.id),
        )
        for row in listed.rows
    ]


def search_steps(asked: SearchScope) -> list[SearchHit]:
    """Steps of agendas, by their title."""
    query = sa.select(Step.id, Step.event_id, Step.title, Day.on).outerjoin(
        Day, Day.id == Step.day_id
    )
    query = query.where(
        Step.event_id.in_(asked.where(Can.SEE)),
        Step.removed_at.is_(None),
        may_hold(Step.title, asked.words),
    )
    return _of_events(
        asked,
        [(row.event_id, row.title, row) for row in db.session.execute(query)],
        lambda event, row: url_for(
            "agenda.show_agenda",
            slug=event.slug,
            day=row.on.isoformat() if row.on else None,
            _anchor=f"step-{row.id}",
        ),
    )


def search_tasks(asked: SearchScope) -> list[SearchHit]:
    """Tasks of checklists, by their title."""
    query = sa.select(Task.id, Task.event_id, Task.title).where(
        Task.event_id.in_(asked.where(Can.SEE)),
        Task.removed_at.is_(None),
        may_hold(Task.title, asked.words),
    )
    return _of_events(
        asked,
        [(row.event_id, row.title, row) for row in db.session.execute(query)],
        lambda event, row: url_for("checklists.show_task", slug=event.slug, task_id=row.id),
    )


def search_answers(asked: SearchScope) -> list[SearchHit]:
    """What stakeholders wrote, never who: as the page of the answers shows it, for whoever may read them."""
    query = (
        sa.select(Reply.id, Questionnaire.event_id, Reply.text)
        .join(Answer, Answer.id == Reply.answer_id)
        .join(Questionnaire, Questionnaire.id == Answer.questionnaire_id)
        .where(
            Questionnaire.purpose == QuestionnairePurpose.CONSULTATION,
            Questionnaire.event_id.in_(asked.where(Can.READ_ANSWERS)),
            *(Reply.folded.contains(word, autoescape=True) for word in asked.words),
        )
    )
    return _of_texts(
        asked,
        db.session.execute(query),
        lambda event, row: url_for(
            "consultation.list_answers", slug=event.slug, text=" ".join(asked.words)
        ),
    )


def search_notes(asked: SearchScope) -> list[SearchHit]:
    """Lines of the notes, for whoever takes notes there."""
    query = sa.select(NoteLine.id, NoteLine.event_id, NoteLine.text, NoteLine.step_id).where(
        NoteLine.event_id.in_(asked.where(Can.TAKE_NOTES)),
        NoteLine.removed_at.is_(None),
        may_hold(NoteLine.text, asked.words),
    )
    return _of_texts(
        asked,
        db.session.execute(query),
        lambda event, row: url_for("notes.edit_line", slug=event.slug, line_id=row.id),
    )


def search_techniques(asked: SearchScope) -> list[SearchHit]:
    """Techniques of the shelf, by their name in either language."""
    found = [
        (rank_match(_both(one.name), asked.words), worded(one.name), key)
        for key, one in all_techniques().items()
        if holds_words(_both(one.name), asked.words)
    ]
    return [
        SearchHit(title=name, url=url_for("techniques.show_technique", key=key))
        for _rank, name, key in sorted(found)
    ]


def search_forums(asked: SearchScope) -> list[SearchHit]:
    """Forums by their name in either language; those that meet before those that ended."""
    query = sa.select(Forum).where(may_hold(Forum.name, asked.words))
    found = sorted(
        (
            row.ended_on is not None,
            rank_match(_both(row.name), asked.words),
            worded(row.name),
            row.id,
            row,
        )
        for row in db.session.scalars(query)
        if holds_words(_both(row.name), asked.words)
    )
    return [
        SearchHit(title=name, url=url_for("forums.show_forum", slug=row.slug))
        for _over, _rank, name, _id, row in found
    ]


def search_guidance(asked: SearchScope) -> list[SearchHit]:
    """Advice and trainings of forums, the latest first, as the forum's own page finds them."""
    query = (
        sa.select(GuidanceEntry, Forum)
        .join(Forum, Forum.id == GuidanceEntry.forum_id)
        .order_by(GuidanceEntry.asked_on.desc(), GuidanceEntry.id.desc())
    )
    words = " ".join(asked.words)
    return [
        SearchHit(
            title=excerpt_around(row.topic, asked.words),
            detail=worded(forum.name),
            url=url_for("forums.list_guidance", slug=forum.slug, q=words),
        )
        for row, forum in db.session.execute(query)
        if holds_words(guidance_text(row), asked.words)
    ][:MOST_LISTED]


def search_library(asked: SearchScope, most: int) -> list[SearchHit]:
    """Documents of the library, by the words of their titles, notes and files."""
    words = split_words(" ".join(asked.words))
    return [
        SearchHit(
            title=worded(row.title),
            detail=row.number,
            url=url_for("library.show_library", q=" ".join(asked.words)),
        )
        for row in find_documents(words, most)
    ]


def _both(text: Words) -> str:
    return f"{text.en} {text.sq}"


def _of_events(
    asked: SearchScope,
    rows: Collection[tuple[int, Words, Any]],
    address: Callable[[SearchableEvent, Any], str],
) -> list[SearchHit]:
    fits = [
        (rank_match(_both(title), asked.words), *asked.near(event), row.id, event, title, row)
        for event, title, row in rows
        if holds_words(_both(title), asked.words)
    ]
    fits.sort(key=lambda one: one[:4])
    return [
        SearchHit(
            title=worded(title),
            detail=asked.by_id[event].name,
            url=address(asked.by_id[event], row),
        )
        for *_order, event, title, row in fits[:MOST_LISTED]
    ]


def _of_texts(
    asked: SearchScope, rows: Any, address: Callable[[SearchableEvent, Any], str]
) -> list[SearchHit]:
    fits = [
        (*asked.near(row.event_id), row.id, row)
        for row in rows
        if holds_words(row.text, asked.words)
    ]
    fits.sort(key=lambda one: one[:3])
    return [
        SearchHit(
            title=excerpt_around(row.text, asked.words),
            detail=asked.by_id[row.event_id].name,
            url=address(asked.by_id[row.event_id], row),
        )
        for *_order, row in fits[:MOST_LISTED]
    ]


MOST_LISTED = 20
"""Of each kind so many are listed at most."""
