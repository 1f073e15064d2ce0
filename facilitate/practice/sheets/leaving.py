"""The practice sheet as it may leave: its lines, the team's own and the known, in both languages, released by two people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from ... import clock
from ...accounts.models import User
from ...data.db import db
from ...events.models import Event, Objective
from ...forums.models import Forum
from ...lib.text import Words
from ...release import two_people
from ...release.clearing import ClearedTexts, clear_texts, tells_texts
from ...release.models import TextSource
from ...release.texts import RoomText, TextOwner
from ...release.two_people import ReleaseStanding
from ...web.i18n import LANGUAGES, _, use_language
from ...web.refused import Refused
from ..labels import SHEET
from ..models import Lesson, PracticeSheet, StartAnswer
from ..queries import sheet_and_answers, sheet_of
from ..sheet_owner import SheetOwner, owner_keys
from .facts import EventFacts, ForumFacts
from .known import known_of_event, known_of_forum
from .queries import event_facts, event_words, forum_facts, forum_words, with_all_lessons
from .reading import SheetField, sheet_fields
from .word import SheetPart

COUNTED = frozenset(
    {"description", "results", "implementation", "cost", "complementary", "contacts"}
)
"""Fields in which what is known is counted, or stands on the invitation: nobody wrote it. All others are checked."""
Rows = Mapping[str, list[SheetField]]
"""The ten fields by language."""


@dataclass(frozen=True)
class SheetToLeave:
    """The sheet as whoever asks may read it, and who has released it. What is cleared and released is all of it."""

    subject: SheetOwner
    rows: Rows
    told: ClearedTexts
    released: ReleaseStanding

    @property
    def out(self) -> bool:
        """Whether two people have released exactly these words, in both languages."""
        return not self.told.undecided and self.released.out

    def or_refused(self) -> "SheetToLeave":
        """Itself. Raises Refused until two people have released it."""
        if not self.out:
            self.told.or_refused()
            raise Refused(
                _(
                    "Two people must release this practice sheet first; then the Word files appear here."
                )
            )
        return self


def sheet_to_leave(subject: SheetOwner, *, money: bool) -> SheetToLeave:
    """The sheet and who has released it. `money`: with what its budget says."""
    row, shown, whole = _read(subject, money)
    told = clear_texts(TextOwner(**owner_keys(subject)), _texts(subject, whole))
    released = (
        two_people.release_standing(TextSource.SHEET, row.id, told.digest)
        if row.id
        else ReleaseStanding()
    )
    return SheetToLeave(subject, shown, told, released)


def _read(subject: SheetOwner, money: bool) -> tuple[PracticeSheet, Rows, Rows]:
    """What the team wrote, the fields as whoever asks may read them, and all of them; nothing is asked twice."""
    row, answers = sheet_and_answers(subject)
    if isinstance(subject, Event):
        shown = _fields(row, subject.description, event_facts(subject, answers, money))
        return row, shown, shown
    facts = forum_facts(subject, answers, clock.today())
    everything = with_all_lessons(subject, facts)
    return row, _fields(row, Words(), facts), _fields(row, Words(), everything)


def _fields(row: PracticeSheet, description: Words, facts: EventFacts | ForumFacts) -> Rows:
    found = {}
    for code in LANGUAGES:
        with use_language(code):
            known = (
                known_of_event(facts) if isinstance(facts, EventFacts) else known_of_forum(facts)
            )
            found[code] = sheet_fields(description, row, known)
    return found


def _texts(subject: SheetOwner, rows: Rows) -> list[RoomText]:
    """Every line of the sheet that people wrote; all are decided about together, as one text."""
    lines = (
        line
        for some in rows.values()
        for row in some
        for line in (*row.written, *(() if row.name in COUNTED else row.shown))
    )
    return [RoomText(TextSource.SHEET, subject.id, line, line) for line in dict.fromkeys(lines)]


def release_sheet_words(found: SheetToLeave, by: User, now: datetime) -> bool:
    """Somebody releases the sheet as it is now; gives whether it may leave. Call it in turn.

    Raises Refused for the same person twice, and while something is not decided.
    """
    digest = found.told.or_refused().digest
    row = sheet_of(found.subject)
    db.session.add(row)
    db.session.flush()
    return two_people.release_words(
        TextOwner(**owner_keys(found.subject)),
        TextSource.SHEET,
        row_id=row.id,
        digest=digest,
        by=by,
        now=now,
    )


def withdraw_sheet_words(subject: SheetOwner, by: User) -> None:
    """That person has not released it any more."""
    two_people.withdraw_release(TextSource.SHEET, sheet_of(subject).id or 0, by)


def sheet_parts(found: SheetToLeave, language: str) -> list[SheetPart]:
    """The fields for paper, in the words that may leave."""

    def said(lines: Iterable[str]) -> list[str]:
        return [
            text
            for line in lines
            if (text := found.told.of(TextSource.SHEET, found.subject.id, line))
        ]

    return [
        SheetPart(
            row.title,
            said(row.written),
            list(row.shown) if row.name in COUNTED else said(row.shown),
        )
        for row in found.rows[language]
    ]


@tells_texts(
    *(getattr(PracticeSheet, name) for name in SHEET),
    StartAnswer.text,
    Lesson.text,
    Lesson.taken,
    Objective.text,
    Objective.result,
    Event.description,
    Forum.purpose,
)
def texts_of_sheet(whose: TextOwner) -> list[RoomText]:
    """What stands on the sheet of an event or a forum: of what is known only what people wrote, for the rest is not checked."""
    subject: SheetOwner | None = (
        db.session.get(Event, whose.event_id)
        if whose.event_id
        else db.session.get(Forum, whose.forum_id or 0)
    )
    if subject is None:
        return []
    row, answers = sheet_and_answers(subject)
    if isinstance(subject, Event):
        return _texts(subject, _fields(row, subject.description, event_words(subject, answers)))
    return _texts(subject, _fields(row, Words(), forum_words(subject, answers)))
