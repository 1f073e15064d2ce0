"""The practice sheet as it may leave: its lines, the team's own and the known, in both languages."""

from collections.abc import Iterable

from ... import clock
from ...db import db
from ...events.models import Event
from ...forums.models import Forum
from ...i18n import LANGUAGES, use_language
from ...lib.text import Words
from ...release.clearing import Cleared, clear, tells_texts
from ...release.models import Source
from ...release.texts import Text, Whose
from ..queries import sheet_and_answers
from ..whose import Subject, keys
from .known import of_event, of_forum
from .queries import event_facts, forum_facts
from .reading import Field, fields
from .word import Part

COUNTED = frozenset({"description", "results", "implementation", "cost", "complementary", "contacts"})
"""Fields in which what is known is counted, or stands on the invitation: nobody wrote it. All others are checked."""


def fields_of(subject: Subject, money: bool, languages: Iterable[str]) -> list[list[Field]]:
    """The sheet's fields in each of these languages; nothing is asked twice."""
    row, answers = sheet_and_answers(subject)
    facts = event_facts(subject, answers, money) if isinstance(subject, Event) else None
    here = None if isinstance(subject, Event) else forum_facts(subject, answers, clock.today())
    description = subject.description if isinstance(subject, Event) else Words()
    found = []
    for code in languages:
        with use_language(code):
            known = of_event(facts) if facts else of_forum(here) if here else {}
            found.append(fields(description, row, known))
    return found


def sheet_texts(subject: Subject, rows: Iterable[Field]) -> list[Text]:
    """Every line of the sheet that people wrote; all are decided about together, as one text."""
    lines = (line for row in rows for line in (*row.written, *(() if row.name in COUNTED else row.shown)))
    return [Text(Source.SHEET, subject.id, line, line) for line in dict.fromkeys(lines)]


def cleared_sheet(subject: Subject, rows: Iterable[Field]) -> Cleared:
    """The lines as they may leave; two statements."""
    return clear(Whose(**keys(subject)), sheet_texts(subject, rows))


def parts_of(subject: Subject, rows: Iterable[Field], told: Cleared) -> list[Part]:
    """The fields for paper, in the words that may leave."""

    def said(lines: Iterable[str]) -> list[str]:
        return [text for line in lines if (text := told.of(Source.SHEET, subject.id, line))]

    return [
        Part(row.title, said(row.written), list(row.shown) if row.name in COUNTED else said(row.shown))
        for row in rows
    ]


@tells_texts
def texts_of_sheet(whose: Whose) -> list[Text]:
    """What stands on the sheet of an event or a forum."""
    subject: Subject | None = (
        db.session.get(Event, whose.event_id)
        if whose.event_id
        else db.session.get(Forum, whose.forum_id or 0)
    )
    if subject is None:
        return []
    both = fields_of(subject, True, LANGUAGES)
    return sheet_texts(subject, [row for rows in both for row in rows])
