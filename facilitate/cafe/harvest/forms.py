"""What is typed about a table: a new key point, and one that is changed."""

import secrets
from collections.abc import Sequence

from wtforms import HiddenField

from ...web.forms import LongTextField, NumberField, PickField, PlannerForm, VersionedForm
from ...web.i18n import _, _l
from ..floor import Floor
from ..models import CafeTable

LONGEST = 600
"""Characters of a key point."""


class AddForm(PlannerForm):
    """One more key point of a table, typed at its address. `key` tells whether this very form was sent before."""

    class Meta(PlannerForm.Meta):
        csrf = False  # nobody's rights are used, and a phone may take no cookie

    key = HiddenField()
    text = LongTextField(_l("Key point"), required=True, limit=LONGEST)


class TeamAddForm(PlannerForm):
    """One more key point of any table, typed by the team."""

    key = HiddenField()
    table = PickField(_l("Table"), required=True)
    round = NumberField(_l("Round"), least=1)
    text = LongTextField(_l("Key point"), required=True, limit=LONGEST)


class NoteForm(VersionedForm):
    """A key point as it is to be; two who change it at once both see both texts."""

    text = LongTextField(_l("Key point"), required=True, limit=LONGEST)


class TableNoteForm(NoteForm):
    """The same, typed at the table's address."""

    class Meta(PlannerForm.Meta):
        csrf = False


def fresh_key() -> str:
    """What a form is told apart by."""
    return secrets.token_urlsafe(9)


def add_form() -> AddForm:
    """The form of a table's page."""
    form = AddForm()
    form.key.data = form.key.data or fresh_key()
    return form


def team_add_form(floor: Floor, table: int | None = None, number: int | None = None) -> TeamAddForm:
    """The team's form; it offers the tables, beginning with `table` (id) and round `number`."""
    form = TeamAddForm(data={"table": table, "round": number or 1})
    form.key.data = form.key.data or fresh_key()
    form.table.offer(floor.tables, table_name)
    form.round.most = floor.cafe.rounds
    return form


def table_name(table: CafeTable) -> str:
    """`Table 3`"""
    return _("Table %(number)d", number=table.number)


def offered(form: TeamAddForm, tables: Sequence[CafeTable]) -> CafeTable:
    """The table that was chosen in the form."""
    return next(table for table in tables if table.id == form.table.data)
