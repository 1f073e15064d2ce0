"""What happens to a questionnaire: begun with the usual questions, opened, closed, its questions added, moved, hidden, removed."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm.attributes import flag_modified

from ... import clock
from ...data.db import db
from ...events.access import Can
from ...events.actions import after_last, number_positions, wait_for_event_lock
from ...events.extensions import follows_dates
from ...events.models import Event, EventKind
from ...history.models import Change
from ...history.removing import RoomRemovals
from ...lib.rearranging import new_place, place_row
from ...lib.text import Words
from ...web.i18n import _, _l
from ...web.refused import Refused
from ..models import Choice, Draft, Question, QuestionChange, Questionnaire
from ..queries import choices_by_question, questionnaire_of, questions_in
from .offered import OfferedChoice
from .queries import is_answered, is_promised

REMOVALS = RoomRemovals(
    kind=QuestionChange,
    models=(Question,),
    key="consultation",
    name=_l("Questions"),
    page="consultation.show_consultation",
    sees=Can.SEE,
    undoes=Can.EDIT_CONSULTATION,
)
"""How questions are removed, those of the evaluation too."""
REOPENED = timedelta(days=14)


def create_questionnaire(event: Event, today: date, earlier: Event | None = None) -> Questionnaire:
    """The event's questionnaire, made with the two starting questions or with those of an earlier event.

    One that is there already stays as it is.
    """
    wait_for_event_lock(event)
    if there := questionnaire_of(event):
        return there
    text = starting_questionnaire(event.kind, event.title, event.first_day, today)
    questionnaire = Questionnaire(
        event_id=event.id,
        token=secrets.token_urlsafe(9),
        title=text.title,
        intro=text.intro,
        opens_on=text.opens_on,
        closes_on=text.closes_on,
    )
    db.session.add(questionnaire)
    db.session.flush()
    if earlier and (theirs := questionnaire_of(earlier)):
        copy_questions(questionnaire, theirs)
    else:
        for question in text.questions:
            add_question(questionnaire, Question(text=question.text, help=question.help))
    return questionnaire


def copy_questions(questionnaire: Questionnaire, earlier: Questionnaire) -> int:
    """Add the questions that an earlier questionnaire showed, with their choices; gives how many came.

    What reads the same as a question that is there already, or is the same by its key, stays out, so that doing it
    twice adds nothing twice.
    """
    wait_for_event_lock(questionnaire.event)
    there = questions_in(questionnaire)
    have, keys = (
        {question.text for question in there},
        {question.key for question in there if question.key},
    )
    came = [
        row
        for row in questions_in(earlier, hidden=False)
        if row.text not in have and row.key not in keys
    ]
    offered = choices_by_question(came)
    for row in came:
        copy = Question(
            kind=row.kind,
            text=row.text,
            help=row.help,
            required=row.required,
            low=row.low,
            high=row.high,
            key=row.key,
        )
        choices = [
            OfferedChoice(None, choice.text) for choice in offered[row.id] if not choice.hidden
        ]
        add_question(questionnaire, copy, choices)
    return len(came)


def close_questionnaire(questionnaire: Questionnaire) -> None:
    """Nobody can answer from now on; drafts that were not sent are gone, too."""
    questionnaire.closed = True
    db.session.execute(sa.delete(Draft).where(Draft.questionnaire_id == questionnaire.id))


def reopen_questionnaire(questionnaire: Questionnaire, today: date) -> None:
    """Everybody can answer from today on; where the last day is over, for two more weeks."""
    questionnaire.closed = False
    questionnaire.opens_on = min(questionnaire.opens_on, today)
    if questionnaire.closes_on < today:
        questionnaire.closes_on = today + REOPENED


def latest_closing_day(first_day: date, today: date) -> date:
    """Until when people may answer for what they say to help: the day before the event, and never before today."""
    return max(today, first_day - timedelta(days=1))


@follows_dates
def move_consultation(event: Event, moved: timedelta) -> None:
    """Close what closed in time for the event in time for its new days; a day that people were told stays, and its page says so."""
    row = questionnaire_of(event)
    if row is None or row.closed or is_promised(row) or row.closes_on >= event.first_day - moved:
        return
    row.closes_on = min(row.closes_on, latest_closing_day(event.first_day, clock.today_in(event)))
    row.opens_on = min(row.opens_on, row.closes_on)


def add_question(
    questionnaire: Questionnaire, question: Question, choices: Sequence[OfferedChoice] = ()
) -> Question:
    """One more question, after the others. Whoever has answered already has simply not answered this one."""
    wait_for_event_lock(questionnaire.event)
    question.questionnaire_id = questionnaire.id
    question.position = after_last(Question.position, Question.questionnaire_id == questionnaire.id)
    if questionnaire.purpose.is_after and not question.key:
        question.key = secrets.token_hex(
            4
        )  # taken over into the next evaluation, it is compared with this one
    db.session.add(question)
    db.session.flush()
    set_choices(question, (), choices, fixed=False)
    return question


def set_choices(
    question: Question, now: Sequence[Choice], offered: Sequence[OfferedChoice], fixed: bool
) -> None:
    """Make the question offer exactly that, in that order; a change counts as an edit of the question.

    A question without choices of its own loses those it had. `fixed`: answers may have picked the choices
    there are, so none is taken away; what is not mentioned stays, at the end.
    """
    rows, wanted = {row.id: row for row in now}, offered if question.kind.has_choices else ()
    before = [(row.id, row.text, row.hidden) for row in now]
    order: list[Choice] = []
    for one in wanted:
        row = rows.pop(one.id, None) if one.id else None
        row = row or Choice(question_id=question.id)
        row.text, row.hidden, row.position = one.text, one.hidden, len(order) + 1
        order.append(row)
    for row in rows.values():
        if fixed:
            row.position = len(order) + 1
            order.append(row)
        else:
            db.session.delete(row)
    db.session.add_all(order)
    if before and before != [(row.id, row.text, row.hidden) for row in order]:
        flag_modified(question, "text")
    db.session.flush()


def hide_question(questionnaire: Questionnaire, question: Question, hidden: bool) -> None:
    """Take a question off the public page, with its answers kept, or show it again; one stays shown."""
    wait_for_event_lock(questionnaire.event)
    if hidden:
        _another_is_shown(questionnaire, question)
    question.hidden = hidden
    db.session.flush()


def remove_question(questionnaire: Questionnaire, question: Question, by: int) -> Change:
    """Take a question out, with the way back; one stays shown."""
    wait_for_event_lock(questionnaire.event)
    if is_answered(questionnaire):
        raise Refused(_("Answers have come in, so you can hide a question but not remove it."))
    _another_is_shown(questionnaire, question)
    return REMOVALS.remove(questionnaire.event, question, question.text, by)


def move_question(questionnaire: Questionnaire, question: Question, to: str) -> int:
    """Put a question one place `up` or `down`, or at the place of that number; gives its new place."""
    wait_for_event_lock(questionnaire.event)
    rows = questions_in(questionnaire)
    if question not in rows:
        raise Refused(_("This question no longer exists: somebody has just removed it."))
    place = new_place(to, rows.index(question) + 1, len(rows))
    number_positions(place_row(rows, question, place))
    return place


def _another_is_shown(questionnaire: Questionnaire, question: Question) -> None:
    others = sa.select(Question.id).where(
        Question.questionnaire_id == questionnaire.id, Question.id != question.id, ~Question.hidden
    )
    if db.session.scalar(others.limit(1)) is None:
        raise Refused(
            _("A questionnaire needs a question. Add another one, or show a hidden one first.")
        )


LASTS = timedelta(days=28)


@dataclass(frozen=True)
class StartingQuestion:
    """A question and the help below it."""

    text: Words
    help: Words


@dataclass(frozen=True)
class StartingQuestionnaire:
    """Everything a new questionnaire holds."""

    title: Words
    intro: Words
    opens_on: date
    closes_on: date
    questions: tuple[StartingQuestion, ...]


_CALLED = {
    EventKind.CONFERENCE: ("conference", "konferenca", "konferencë"),
    EventKind.TRAINING: ("training", "trajnimi", "trajnim"),
}
_MEETING = ("meeting", "takimi", "takim")


def starting_questionnaire(
    kind: EventKind, title: Words, first_day: date, today: date
) -> StartingQuestionnaire:
    """The questionnaire of an event of that kind and title, open for four weeks from today.

    It closes in time for the event.
    """
    en, sq, at_sq = _CALLED.get(kind, _MEETING)
    return StartingQuestionnaire(
        title=Words(f"What should the {en} bring?", f"Çfarë duhet të sjellë {sq}?"),
        intro=Words(
            f"The team preparing “{title.to('en')}” asks everyone who works on its subject. "
            "Its goals and objectives will come from your answers.",
            f"Skuadra që përgatit veprimtarinë “{title.to('sq')}” pyet të gjithë ata që punojnë për këtë "
            "çështje. Nga përgjigjet tuaja do të dalin qëllimet dhe objektivat.",
        ),
        opens_on=today,
        closes_on=min(today + LASTS, latest_closing_day(first_day, today)),
        questions=(
            StartingQuestion(
                Words(
                    "What do you, or your institution, want to do in the coming year "
                    "so that this work lasts?",
                    "Çfarë doni të bëni ju ose institucioni juaj vitin e ardhshëm, "
                    "që kjo punë të jetë e qëndrueshme?",
                ),
                Words(
                    "One concrete thing is enough; please mention no victim and no case.",
                    "Mjafton një gjë konkrete; ju lutemi, mos përmendni asnjë viktimë dhe asnjë rast.",
                ),
            ),
            StartingQuestion(
                Words(
                    f"What do you want to learn or experience at the {en} that will help you do it?",
                    f"Çfarë doni të mësoni ose të përjetoni në {at_sq}, që t’ju ndihmojë për këtë?",
                ),
                Words(
                    "Write it as you would say it to a colleague.",
                    "Shkruajeni ashtu siç do t’ia thoshit një kolegu.",
                ),
            ),
        ),
    )
