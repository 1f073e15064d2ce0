"""What may be typed about somebody on the roster, and days on which they are not available."""

from datetime import date
from typing import Any

from wtforms import BooleanField, TextAreaField
from wtforms.validators import ValidationError

from .. import clock
from ..accounts.models import User
from ..directory.models import Experience, RosterEntry, RosterWork
from ..directory.queries import all_counties
from ..lib.days import typed_day
from ..lib.text import clean_text
from ..web.forms import (
    EnumField,
    EnumsField,
    LongTextField,
    PickField,
    TextField,
    VersionedForm,
)
from ..web.i18n import _, _l

MOST = 50
"""Absences that are kept of somebody."""


class AbsencesField(TextAreaField):
    """Days somebody is not available: a day or a first and a last day in each line."""

    def process_data(self, value: Any) -> None:
        self.data: Any = [list(pair) for pair in value or ()]

    def process_formdata(self, valuelist: Any) -> None:
        if not valuelist:
            return
        lines = [line for line in clean_text(valuelist[0]).splitlines() if line.strip()]
        if len(lines) > MOST:
            raise ValueError(_("At most %(max)d lines.", max=MOST))
        self.data = sorted(self._read(line) for line in lines)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "\n".join(absence_line(*pair) for pair in self.data or ())

    @staticmethod
    def _read(line: str) -> list[str]:
        try:
            first, last = read_absence(line, clock.today())
        except ValueError:
            said = _(
                "“%(line)s” is not a period. Write 24.12.2026 – 2.1.2027, or one day.", line=line
            )
            raise ValueError(said) from None
        return [first.isoformat(), last.isoformat()]


def absence_line(first: str, last: str) -> str:
    """An absence as it is typed: `24.12.2026 – 2.1.2027`, or one day."""
    days = [date.fromisoformat(one) for one in (first, last)]
    told = [f"{day.day}.{day.month}.{day.year}" for day in days]
    return told[0] if first == last else " – ".join(told)


def read_absence(line: str, today: date) -> tuple[date, date]:
    """The first and the last day in a line; a year that is left out is the one closest to today. Raises ValueError."""
    for between in ("–", "—", " - ", "..."):
        line = line.replace(between, "\n")
    parts = [part for part in line.split("\n") if part.strip()]
    if not 1 <= len(parts) <= 2:  # noqa: PLR2004 - a first and a last day
        raise ValueError(line)
    last = typed_day(parts[-1], today)
    first = typed_day(parts[0], last)
    if first is None or last is None or last < first:
        raise ValueError(line)
    return first, last


class RosterForm(VersionedForm):
    """What somebody does at events, how experienced they are, where and when."""

    does = EnumsField(_l("What they do"), of=RosterWork)
    experience = EnumField(_l("Experience"), of=Experience, default=Experience.PRACTISED)
    other_languages = TextField(
        _l("Other languages"),
        description=_l(
            "Besides Albanian and English, which are recorded with the person: Italian, Greek."
        ),
    )
    county_id = PickField(_l("County they work in"))
    absences = AbsencesField(
        _l("Not available"),
        description=_l("One period in each line, like 24.12.2026 – 2.1.2027, or a single day."),
    )
    account_id = PickField(
        _l("Account in the planner"),
        description=_l(
            "What they led is counted by it. Empty: the account with their e-mail address."
        ),
    )
    note = LongTextField(_l("Note"), limit=1000)
    shows_said = BooleanField(
        _l("They agree that teams see how participants found the facilitation of their events")
    )
    is_new = True

    def validate_does(self, field: Any) -> None:
        """Nobody comes onto the roster for nothing; who is on it leaves it that way."""
        if self.is_new and not field.data:
            raise ValidationError(_("Tick at least one thing they do."))


def roster_form(entry: RosterEntry, accounts: list[User]) -> RosterForm:
    """The form with its lists filled."""
    form = RosterForm(obj=entry)
    form.is_new = entry.id is None
    form.county_id.offer(
        all_counties(), lambda county: county.name, none=_("as their organisation")
    )
    form.account_id.offer(accounts, lambda user: user.name, none=_("by e-mail address"))
    return form
