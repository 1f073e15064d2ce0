"""What happens to problems: written down, passed to a consultation or an institution, answered, told back."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from ...consultation.answering.actions import save_answer
from ...consultation.answering.sent import SentAnswer
from ...consultation.models import Answer, Origin, QuestionKind, Questionnaire, Reply, Theme
from ...consultation.queries import questions_of, themes_of
from ...consultation.reading.actions import add_theme, apply_theme, mark_passage
from ...data.db import db
from ...directory.models import FORUM_SECTOR, Sector
from ...events.actions import wait_for_event_lock
from ...events.models import Event
from ...lib.text import Words
from ...release.clearing import ClearedTexts
from ...release.models import TextSource
from ...web.i18n import _, in_both_languages, use_language
from ..models import Forum
from ..problem_models import PassedUp, Problem
from .grouping import theme_key
from .labels import problem_origin


def add_problem(forum: Forum, problem: Problem) -> Problem:
    """Keep a filled problem."""
    problem.forum_id = forum.id
    db.session.add(problem)
    db.session.flush()
    return problem


def lock_problems(problems: Sequence[Problem]) -> None:
    """Whoever passes these up waits here for the others, so that none goes twice (SQLite lets in one anyway)."""
    ids = sorted(problem.id for problem in problems)
    rows = sa.select(Problem.id).where(Problem.id.in_(ids)).order_by(Problem.id)
    db.session.execute(rows.with_for_update(key_share=True))


def pass_to_consultation(
    event: Event,
    questionnaire: Questionnaire,
    problems: Sequence[Problem],
    forums: Mapping[int, Forum],
    today: date,
    told: ClearedTexts,
) -> int:
    """Each problem becomes an answer to the event's first open question; gives how many are new.

    The answer says which forum passed it up, and nothing of any person: a problem has no author. It is counted as a voice of
    forums, not of a sector, and has the problem's theme: forums and stakeholders share those of the event. What went there
    before stays as it is. `told`: the problems in the words that may leave.
    """
    wait_for_event_lock(event)
    lock_problems(problems)
    ids = [problem.id for problem in problems]
    there = set(
        db.session.scalars(
            sa.select(PassedUp.problem_id).where(
                PassedUp.event_id == event.id, PassedUp.problem_id.in_(ids)
            )
        )
    )
    question = next(
        row.id for row in questions_of(event, hidden=False) if row.kind is QuestionKind.OPEN
    )
    new = [problem for problem in problems if problem.id not in there]
    sector_id = _voice_of_forums().id
    themes = _themes_for(event, [told.said_of(TextSource.PROBLEM, one.id, "theme") for one in new])
    for problem, theme in zip(new, themes, strict=True):
        receipt = secrets.token_urlsafe(16)
        with use_language(event.language):
            said = told.said_of(TextSource.PROBLEM, problem.id)
            text = f"{said}\n\n{problem_origin(forums[problem.forum_id].name, problem.raised_on)}"
        sent = SentAnswer(sector=sector_id, county=problem.county_id, texts={question: text})
        save_answer(
            questionnaire, receipt, sent, today, language=event.language, origin=Origin.IMPORTED
        )
        kept = sa.select(Reply).join(Answer, Reply.answer_id == Answer.id)
        reply = db.session.scalars(kept.where(Answer.receipt == receipt)).one()
        apply_theme(mark_passage(reply, 0, min(len(said), len(reply.text))), theme)
        db.session.add(
            PassedUp(problem_id=problem.id, event_id=event.id, answer_id=reply.answer_id, on=today)
        )
    db.session.flush()
    return len(new)


def _themes_for(event: Event, named: Sequence[str]) -> list[Theme]:
    """The event's theme for each of these names of forums' themes: one that is called alike in either language, or a new one."""
    known = {
        theme_key(name): theme
        for theme in reversed(themes_of(event))
        for name in (theme.name.en, theme.name.sq)
        if name
    }
    found = list[Theme]()
    for name in named:
        key = theme_key(name)
        if key not in known:
            known[key] = add_theme(event, Words(**{event.language: name}))
        found.append(known[key])
    return found


def _voice_of_forums() -> Sector:
    """What answers that forums passed up are counted as; made with the first of them."""
    found = db.session.scalar(sa.select(Sector).where(Sector.key == FORUM_SECTOR))
    if found is None:
        last = db.session.scalar(sa.select(sa.func.max(Sector.position))) or 0
        found = Sector(
            key=FORUM_SECTOR,
            name=in_both_languages(lambda: _("Forums")),
            short=in_both_languages(lambda: _("Forums")),
            letter="F",
            position=last + 1,
        )
        db.session.add(found)
        db.session.flush()
    return found


@dataclass(frozen=True)
class LetterHeading:
    """What a letter has beside the problems: to whom, when, in which language, where, by which office, signed by whom."""

    institution: str
    on: date
    language: str
    place: str = ""
    office: str = ""
    signed: str = ""


def pass_by_letter(problems: Sequence[Problem], letter: LetterHeading) -> None:
    """Note that these go to an institution by letter on that day.

    What went to the same institution on the same day already goes no second time; its letter is written anew.
    """
    lock_problems(problems)
    ids = [problem.id for problem in problems]
    there = db.session.scalars(
        sa.select(PassedUp).where(
            PassedUp.institution == letter.institution,
            PassedUp.on == letter.on,
            PassedUp.problem_id.in_(ids),
        )
    ).all()
    missing = [key for key in ids if key not in {row.problem_id for row in there}]
    new = [
        PassedUp(problem_id=key, institution=letter.institution, on=letter.on) for key in missing
    ]
    db.session.add_all(new)
    for row in [*there, *new]:
        row.language, row.place = letter.language, letter.place
        row.office, row.signed = letter.office, letter.signed
    db.session.flush()


def note_answer(rows: Sequence[PassedUp], text: str, on: date) -> None:
    """The answer that came; a new wording has to be told anew."""
    for row in rows:
        if (row.answer, row.answered_on) != (text, on):
            row.answer, row.answered_on, row.told_on = text, on, None
    db.session.flush()


def note_told(rows: Sequence[PassedUp], on: date) -> None:
    """The members know these answers now."""
    for row in rows:
        row.told_on = on
    db.session.flush()
