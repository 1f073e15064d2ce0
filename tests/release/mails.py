"""What the mails say that go to strangers, participants, members and owners, made of the demo as it is now."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa

from facilitate import clock
from facilitate.bulletin.leaving import edition_to_leave
from facilitate.bulletin.mailing import BulletinMailing
from facilitate.bulletin.models import BulletinEdition
from facilitate.confirming.mailing import EntryMailing
from facilitate.consultation.inviting.actions import ConsultationPen
from facilitate.consultation.inviting.queries import letter_of_kind
from facilitate.consultation.models import (
    Invitation,
    LetterKind,
    Questionnaire,
    QuestionnairePurpose,
)
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.forums.leaving import clear_problems, position_texts, whose_forum
from facilitate.forums.meetings.mailing import ItemsMailing
from facilitate.forums.meetings.queries import members_now
from facilitate.forums.models import Forum, Position
from facilitate.forums.passing.letters import answers_mail
from facilitate.forums.presidency.mailings import PositionMailing
from facilitate.forums.problem_models import PassedUp, Problem
from facilitate.forums.rhythm.mailing import DaysMailing
from facilitate.guides.rehearsals import rehearsals_of
from facilitate.guides.rehearsing.mailing import RehearsalMailing
from facilitate.mailing.mailings import Mailing
from facilitate.notes.deciding.queries import actions_of
from facilitate.participation.inviting.actions import ensure_registrations, event_calendar
from facilitate.participation.inviting.pen import InvitationPen
from facilitate.participation.models import Participation
from facilitate.participation.queries import registration_setting
from facilitate.release.clearing import clear_texts
from facilitate.release.models import TextSource
from facilitate.report.clearing.cleared_actions import cleared_actions
from facilitate.report.following.letters import due_calendar, promise_letter
from facilitate.report.sending.actions import ReportMailing

LINK = "https://planner.example/x"
DAY = date(2027, 3, 1)
KINDS = {
    QuestionnairePurpose.CONSULTATION: tuple(LetterKind),
    QuestionnairePurpose.EVALUATION: (LetterKind.INVITATION, LetterKind.REMINDER),
}


def mails_said() -> Iterator[tuple[str, str]]:
    """The module of `mails_out.MAILS`, and all that its mails say; calendar entries too."""
    for event in db.session.scalars(sa.select(Event).order_by(Event.id)):
        yield from _of_event(event)
    for edition in db.session.scalars(sa.select(BulletinEdition)):
        if edition_to_leave(edition).out:
            yield from _of_mailing("bulletin.mailing", BulletinMailing(edition))
    for reminding in (False, True):
        yield from _of_mailing("confirming.mailing", EntryMailing(reminding=reminding))
    for forum in db.session.scalars(sa.select(Forum).order_by(Forum.id)):
        yield from _of_forum(forum)


def _of_event(event: Event) -> Iterator[tuple[str, str]]:
    rows = db.session.scalars(
        sa.select(Participation)
        .where(Participation.event_id == event.id)
        .order_by(Participation.id)
        .limit(2)
    ).all()
    pen = InvitationPen(event, registration_setting(event))
    for key, registration in ensure_registrations(rows).items():
        row = next(one for one in rows if one.id == key)
        for written in (pen.invitation, pen.reminder, pen.seat):
            yield (
                "participation.inviting.actions",
                "\n".join([*written(row, registration), event_calendar(event)]),
            )
    for questionnaire in db.session.scalars(
        sa.select(Questionnaire).where(Questionnaire.event_id == event.id)
    ):
        mine = sa.select(Invitation).where(Invitation.questionnaire_id == questionnaire.id).limit(1)
        for to in db.session.scalars(mine):
            for kind in KINDS[questionnaire.purpose]:
                shown = ConsultationPen(event, questionnaire).shown(
                    letter_of_kind(questionnaire, kind), to
                )
                yield "consultation.inviting.actions", "\n".join(shown)
    for rehearsal in rehearsals_of(event):
        yield from _of_mailing("guides.rehearsing.mailing", RehearsalMailing(event, rehearsal))
    for one in cleared_actions(event, actions_of(event)):
        for late in (True, False):
            said = promise_letter(event, one.owner, [one], event.language, LINK, late)
            entry = due_calendar(event, [one], event.language, LINK, clock.now()).decode()
            yield "report.following.mailing", "\n".join([*said, entry])
    report = ReportMailing(event)
    if report.released is not None:
        yield from _of_mailing("report.sending.actions", report)


def _of_mailing(module: str, mailing: Mailing) -> Iterator[tuple[str, str]]:
    for one in mailing.write_letters().everybody:
        yield module, "\n".join([one.subject, one.body, one.calendar])


def _of_forum(forum: Forum) -> Iterator[tuple[str, str]]:
    meeting = db.session.scalars(sa.select(Event).order_by(Event.id)).first()
    assert meeting is not None
    days = DaysMailing(forum, 2027, DAY)
    for member in members_now(forum)[:1]:
        items = ItemsMailing(forum, meeting)
        yield "forums.meetings.mailing", "\n".join(items.say(member, LINK))
        yield "forums.rhythm.mailing", "\n".join(days.say(member, LINK))
        for position in db.session.scalars(
            sa.select(Position).where(Position.forum_id == forum.id)
        ):
            asking = PositionMailing(forum, position.id)
            asking.title = clear_texts(whose_forum(forum), position_texts(position)).said_of(
                TextSource.POSITION, position.id, "title"
            )
            yield "forums.presidency.mailings", "\n".join(asking.say(member, LINK))
    mine = (
        sa.select(PassedUp)
        .join(Problem, PassedUp.problem_id == Problem.id)
        .where(Problem.forum_id == forum.id)
    )
    rows = db.session.scalars(mine).all()
    if rows:
        cleared = clear_problems([one.problem for one in rows], rows)
        for member in members_now(forum)[:1]:
            yield "forums.passing.mailing", "\n".join(answers_mail(forum, rows, member, cleared))
