"""What may be chosen about the mix: for each trait how much it counts, and what every table needs of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from ...web.forms import EnumField, PlannerForm, VersionedForm
from ...web.i18n import _, _l
from ..floor import CafeFloor
from ..traits import (
    MOST,
    NEIGHBOURS,
    Amount,
    ChosenTrait,
    CompanyWish,
    Tie,
    Trait,
    TraitWeight,
    chosen_of,
    count_values,
    evened_traits,
    is_different,
    may_want,
    traits_of,
)
from .wording import known_said, trait_called, value_called

MOST_WISHES = 8
"""Wishes about who sits with whom."""
ANY = "=".join(NEIGHBOURS)
"""The choice of any two neighbours."""


@dataclass(frozen=True)
class TraitRow:
    """One trait on the page: its fields, and who differs how."""

    trait: str
    name: str
    known: str
    fields: list[Any]


class MixForm(VersionedForm):
    """What is mixed; `mix_form` gives it fields a trait: `w0` (weight), `v0` (value), `a0` (amount), `m0` (must)."""

    names: tuple[str, ...] = ()

    def chosen(self) -> list[ChosenTrait]:
        """What was chosen, by trait."""
        return [self._chosen(at, trait) for at, trait in enumerate(self.names)]

    def _chosen(self, at: int, trait: str) -> ChosenTrait:
        wanted = f"v{at}" in self and self[f"v{at}"].data
        return ChosenTrait(
            trait=trait,
            weight=self[f"w{at}"].data,
            value=wanted or "",
            amount=self[f"a{at}"].data if wanted else Amount.ONE,
            must=bool(wanted and self[f"m{at}"].data),
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """No more traits than the engine can even."""
        fine = bool(super().validate(extra_validators))
        if (
            fine
            and sum(one.weight is not TraitWeight.NONE or bool(one.value) for one in self.chosen())
            > MOST
        ):
            self.form_errors.append(
                _("At most %(num)d can be mixed at once. Set some to “Not mixed”.", num=MOST)
            )
            return False
        return fine


def mix_form(
    floor: CafeFloor, called: Mapping[str, str]
) -> tuple[MixForm, SimpleNamespace, list[TraitRow]]:
    """The form with everything that may be mixed here, the row it edits, and its fields by trait."""

    class Offered(MixForm):
        names = tuple(trait for trait in traits_of(floor) if is_different(floor, trait))

    chosen = chosen_of(floor)
    row = SimpleNamespace(version=floor.cafe.version)
    for at, trait in enumerate(Offered.names):
        now = chosen.get(trait, ChosenTrait(trait, TraitWeight.NONE))
        setattr(Offered, f"w{at}", EnumField(_("How much it counts"), of=TraitWeight))
        setattr(row, f"w{at}", now.weight)
        values = sorted({*count_values(floor, trait), now.value} - {""})
        if may_want(trait) and values:
            offered = [SelectChoice(one, value_called(trait, one, called)) for one in values]
            free = [SelectChoice("", _("nobody in particular")), *offered]
            setattr(Offered, f"v{at}", SelectField(_("Every table needs"), choices=free))
            setattr(Offered, f"a{at}", EnumField(_("At least"), of=Amount))
            setattr(Offered, f"m{at}", BooleanField(_("This is a rule, not a wish")))
            setattr(row, f"v{at}", now.value)
            setattr(row, f"a{at}", now.amount)
            setattr(row, f"m{at}", now.must)
    form = Offered(obj=row)
    rows = [
        TraitRow(
            trait,
            trait_called(trait),
            known_said(floor, trait, called),
            [form[f"{letter}{at}"] for letter in "wvam" if f"{letter}{at}" in form],
        )
        for at, trait in enumerate(Offered.names)
    ]
    return form, row, rows


class CompanyWishForm(PlannerForm):
    """Who needs whom at the table; `company_wish_form` offers the values: `parts`, the trait and the value behind each choice."""

    near = SelectField(_l("At a table with"))
    tie = EnumField(_l("Who must be there"), of=Tie)
    other = SelectField(_l("Whom it is about"))
    must = BooleanField(_l("This is a rule, not a wish"))
    parts: Mapping[str, tuple[str, str]]

    @property
    def _is_of_neighbours(self) -> bool:
        """Whether it is about any two neighbours: chosen in one list, it holds for both."""
        return ANY in (self.near.data, self.other.data)

    def validate_other(self, field: Any) -> None:
        if self._is_of_neighbours:
            if self.tie.data is not Tie.NOT_ALONE:
                raise ValidationError(
                    _(
                        "Where two counties that share a border meet, choose that there is somebody else too."
                    )
                )
            return
        if field.data == self.near.data:
            raise ValidationError(_("Choose two different things."))
        traits = {self.parts[one][0] for one in (field.data, self.near.data) if one in self.parts}
        if self.tie.data is Tie.NOT_ALONE and len(traits) > 1:
            raise ValidationError(_("Choose two of the same kind, such as two counties."))

    def wish(self) -> CompanyWish:
        """What was chosen."""
        chosen = (ANY, ANY) if self._is_of_neighbours else (self.near.data, self.other.data)
        near, other = (self.parts[code] for code in chosen)
        return CompanyWish(near=near, tie=self.tie.data, other=other, must=self.must.data)


def company_wish_form(floor: CafeFloor, called: Mapping[str, str]) -> CompanyWishForm:
    """The form with everything that somebody is."""
    form = CompanyWishForm()
    form.parts = {
        f"{trait}={value}": (trait, value)
        for trait in traits_of(floor)
        if may_want(trait) or trait == Trait.REGION
        for value in sorted(set(count_values(floor, trait)) - {""})
    }
    both = [
        SelectChoice(code, f"{trait_called(trait)}: {value_called(trait, value, called)}")
        for code, (trait, value) in form.parts.items()
    ]
    if any(trait == Trait.REGION for trait, _value in form.parts.values()):
        form.parts = {**form.parts, ANY: NEIGHBOURS}
        both.append(SelectChoice(ANY, _("Any two counties that share a border")))
    form.near.choices = form.other.choices = both
    return form


def all_alike(floor: CafeFloor) -> list[str]:
    """The names of traits in which nobody differs, as far as anybody knows."""
    return [trait_called(trait) for trait in traits_of(floor) if not is_different(floor, trait)]


def mixed_now(floor: CafeFloor) -> list[str]:
    """The names of what the café mixes now."""
    return [
        trait_called(one.trait)
        for one in evened_traits(floor)
        if one.weight is not TraitWeight.NONE
    ]
