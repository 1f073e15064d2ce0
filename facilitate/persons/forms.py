"""For how many days each kind is kept."""

from typing import Any

from wtforms import IntegerField
from wtforms.validators import NumberRange, Optional

from ..web.forms import PlannerForm
from ..web.i18n import _l, label_of
from .retention import LEAST, LONGEST, Retained


def _days(kind: Retained) -> IntegerField:
    least = LEAST.get(kind, 1)
    message = _l("Write a number of days from %(min)s to %(max)s, or nothing.")
    return IntegerField(
        _Name(kind), [Optional(), NumberRange(least, LONGEST, message)], render_kw={"min": least}
    )


class _Name:
    """The name of a kind in the language spoken when it is shown."""

    def __init__(self, kind: Retained) -> None:
        self.kind = kind

    def __str__(self) -> str:
        return label_of(self.kind)


class RetentionForm(PlannerForm):
    """Days by kind; empty: for ever."""

    needs = _days(Retained.NEEDS)
    mails = _days(Retained.MAILS)
    exports = _days(Retained.EXPORTS)
    audit = _days(Retained.AUDIT)

    @property
    def days(self) -> dict[Retained, Any]:
        """What was typed, by kind."""
        return {kind: self[kind.value].data for kind in Retained}
