"""Sentences on presidencies, work plans and positions."""

from datetime import date

from ...budget.wording import money_text
from ...web.i18n import _, _l, _n, format_day, register_labels
from ..consensus import ReviewOutcome
from ..labels import presides_until
from ..models import ActivityStatus, Approval, Presidency, Stand
from .plans import PlanRecord
from .positions import ReviewedPosition
from .queries import PresidencyBoard, members_on

register_labels(
    {
        ActivityStatus.PLANNED: _l("planned"),
        ActivityStatus.UNDER_WAY: _l("under way"),
        ActivityStatus.DONE: _l("done"),
        ActivityStatus.DROPPED: _l("dropped"),
    }
)
register_labels(
    {
        Stand.AGREES: _l("agrees"),
        Stand.CAN_LIVE_WITH: _l("can live with it"),
        Stand.CHANGE: _l("asks for a change"),
        Stand.DISSENTS: _l("disagrees"),
    }
)


PLAN_CURRENCY = "ALL"
"""What the money of regional plans is counted in."""


def plan_title(found: PlanRecord) -> str:
    """What the plan is called: of a presidency, or of a region."""
    return _("Regional plan") if found.regional else _("Work plan")


def plan_money(cents: int | None) -> str:
    """`1 200 000 lekë`; a dash where nobody has said."""
    return "–" if cents is None else money_text(cents, PLAN_CURRENCY)


def plan_money_said(found: PlanRecord) -> str:
    """How much the plan needs, and how much of it is still to be found; empty where it needs none."""
    needed, got = found.money
    if not needed:
        return ""
    if got >= needed:
        return _("It needs %(needed)s, and all of it has been found.", needed=plan_money(needed))
    return _(
        "It needs %(needed)s; %(found)s have been found, %(left)s are still to be found.",
        needed=plan_money(needed),
        found=plan_money(got),
        left=plan_money(needed - got),
    )


def presides_sentence(board: PresidencyBoard) -> str:
    """`OJF Vlorë presides until 30 June 2027, 23 days left; then OJF Fier.`"""
    term = board.present
    if term is None:
        return " ".join([_("Nobody presides at the moment."), *_first(board)])
    left = (term.last_day - board.today).days
    now = presides_until(term.member.organisation.name, term.last_day, left)
    following = board.succeeding(term)
    if following is None:
        return now + "; " + _("the next presidency is not planned yet.")
    return now + "; " + _("then %(name)s.", name=following.member.organisation.name)


def _first(board: PresidencyBoard) -> list[str]:
    if not board.coming:
        return []
    term = board.coming[0]
    return [
        _(
            "%(name)s presides from %(day)s.",
            name=term.member.organisation.name,
            day=format_day(term.first_day, "dated"),
        )
    ]


def presidency_warnings(board: PresidencyBoard) -> list[str]:
    """What is not right: days without presidency, and presidencies of members that will have left."""
    found = [
        _(
            "Nobody presides from %(first)s to %(last)s.",
            first=format_day(first, "dated"),
            last=format_day(last, "dated"),
        )
        for first, last in board.gaps
    ]
    belong = {one.organisation_id for one in members_on(board.members, board.today)}
    for term in board.terms:
        gone = None if term.member.organisation_id in belong else term.member.until
        if gone and max(term.first_day, board.today) <= term.last_day and gone < term.last_day:
            found.append(
                _(
                    "%(name)s left on %(day)s but is listed as presiding until %(last)s. "
                    "Please change that presidency.",
                    name=term.member.organisation.name,
                    day=format_day(gone, "dated"),
                    last=format_day(term.last_day, "dated"),
                )
            )
    return found


def overlap_sentence(other: Presidency) -> str:
    """Why a presidency cannot be on these days."""
    return _(
        "%(name)s already presides from %(first)s to %(last)s. Please choose days that do "
        "not overlap.",
        name=other.member.organisation.name,
        first=format_day(other.first_day, "dated"),
        last=format_day(other.last_day, "dated"),
    )


def term_days(term: Presidency) -> str:
    """`1 January 2027 – 30 June 2027`."""
    return f"{format_day(term.first_day, 'dated')} – {format_day(term.last_day, 'dated')}"


def is_activity_late(due_on: date | None, status: ActivityStatus, today: date) -> bool:
    """Whether an activity's day has passed and it is not done."""
    return (
        due_on is not None
        and due_on < today
        and status in (ActivityStatus.PLANNED, ActivityStatus.UNDER_WAY)
    )


def plan_said(found: PlanRecord) -> str:
    """How far the work plan is: not written, not sent, `3 of 5 members have approved it; 1 objects`, approved."""
    if found.plan is None or not found.activities:
        return _("No activities yet.")
    counted, said = found.counted, found.said
    if found.approved:
        return _("Approved by every member.")
    if found.plan.sent_on is None and found.plan.edition == 1:
        return _("Draft: not sent to the members yet.")
    if found.plan.sent_on is None:
        return _(
            "Changed since it was sent: edition %(number)d has not been sent yet.",
            number=found.plan.edition,
        )
    yes = sum(said[key].approves for key in counted if key in said)
    no = sum(not said[key].approves for key in counted if key in said)
    text = (
        _n(
            "%(num)d of %(all)d members has approved it",
            "%(num)d of %(all)d members have approved it",
            yes,
            all=len(counted),
        )
        if yes
        else _n(
            "The member has not approved it yet",
            "None of the %(num)d members has approved it yet",
            len(counted),
        )
    )
    return text + ("; " + _n("%(num)d objects.", "%(num)d object.", no) if no else ".")


def approval_text(said: Approval | None) -> str:
    """What a member said of the plan, in words."""
    if said is None:
        return _("not answered yet")
    return _("approves") if said.approves else _("objects")


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
    text = _n(
        "%(num)d of %(all)d members has answered",
        "%(num)d of %(all)d members have answered",
        count.answered,
        all=count.counted,
    )
    if count.against:
        return text + _n(
            "; %(num)d disagrees or asks for a change.",
            "; %(num)d disagree or ask for a change.",
            count.against,
        )
    if count.outcome is ReviewOutcome.TOO_FEW:
        return text + _("; consensus needs at least %(quorum)d answers.", quorum=count.quorum)
    return text + _("; nobody disagrees or asks for a change: there is consensus.")
