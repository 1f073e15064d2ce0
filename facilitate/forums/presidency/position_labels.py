"""How far a position is, in words."""

from ...web.i18n import _, _n, format_day
from ..consensus import ReviewOutcome
from .positions import ReviewedPosition


def position_said(found: ReviewedPosition) -> str:
    """`Settled on 3 March 2027 with consensus.`; `4 of 5 members have answered; 1 dissents or wants a change.`"""
    position, count = found.position, found.tally
    if position.settled_on:
        on = format_day(position.settled_on, "dated")
        if count.outcome is ReviewOutcome.CONSENSUS:
            return _("Settled on %(day)s with consensus.", day=on)
        return _n(
            "Settled on %(day)s without consensus: %(num)d disagreement is recorded.",
            "Settled on %(day)s without consensus: %(num)d disagreements are recorded.",
            count.against,
            day=on,
        )
    if position.sent_on is None:
        return (
            _("Draft: not sent to the members yet.")
            if position.edition == 1
            else _(
                "Changed since it was sent: edition %(number)d has not been sent yet.",
                number=position.edition,
            )
        )
    text = _("%(num)d of %(all)d members have answered", num=count.answered, all=count.counted)
    if count.against:
        return text + _n(
            "; %(num)d disagrees or asks for a change.",
            "; %(num)d disagree or ask for a change.",
            count.against,
        )
    if count.outcome is ReviewOutcome.TOO_FEW:
        return text + _("; consensus needs at least %(quorum)d answers.", quorum=count.quorum)
    return text + _("; nobody disagrees or asks for a change: there is consensus.")
