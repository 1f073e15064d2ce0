"""What an event changed, in one plain sentence."""

from datetime import date

from ..consultation.evaluating.wording import results_lead
from ..events.models import Event
from ..notes.deciding.wording import action_ends
from ..notes.models import ActionStatus
from ..web.i18n import _, _n, format_day
from .gathering import EventOutcomes, LaterAnswers


def outcomes_title(event: Event, today: date) -> str:
    """What the page and its paper are called: before the event is over it has changed nothing."""
    if today <= event.last_day:
        return _("What this event is to change")
    return _("What this event changed")


def outcomes_lead(found: EventOutcomes, today: date) -> str:
    """`3 indicators, 1 on target. 10 actions: 9 carried out, 1 dropped. Look again on 28 August.`"""
    if not found.indicators and not found.promised:
        if today <= found.event.last_day:
            return _("Nothing says yet what is to change, and nothing has been promised yet.")
        return _("Nothing was set to change beforehand, and nothing was promised.")
    said = []
    if found.indicators:
        number = len(found.indicators)
        indicators = _n("%(num)d indicator", "%(num)d indicators", number)
        looked_at = any(one.last for _objective, one in found.indicators)
        said.append(
            _("%(indicators)s, %(num)d on target.", indicators=indicators, num=found.reached)
            if looked_at
            else _("%(indicators)s; nobody has looked yet.", indicators=indicators)
        )
    if found.promised:
        ends = action_ends({end: len(rows) for end, rows in found.actions.items()})
        actions = _n("%(num)d action", "%(num)d actions", found.promised)
        said.append(_("%(actions)s: %(ends)s.", actions=actions, ends=ends))
    look = found.next_look(today)
    if look and found.indicators:
        said.append(
            _("It has been time to look again since %(day)s.", day=format_day(look.on, "dated"))
            if look.on <= today
            else _("Look again on %(day)s.", day=format_day(look.on, "dated"))
        )
    return " ".join(said)


def later_answers_heading(asked: LaterAnswers) -> str:
    """`What people say after 6 months`"""
    months = asked.purpose.months
    return _n("What people say after %(num)d month", "What people say after %(num)d months", months)


def later_answers_lead(asked: LaterAnswers) -> str:
    """`36 of 108 participants answered. 112 were asked, 76 of them are silent.`"""
    assert asked.results is not None
    said, answers = results_lead(asked.results), asked.results.own.answers
    if not asked.invited or answers is None:
        return said
    number = _n("%(num)d was asked", "%(num)d were asked", asked.invited)
    silent = max(asked.invited - answers, 0)
    return f"{said} " + _n(
        "%(asked)s, %(num)d of them has not answered.",
        "%(asked)s, %(num)d of them have not answered.",
        silent,
        asked=number,
    )


def action_status_heading(end: ActionStatus) -> str:
    """What stands above the actions that ended so."""
    return {
        ActionStatus.DONE: _("Carried out"),
        ActionStatus.OPEN: _("Still open"),
        ActionStatus.DROPPED: _("Dropped"),
    }[end]
