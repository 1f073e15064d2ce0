"""What stands below an agenda, its warnings and what may be missing: kind by kind, and what tells two of these lists apart."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

from flask import request

from ...techniques.technique import Technique
from ..hints import AgendaLack
from ..plan import Plan
from ..programmes import ProgrammeDay
from ..warnings import AgendaWarning

MOST_OF_A_KIND = 12
"""How many of a kind are shown at once."""
ByKind = Mapping[Any, Sequence[AgendaWarning | AgendaLack]]


def group_by_kind(found: Iterable[AgendaWarning | AgendaLack]) -> ByKind:
    """Those of a kind together, in their order."""
    kinds: dict[Any, list[AgendaWarning | AgendaLack]] = {}
    for one in found:
        kinds.setdefault(one.what, []).append(one)
    return kinds


def look_keys(
    around: Hashable,
    plan: Plan,
    days: Sequence[ProgrammeDay],
    techniques: Mapping[str, Technique],
) -> Callable[[ByKind], Hashable]:
    """What tells the lists below the agenda apart: everything they say (`agenda/warnings.html`, `agenda/hints.html`)."""
    starts = {one.step.id: one.start for day in days for one in day.steps}
    dates, whole = tuple(day.on for day in days), request.args.get("look") == "all"

    def about(key: int) -> Hashable:
        """What is said of a step besides what is wrong with it."""
        step = plan.steps.get(key)
        way = techniques.get(step.technique) if step else None
        return step and (step.title, starts.get(key), way and way.name)

    def key_of(kinds: ByKind) -> Hashable:
        return (
            around,
            dates,
            whole,
            tuple(
                (len(found), one, about(one.step), about(getattr(one, "other", 0)))
                for found in kinds.values()
                for one in (found if whole else found[:MOST_OF_A_KIND])
            ),
        )

    return key_of
