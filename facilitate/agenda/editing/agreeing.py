"""Kind and technique of a step say one thing: a world café chosen as either is both."""

from typing import Any

from ...techniques.queries import technique_by_key as technique_of
from ..kinds import StepKind
from ..plan import PlanStep

CAFE = "world-cafe"
"""The technique that is a café, and that a café is run by where nobody chooses another."""


def agree_kind_with_technique(wanted: dict[str, Any], before: PlanStep) -> dict[str, Any]:
    """The fields to write, with kind and technique in agreement: whichever was changed takes the other along.

    `before` is the step as it was (a new one: as a form shows it first). A café that was left at minutes in which none
    can be held gets the technique's usual ones, where nobody typed others.
    """
    kind, technique = wanted.get("kind", before.kind), wanted.get("technique", before.technique)
    found = dict(wanted)
    if technique == CAFE != before.technique and kind == before.kind:
        found["kind"] = StepKind.CAFE
    elif kind is StepKind.CAFE is not before.kind and not technique and technique_of(CAFE):
        found["technique"] = CAFE
    takes = technique_of(found.get("technique", technique))
    became = found.get("kind", kind) is StepKind.CAFE is not before.kind
    untouched = wanted.get("minutes", before.minutes) == before.minutes
    if became and takes and untouched and before.minutes < takes.minutes.min:
        found["minutes"] = takes.minutes.best
    return found
