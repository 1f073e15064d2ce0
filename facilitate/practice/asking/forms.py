"""What may be typed as an answer before starting."""

from wtforms import BooleanField

from ...web.forms import LongTextField, VersionedForm
from ...web.i18n import _l


class StartAnswerForm(VersionedForm):
    """The team's answer to one question, and whether that settles it."""

    text = LongTextField(_l("Our answer"), limit=2000)
    settled = BooleanField(
        _l("This is settled"), description=_l("Otherwise the question stays open.")
    )
