"""A mailing: each of many gets a letter of their own; it goes out once, and only as it was looked at."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa

from .. import clock
from ..data.db import db
from ..mail.outbox import MailAbout, Message, can_mail, post_mails
from ..web.i18n import _, _l, register_labels
from ..web.refused import Refused
from .letters import MailingLetter, PreparedMailing


class Mailing(ABC):
    """One mailing of a room. `event_id`: the event it belongs to, if any; `hint`: what to do without a mail server.

    `typed`: the letter is typed on the page itself.
    """

    about: MailAbout
    event_id: int | None = None
    hint: str = ""
    typed: bool = False

    @abstractmethod
    def take_turn(self) -> None:
        """Of two who press at the same moment one comes after the other, and finds nobody left."""

    @abstractmethod
    def write_letters(self, *, make_links: bool = False) -> PreparedMailing:
        """The letters as they would go out now; `make_links`: whoever has no link yet gets one."""

    @abstractmethod
    def note_sent(self, sent: Sequence[tuple[MailingLetter, Message]]) -> None:
        """Keep that these letters are in the outbox."""

    def send(self, looked_at: str) -> list[int] | None:
        """Put the letters into the outbox, no more; gives the mails' numbers.

        None where `looked_at` is not their fingerprint any more: then nothing happens. Raises Refused without a mail server.
        """
        if not can_mail():
            raise Refused(f"{_('No mail server is set up.')} {self.hint}".strip())
        self.take_turn()
        letters = self.write_letters()
        if not letters.to:
            return []
        if letters.fingerprint != looked_at:
            return None
        made = self.write_letters(make_links=True).to
        messages = post_mails([one.outgoing for one in made], self.about, self.event_id)
        self.note_sent(list(zip(made, messages, strict=True)))
        db.session.flush()
        return [message.id for message in messages]

    def take_along(self) -> PreparedMailing:
        """The letters to hand over, each with its link."""
        self.take_turn()
        return self.write_letters(make_links=True)


A_DAY = timedelta(days=1)


def unsent_letters(
    letters: Sequence[MailingLetter], about: MailAbout, event_id: int | None = None
) -> list[MailingLetter]:
    """The letters but those that went to the same address, with the same subject, within a day. The caller holds the turn."""
    sent = sa.select(Message.to, Message.subject).where(
        Message.about == about,
        Message.event_id.is_not_distinct_from(event_id),
        Message.created_at > clock.now() - A_DAY,
    )
    there = {(to, subject) for to, subject in db.session.execute(sent)}
    return [one for one in letters if (one.email, " ".join(one.subject.split())) not in there]


register_labels(
    {
        MailAbout.CONSULTATION: _l("Consultation"),
        MailAbout.EVALUATION: _l("Evaluation"),
        MailAbout.INVITATION: _l("Invitation"),
        MailAbout.REPORT: _l("Report"),
        MailAbout.PROMISE: _l("What was promised"),
        MailAbout.TASKS: _l("Tasks"),
        MailAbout.COMMENT: _l("Comment on the agenda"),
        MailAbout.MEETING: _l("Agenda of a meeting"),
        MailAbout.REHEARSAL: _l("Rehearsal"),
        MailAbout.FORUM: _l("Forum"),
        MailAbout.LESSONS: _l("Lessons"),
        MailAbout.BULLETIN: _l("Bulletin"),
        MailAbout.ENTRY: _l("Own entry in the directory"),
        MailAbout.ACCOUNT: _l("Account"),
        MailAbout.OTHER: _l("Other"),
    }
)
