"""What may be typed about how an action ended, by the team and by its owner."""

from datetime import date
from enum import StrEnum
from typing import Any

from ...notes.models import ActionStatus
from ...web.forms import DayField, EnumField, LongTextField, PlannerForm, VersionedForm
from ...web.i18n import _, _l, register_labels


class OwnerReply(StrEnum):
    """How far something promised is, in its owner's word."""

    DONE = "done"
    NOT_YET = "not_yet"
    CANNOT = "cannot"


register_labels(
    {
        OwnerReply.DONE: _l("It is done"),
        OwnerReply.NOT_YET: _l("Not yet"),
        OwnerReply.CANNOT: _l("I cannot do it"),
    }
)


LONGEST = 2_000


class CloseActionForm(PlannerForm):
    """Done or dropped, when, and what came of it."""

    ended = EnumField(_l("How it ended"), of=ActionStatus)
    outcome = LongTextField(_l("What came of it"), limit=LONGEST)
    closed_on = DayField(_l("On which day"))

    def __init__(self, today: date, **options: Any) -> None:
        self.today = today
        super().__init__(**options)

    def validate(self, extra_validators: Any = None) -> bool:
        """As every form; what is dropped says why (others counted on it), and nothing ended in the future."""
        right = bool(super().validate(extra_validators))
        if right and self.ended.data is ActionStatus.OPEN:
            self.ended.errors = [_("Please choose one from the list.")]
        elif right and self.ended.data is ActionStatus.DROPPED and not self.outcome.data:
            self.outcome.errors = [_("Please say in a few words why it was dropped.")]
        elif right and self.closed_on.data and self.closed_on.data > self.today:
            self.closed_on.errors = [_("This day is in the future.")]
        else:
            return right
        return False


class OwnerReplyForm(VersionedForm):
    """The owner's word, without account. Two who answer at once both see both texts."""

    reply = EnumField(_l("How far has it got?"), of=OwnerReply)
    outcome = LongTextField(_l("In a few words"), limit=LONGEST)

    class Meta(PlannerForm.Meta):
        csrf = False  # nobody's rights are used, and a phone may take no cookie

    def populate_obj(self, obj: Any) -> None:
        """The words alone; what they mean for the action is done by whoever took the form."""

    def validate(self, extra_validators: Any = None) -> bool:
        """As every form; who cannot do it says why."""
        right = bool(super().validate(extra_validators))
        if right and self.reply.data is OwnerReply.CANNOT and not self.outcome.data:
            self.outcome.errors = [
                _("Please say in a few words why, so that somebody else can take it on.")
            ]
            return False
        return right
