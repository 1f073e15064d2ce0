"""What may be typed about a café's guests."""

import json
from types import SimpleNamespace
from typing import Any

from wtforms import BooleanField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from ...agenda.editing.merging import MergedForm
from ...directory.queries import all_counties, all_sectors
from ...web.forms import EnumField, PickField, PickManyField, PlannerForm, TextField
from ...web.i18n import _, _l, pick_wording
from ..floor import CafeFloor, Guest
from ..models import Bond, CafeGuest, CafeTable
from .actions import DoorMark
from .bond_check import find_contradiction
from .guest_names import find_namesake, guest_meant
from .wording import clash_said, listed_numbers

KNOWN = {"list": "guests-known", "autocomplete": "off"}
"""A text field that offers the names of all guests."""


class MarkForm(PlannerForm):
    """Several people marked at once."""

    people = SelectMultipleField("", choices=[], validate_choice=False)
    what = SelectField(
        "", coerce=DoorMark, choices=[SelectChoice(mark, mark.value) for mark in DoorMark]
    )
    rounds = PickManyField("", validate_choice=False)


class PairForm(PlannerForm):
    """Two people who never sit at one table, or always do. `floor` is set by `pair_form`; `found` are those meant."""

    one = TextField(_l("One of them"), required=True, limit=400, render_kw=KNOWN)
    other = TextField(_l("The other"), required=True, limit=400, render_kw=KNOWN)
    kind = EnumField(_l("How they sit"), of=Bond)
    floor: CafeFloor
    found: dict[str, str]

    def validate_one(self, field: Any) -> None:
        self.found["one"] = self._meant(field.data or "")

    def validate_other(self, field: Any) -> None:
        self.found["other"] = other = self._meant(field.data or "")
        one = self.found.get("one")
        if one and other and self.kind.data in list(Bond):
            against = find_contradiction(self.floor, self.kind.data, one, other)
            if against:
                raise ValidationError(clash_said(self.floor, against))

    def _meant(self, typed: str) -> str:
        hit = guest_meant(self.floor, typed)
        if hit.key:
            return hit.key
        if not hit.several:
            raise ValidationError(_("Nobody in this café has that name."))
        names = listed_numbers([f"“{name}”" for name in hit.several[:3]])
        raise ValidationError(
            _(
                "Several people match, such as %(names)s. Please choose one from the list.",
                names=names,
            )
        )


def pair_form(floor: CafeFloor, first: str = "") -> PairForm:
    """The form, with somebody filled in as the first of the two."""
    guest = floor.people.get(first)
    form = PairForm(one=guest.in_full if guest else None)
    form.floor, form.found = floor, {}
    return form


def in_order(ids: Any) -> tuple[int, ...]:
    """Filter: what was ticked, each once."""
    return tuple(sorted(set(ids or ())))


class GuestForm(MergedForm):
    """When somebody is there, and what they would like to talk about. `revision` is how they were when it was opened."""

    out = BooleanField(_l("Did not come"))
    online = BooleanField(_l("Takes part online"))
    absent = PickManyField(
        _l("Misses these rounds"),
        description=_l("People who come late miss the first, people who leave early the last."),
        filters=[in_order],
    )
    wishes = PickManyField(
        _l("Would like to sit at"),
        description=_l("Met only if it costs nothing: meeting new people comes first."),
        filters=[in_order],
    )

    def opened_with(self, now: SimpleNamespace) -> SimpleNamespace:
        """The guest as the form was opened with them; as they are `now` where it does not say."""
        try:
            was = json.loads(str(self.revision.data or ""))
        except (ValueError, RecursionError):
            return now
        known = was if isinstance(was, dict) else {}
        lists = {name: tuple(one) for name, one in known.items() if isinstance(one, list)}
        return SimpleNamespace(**{**vars(now), **known, **lists})


class WhoForm(PlannerForm):
    """Who walked in."""

    given_name = TextField(_l("Given name"), required=True, is_name=True, limit=100)
    family_name = TextField(_l("Family name"), required=True, is_name=True, limit=100)
    organisation = TextField(
        _l("Organisation"), is_name=True, render_kw={"list": "offices-known", "autocomplete": "off"}
    )
    sector_id = PickField(_l("Sector"))
    county_id = PickField(_l("County"))

    def typed(self) -> dict[str, Any]:
        """Who it is, as the café keeps it."""
        return {name: self[name].data for name in WHO}

    def offer(self, none: str = "–") -> None:
        """Fill the lists; `none` is how it is called to choose nothing."""
        self.sector_id.offer(all_sectors(), lambda sector: pick_wording(sector.name), none)
        self.county_id.offer(all_counties(), lambda county: county.name, none)


WHO = ("given_name", "family_name", "organisation", "sector_id", "county_id")


class CafeWalkInForm(WhoForm):
    """Somebody at the door who is in no list. `floor` is set by `walk_in_form`."""

    other = BooleanField(_l("It is somebody else with the same name"))
    floor: CafeFloor
    same: Guest | None = None

    def validate_family_name(self, field: Any) -> None:
        self.same = find_namesake(self.floor, self.given_name.data or "", field.data or "")
        if self.same and not self.other.data:
            raise ValidationError(
                _(
                    "%(name)s is already in the list. Mark them as here, or say that this is somebody else.",
                    name=self.same.in_full,
                )
            )


def walk_in_form(floor: CafeFloor) -> CafeWalkInForm:
    """The form for the door."""
    form = CafeWalkInForm()
    form.floor = floor
    form.offer(_("like others from the organisation"))
    return form


class WalkedInForm(GuestForm, WhoForm):
    """A walk-in, changed later."""


def guest_now(floor: CafeFloor, guest: Guest, row: CafeGuest | None) -> SimpleNamespace:
    """What the form asks of a guest, as it is; `row`: the café's own row about them."""
    who = WHO if guest.walk_in and row is not None else ()
    return SimpleNamespace(
        out=guest.out,
        online=guest.online,
        absent=in_order(number for number in guest.absent if number > floor.cafe.held),
        wishes=in_order(guest.wishes),
        **{name: getattr(row, name) for name in who},
    )


def guest_form(floor: CafeFloor, guest: Guest, now: SimpleNamespace, *, wishes: bool) -> GuestForm:
    """The form about one guest; the rounds already held are not asked for any more. `wishes`: may they be changed?"""
    form = WalkedInForm(obj=now) if guest.walk_in else GuestForm(obj=now)
    if not form.is_submitted():
        form.revision.data = json.dumps(vars(now))
    if isinstance(form, WalkedInForm):
        form.offer()
    rounds = [
        SimpleNamespace(id=number) for number in range(floor.cafe.held + 1, floor.cafe.rounds + 1)
    ]
    form.absent.offer(rounds, lambda one: _("Round %(number)d", number=one.id))
    if wishes:
        form.wishes.offer(floor.tables, table_said)
    else:
        del form.wishes
    return form


def table_said(table: CafeTable) -> str:
    """A table in a list to choose from: its number with its name, or the beginning of its question."""
    said = pick_wording(table.name or table.question)
    said = f"{said[:80].rstrip()}…" if len(said) > 80 else said
    return f"{table.number} · {said}" if said else _("Table %(number)d", number=table.number)
