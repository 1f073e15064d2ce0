"""The mail that asks the team what was learned, to each of them in their own language."""

from collections.abc import Sequence

import sqlalchemy as sa

from ...data.db import db
from ...events.models import Event
from ...mail.outbox import MailAbout, Message
from ...mailing.letters import MailingLetter, PreparedMailing
from ...mailing.mailings import Mailing
from ...mailing.sent_today import unsent_letters
from ...web.i18n import _
from ..models import LessonLink
from ..sheet_owner import SheetOwner
from . import actions
from .team import lesson_mail_accounts


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
