"""What can be read of practice sheets and of what is asked before starting, of events and of forums."""

from datetime import date
from typing import TypedDict

from ..events.access import Can, may, needs
from ..events.models import Event
from ..forums.doors import forum_keepers, forum_readers
from ..forums.models import Forum
from ..practice.asking.queries import start_questions
from ..practice.queries import lessons_of
from ..practice.sheet_owner import SheetOwner
from ..practice.sheets.leaving import sheet_to_leave
from ..practice.sheets.reading import TITLES
from ..web.i18n import LANGUAGES, _l
from .operation import Bilingual, bilingual_words, read_operation
from .reading_knowledge import LessonShape, lesson_shape
from .rights import ApiArea


class SheetFieldShape(TypedDict):
    """A field of the practice sheet: the team's own words, and what the planner knows, a sentence each."""

    name: str
    own: Bilingual
    known: dict[str, list[str]]


class PracticeSheetShape(TypedDict):
    """The practice sheet, its ten fields in their fixed order. `released`: two people let it out as it stands."""

    released: bool
    fields: list[SheetFieldShape]


class StartQuestionShape(TypedDict):
    """What is asked before design starts, and what was answered. `settled`: it is no longer open."""

    key: str
    prerequisite: bool
    question: Bilingual
    answer: str
    settled: bool
    answered_on: date | None
    by: str


SHEET, ASKED, LEARNED = (
    _l("The practice sheet"),
    _l("What is asked before starting, and the answers"),
    _l("What it learned"),
)


@read_operation(
    "/events/<slug>/practice-sheet",
    page="practice.show_sheet",
    area=ApiArea.EVENTS,
    about=SHEET,
)
@needs(Can.SEE)
def read_practice_sheet(event: Event) -> PracticeSheetShape:
    return _sheet(event, money=may(Can.SEE_BUDGET))


@read_operation(
    "/forums/<slug>/practice-sheet",
    page="practice.show_forum_sheet",
    area=ApiArea.FORUMS,
    about=SHEET,
)
@forum_readers
def read_forum_practice_sheet(forum: Forum) -> PracticeSheetShape:
    return _sheet(forum, money=False)


@read_operation(
    "/events/<slug>/start-questions",
    page="practice.show_start_questions",
    area=ApiArea.EVENTS,
    about=ASKED,
)
@needs(Can.SEE)
def read_start_questions(event: Event) -> list[StartQuestionShape]:
    return _asked(event)


@read_operation(
    "/forums/<slug>/start-questions",
    page="practice.show_forum_start_questions",
    area=ApiArea.FORUMS,
    about=ASKED,
)
@forum_readers
def read_forum_start_questions(forum: Forum) -> list[StartQuestionShape]:
    return _asked(forum)


@read_operation(
    "/forums/<slug>/lessons",
    page="practice.show_forum_lessons",
    area=ApiArea.FORUMS,
    about=LEARNED,
)
@forum_keepers
def read_forum_lessons(forum: Forum) -> list[LessonShape]:
    return [lesson_shape(one) for one in sorted(lessons_of(forum), key=lambda row: row.id)]


def _sheet(of: SheetOwner, *, money: bool) -> PracticeSheetShape:
    found = sheet_to_leave(of, money=money)
    rows = {code: {one.name: one for one in found.rows[code]} for code in LANGUAGES}
    return {
        "released": found.out,
        "fields": [
            {
                "name": name,
                "own": {"en": rows["en"][name].own, "sq": rows["sq"][name].own},
                "known": {code: list(rows[code][name].known) for code in LANGUAGES},
            }
            for name in TITLES
        ],
    }


def _asked(of: SheetOwner) -> list[StartQuestionShape]:
    found = start_questions(of)
    told: list[StartQuestionShape] = []
    for one in found.questions:
        answer = found.answers.get(one.key)
        told.append(
            {
                "key": one.key,
                "prerequisite": one.prerequisite,
                "question": bilingual_words(one.text),
                "answer": answer.text if answer else "",
                "settled": bool(answer and answer.settled),
                "answered_on": answer.on if answer else None,
                "by": answer.by.name if answer and answer.by else "",
            }
        )
    return told
