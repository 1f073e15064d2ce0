"""What is brought in: a Word file, or text."""

from flask_wtf.file import FileField

from ...web.forms import LongTextField, PlannerForm
from ...web.i18n import _l


class ImportNotesForm(PlannerForm):
    """A file, or pasted text; the file counts where there are both."""

    file = FileField(_l("Word file (.docx) or OpenDocument text (.odt)"))
    text = LongTextField(
        _l("… or paste the text here"),
        limit=10_000_000,
        description=_l(
            "One thought per line. A heading with the name of a step says where the lines "
            "below it belong; a sign before a line says what it is: ? question, / "
            "disagreement, + proposal, ! decision, > action."
        ),
    )
