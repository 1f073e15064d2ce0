"""How a day is called in the front of a guide."""

from ...lib.clock import format_wall_time, hours_and_minutes
from ...lib.running_lines import repeat_field
from ...web.i18n import _, format_day
from ..guide import Guide, GuideDay
from .look import in_a_line


def numbered_day_title(one: GuideDay) -> str:
    """`Day 1: Thursday 18 March`"""
    return _("Day %(number)d: %(day)s", number=one.number, day=format_day(one.on, "long"))


def day_line(one: GuideDay) -> str:
    """`08:30–17:10 (10 min longer than planned)`"""
    span = f"{format_wall_time(one.start)}–{format_wall_time(one.end)}"
    if one.over > 0:
        return f"{span} " + _("(%(time)s longer than planned)", time=hours_and_minutes(one.over))
    return span


def above_steps(guide: Guide, one: GuideDay) -> tuple[str, str]:
    """What stands above every page of a day: the day, the event, and the step that goes on there with its time."""
    step = f"{repeat_field('Step Heading', number=True)} {repeat_field('Step Heading')}"
    return (
        f"{numbered_day_title(one)}\t{in_a_line(guide.title)}",
        f"{step}\t{repeat_field('Step Time')}",
    )
