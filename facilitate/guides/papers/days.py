"""How a day is called in the front of a guide."""

from ...i18n import _, day
from ...lib.clock import hours_and_minutes, wall
from ..guide import GuideDay


def day_title(one: GuideDay) -> str:
    """`Day 1: Thursday 18 March`"""
    return _("Day %(number)d: %(day)s", number=one.number, day=day(one.on, "long"))


def day_line(one: GuideDay) -> str:
    """`08:30–17:10 (10 min longer than planned)`"""
    span = f"{wall(one.start)}–{wall(one.end)}"
    if one.over > 0:
        return f"{span} " + _("(%(time)s longer than planned)", time=hours_and_minutes(one.over))
    return span
