"""What may be typed on a practice sheet, and as an answer before starting."""

from wtforms import BooleanField

from ..web.forms import LongTextField, VersionedForm, WordsField
from ..web.i18n import _l
from .labels import SHEET


class SheetForm(VersionedForm):
    """The practice sheet."""


for _name, _label in SHEET.items():
    setattr(SheetForm, _name, WordsField(_label, long=True))


class StartAnswerForm(VersionedForm):
    """The team's answer to one question, and whether that settles it."""

    text = LongTextField(_l("Our answer"), limit=2000)
    settled = BooleanField(
        _l("This is settled"), description=_l("Otherwise the question stays open.")
    )
