"""What may be typed about inviting: seats, letter and what is asked; targets of the mix."""

from typing import Any

import sqlalchemy as sa
from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from ...data.db import db
from ...directory.models import Gender
from ...directory.queries import all_sectors
from ...events.models import Event
from ...web.forms import (
    DayField,
    EnumField,
    NumberField,
    PickManyField,
    PlannerForm,
    VersionedForm,
    WordsField,
)
from ...web.i18n import _, _l, label_of, pick_wording
from ..models import RegistrationSetting, Target, TargetKind
from .letters import LONGEST, MOST_LINES, STARTING, TEXT

SEVERAL = 40
"""The most people of every county a target may ask for."""


class RegistrationSettingForm(VersionedForm):
    """How people register: seats, the last day, what is asked, the letter and who signs it."""

    capacity = NumberField(
        _l("Seats"),
        most=20_000,
        description=_l("0: no limit. When all seats are taken, people go on the waiting list."),
    )
    answer_by = DayField(
        _l("Answer by"),
        required=False,
        description=_l("Until then people can change their answer through their link."),
    )
    asks_needs = BooleanField(
        _l("Ask what people need"),
        description=_l("An interpreter, a diet, access to the rooms, lodging, arrival."),
    )
    asks_gender = BooleanField(
        _l("Ask for the gender"),
        description=_l("Answering is optional. Figures can count it only if you ask."),
    )
    takes_calendars = BooleanField(
        _l("Calendars may answer too"),
        description=_l(
            "Outlook, Google and others then show “Accept” and “Decline”. Their answers arrive at the address that sends the "
            "invitations: somebody has to read it and import them."
        ),
    )
    letter = WordsField(_l("Text of the invitation"), long=True, limit=LONGEST)
    signed_by = WordsField(
        _l("Signed by"),
        long=True,
        limit=300,
        description=_l("Name and office. If empty: the event’s organisers."),
    )
    event: Event

    def validate_answer_by(self, field: Any) -> None:
        if field.data and field.data > self.event.first_day:
            raise ValidationError(_("This day is after the start of the event."))

    def validate_letter(self, field: Any) -> None:
        if max(len(text.split("\n")) for text in (field.data.en, field.data.sq)) > MOST_LINES:
            raise ValidationError(
                _(
                    "This would not fit on one printed page: at most %(max)d lines.",
                    max=MOST_LINES,
                )
            )
        wrong = [one for text in (field.data.en, field.data.sq) for one in TEXT.unknown(text)]
        if wrong:
            raise ValidationError(
                _(
                    "%(unknown)s cannot be filled in. Use: %(known)s.",
                    unknown=", ".join(wrong),
                    known=str(TEXT),
                )
            )

    def populate_obj(self, obj: Any) -> None:
        """A text left as it started is not kept: it follows the planner's."""
        super().populate_obj(obj)
        if obj.letter == STARTING:
            obj.letter = type(STARTING)()


def registration_setting_form(
    event: Event, setting: RegistrationSetting
) -> RegistrationSettingForm:
    """The form with the letter as it is, or as it starts."""
    form = RegistrationSettingForm(obj=setting)
    form.event = event
    if not form.is_submitted() and not setting.letter:
        form.letter.data = STARTING
    return form


class TargetForm(PlannerForm):
    """A wish for the mix: at least so many percent of some sectors, from outside the capital, of every county, of a gender."""

    kind = EnumField(_l("Who it applies to"), of=TargetKind)
    least = NumberField(_l("At least"), least=1, most=100)
    sectors = PickManyField(_l("These sectors together"), description=_l("Only for “of a sector”."))
    gender = SelectField(
        _l("Gender"),
        description=_l("Only for “women or men”."),
        choices=lambda: [SelectChoice(one.value, label_of(one)) for one in Gender],
    )
    event: Event

    @property
    def keys(self) -> str:
        """What the target counts, as it is kept."""
        if self.kind.data is TargetKind.SECTOR:
            chosen = set(self.sectors.data or [])
            return " ".join(key for key, number in self.known.items() if number in chosen)
        return (
            str(self.gender.data)
            if self.kind.data is TargetKind.GENDER and "gender" in self
            else ""
        )

    def validate_sectors(self, field: Any) -> None:
        if self.kind.data is TargetKind.SECTOR and not field.data:
            raise ValidationError(_("Tick at least one sector."))

    def validate_least(self, field: Any) -> None:
        if self.kind.data is TargetKind.EVERY_COUNTY and field.data and field.data > SEVERAL:
            raise ValidationError(
                _("That is too many per county: the limit is %(max)d.", max=SEVERAL)
            )

    def validate_kind(self, field: Any) -> None:
        same = sa.select(Target.id).where(
            Target.event_id == self.event.id, Target.kind == field.data, Target.keys == self.keys
        )
        if db.session.scalar(same) is not None:
            raise ValidationError(_("This target already exists. Remove it first to change it."))


def target_form(event: Event, genders: bool) -> TargetForm:
    """The form with its sectors; gender only where it is asked for."""
    form = TargetForm()
    form.event = event
    rows = all_sectors()
    form.known = {row.key: row.id for row in rows}
    form.sectors.offer(rows, lambda row: pick_wording(row.name))
    form.kind.choices = [
        SelectChoice(kind, label_of(kind))
        for kind in TargetKind
        if genders or kind is not TargetKind.GENDER
    ]
    if not genders:
        del form.gender
    return form
