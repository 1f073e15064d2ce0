"""What may be typed about a café."""

from collections.abc import Sequence
from typing import Any

from wtforms.validators import ValidationError

from ...events.models import Member
from ...forms import NumberField, PickField, TextField, VersionedForm, WordsField
from ...i18n import _, _l, in_order
from ..models import CafeTable


class NumbersForm(VersionedForm):
    """How a café runs."""

    rounds = NumberField(_l("Rounds"), least=1, most=12)
    minutes = NumberField(_l("Minutes a round"), least=1, most=240)
    move = NumberField(_l("Minutes to change tables"), least=0, most=60)
    harvest = NumberField(_l("Minutes for the harvest"), least=0, most=240)


class TableForm(VersionedForm):
    """One table."""

    question = WordsField(_l("Question"), long=True, limit=500)
    host_id = PickField(_l("Host from the team"))
    host_name = TextField(
        _l("Or another host"), is_name=True, description=_l("A name, where the host is not in the team.")
    )
    seats = NumberField(_l("Seats"), least=2, most=100, default=10)

    def validate_host_name(self, field: Any) -> None:
        if field.data and self.host_id.data:
            raise ValidationError(_("A table has one host: choose somebody of the team or write a name."))


def table_form(table: CafeTable | None, team: Sequence[Member]) -> TableForm:
    """The form with the team to choose the host from."""
    form = TableForm(obj=table)
    form.host_id.offer(in_order(list(team), lambda member: member.name), lambda member: member.name)
    return form
