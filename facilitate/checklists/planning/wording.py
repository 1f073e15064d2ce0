"""The house rules, and what a compressed plan gives up, as sentences."""

from ...web.i18n import _, _n, format_day, pick_wording, whole_percent
from .house import HouseRule, RuleFinding
from .late_start import BusyWeek, Squeeze


def rule_sentence(finding: RuleFinding) -> str:
    """What the rule asks."""
    return {
        HouseRule.DESIGN: _("Design starts at least three months before the first day."),
        HouseRule.INVITATIONS: _(
            "Invitations go out at least a month before, so that employers can authorise travel."
        ),
        HouseRule.TRAINING: _("Facilitators are trained before the event, using this plan."),
        HouseRule.GUIDE: _("The facilitator guide is finished in the last week."),
    }[finding.rule]


def finding_sentence(finding: RuleFinding) -> str:
    """How the checklist stands to it: `Planned for Friday 12 February.`, `It was due 12 days ago.`"""
    if finding.task is None or finding.on is None:
        return _("No task on the list covers this.")
    when = format_day(finding.on, "full")
    if finding.task.done_on:
        said = _("Done on %(day)s.", day=when)
    elif finding.missed:
        said = _n(
            "It was due %(num)d day ago, on %(day)s.",
            "It was due %(num)d days ago, on %(day)s.",
            finding.missed,
            day=when,
        )
    else:
        said = _("Planned for %(day)s.", day=when)
    off = finding.on > finding.limit or (finding.since and finding.on < finding.since)
    return f"{said} {_too_late(finding)}" if off else said


def _too_late(finding: RuleFinding) -> str:
    assert finding.on is not None
    if finding.since and finding.on < finding.since:
        early = (finding.since - finding.on).days
        return _n("That is %(num)d day too early.", "That is %(num)d days too early.", early)
    late = (finding.on - finding.limit).days
    return _n("That is %(num)d day too late.", "That is %(num)d days too late.", late)


def task_of(finding: RuleFinding) -> str:
    """The task looked at."""
    return pick_wording(finding.task.title) if finding.task else ""


def squeeze_sentence(squeeze: Squeeze) -> str:
    """What a compressed plan does."""
    said = _n(
        "%(num)d task gets a new date; the order stays.",
        "%(num)d tasks get new dates; the order stays.",
        len(squeeze.days),
    )
    share = _(
        "Until %(day)s every task gets %(share)s of its planned time; nothing after that moves.",
        day=format_day(squeeze.until, "full"),
        share=whole_percent(max(1, 100 * squeeze.pace)),
    )
    return f"{said} {share}"


def full_week(week: BusyWeek) -> str:
    """The week in which most is due."""
    return _(
        "The busiest week starts on %(day)s: %(tasks)s, %(hours)s of work.",
        day=format_day(week.monday, "full"),
        tasks=_n("%(num)d task", "%(num)d tasks", week.tasks),
        hours=_n("%(num)d hour", "%(num)d hours", round(week.hours)),
    )
