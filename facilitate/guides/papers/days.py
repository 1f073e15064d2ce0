"""How a day is called in the front of a guide."""

from ...lib.clock import hours_and_minutes, wall
from ...lib.running import repeated
from ...web.i18n import _, day
from ..guide import Guide, GuideDay
from .look import in_a_line


def day_title(one: GuideDay) -> str:
    """`Day 1: Thursday 18 March`"""
    return _("Day %(number)d: %(day)s", number=one.number, day=day(one.on, "long"))


def day_line(one: GuideDay) -> str:
    """`08:30–17:10 (10 min longer than planned)`"""
    span = f"{wall(one.start)}–{wall(one.end)}"
    if one.over > 0:
        return f"{span} " + _("(%(time)s longer than planned)", time=hours_and_minutes(one.over))
    return span


def above_steps(guide: Guide, one: GuideDay) -> tuple[str, str]:
    """What stands above every page of a day: the day, the event, and the step that goes on there with its time."""
    step = f"{repeated('Step Heading', number=True)} {repeated('Step Heading')}"
    return (
        f"{day_title(one)}\t{in_a_line(guide.title)}",
        f"{step}\t{repeated('Step Time')}",
    )
