"""Who is written to about what they promised: each owner once, with everything; reminders only for what is open and late."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from ... import clock
from ...events.actions import wait_for_event_lock
from ...events.models import Event
from ...mail.outbox import MailAbout, Message
from ...mailing.letters import MailingLetter, PreparedMailing
from ...mailing.mailings import Mailing
from ...notes.deciding.action_counts import is_action_late
from ...notes.deciding.queries import actions_of
from ...web.i18n import _
from ..clearing.cleared_actions import ClearedAction, cleared_actions
from .letters import due_calendar, promise_letter, promise_url


class PromiseMail(StrEnum):
    """What goes out: what somebody promised, for the first time; what is late."""

    TOLD = "told"
    REMINDER = "reminder"


class PromiseMailing(Mailing):
    """What each owner promised, in one mail with the days it is due; `now` and `today` are the event's.

    `told`: what the letters are about, by their keys; `unreached`: how many actions have nobody with an address.
    """

    about = MailAbout.PROMISE

    def __init__(self, event: Event, mail: PromiseMail, now: datetime, today: date) -> None:
        self.event, self.mail, self.now, self.today = event, mail, now, today
        self.event_id, self.hint = event.id, _("Copy the links and hand them over yourself.")
        self.told = dict[int, list[ClearedAction]]()
        self.unreached = 0

    def take_turn(self) -> None:
        wait_for_event_lock(self.event)

    def asked_for(self) -> list[ClearedAction]:
        """Told: the open actions whose owner was not told yet. Reminded: those open and late, not written about today already."""
        return [
            one
            for one in cleared_actions(self.event, actions_of(self.event))
            if _asked_for(one, self.mail, self.event.zone, self.today)
        ]

    def write_letters(self, *, make_links: bool = False) -> PreparedMailing:
        by_owner, rows = dict[tuple[int, int], list[ClearedAction]](), self.asked_for()
        for one in rows:
            if one.row.person_id or one.row.member_id:
                by_owner.setdefault((one.row.person_id or 0, one.row.member_id or 0), []).append(
                    one
                )
        self.told = {mine[0].id: mine for mine in by_owner.values()}
        self.unreached = sum(not one.address for one in rows)
        letters = [self._letter(mine) for mine in by_owner.values()]
        return PreparedMailing(
            to=[one for one in letters if one.email],
            by_hand=[one for one in letters if not one.email],
        )

    def _letter(self, rows: Sequence[ClearedAction]) -> MailingLetter:
        first = rows[0]
        code, link = first.language(self.event.language), promise_url(first.row.token)
        name = first.row.person.name if first.row.person else first.owner
        subject, body = promise_letter(
            self.event,
            name,
            rows=rows,
            code=code,
            link=link,
            late=self.mail is PromiseMail.REMINDER,
        )
        return MailingLetter(
            key=first.id,
            name=name,
            organisation=first.row.person.organisation.name if first.row.person else "",
            email=first.address,
            language=code,
            subject=subject,
            body=body,
            link=link,
            calendar=due_calendar(self.event, rows, code=code, link=link, now=self.now).decode(),
            person_id=first.row.person_id,
        )

    def note_sent(self, sent: Sequence[tuple[MailingLetter, Message]]) -> None:
        for letter_sent, message in sent:
            for one in self.told[letter_sent.key]:
                one.row.told_at, one.row.message_id = self.now, message.id


def _asked_for(one: ClearedAction, mail: PromiseMail, zone: str, today: date) -> bool:
    if one.row.closed or one.ticked_on:
        return False
    told = one.row.told_at
    if mail is PromiseMail.TOLD:
        return told is None
    return told is not None and clock.day_in(zone, told) < today and is_action_late(one.row, today)
