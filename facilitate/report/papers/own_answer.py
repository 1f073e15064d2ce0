"""What became of one answer, as far as it is released: its themes, their objectives, and the way of these in the report.

Every word stands in the report that is out, or on the page “What you told us”, and is told only for the answer asked for. Of an
anonymous answer nobody tells whether it alone has been read: all of them have, or not yet. Otherwise a code that a used
personal link gave would be told from one of an answer (see `consultation/answering/own_code.py`).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from ...consultation.models import Answer, Coding, Passage, Questionnaire, Reply, Theme
from ...consultation.queries import themes_of
from ...consultation.sharing.actions import public_page_now
from ...data.db import db
from ...events.models import Event
from ...events.queries import objectives_of
from ..models import Proceedings
from ..proceedings import Bullets, Exhibit, Report, Section, Trail
from ..released_report import released_edition
from ..writing.asked_chapter import GOAL, WHY
from .actions import told_edition


@dataclass(frozen=True)
class OwnTheme:
    """A theme an answer speaks of, by its released name; `objective`: what it became, where that is released too.

    `why`: why it was not taken up, as the report or the page says it.
    """

    name: str
    objective: str = ""
    not_taken_up: bool = False
    why: str = ""


@dataclass(frozen=True)
class OwnAnswerWay:
    """The way of one answer. `sorted_under`: how many themes it has, told or not; `trails`: the ways of what they became."""

    read: bool
    sorted_under: int = 0
    themes: Sequence[OwnTheme] = ()
    trails: Sequence[Trail] = ()


class ReleasedThread:
    """What of an event's thread is out in one language; asked once for many answers."""

    def __init__(self, event: Event, questionnaire: Questionnaire, language: str) -> None:
        self.event, self.questionnaire, self.language = event, questionnaire, language

    @cached_property
    def report(self) -> Report | None:
        """The report that is out."""
        edition = released_edition(self.event)
        return told_edition(self.event, edition, self.language) if edition else None

    @cached_property
    def report_token(self) -> str:
        """Where everybody reads it; empty while nothing is out."""
        mine = sa.select(Proceedings.token).where(Proceedings.event_id == self.event.id)
        return (db.session.scalar(mine) or "") if self.report else ""

    @cached_property
    def page(self) -> Mapping[str, Any] | None:
        """The page “What you told us”, where it is out."""
        told = public_page_now(self.event, self.questionnaire)
        return told[self.language] if told else None

    @cached_property
    def trails(self) -> dict[str, Trail]:
        """The ways that the report tells, by their marks."""
        return {
            one.mark: one
            for block in (self._asked.blocks if self._asked else ())
            if isinstance(block, Exhibit)
            for one in block.blocks
            if isinstance(one, Trail)
        }

    @cached_property
    def _asked(self) -> Section | None:
        sections = self.report.sections if self.report else ()
        return next((one for one in sections if one.key == "asked"), None)

    @cached_property
    def _named(self) -> set[str]:
        """What stands at the stations of the ways, the names of themes among it."""
        stations = [one for trail in self.trails.values() for one in trail.stations]
        return {link.text for one in stations for link in one.links}

    def _loose(self, name: str) -> str | None:
        """What the report says of a theme that no objective took up, after its name and number; None where it says nothing."""
        blocks = self._asked.blocks if self._asked else ()
        said = (item for one in blocks if isinstance(one, Bullets) for item in one.items)
        # “Housing (for families) (12 answers)” says nothing of a theme that is called “Housing”
        others = [f"{one} (" for one in self._names if one.startswith(f"{name} (")]
        own = next(
            (item for item in said if _begins(item, [f"{name} ("]) and not _begins(item, others)),
            None,
        )
        return None if own is None else own[len(name) :].partition(")")[2]

    @cached_property
    def _names(self) -> list[str]:
        """What the event's themes are called, as it is and as the page tells it."""
        here = [one.name.to(self.language) for one in themes_of(self.event)]
        return [*here, *(str(one["name"]) for one in self._told_themes.values())]

    @cached_property
    def _told_themes(self) -> dict[int, Mapping[str, Any]]:
        return {one["theme"]: one for one in (self.page["themes"] if self.page else ())}

    @cached_property
    def _told_aims(self) -> dict[str, str]:
        aims = self.page["aims"] if self.page else ()
        return {one["code"]: f"{one['code']} · {one['text']}" for one in aims}

    @cached_property
    def _codes(self) -> dict[int, str]:
        return {one.id: one.code for one in objectives_of(self.event)}

    def way(self, themes: Sequence[Theme], *, read: bool) -> OwnAnswerWay:
        """The way of an answer that speaks of these themes."""
        marks = dict.fromkeys(f"objective-{one.objective_id}" for one in themes)
        return OwnAnswerWay(
            read=read or bool(themes),
            sorted_under=len(themes),
            themes=[told for one in themes if (told := self._theme(one))],
            trails=[self.trails[one] for one in marks if one in self.trails],
        )

    def _theme(self, theme: Theme) -> OwnTheme | None:
        name = self._told_themes.get(theme.id, {}).get("name") or theme.name.to(self.language)
        loose = self._loose(name)
        if theme.id not in self._told_themes and name not in self._named and loose is None:
            return None
        trail = self.trails.get(f"objective-{theme.objective_id}")
        if trail or loose is None:
            return self._as_told(theme, name, trail.title if trail else "")
        if loose.startswith(GOAL):
            return OwnTheme(name, loose.removeprefix(GOAL))
        why = loose.removeprefix(WHY) or self._told_themes.get(theme.id, {}).get("unserved", "")
        return OwnTheme(name, not_taken_up=True, why=why)

    def _as_told(self, theme: Theme, name: str, objective: str) -> OwnTheme:
        """A theme as the page “What you told us” tells it, before a report does."""
        told = self._told_aims.get(self._codes.get(theme.objective_id or 0, ""), "")
        page = self._told_themes.get(theme.id, {})
        why = "" if objective or told or page.get("taken_up") else page.get("unserved", "")
        return OwnTheme(name, objective or told, bool(why), why)


def _begins(text: str, ways: Sequence[str]) -> bool:
    return text.startswith(tuple(ways))


def themes_of_answers(answers: Collection[int]) -> dict[int, list[Theme]]:
    """What each of these answers speaks of, in the order of the themes."""
    found: dict[int, list[Theme]] = {one: [] for one in answers}
    rows = db.session.execute(
        sa.select(Reply.answer_id, Theme)
        .join(Passage, Passage.reply_id == Reply.id)
        .join(Coding, Coding.passage_id == Passage.id)
        .join(Theme, Coding.theme_id == Theme.id)
        .where(Reply.answer_id.in_(answers), ~Theme.gone)
        .distinct()
    )
    for answer, theme in sorted(rows, key=lambda row: (row[1].position, row[1].id)):
        found[answer].append(theme)
    return found


def was_read(questionnaire: Questionnaire, answer: Answer | None) -> bool:
    """Whether a named answer has been read; of anonymous ones whether all have."""
    if answer is not None and questionnaire.named:
        return answer.read_by_id is not None
    unread = sa.exists().where(
        Answer.questionnaire_id == questionnaire.id, Answer.read_by_id.is_(None)
    )
    there = sa.exists().where(Answer.questionnaire_id == questionnaire.id)
    return bool(db.session.scalar(sa.select(sa.and_(there, ~unread))))
