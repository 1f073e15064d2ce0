"""What is typed about a contribution."""

from collections.abc import Sequence
from typing import Any

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from ...directory.models import Organisation
from ...web.forms import (
    DayField,
    EnumField,
    LongTextField,
    PickField,
    TextField,
    VersionedForm,
    WordsField,
)
from ...web.i18n import _, _l, label_of, pick_wording
from ..fields import CurrencyField, MoneyField, QuantityField, has_one_currency, is_amount_possible
from ..models import (
    Contribution,
    ContributionKind,
    CostCategory,
    CostLine,
    PledgeStatus,
    ValuationBasis,
)

FROM_LIST: dict[str, Any] = dict.fromkeys(
    ("invalid_choice_message", "invalid_value_message"), _l("Please choose one from the list.")
)


def _basis(text: Any) -> ValuationBasis | None:
    return ValuationBasis(text) if text else None


class ContributionForm(VersionedForm):
    """A contribution as it is to be; two who change it at once both see both texts."""

    organisation_id = PickField(_l("Organisation"))
    giver = TextField(_l("Or somebody who is not in the directory"))
    kind = EnumField(_l("How"), of=ContributionKind)
    title = WordsField(_l("What"), required=True)
    quantity = QuantityField(_l("Quantity"), description=_l("How many, for example 110 or 2.5."))
    unit_cents = MoneyField(
        _l("Value of one"),
        description=_l(
            "Write it as you like: 1250,50 or 1 250.50. Write 0 if it is not known yet."
        ),
    )
    currency = CurrencyField(_l("Currency"))
    basis = SelectField(_l("How the value was found"), coerce=_basis, **FROM_LIST)
    basis_note = TextField(
        _l("More about it"),
        description=_l("For example: price of the same hall at the Palace of Congresses."),
    )
    pledge = EnumField(_l("Status"), of=PledgeStatus)
    pledged_on = DayField(_l("Pledged on"), required=False)
    confirmed_on = DayField(_l("Confirmed on"), required=False)
    received_on = DayField(_l("Received on"), required=False)
    covers = SelectField(_l("What it covers"), **FROM_LIST)
    note = LongTextField(_l("Note"), limit=2000)

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """As any form; there is a giver, and what is given in kind says how its value was found."""
        right = super().validate(*args, **kwargs) and has_one_currency(
            self, self.currency, self.amounts
        )
        right = right and is_amount_possible(self.quantity, self.unit_cents)
        if (
            self.kind.data is not ContributionKind.EMPLOYER
            and not self.organisation_id.data
            and not self.giver.data
        ):
            self.giver.errors = [
                *self.giver.errors,
                _("Who gives it? Choose an organisation, or write a name."),
            ]
            right = False
        if (
            self.kind.data is ContributionKind.IN_KIND
            and not self.basis.data
            and "basis" not in self.errors
        ):
            self.basis.errors = [
                *self.basis.errors,
                _("For in-kind contributions: how was the value set?"),
            ]
            right = False
        return right

    def populate_obj(self, obj: Any) -> None:
        for name, field in self._fields.items():
            if name not in ("version", "covers"):
                field.populate_obj(obj, name)
        what, _colon, which = str(self.covers.data or "").partition(":")
        obj.line_id = int(which) if what == "line" else None
        obj.category = CostCategory(which) if what == "category" else None

    @property
    def amounts(self) -> list[MoneyField]:
        """Everything that is money in this form."""
        return [self.unit_cents]


def covers_of(row: Contribution) -> str:
    """What a contribution is for, as its form says it."""
    if row.line_id:
        return f"line:{row.line_id}"
    return f"category:{row.category.value}" if row.category else ""


def contribution_form(
    row: Contribution, organisations: Sequence[Organisation], lines: Sequence[CostLine]
) -> ContributionForm:
    """The form of a contribution, with everything it may choose from."""
    form = ContributionForm(obj=row, covers=covers_of(row))
    form.organisation_id.offer(organisations, lambda one: one.name, _("nobody from the directory"))
    form.basis.choices = [
        SelectChoice("", "–"),
        *(SelectChoice(one.value, label_of(one)) for one in ValuationBasis),
    ]
    form.covers.choices = [
        SelectChoice("", _("whatever is needed")),
        *(SelectChoice(f"category:{one.value}", label_of(one)) for one in CostCategory),
        *(
            SelectChoice(f"line:{one.id}", f"{one.code} · {pick_wording(one.title)}")
            for one in lines
        ),
    ]
    if row.line_id and all(one.id != row.line_id for one in lines):
        form.covers.choices.append(
            SelectChoice(f"line:{row.line_id}", _("a line that was removed"))
        )
    return form
