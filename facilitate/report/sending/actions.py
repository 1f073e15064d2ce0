"""Interested parties are added; the report goes out, to everybody once."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NoReturn

from ... import clock
from ...consultation.inviting.invitation_list import InvitationEntry
from ...consultation.models import Theme
from ...consultation.queries import questionnaire_of
from ...data.db import db
from ...events.access import Can
from ...events.actions import wait_for_event_lock
from ...events.models import Event
from ...history.removing import RoomRemovals
from ...mail.outbox import MailAbout, Message
from ...mailing.letters import MailingLetter, PreparedMailing
from ...mailing.mailings import Mailing
from ...web.i18n import LANGUAGES, _, _l, use_language
from ...web.refused import Refused
from ..models import Edition, InterestedParty, ReportChange, SentReport
from ..papers.own_answer import ReleasedThread, themes_of_answers
from ..papers.own_answer_wording import own_answer_lines
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

    @cached_property
    def _themes(self) -> dict[int, list[Theme]]:
        """What each answer that was given by name speaks of."""
        everybody = (*self.recipients.to, *self.recipients.no_address)
        return themes_of_answers([one for to in everybody for one in to.answers])

    @cached_property
    def _released(self) -> dict[str, ReleasedThread]:
        asked = questionnaire_of(self.event)
        return (
            {code: ReleasedThread(self.event, asked, code) for code in LANGUAGES} if asked else {}
        )

    def _own(self, one: ReportRecipient) -> list[str]:
        """What became of the answer that person gave by name, in their language."""
        with use_language(one.language):
            return [
                line
                for answer in one.answers
                for line in own_answer_lines(
                    self._released[one.language].way(self._themes[answer], read=True)
                )
            ]

    def write(
        self, names: Sequence[str], language: str, *, corrected: bool, own: Sequence[str] = ()
    ) -> ReportMail:
        """The mail to these people, or to nobody by name; `own`: what became of their answer."""
        return write_report_mail(
            self.event,
            names,
            language=language,
            link=self.link,
            signed=self._signed,
            corrected=corrected,
            own=own,
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
        text = self.write(one.names, one.language, corrected=one.corrected, own=self._own(one))
        return MailingLetter(
            key=one.key,
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
