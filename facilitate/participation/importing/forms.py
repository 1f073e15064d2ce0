"""What may be said about a list of an event's people, beside what its columns are."""

from wtforms import BooleanField

from ...directory.importing.forms import ListColumnsForm
from ...web.forms import EnumField
from ...web.i18n import _, _l
from ..forms import PartsField
from ..models import Standing


class PeopleColumnsForm(ListColumnsForm):
    """What holds for people whose row does not say how far they are and what they do."""

    standing = EnumField(
        _l("Status of new people without a status in the file"),
        of=Standing,
        default=Standing.LISTED,
    )
    parts = PartsField(_l("Roles of new people without a role in the file"))
    month_first = BooleanField(_l("In dates such as 3/4/2027 the month comes first"))

    def check_columns(self) -> None:
        """As any list, and its rows are people."""
        super().check_columns()
        if not {"name", "given_name", "family_name"} & set(self.targets):
            self.form_errors.append(_("Choose the column that holds the name."))
