"""Sentences about what is public."""

from collections.abc import Sequence
from datetime import datetime

from ...web.i18n import _, _n, format_day
from .public import PublicDay


def publication_text(at: datetime | None, differ: int, changes: int) -> str:
    """Whether the programme is public, since when, and what is different now.

    `differ` are steps that participants would find different, `changes` everything done to the agenda since.
    """
    if at is None:
        return _("The programme is not public yet. Publish it when participants may see it.")
    since = _(
        "The programme has been public since %(day)s, %(time)s.",
        day=format_day(at.date(), "d MMMM"),
        time=f"{at:%H:%M}",
    )
    if differ:
        return (
            since
            + " "
            + _n(
                "%(num)d step that participants see has changed since.",
                "%(num)d steps that participants see have changed since.",
                differ,
            )
        )
    if changes:
        return since + " " + _("Only details for the team have changed since.")
    return since + " " + _("It is up to date.")


def programme_lead(days: Sequence[PublicDay], when: str, place: str) -> str:
    """`18–19 March 2027 · Pallati i Kongreseve, Tiranë`"""
    return " · ".join(part for part in (when, place) if part)
