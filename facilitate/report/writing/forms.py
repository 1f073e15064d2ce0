"""What may be typed into a section of the report."""

from typing import Any

from wtforms.fields import HiddenField

from ...web.forms import LongTextField, VersionedForm, clean_field
from ...web.i18n import _l
from ..models import SectionText

LONG = 200_000
"""A section that holds everything said at twelve tables in three rounds is long."""


class SectionForm(VersionedForm):
    """A section as text. `source` is what was assembled when the form was opened."""

    text = LongTextField(_l("Text"), limit=LONG, render_kw={"rows": 26, "spellcheck": "true"})
    source = HiddenField(filters=[clean_field])


def section_form(row: SectionText, **options: Any) -> SectionForm:
    """The form of a section; `version` 0 is one nobody has edited yet."""
    return SectionForm(obj=row, **options)
