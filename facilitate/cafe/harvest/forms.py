"""What is typed about a table: a new key point, and one that is changed."""

import secrets
from collections.abc import Sequence

from wtforms import HiddenField

from ...web.forms import LongTextField, NumberField, PickField, PlannerForm, VersionedForm
from ...web.i18n import _, _l
from ..floor import CafeFloor
from ..models import CafeTable

LONGEST = 600
"""Characters of a key point."""


class KeyPointForm(PlannerForm):
    """One more key point of a table, typed at its address. `key` tells whether this very form was sent before."""

    class Meta(PlannerForm.Meta):
        csrf = False  # nobody's rights are used, and a phone may take no cookie

    key = HiddenField()
    text = LongTextField(_l("Key point"), required=True, limit=LONGEST)


class TeamKeyPointForm(PlannerForm):
    """One more key point of any table, typed by the team."""

    key = HiddenField()
    table = PickField(_l("Table"), required=True)
    round = NumberField(_l("Round"), least=1)
    text = LongTextField(_l("Key point"), required=True, limit=LONGEST)


class EditKeyPointForm(VersionedForm):
    """A key point as it is to be; two who change it at once both see both texts."""

    text = LongTextField(_l("Key point"), required=True, limit=LONGEST)


class EditTableKeyPointForm(EditKeyPointForm):
    """A key point as it is to be, typed at the table's address."""

    class Meta(PlannerForm.Meta):
        csrf = False


def new_form_key() -> str:
    """What a form is told apart by."""
    return secrets.token_urlsafe(9)


def key_point_form() -> KeyPointForm:
    """The form of a table's page."""
    form = KeyPointForm()
    form.key.data = form.key.data or new_form_key()
    return form


def team_key_point_form(
    floor: CafeFloor, table: int | None = None, number: int | None = None
) -> TeamKeyPointForm:
    """The team's form; it offers the tables, beginning with `table` (id) and round `number`."""
    form = TeamKeyPointForm(data={"table": table, "round": number or 1})
    form.key.data = form.key.data or new_form_key()
    form.table.offer(floor.tables, table_name)
    form.round.most = floor.cafe.rounds
    return form


def table_name(table: CafeTable) -> str:
    """`Table 3`"""
    return _("Table %(number)d", number=table.number)


def chosen_table(form: TeamKeyPointForm, tables: Sequence[CafeTable]) -> CafeTable:
    """The table that was chosen in the form."""
    return next(table for table in tables if table.id == form.table.data)
