"""What the page of readiness and health says in words."""

from collections.abc import Mapping, Sequence

from ...web.i18n import _, _n, current_language
from .profile import FactorRow, MedianChange, strongest_and_weakest

MOST_NAMED = 3
"""Factors that a sentence names; more are counted."""


def number_text(value: float) -> str:
    """`2`, `2.5`, with the decimal mark of the language."""
    text = f"{value:g}"
    return text.replace(".", ",") if current_language() == "sq" else text


def change_text(change: MedianChange) -> str:
    """`rose from 2 to 3`, `fell from 3 to 2.5`, `as in the year before`."""
    values = {"before": number_text(change.before), "after": number_text(change.after)}
    if change.direction > 0:
        return _("rose from %(before)s to %(after)s", **values)
    if change.direction < 0:
        return _("fell from %(before)s to %(after)s", **values)
    return _("the same as the year before")


def health_sentence(
    rows: Sequence[FactorRow], names: Mapping[str, str], people: int, year: int
) -> str:
    """`2 people assessed 2026. Strongest: knowledge (3). Weakest: … Pro-activity rose from 2 to 3.`"""
    if not people:
        return _("Nobody has made an assessment for %(year)d yet.", year=year)
    parts = [
        _n(
            "%(num)d person made an assessment for %(year)d.",
            "%(num)d people made an assessment for %(year)d.",
            people,
            year=year,
        )
    ]
    medians = {row.factor: row.now.median for row in rows}
    top, low = (
        [f"{names[key]} ({number_text(medians[key] or 0)})" for key in keys]
        for keys in strongest_and_weakest(rows)
    )
    if top:
        parts.append(_("Strongest: %(names)s.", names=_some(top)))
        parts.append(_("Weakest: %(names)s.", names=_some(low)))
    moved = [(names[row.factor], row.change) for row in rows if row.change and row.change.direction]
    moved.sort(key=lambda one: -abs(one[1].after - one[1].before))
    parts += [f"{name}: {change_text(change)}." for name, change in moved[:MOST_NAMED]]
    return " ".join(parts)


def _some(names: Sequence[str]) -> str:
    """All of them where they are few, else the first ones and how many more."""
    if len(names) <= MOST_NAMED:
        return ", ".join(names)
    return _(
        "%(names)s and %(more)d more",
        names=", ".join(names[: MOST_NAMED - 1]),
        more=len(names) - MOST_NAMED + 1,
    )
