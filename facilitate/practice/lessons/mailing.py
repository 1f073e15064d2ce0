"""The mail that asks the team what was learned, to each of them in their own language."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from ...accounts.models import User
from ...data.db import db
from ...events.models import Event, Member
from ...forums.models import ForumKeeper, ForumMeeting
from ...mail.outbox import MailAbout, Message
from ...mailing.letters import MailingLetter, PreparedMailing
from ...mailing.mailings import Mailing, unsent_letters
from ...web.i18n import _, sort_by_name
from ..models import LessonLink
from ..sheet_owner import SheetOwner
from . import actions


def lesson_mail_accounts(of: SheetOwner) -> list[User]:
    """The accounts a mail goes to, in the order of the alphabet."""
    there = (
        _team(of) if isinstance(of, Event) else User.id.in_(_keepers(ForumKeeper.forum_id == of.id))
    )
    return sort_by_name(
        list(db.session.scalars(sa.select(User).where(User.active, there))), lambda one: one.name
    )


def _team(event: Event) -> sa.ColumnElement[bool]:
    team = sa.select(Member.user_id).where(Member.event_id == event.id)
    met = sa.select(ForumMeeting.forum_id).where(ForumMeeting.event_id == event.id)
    return sa.or_(User.id.in_(team), User.id.in_(_keepers(ForumKeeper.forum_id.in_(met))))


def _keepers(mine: sa.ColumnElement[bool]) -> sa.Select[Any]:
    return sa.select(ForumKeeper.user_id).where(mine)


class LessonsMailing(Mailing):
    """The link by which lessons come in, the same for all. Nobody gets it twice within a day."""

    about = MailAbout.LESSONS

    def __init__(self, of: SheetOwner, link: LessonLink) -> None:
        self.of, self.link = of, link
        self.event_id = of.id if isinstance(of, Event) else None
        self.hint = _("Show the code, or pass on the link yourself.")

    def take_turn(self) -> None:
        db.session.execute(
            sa.select(LessonLink.id).where(LessonLink.id == self.link.id).with_for_update()
        )

    def write_letters(self, *, make_links: bool = False) -> PreparedMailing:
        letters, address = [], actions.lesson_link_address(self.link)
        for one in lesson_mail_accounts(self.of):
            subject, body = actions.lesson_letter(self.of, one.name, one.language, self.link)
            letters.append(
                MailingLetter(
                    key=one.id,
                    name=one.name,
                    email=one.email,
                    language=one.language,
                    subject=subject,
                    body=body,
                    link=address,
                )
            )
        return PreparedMailing(to=unsent_letters(letters, self.about, self.event_id))

    def note_sent(self, sent: Sequence[tuple[MailingLetter, Message]]) -> None:
        """The outbox keeps it."""
