"""Where the number of an indicator comes from, in words."""

from ...web.i18n import _
from .measuring import MeasuredIndicator


def indicator_source(one: MeasuredIndicator) -> str:
    """A sentence for the source of an indicator."""
    if one.by_title:
        return _("Filled in from the documents filed: one with this title.")
    if one.indicator.source.startswith("document:"):
        return _("Filled in from the documents filed on time, out of those due in the year.")
    return {
        "meetings": _("Filled in from the meetings held, out of those the pace requires."),
        "offices": _("Filled in from the members at the end of the year; observers do not count."),
        "trained": _(
            "Filled in from the people who attended training by the end of the year; "
            "observers do not count."
        ),
    }.get(one.indicator.source, _("Written by hand."))
