"""Who else gets the report: a list, pasted, or one line of it."""

from typing import Any

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from ...consultation.inviting.forms import MOST_PASTED
from ...consultation.inviting.invitation_list import (
    InvitationList,
    read_invitation_rows,
    rows_of_text,
)
from ...web.forms import LongTextField, PlannerForm
from ...web.i18n import LANGUAGES, _l


class InterestedForm(PlannerForm):
    """People who took no part, one a line."""

    text = LongTextField(
        _l("Who else gets it?"),
        required=True,
        limit=MOST_PASTED,
        description=_l(
            "One person per line: “Ana Hoxha <ana@office.example>”, or only an address."
        ),
    )
    language = SelectField(
        _l("Their language, if the list does not say"),
        choices=lambda: [SelectChoice(code, name) for code, name in LANGUAGES.items()],
    )
    listed: InvitationList = InvitationList()

    def validate(self, extra_validators: Any = None) -> bool:
        """As every form; what the list holds is in `listed` then."""
        right = bool(super().validate(extra_validators))
        if right:
            self.listed = read_invitation_rows(rows_of_text(self.text.data or ""))
        return right
