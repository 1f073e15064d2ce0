"""What a step's new title says of tables, rounds, people and groups goes into its fields, wherever the title was written."""

from dataclasses import replace
from typing import Any

from ...lib.text import Words
from ...web.i18n import pick_wording
from ..group_forms import GROUP_KINDS
from ..plan import Plan, PlanStep
from ..typed_lines import TypedStep, read_counted_title
from .agenda_changes import agree_kind_with_technique

BLANK = PlanStep(0, minutes=30)
"""What a new step is before anything is said of it."""
_COUNTED = ("title", "kind", "technique", "minutes", "groups", "people")


def counts_of_title(wanted: dict[str, Any], before: PlanStep, expected: int) -> dict[str, Any]:
    """The fields to write, with what a new title says of tables, rounds and people, where these were left as they were."""
    title = wanted.get("title", before.title)
    expected = wanted.get("people", before.people) or expected
    typed = read_counted_title(_said(title), expected) if title != before.title else None
    if typed is None:
        return wanted
    counted = {"kind": typed.kind, "technique": typed.technique, "minutes": typed.minutes}
    counted |= {"groups": typed.groups, "people": typed.people}
    free = {
        name: value
        for name, value in counted.items()
        if value and wanted.get(name, getattr(before, name)) == getattr(before, name)
    }
    kind = {**wanted, **free}.get("kind", before.kind)
    if typed.size and kind not in GROUP_KINDS:
        return wanted
    words = ((text, read_counted_title(text, expected)) for text in (title.en, title.sq))
    said = Words(*(one.title if one else text for text, one in words))
    return {**wanted, **free, "title": said}


def groups_to_lay(
    step: PlanStep, before: PlanStep, title: Words | None, expected: int
) -> TypedStep | None:
    """The tables or groups a step has got since, as they are laid; `title`: as it was written. None where it has got none."""
    said = read_counted_title(_said(title), step.people or expected)
    rounds = said.rounds if said and step.kind == said.kind else None
    if not rounds and (not step.groups or (step.groups, step.kind) == (before.groups, before.kind)):
        return None
    return TypedStep(
        title=pick_wording(step.title),
        minutes=step.minutes,
        kind=step.kind,
        technique=step.technique,
        groups=step.groups,
        people=step.people,
        size=said.size if said else 0,
        rounds=rounds,
    )


def with_counted_titles(plan: Plan, now: Plan, expected: int) -> tuple[Plan, dict[int, TypedStep]]:
    """The plan in which titles written since `now` have said what they count, and the groups of these steps, by number."""
    laid: dict[int, TypedStep] = {}
    for key, step in plan.steps.items():
        before = now.steps.get(key, BLANK)
        if step.title == before.title:
            continue
        wanted = {
            name: getattr(step, name)
            for name in _COUNTED
            if getattr(step, name) != getattr(before, name)
        }
        counted = counts_of_title(wanted, before, expected)
        if counted is wanted:
            continue
        told = replace(step, **agree_kind_with_technique(counted, before))
        plan = plan.with_rows(told)
        if typed := groups_to_lay(told, before, step.title, expected):
            laid[key] = typed
    return plan, laid


def _said(title: Words | None) -> str:
    return (title.en or title.sq) if title else ""
