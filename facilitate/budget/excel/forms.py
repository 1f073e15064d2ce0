"""The edited workbook that is brought back."""

from flask_wtf.file import FileField

from ...web.forms import PlannerForm
from ...web.i18n import _l


class BringBackForm(PlannerForm):
    """An edited workbook."""

    file = FileField(
        _l("The edited file"),
        description=_l(
            "The file you got here, with your changes, as Excel (.xlsx) or OpenDocument (.ods)."
        ),
    )
