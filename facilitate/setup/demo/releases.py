"""The record of the demo: what could identify somebody is decided, and two people have released the report of 2008.

That of the regional meeting waits: one of two has released it, and a line that came in later is not decided yet.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta

import sqlalchemy as sa

from ... import clock
from ...accounts.models import User
from ...agenda.models import Step
from ...consultation.sharing.actions import texts_of_page
from ...data.db import db
from ...events.models import Event
from ...forums.leaving import whose_forum
from ...forums.models import Forum, Position, Presidency
from ...forums.passing.letters import digest_of_letter, letter_to_leave
from ...forums.presidency import round_release
from ...forums.presidency.handover import gather_handover
from ...forums.presidency.plans import PlanRecord
from ...forums.presidency.plans import plan_record as plan_of
from ...forums.presidency.positions import reviewed_position
from ...forums.problem_models import PassedUp
from ...forums.programme.request_letter import letter_of_request
from ...forums.programme_models import MoneyRequest
from ...notes.actions import add_line
from ...notes.deciding.actions import close_action, reopen_action
from ...notes.deciding.queries import actions_of
from ...notes.models import NoteKind
from ...participation.inviting.actions import ensure_registrations
from ...participation.models import Participation, Standing
from ...practice.sheets import leaving as sheet_leaving
from ...practice.sheets.leaving import texts_of_sheet
from ...release import two_people
from ...release.clearing import texts_of_rooms
from ...release.deciding import save_verdicts
from ...release.models import TextSource, Verdict
from ...release.texts import RoomText, TextOwner, owner_of_event, passage_finder
from ...release.verdicts import DecidedWords
from ...report.clearing.finding import PassageReason
from ...report.clearing.looking import finder_for
from ...report.clearing.passages import ShownPassage, passage_rows
from ...report.clearing.texts import WHOLE, decided_in, texts_of_event
from ...report.models import Edition, InterestedParty, Release
from ...report.releasing.actions import create_edition, remember_counts
from ...report.releasing.freezing import freeze_with_texts, undecided_words

BOTH = ("O1", "F1")
"""The two who release what goes out."""
DAYS = 9
"""After so many days the report was out."""
FOURTH = 4
"""Of so many who came one did not agree to be named."""
INTERESTED = (
    ("Redaksia e lajmeve sociale", "lajme@televizioni.example", "sq"),
    ("Library of the university", "library@university.example", "en"),
)
SAID_OF_NOBODY = {
    "10 janar",
    "10 korrik",
    "Qendra ditore për fëmijë mbeti e hapur",
    "bashkia kishte dhënë lokalin",
    "mor vesh ku mbetën",
    "punë pa bërë asnjë",
    "vitit 2007",
}
"""What is found in the words of 2008 and tells of an office or a deadline."""
LATER = (
    (NoteKind.QUOTE, "Një vajzë 16 vjeçe priti katër muaj për një vend në strehëz."),
    (NoteKind.POINT, "Rastin e solli vetë i ati, nga fshati Guras."),
)


def release_report(event: Event, users: dict[str, User]) -> None:
    """Everything is decided, two people have released the report, and most who came agreed to be named."""
    now = _after(event)
    _agree(event)
    _decide(event, users["F1"], now)
    with _as_it_stood(event, now):
        edition = create_edition(event, users["O1"], now)
    db.session.add_all(
        Release(edition_id=edition.id, user_id=users[key].id, at=now + timedelta(hours=number))
        for number, key in enumerate(("F1", "O1"), 1)
    )
    edition.released_at = now + timedelta(hours=2)
    remember_counts(event, edition.released_at)
    db.session.add_all(
        InterestedParty(event_id=event.id, name=name, email=email, language=language)
        for name, email, language in INTERESTED
    )


@contextmanager
def _as_it_stood(event: Event, now: datetime) -> Iterator[None]:
    """Inside, what was closed after that moment is open still: the edition knows nothing later."""
    later = [
        one.row
        for one in actions_of(event)
        if one.row.closed_on and one.row.closed_on > clock.day_in(event.zone, now)
    ]
    ends = [(row, row.outcome, row.closed_on, row.status) for row in later]
    for row in later:
        reopen_action(row)
        row.outcome = ""
    db.session.flush()
    yield
    for row, outcome, on, status in ends:
        if on:
            close_action(row, outcome, on, status)
    db.session.flush()


def half_release_report(event: Event, users: dict[str, User]) -> None:
    """One of two has released the report; what was written down since has to be decided first."""
    now = _after(event)
    _decide(event, users["O1"], now)
    edition: Edition = create_edition(event, users["O1"], now)
    db.session.add(Release(edition_id=edition.id, user_id=users["O1"].id, at=now))
    step = db.session.scalar(
        sa.select(Step.id)
        .where(Step.event_id == event.id, Step.removed_at.is_(None))
        .order_by(Step.id)
    )
    for number, (kind, text) in enumerate(LATER):
        at = now + timedelta(hours=3 + number)
        key = f"north-later-{number}"
        add_line(
            event, key, step_id=step, kind=kind, text=text, at=at, by_id=users["O1"].id, now=at
        )


def _after(event: Event) -> datetime:
    return datetime.combine(event.last_day + timedelta(days=DAYS), time(9), UTC)


def _agree(event: Event) -> None:
    rows = db.session.scalars(
        sa.select(Participation)
        .where(Participation.event_id == event.id, Participation.standing == Standing.ATTENDED)
        .order_by(Participation.id)
    ).all()
    for number, one in enumerate(ensure_registrations(rows).values(), 1):
        one.in_list = number % FOURTH != 0


def _decide(event: Event, by: User, now: datetime) -> None:
    """Ages and places are said more generally, names go; what is found elsewhere, or tells of nobody, may stay."""
    texts = texts_of_event(event)
    find = finder_for(owner_of_event(event), [one.text for one in texts])
    for row in passage_rows(texts, decided_in(event), find):
        for passage in row.passages:
            save_verdicts(
                owner_of_event(event),
                [(row.source, row.row_id)],
                decided=_verdict(passage),
                by=by.id,
                now=now,
            )
    for one in undecided_words(event, freeze_with_texts(event)):
        save_verdicts(
            owner_of_event(event),
            [WHOLE],
            decided=DecidedWords(one.finding.found, Verdict.KEEP),
            by=by.id,
            now=now,
        )


def _verdict(passage: ShownPassage) -> DecidedWords:
    if passage.why is PassageReason.CASE or passage.found in SAID_OF_NOBODY:
        return DecidedWords(passage.found, Verdict.KEEP)
    if passage.why is PassageReason.NAME or not passage.suggestion:
        return DecidedWords(passage.found, Verdict.REMOVE)
    return DecidedWords(passage.found, Verdict.GENERALISE, passage.suggestion)


def keep_all_words(whose: TextOwner, texts: Iterable[RoomText], by: User, now: datetime) -> None:
    """Somebody has looked these texts through: what was found in them may stay."""
    find = passage_finder(whose)
    for text in texts:
        for one in find(text.text):
            save_verdicts(
                whose,
                [(text.source, text.row_id)],
                decided=DecidedWords(one.found, Verdict.KEEP),
                by=by.id,
                now=now,
            )


def release_event_words(events: Iterable[Event], users: dict[str, User], now: datetime) -> None:
    """Practice sheets and what was made of answers may leave: the addresses in them are those of offices to write to."""
    for event in events:
        whose = owner_of_event(event)
        keep_all_words(whose, [*texts_of_sheet(whose), *texts_of_page(whose)], users["O1"], now)
        sheet = sheet_leaving.sheet_to_leave(event, money=True)
        for name in BOTH:
            sheet_leaving.release_sheet_words(sheet, users[name], now)


def release_forum_words(users: dict[str, User], now: datetime) -> None:
    """What forums passed up, stand for, plan and hand over is out, and their practice sheets: looked through by one, released by two."""
    for forum in db.session.scalars(sa.select(Forum).order_by(Forum.id)):
        whose, today = whose_forum(forum), now.date()
        keep_all_words(whose, texts_of_rooms(whose), users["O1"], now)
        terms = db.session.scalars(
            sa.select(Presidency).where(Presidency.forum_id == forum.id)
        ).all()
        positions = db.session.scalars(
            sa.select(Position).where(Position.forum_id == forum.id)
        ).all()
        sheet = sheet_leaving.sheet_to_leave(forum, money=False)
        for name in BOTH:
            sheet_leaving.release_sheet_words(sheet, users[name], now)
            for position in positions:
                round_release.release_round(
                    round_release.position_release(reviewed_position(forum, position, today)),
                    users[name],
                    now,
                )
            for term in terms:
                _hand_over(forum, plan_of(forum, term, today), users[name], now)
    for passed in db.session.scalars(
        sa.select(PassedUp).where(PassedUp.institution != "").order_by(PassedUp.id)
    ):
        rows, letter, _told = letter_to_leave(passed)
        whose = whose_forum(rows[0].problem.forum_id)
        for name in BOTH:
            two_people.release_words(
                whose,
                TextSource.PASSED_UP,
                row_id=rows[0].id,
                digest=digest_of_letter(letter),
                by=users[name],
                now=now,
            )
    for row in db.session.scalars(sa.select(MoneyRequest).order_by(MoneyRequest.id)):
        asked = letter_of_request(db.session.get_one(Forum, row.forum_id), row)
        for name in BOTH:
            two_people.release_words(
                whose_forum(asked.forum),
                TextSource.MONEY_REQUEST,
                row_id=row.id,
                digest=asked.digest,
                by=users[name],
                now=now,
            )


def _hand_over(forum: Forum, plan: PlanRecord, by: User, now: datetime) -> None:
    """Somebody releases a presidency's work plan, and its handover sheet once it has begun."""
    if plan.activities:
        round_release.release_round(round_release.plan_release(plan), by, now)
    if plan.term.first_day <= plan.board.today:
        digest = gather_handover(plan, contacts=False).told.digest
        two_people.release_words(
            whose_forum(forum),
            TextSource.HANDOVER,
            row_id=plan.term.id,
            digest=digest,
            by=by,
            now=now,
        )
