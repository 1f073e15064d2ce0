"""Writes what the invited get, each in their own language: invitation, reminder, a seat that became free, being named."""

from typing import NamedTuple

from ...directory.models import Person
from ...events.models import Event, Role
from ...events.queries import team_of
from ...lib.placeholders import one_line
from ...lib.text import Words
from ...mailing.letters import fill_greeting, letter_greeting
from ...web.i18n import LANGUAGES, _, format_day, format_days, reader_language, use_language
from ..models import Participation, Registration, RegistrationSetting
from .letters import STARTING, TEXT, letter_link, personal_link


class WrittenMail(NamedTuple):
    """A mail, ready: its subject and its text."""

    subject: str
    body: str


class InvitationPen:
    """Knows what the placeholders stand for, in both languages."""

    def __init__(self, event: Event, setting: RegistrationSetting) -> None:
        self.event, self.setting = event, setting
        self.text = setting.letter or STARTING
        team = [] if setting.signed_by else team_of(event)
        host = ", ".join(member.name for member in team if member.role is Role.ORGANISER)
        self.signed = setting.signed_by or Words(host, host)
        self.common: dict[str, dict[str, str]] = {}
        for code in LANGUAGES:
            with use_language(code):
                days = format_days(event.first_day, event.last_day, year=True)
                place = ", ".join(filter(None, (event.venue, event.town)))
                self.common[code] = {
                    "event": one_line(event.title.to(code)),
                    "days": days,
                    "place": place,
                    "when": ", ".join(filter(None, (days, place))),
                }

    def language_of(self, person: Person) -> str:
        """The language to write to them in."""
        return reader_language(person.languages, self.event.language)

    def letter(self, row: Participation, language: str = "") -> str:
        """The text of the invitation to one of the list, without what comes below it; in their language unless another is said."""
        code = language or self.language_of(row.person)
        values = {"name": row.person.name, "office": row.organisation.name, **self.common[code]}
        return TEXT.filled(
            fill_greeting(self.text.to(code), row.person),
            {name: one_line(value) for name, value in values.items()},
        )

    def invitation(self, row: Participation, registration: Registration) -> WrittenMail:
        """The invitation as a mail."""
        with use_language(self.language_of(row.person)):
            link = personal_link(registration)
            body = [
                self.letter(row).replace("\n", "\n\n"),
                f"{self.please()}\n{link}",
                _form(registration),
                self._yours(),
            ]
            return self._mail(
                _("Invitation: %(event)s", event=self._event(row)),
                row,
                [*body, _("The dates for your calendar are attached.")],
            )

    def reminder(self, row: Participation, registration: Registration) -> WrittenMail:
        """To who was invited and has not answered."""
        with use_language(self.language_of(row.person)):
            about = self._about(row)
            text = _(
                "We invited you to “%(event)s”, %(when)s, and have not had your "
                "answer yet. Whether you are coming, sending somebody else or cannot come: a "
                "short answer helps us a lot.",
                **about,
            )
            body = [
                self._dear(row),
                text,
                f"{self.please()}\n{personal_link(registration)}",
                self._yours(),
            ]
            return self._mail(_("Please answer: %(event)s", event=self._event(row)), row, body)

    def seat(self, row: Participation, registration: Registration) -> WrittenMail:
        """To who waited, and has a seat now."""
        with use_language(self.language_of(row.person)):
            text = _(
                "A seat has become free: you have a place at “%(event)s”, %(when)s. We are glad you are coming.",
                **self._about(row),
            )
            cannot = _(
                "If you can no longer come, please tell us here, so that the next person can "
                "have your seat:"
            )
            body = [
                self._dear(row),
                text,
                f"{cannot}\n{personal_link(registration)}",
                _form(registration),
            ]
            return self._mail(_("You have a seat: %(event)s", event=self._event(row)), row, body)

    def named(
        self, row: Participation, registration: Registration, by: str, waits: bool
    ) -> WrittenMail:
        """To who was named to come in somebody's place."""
        with use_language(self.language_of(row.person)):
            about = self._about(row)
            text = _(
                "%(by)s cannot come to “%(event)s”, %(when)s, and has named you to come instead.",
                by=by,
                **about,
            )
            seat = (
                _("All seats are taken at the moment; you are on the waiting list.")
                if waits
                else _("You have a seat.")
            )
            asks = _("Please tell us here what you need, or that you cannot come:")
            body = [
                self._dear(row),
                f"{text} {seat}",
                f"{asks}\n{personal_link(registration)}",
                _form(registration),
                self._yours(),
            ]
            return self._mail(
                _("You have been named to come: %(event)s", event=self._event(row)), row, body
            )

    def please(self) -> str:
        """Asks for the answer, in the language spoken now."""
        if self.setting.answer_by is None:
            return _(
                "Please answer here; it takes a minute, on a phone or a computer, without an account:"
            )
        by = format_day(self.setting.answer_by, "dated")
        return _(
            "Please answer here by %(day)s; it takes a minute, on a phone or a computer, without an account:",
            day=by,
        )

    def _yours(self) -> str:
        return _(
            "The link is yours alone; please do not pass it on. If a colleague comes "
            "instead, name them there."
        )

    def _about(self, row: Participation) -> dict[str, str]:
        return self.common[self.language_of(row.person)]

    def _dear(self, row: Participation) -> str:
        return f"{letter_greeting(row.person)},"

    def _event(self, row: Participation) -> str:
        """The event and its days, as a subject names them."""
        about = self._about(row)
        return f"{about['event']}, {about['days']}"

    def _mail(self, subject: str, row: Participation, body: list[str]) -> WrittenMail:
        signed = self.signed.to(self.language_of(row.person))
        return WrittenMail(subject, "\n\n".join([*body, signed]).strip())


def _form(registration: Registration) -> str:
    """Where the form for the employer is, in the language spoken now."""
    told = _(
        "The form for your employer’s authorisation of travel, one page with your name (Word):"
    )
    return f"{told}\n{letter_link(registration)}"
