"""What may be typed on a practice sheet."""

from ...web.forms import VersionedForm, WordsField
from ..labels import SHEET


class SheetForm(VersionedForm):
    """The practice sheet."""


for _name, _label in SHEET.items():
    setattr(SheetForm, _name, WordsField(_label, long=True))
