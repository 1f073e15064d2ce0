"""What may be typed about members."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from ... import clock
from ...directory.models import Organisation, Person
from ...web.forms import DayField, EnumField, PickField, PlannerForm, WordsField
from ...web.i18n import _, _l, pick_wording
from ..kinds import forum_kind
from ..labels import role_name
from ..models import ForumMember, ForumRole
from .letter import TEXT


def check_not_ahead(_form: Any, field: Any) -> None:
    """Validator: a day that has come."""
    if field.data and field.data > clock.today():
        raise ValidationError(_("This day is in the future. Record it when it comes."))


def offer_people(field: PickField, people: Sequence[Person]) -> None:
    """Offer these people, each with the position."""
    field.offer(
        people,
        lambda one: f"{one.name}, {pick_wording(one.position)}" if one.position else one.name,
        none=_("nobody by name"),
    )


def offer_roles(field: EnumField, kind: str) -> None:
    """Offer what a member can be in that kind of forum, as it is called there; what somebody is stays on offer."""
    own = [ForumRole(one) for one in forum_kind(kind).roles]
    if isinstance(field.object_data, ForumRole) and field.object_data not in own:
        own.append(field.object_data)
    field.choices = [SelectChoice(one, role_name(kind, one)) for one in own]


class MemberForm(PlannerForm):
    """An organisation, who speaks for it, what it is in the forum, and since when."""

    organisation_id = PickField(_l("Organisation"), required=True)
    person_id = PickField(_l("Person"))
    role = EnumField(_l("Role"), of=ForumRole, default=ForumRole.MEMBER)
    since = DayField(_l("Since"))

    def validate_since(self, field: Any) -> None:
        """Nobody is a member from a day to come."""
        check_not_ahead(self, field)

    def offer(
        self, kind: str, organisations: Sequence[Organisation], people: Sequence[Person]
    ) -> None:
        """Fill the lists, as they are in that kind of forum."""
        offer_roles(self.role, kind)
        self.organisation_id.offer(organisations, lambda one: one.name)
        offer_people(self.person_id, people)


class ReplaceForm(MemberForm):
    """Somebody else in a member's place, or another role, from a day on."""

    since = DayField(_l("From"))

    def __init__(self, row: ForumMember, **more: Any) -> None:
        self.row = row
        super().__init__(**more)

    def validate_since(self, field: Any) -> None:
        """A replacement begins after the one who is replaced did."""
        check_not_ahead(self, field)
        begun = self.row.since
        if begun and field.data and field.data <= begun:
            raise ValidationError(
                _("A replacement begins after the day on which the present member began.")
            )


class CorrectForm(PlannerForm):
    """What was written down wrong about a member."""

    person_id = PickField(_l("Person"))
    role = EnumField(_l("Role"), of=ForumRole)
    since = DayField(_l("Since"), required=False)

    def __init__(self, **more: Any) -> None:
        super().__init__(prefix="right-", **more)

    def validate_since(self, field: Any) -> None:
        """Nobody is a member from a day to come."""
        check_not_ahead(self, field)


class LeaveForm(PlannerForm):
    """The last day of a membership."""

    last_day = DayField(_l("Last day"))

    def __init__(self, row: ForumMember, **more: Any) -> None:
        self.row = row
        super().__init__(**more)

    def validate_last_day(self, field: Any) -> None:
        """Not ahead, and not before it began."""
        check_not_ahead(self, field)
        if self.row.since and field.data and field.data < self.row.since:
            raise ValidationError(_("A member cannot leave before joining."))


class MembersLetterForm(PlannerForm):
    """One letter to all members, in both languages."""

    subject = WordsField(_l("Subject"), required=True)
    text = WordsField(_l("Text of the letter"), required=True, long=True, limit=6000)
    observers = BooleanField(_l("To observers and advisers too"), default=True)

    def validate_text(self, field: Any) -> None:
        """What stands in braces has to be known."""
        strange = [one for text in (field.data.en, field.data.sq) for one in TEXT.unknown(text)]
        if strange:
            raise ValidationError(
                _(
                    "Not known: %(names)s. You can use these in braces: %(known)s.",
                    names=", ".join(strange),
                    known=str(TEXT),
                )
            )
