"""What may be typed about what came out."""

from ...web.forms import VersionedForm, WordsField
from ...web.i18n import _l


class SummaryForm(VersionedForm):
    """What the team makes of the answers, in both languages."""

    summary = WordsField(
        _l("What we make of it"),
        long=True,
        description=_l(
            "What you take from the answers, what you will do, and what you cannot do and why."
        ),
    )
