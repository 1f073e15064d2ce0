"""What may be typed about presidencies."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField

from ...web.forms import DayField, NumberField, PickField, PlannerForm, TextField, VersionedForm
from ...web.i18n import _, _l
from ..models import ForumMember, Presidency
from .actions import clashing_presidency, first_clashing_presidency
from .labels import overlap_sentence
from .queries import PresidencyBoard

MOST_AT_ONCE = 20
"""Presidencies planned in one go: ten years of half a year each."""


class NextForm(PlannerForm):
    """The next presidencies, in the order of turns."""

    first_day = DayField(_l("From"))
    number = NumberField(_l("How many"), least=1, most=MOST_AT_ONCE, default=2)

    def fits(self, board: PresidencyBoard) -> bool:
        """Whether the next ones overlap none that is there; otherwise the day says which."""
        found = first_clashing_presidency(board, self.first_day.data, self.number.data)
        if found:
            self.first_day.errors = [overlap_sentence(found)]
        return found is None


class TermForm(VersionedForm):
    """One presidency: whose, and its days."""

    member_id = PickField(_l("Who presides"), required=True)
    first_day = DayField(_l("First day"))
    last_day = DayField(_l("Last day"))
    others: Sequence[Presidency] = ()

    def validate(self, extra_validators: Any = None) -> bool:
        """The last day follows the first, and no other presidency has one of these days."""
        if not super().validate(extra_validators):
            return False
        if self.last_day.data < self.first_day.data:
            self.last_day.errors = [_("The last day is before the first one.")]
        elif found := clashing_presidency(self.others, self.first_day.data, self.last_day.data):
            at_its_end = found.first_day > self.first_day.data
            (self.last_day if at_its_end else self.first_day).errors = [overlap_sentence(found)]
        return not self.errors


def term_form(board: PresidencyBoard, term: Presidency) -> TermForm:
    """The form of a presidency; its own member is offered even where it has left."""
    form = TermForm(obj=term)
    offered = list(board.deciding)
    own = board.by_id.get(term.member_id) if term.member_id else None
    if own and own not in offered:
        offered.append(own)
    form.member_id.offer(offered, lambda one: one.organisation.name)
    form.others = [one for one in board.terms if one.id != term.id]
    return form


class OrderForm(PlannerForm):
    """Another order: a number for each member, in fields `place_NUMBER`, and why."""

    reason = TextField(_l("Why"), required=True)
    coming_too = BooleanField(
        _l("Presidencies already planned follow the new order; their days stay"), default=True
    )
    rows: Sequence[ForumMember] = ()

    @property
    def places(self) -> list[tuple[ForumMember, Any]]:
        """Each member with its field."""
        return [(row, self[f"place_{row.id}"]) for row in self.rows]

    def validate(self, extra_validators: Any = None) -> bool:
        """Every number stands once, and something changes."""
        if not super().validate(extra_validators):
            return False
        seen: set[int] = set()
        for _row, field in self.places:
            if field.data in seen:
                field.errors = [_("This number appears twice.")]
            seen.add(field.data)
        if not self.errors and self.chosen() == list(self.rows):
            self.form_errors = [_("This is already the current order.")]
        return not self.errors

    def chosen(self) -> list[ForumMember]:
        """The members in the order typed."""
        return [row for row, _field in sorted(self.places, key=lambda pair: pair[1].data)]


def order_form(rows: Sequence[ForumMember]) -> OrderForm:
    """The form with a number for each of these, who stand in the order that holds."""
    fields = {
        f"place_{row.id}": NumberField(
            row.organisation.name, least=1, most=len(rows), default=place
        )
        for place, row in enumerate(rows, 1)
    }
    form: OrderForm = type("PlacesForm", (OrderForm,), fields)()
    form.rows = rows
    return form
