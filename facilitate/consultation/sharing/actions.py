"""What is sent back, put together from everything the event knows, in the language spoken now; publishing it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ... import clock
from ...accounts.models import User
from ...data.db import db, get_or_404
from ...directory.models import Sector
from ...directory.queries import answering_sectors
from ...events.actions import wait_for_event_lock
from ...events.models import AgreementStatus, Event, Objective
from ...events.queries import objectives_of
from ...lib.telling import Number
from ...release import two_people
from ...release.clearing import clear_texts, tells_texts
from ...release.models import TextSource
from ...release.texts import RoomText, TextOwner, owner_of_event, verdicts_about
from ...web.i18n import LANGUAGES, _, current_language, format_days, pick_wording, use_language
from ...web.refused import Refused
from ..constellation import wording
from ..constellation.choices import ANYTHING, Key, Picked, ranks_of
from ..constellation.counting import ThemeVoice, count_speakers
from ..constellation.queries import picks_by_question, voices_of
from ..models import Choice, Passage, Question, QuestionKind, Questionnaire, Reply, Theme
from ..queries import choices_by_question, questionnaire_of, questions_of, themes_of
from ..questionnaire import is_consultation
from ..reading.actions import allow_quote
from ..reading.redaction import drop_quotes
from ..telling import INVITED, Counted, CountsTelling, ToldPlace, read_from
from .heard import heard_themes, told_quote
from .leaving import PageToLeave, as_cleared, page_texts, told_now
from .queries import count_invited, quotes_of
from .summary import (
    ClosedResult,
    SectorPart,
    Summary,
    SummaryAim,
    shown_choices,
    shown_many,
    shown_parts,
    shown_ranking,
    shown_scale,
    shown_source,
)
from .summary_json import freeze_summary


class ClosedQuestions:
    """The questions that are not open and what was picked there."""

    def __init__(self, event: Event, questions: Sequence[Question]) -> None:
        self.questions = [one for one in questions if one.kind is not QuestionKind.OPEN]
        self.picked = picks_by_question(event) if self.questions else {}
        self.choices = choices_by_question(self.questions) if self.questions else {}


class GatheredSummary:
    """What a summary is made of in every language.

    `telling`: what of its counts is told, beside what was told before.
    """

    def __init__(self, event: Event, questionnaire: Questionnaire) -> None:
        self.telling = CountsTelling(_told_before(questionnaire))
        self.voices, self.themes = voices_of(event), themes_of(event)
        self.questions = questions_of(event, hidden=False)
        self.sectors, self.quotes = answering_sectors(), quotes_of(event)
        self.invited = count_invited(questionnaire)
        self.closed = ClosedQuestions(event, self.questions)
        self.objectives = objectives_of(event)


def _told_before(questionnaire: Questionnaire) -> Counted:
    """What was told of the counts; of a page that was published before they were kept, what can be read on it."""
    if questionnaire.counted or not questionnaire.told:
        return questionnaire.counted
    return read_from(questionnaire.told[next(iter(LANGUAGES))])


def summary_of(
    event: Event, questionnaire: Questionnaire, found: GatheredSummary | None = None
) -> Summary:
    """What is sent back; with `found`, as for another language, nothing is asked again."""
    found = found or GatheredSummary(event, questionnaire)
    voices, themes, quotes, telling = found.voices, found.themes, found.quotes, found.telling
    answers, parts = shown_parts(sector_parts(voices, found.sectors), telling)
    by_name = telling.table(INVITED, {"": found.invited})
    open_ones = [question for question in found.questions if question.kind is QuestionKind.OPEN]
    return Summary(
        language=current_language(),
        event=pick_wording(event.title),
        when=format_days(event.first_day, event.last_day, year=True),
        place=", ".join(filter(None, (event.venue, event.town))),
        asked=format_days(questionnaire.opens_on, questionnaire.closes_on, year=True),
        questions=[pick_wording(question.text) for question in open_ones],
        invited=None if by_name is None else by_name.total,
        answers=answers,
        parts=parts,
        results=closed_results(found.closed, telling, answers),
        themes=heard_themes(
            themes, voices, parts=parts, quotes=quotes, telling=telling, most=answers
        ),
        quotes=[told_quote(row, parts) for row in quotes if not row.themes],
        aims=[
            _aim(row, themes, voices=voices, telling=telling, most=answers)
            for row in found.objectives
            if row.status is not AgreementStatus.IDEA
        ],
        made_of_it=pick_wording(questionnaire.summary),
    )


def sector_parts(voices: Sequence[ThemeVoice], rows: Sequence[Sector]) -> list[SectorPart]:
    """The sectors that answered, with their true numbers."""
    numbers: dict[str, int] = {}
    for voice in voices:
        numbers[voice.sector] = numbers.get(voice.sector, 0) + voice.answers
    return [
        SectorPart(
            key=row.key,
            name=pick_wording(row.name),
            short=pick_wording(row.short),
            letter=row.letter,
            answers=numbers[row.key],
        )
        for row in rows
        if row.key in numbers
    ]


def closed_results(
    found: ClosedQuestions, telling: CountsTelling, most: Number = None
) -> list[ClosedResult]:
    """What was said to each question that is not open, small numbers left out. `most`: how many answers are told of."""
    return [
        _result(
            question,
            found.picked[question.id],
            choices=found.choices[question.id],
            telling=telling,
            most=most,
        )
        for question in found.questions
        if question.id in found.picked
    ]


def _result(
    question: Question,
    picked: Picked,
    choices: Sequence[Choice],
    telling: CountsTelling,
    most: Number,
) -> ClosedResult:
    text, lines = pick_wording(question.text), wording.names_of_lines(question, choices, picked)
    names, counts = list(lines.values()), [picked[key] for key in lines]
    at = told_place_of_question(question, lines, telling, most)
    if question.kind is QuestionKind.SCALE:
        return shown_scale(text, names, counts, at)
    if question.kind is QuestionKind.RANKING:
        return shown_ranking(
            text, names, [ranks_of(choice, picked) for choice, _number in lines], at
        )
    if question.kind is QuestionKind.SINGLE:
        return shown_choices(text, names, counts, at)
    return shown_many(text, names, counts=counts, answers=picked[ANYTHING], at=at)


def told_place_of_question(
    question: Question, lines: Iterable[Key], telling: CountsTelling, most: Number = None
) -> ToldPlace:
    """Where among what is told the counts of a question stand, which has these lines (see `wording.lines`)."""
    return ToldPlace(
        f"question/{question.id}",
        [f"{choice or ''}:{number or ''}" for choice, number in lines],
        telling,
        most,
    )


def _aim(
    row: Objective,
    themes: Sequence[Theme],
    voices: Sequence[ThemeVoice],
    telling: CountsTelling,
    most: Number,
) -> SummaryAim:
    behind = {theme.id for theme in themes if theme.objective_id == row.id}
    agreed = row.status is AgreementStatus.AGREED
    source = shown_source(count_speakers(behind, voices), behind, telling, most)
    return SummaryAim(
        code=row.code,
        text=pick_wording(row.text),
        result=pick_wording(row.result),
        agreed=agreed,
        source=source,
    )


def page_to_leave(event: Event, questionnaire: Questionnaire) -> PageToLeave:
    """The page in both languages as it may leave now, and what of it nobody has decided about."""
    found = GatheredSummary(event, questionnaire)
    pages = _pages(event, questionnaire, found)
    cleared = clear_texts(owner_of_event(event), page_texts(pages, questionnaire.id))
    return PageToLeave(as_cleared(pages, questionnaire.id, cleared), cleared, found.telling)


@tells_texts(
    Passage.quote,
    Theme.name,
    Theme.description,
    Theme.unserved_why,
    Theme.passed_to,
    Questionnaire.summary,
    Question.text,
    Question.low,
    Question.high,
    Choice.text,
    Objective.text,
    Objective.result,
    Objective.status,
)
def texts_of_page(whose: TextOwner) -> list[RoomText]:
    """What people wrote that stands on the page, or would."""
    event = db.session.get(Event, whose.event_id) if whose.event_id else None
    questionnaire = questionnaire_of(event) if event else None
    if event is None or questionnaire is None:
        return []
    return list(
        page_texts(
            _pages(event, questionnaire, GatheredSummary(event, questionnaire)), questionnaire.id
        )
    )


def _pages(event: Event, questionnaire: Questionnaire, found: GatheredSummary) -> dict[str, Any]:
    """The page by language as it was written."""
    pages = dict[str, Any]()
    for code in LANGUAGES:
        with use_language(code):
            pages[code] = freeze_summary(summary_of(event, questionnaire, found))
    return pages


def public_page_now(event: Event, questionnaire: Questionnaire) -> Mapping[str, Any] | None:
    """What is public, by language, without what was decided to go since; None while nothing is."""
    if not questionnaire.told:
        return None
    return told_now(questionnaire.told, questionnaire.id, verdicts_about(owner_of_event(event)))


def publish_page(event: Event, questionnaire: Questionnaire, by: User, now: datetime) -> bool:
    """Somebody lets the page out; once two people have, everybody with the link reads it as it is now. Gives whether it is out.

    Words that change afterwards need both again. Raises Refused while something on it is not decided.
    """
    if not questionnaire.summary:
        raise Refused(_("Write what you make of the answers first; then publish it."))
    wait_for_event_lock(event)
    page = page_to_leave(event, questionnaire)
    page.cleared.or_refused()
    if not two_people.release_words(
        owner_of_event(event),
        TextSource.SAID,
        row_id=questionnaire.id,
        digest=page.digest,
        by=by,
        now=now,
    ):
        return False
    questionnaire.told = {"on": clock.day_in(event.zone, now).isoformat(), **page.pages}
    questionnaire.counted = page.telling.added()
    return True


def note_counts_told(event: Event) -> None:
    """The counts as they may be told now have left by another way, with the report: later ones are told beside them."""
    questionnaire = questionnaire_of(event)
    if questionnaire is not None:
        found = GatheredSummary(event, questionnaire)
        summary_of(event, questionnaire, found)
        questionnaire.counted = found.telling.added()


def withdraw_page(questionnaire: Questionnaire) -> None:
    """Nobody but the team reads it any more; to publish it once more takes two people again."""
    questionnaire.told = None
    two_people.withdraw_release(TextSource.SAID, questionnaire.id)


def leave_out_quote(questionnaire: Questionnaire, passage: Passage) -> None:
    """A quote goes from what is sent back, and at once from what is public already."""
    allow_quote(passage, to=False)
    if questionnaire.told:
        questionnaire.told = drop_quotes(questionnaire.told, [passage.id])


def quote_of(event: Event, passage_id: int) -> Passage:
    """The passage, if it is of the event and may be quoted so far, or a page that says it is not there."""
    mine = (
        sa.select(Reply.id)
        .join(Question, Reply.question_id == Question.id)
        .join(Questionnaire, Question.questionnaire_id == Questionnaire.id)
        .where(is_consultation(event.id))
    )
    return get_or_404(
        Passage, Passage.id == passage_id, Passage.reply_id.in_(mine), Passage.quote.is_(True)
    )
