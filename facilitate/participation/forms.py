"""What may be typed about an event's people."""

from enum import StrEnum
from typing import Any

from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice

from ..directory.forms import CountyDistrictForm, PersonForm
from ..directory.importing.cells import split_whole_name
from ..directory.queries import all_organisations, all_sectors
from ..events.models import Event
from ..web.forms import (
    EnumField,
    EnumsField,
    LongTextField,
    PickField,
    PickManyField,
    PlannerForm,
    TextField,
    VersionedForm,
    WordsField,
)
from ..web.i18n import _, _l, pick_wording
from ..web.i18n import label_of as name_of
from .actions import ParticipationUpdate
from .labels import arrival_said
from .models import ParticipantRole, Participation, Standing, roles_in_order
from .nights import arrival_days
from .typed_people import TypedOfficeForm


class PartsField(EnumsField):
    """What somebody does in the event, several at once. Nothing ticked is a participant."""

    def __init__(self, label: Any = None, **options: Any) -> None:
        default = (ParticipantRole.PARTICIPANT,)
        super().__init__(label, of=ParticipantRole, default=default, **options)

    def populate_obj(self, obj: Any, name: str) -> None:
        setattr(obj, name, roles_in_order(self.data or ()))


class AddPeopleForm(PlannerForm):
    """People ticked in the directory, or all who fit."""

    people = PickManyField(_l("People"), validate_choice=False)
    everybody = BooleanField()
    standing = EnumField(_l("Status"), of=Standing, default=Standing.LISTED)
    parts = PartsField(_l("Roles"))

    def validate(self, extra_validators: Any = None) -> bool:
        right = super().validate(extra_validators)
        if right and not self.people.data and not self.everybody.data:
            self.people.errors = [_("Tick at least one person.")]
            return False
        return bool(right)


class ChangePeopleForm(PlannerForm):
    """What becomes of the people ticked, or of all who fit: standing, one role more, one role less."""

    people = PickManyField(_l("People"), validate_choice=False)
    everybody = BooleanField()
    standing = SelectField(
        _l("Status"), default="", choices=lambda: [SelectChoice("", "–"), *_options(Standing)]
    )
    gets = SelectField(
        _l("Role to add"),
        default="",
        choices=lambda: [SelectChoice("", "–"), *_options(ParticipantRole)],
    )
    loses = SelectField(
        _l("Role to remove"),
        default="",
        choices=lambda: [SelectChoice("", "–"), *_options(ParticipantRole)],
    )

    @property
    def change(self) -> ParticipationUpdate:
        """What was chosen."""
        return ParticipationUpdate(
            Standing(self.standing.data) if self.standing.data else None,
            ParticipantRole(self.gets.data) if self.gets.data else None,
            ParticipantRole(self.loses.data) if self.loses.data else None,
        )


def _options(of: type[StrEnum]) -> list[SelectChoice]:
    return [SelectChoice(value.value, name_of(value)) for value in of]


class ParticipationForm(CountyDistrictForm):
    """One person at one event: how far, in what part, and where they are counted."""

    standing = EnumField(_l("Status"), of=Standing)
    parts = PartsField(_l("Roles"))
    sector_id = PickField(_l("Counted in the sector"), required=True)


class NeedsForm(VersionedForm):
    """What somebody needs to take part, as the team writes it down for them."""

    interpreter = BooleanField(_l("An interpreter"))
    lodging = BooleanField(_l("Lodging"))
    diet = TextField(_l("Diet"))
    access = TextField(
        _l("Access to the rooms"), description=_l("A wheelchair, a seat in front, sign language …")
    )
    arrival = SelectField(_l("Arrives"), default="")
    in_list = BooleanField(
        _l("Named in the report’s list of participants"),
        description=_l("Only if they agreed, on paper or through their link."),
    )
    remark = LongTextField(_l("Remark"), limit=1000)

    def offer_days(self, event: Event, kept: str = "") -> None:
        """The days somebody may arrive: the evening before, and those of the event; one kept before stays."""
        days = arrival_days(event.first_day, event.last_day)
        days += [kept] if kept and kept not in days else []
        self.arrival.choices = [
            SelectChoice("", _("not stated")),
            *(SelectChoice(day, arrival_said(day, event.first_day)) for day in days),
        ]


class NewPersonForm(PersonForm, TypedOfficeForm):
    """Somebody the directory does not know, and how far they are and what they do in an event.

    Name and organisation may be typed whole: `whole_name` is taken apart, `office` found or new.
    """

    whole_name = TextField(_l("Name"), is_name=True, limit=160)
    organisation_id = PickField(_l("Organisation (number)"))
    standing = EnumField(_l("Status"), of=Standing, default=Standing.LISTED)
    parts = PartsField(_l("Roles"))
    not_kept = (
        *PersonForm.not_kept,
        "whole_name",
        "organisation_id",
        "office",
        "sector_id",
        "standing",
        "parts",
    )

    def populate_obj(self, obj: Any) -> None:
        """Everything that is kept of a person; what the short form does not ask is empty."""
        super().populate_obj(obj)
        obj.email, obj.phone = obj.email or "", obj.phone or ""

    def validate(self, extra_validators: Any = None) -> bool:
        """A whole name is two names; an organisation chosen by its number need not be typed."""
        if self.whole_name.data and not (self.given_name.data or self.family_name.data):
            names = split_whole_name(self.whole_name.data)
            self.given_name.data, self.family_name.data = names.given, names.family
            self.whole_name.data = ""  # what is wrong is said at the two names
        by_number = {one.value: one.label for one in self.organisation_id.choices}
        self.office.data = self.office.data or by_number.get(self.organisation_id.data or "")
        return super().validate(extra_validators)


def new_person_form() -> NewPersonForm:
    """The form with its lists filled."""
    form = NewPersonForm()
    form.organisation_id.offer(all_organisations(), lambda organisation: organisation.name)
    form.offer_sectors()
    return form


def participation_form(row: Participation, **options: Any) -> ParticipationForm:
    """The form with its lists filled."""
    form = ParticipationForm(obj=row, **options)
    form.offer_places()
    form.sector_id.offer(all_sectors(), lambda sector: pick_wording(sector.name))
    return form


class SignedByForm(VersionedForm):
    """Who signs certificates and letters, and for which institution."""

    signed_by = WordsField(
        _l("Who signs, and for which institution"),
        long=True,
        limit=300,
        description=_l("One line for each person: name, position, institution."),
    )
