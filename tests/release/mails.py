"""What the mails say that go to strangers, participants, members and owners, made of the demo as it is now."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa

from facilitate import clock
from facilitate.consultation.inviting.actions import Pen as ConsultationPen
from facilitate.consultation.inviting.queries import letter_of
from facilitate.consultation.models import Invitation, LetterKind, Questionnaire
from facilitate.consultation.models import Purpose as QuestionnairePurpose
from facilitate.db import db
from facilitate.events.models import Event
from facilitate.forums.leaving import clear_problems, of_forum, position_texts
from facilitate.forums.meetings import mailing
from facilitate.forums.meetings.queries import members_now
from facilitate.forums.models import Forum, PassedUp, Position, Problem, Purpose
from facilitate.forums.passing.letters import telling
from facilitate.forums.presidency import asking
from facilitate.forums.rhythm import planning
from facilitate.notes.deciding.queries import actions_of
from facilitate.participation.inviting.actions import calendar_of, registered_all
from facilitate.participation.inviting.pen import Pen
from facilitate.participation.models import Participation
from facilitate.participation.queries import registration_of
from facilitate.release.clearing import clear
from facilitate.release.models import Source
from facilitate.report.clearing.promised import told
from facilitate.report.following.letters import calendar, letter
from facilitate.report.following.mailing import Recipient
from facilitate.report.out import released
from facilitate.report.sending.actions import letters
from facilitate.report.sending.queries import interested_in, recipients_of

LINK = "https://planner.example/x"
DAY = date(2027, 3, 1)
KINDS = {
    QuestionnairePurpose.CONSULTATION: tuple(LetterKind),
    QuestionnairePurpose.EVALUATION: (LetterKind.INVITATION, LetterKind.REMINDER),
}


def mails() -> Iterator[tuple[str, str]]:
    """The module of `ways_out.MAILS`, and all that its mails say; calendar entries too."""
    for event in db.session.scalars(sa.select(Event).order_by(Event.id)):
        yield from _of_event(event)
    for forum in db.session.scalars(sa.select(Forum).order_by(Forum.id)):
        yield from _of_forum(forum)


def _of_event(event: Event) -> Iterator[tuple[str, str]]:
    rows = db.session.scalars(
        sa.select(Participation).where(Participation.event_id == event.id).order_by(Participation.id).limit(2)
    ).all()
    pen = Pen(event, registration_of(event))
    for key, registration in registered_all(rows).items():
        row = next(one for one in rows if one.id == key)
        for written in (pen.invitation, pen.reminder, pen.seat):
            yield (
                "participation.inviting.actions",
                "\n".join([*written(row, registration), calendar_of(event)]),
            )
    for questionnaire in db.session.scalars(
        sa.select(Questionnaire).where(Questionnaire.event_id == event.id)
    ):
        mine = sa.select(Invitation).where(Invitation.questionnaire_id == questionnaire.id).limit(1)
        for to in db.session.scalars(mine):
            for kind in KINDS[questionnaire.purpose]:
                shown = ConsultationPen(event, questionnaire).shown(letter_of(questionnaire, kind), to)
                yield "consultation.inviting.actions", "\n".join(shown)
    for one in told(event, actions_of(event)):
        to_owner = Recipient(one.owner, "owner@office.example", event.language, (one,))
        for late in (True, False):
            said = letter(event, to_owner.name, to_owner.actions, event.language, LINK, late)
            entry = calendar(event, to_owner.actions, event.language, LINK, clock.now()).decode()
            yield "report.following.mailing", "\n".join([*said, entry])
    edition = released(event)
    if edition is not None:
        for written_ in letters(event, recipients_of(event, edition, interested_in(event))):
            yield "report.sending.actions", "\n".join(written_)


def _of_forum(forum: Forum) -> Iterator[tuple[str, str]]:
    meeting = db.session.scalars(sa.select(Event).order_by(Event.id)).first()
    members = members_now(forum)[:1]
    for member in members:
        assert meeting is not None
        yield "forums.meetings.mailing", "\n".join(mailing.mail(forum, meeting, member, LINK))
        yield "forums.rhythm.planning", "\n".join(planning.letter(forum, 2027, member, DAY, LINK))
        for position in db.session.scalars(sa.select(Position).where(Position.forum_id == forum.id)):
            title = clear(of_forum(forum), position_texts(position)).said_of(
                Source.POSITION, position.id, "title"
            )
            said = asking.letter(forum, Purpose.POSITION, title, member, LINK)
            yield "forums.presidency.asking", "\n".join(said)
        mine = (
            sa.select(PassedUp)
            .join(Problem, PassedUp.problem_id == Problem.id)
            .where(Problem.forum_id == forum.id)
        )
        rows = db.session.scalars(mine).all()
        if rows:
            cleared = clear_problems([one.problem for one in rows], rows)
            yield "forums.passing.telling_pages", "\n".join(telling(forum, rows, member, cleared))
