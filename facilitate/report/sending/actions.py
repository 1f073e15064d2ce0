"""Interested parties are added; the report goes out, to everybody once."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NoReturn

from ... import clock
from ...consultation.inviting.invitation_list import InvitationEntry
from ...data.db import db
from ...events.access import Can
from ...events.actions import wait_for_event_lock
from ...events.models import Event
from ...history.removing import RoomRemovals
from ...mail.outbox import MailAbout, Message
from ...mailing.letters import MailingLetter, PreparedMailing
from ...mailing.mailings import Mailing
from ...web.i18n import _, _l
from ...web.refused import Refused
from ..models import Edition, InterestedParty, ReportChange, SentReport
from ..released_report import released_edition
from ..writing.actions import ensure_proceedings
from .letters import ReportMail, report_link, signed_by, write_report_mail
from .queries import interested_in, recipients_of
from .recipients import ReportRecipient, ReportRecipients, address_key

REMOVALS = RoomRemovals(
    kind=ReportChange,
    models=(InterestedParty,),
    key="report",
    name=_l("Report"),
    page="report.show_sending",
    sees=Can.WRITE_REPORT,
    undoes=Can.WRITE_REPORT,
)
"""How interested parties are removed."""


def add_interested_parties(event: Event, entries: Iterable[InvitationEntry], usual: str) -> int:
    """Take these people in as interested parties, each address once; gives how many are new. `usual`: their language where none is said."""
    wait_for_event_lock(event)
    there = {address_key(one.email) for one in interested_in(event)}
    new = {address_key(one.email): one for one in entries if address_key(one.email) not in there}
    db.session.add_all(
        InterestedParty(
            event_id=event.id, name=one.name, email=one.email, language=one.language or usual
        )
        for one in new.values()
    )
    db.session.flush()
    return len(new)


def out_now(event: Event) -> Edition:
    """The edition that is out. Raises Refused where there is none."""
    return released_edition(event) or no_edition()


def no_edition() -> NoReturn:
    """Nothing of the report leaves the house."""
    raise Refused(
        _("The report has not been released. It can be sent once two people have released it.")
    )


class ReportMailing(Mailing):
    """The edition that is out, to everybody who came and to the interested parties: the same link for all."""

    about = MailAbout.REPORT

    def __init__(self, event: Event) -> None:
        self.event, self.event_id, self.hint = event, event.id, _("Copy the link instead.")

    def take_turn(self) -> None:
        wait_for_event_lock(self.event)

    @cached_property
    def released(self) -> Edition | None:
        """The edition that is out, if any."""
        return released_edition(self.event)

    @property
    def edition(self) -> Edition:
        """The edition that is out. Raises Refused where there is none: then nothing is sent."""
        return self.released or no_edition()

    @cached_property
    def interested(self) -> list[InterestedParty]:
        """Those who took no part and get it all the same."""
        return interested_in(self.event)

    @cached_property
    def recipients(self) -> ReportRecipients:
        """Who gets it; asked once it is this one's turn."""
        return recipients_of(self.event, self.edition, self.interested)

    @cached_property
    def link(self) -> str:
        """Where it is read."""
        return report_link(ensure_proceedings(self.event))

    def write(self, names: Sequence[str], language: str, *, corrected: bool) -> ReportMail:
        """The mail to these people, or to nobody by name."""
        return write_report_mail(
            self.event,
            names,
            language=language,
            link=self.link,
            signed=self._signed,
            corrected=corrected,
        )

    @cached_property
    def _signed(self) -> str:
        return signed_by(self.event)

    def write_letters(self, *, make_links: bool = False) -> PreparedMailing:
        return PreparedMailing(
            to=[self._letter(one) for one in self.recipients.to],
            by_hand=[self._letter(one) for one in self.recipients.no_address],
        )

    def _letter(self, one: ReportRecipient) -> MailingLetter:
        text = self.write(one.names, one.language, corrected=one.corrected)
        return MailingLetter(
            key=one.participation_id or -(one.interested_id or 0),
            name=", ".join(one.names),
            email=one.email,
            language=one.language,
            subject=text.subject,
            body=text.body,
            link=self.link,
            person_id=one.person_id,
        )

    def note_sent(self, sent: Sequence[tuple[MailingLetter, Message]]) -> None:
        now = clock.now()
        db.session.add_all(
            SentReport(
                edition_id=self.edition.id,
                participation_id=one.participation_id,
                interested_id=one.interested_id,
                email=address_key(one.email),
                message_id=message.id,
                at=now,
            )
            for one, (_letter, message) in zip(self.recipients.to, sent, strict=True)
        )
