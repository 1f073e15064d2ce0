"""How many people a step is for, and in how many tables or groups they sit."""

from math import ceil

from .plan import Plan, PlanStep, PlanStrand

TABLE = 10
"""People at a table nobody has counted yet."""


def people_at_step(plan: Plan, step: PlanStep, expected: int) -> int:
    """How many take part in a step: its own number, its strand's, its block's, else everybody expected (0: not known)."""
    if step.people:
        return step.people
    if step.strand is not None and step.strand in plan.strands:
        return people_in_strand(plan, plan.strands[step.strand], expected)
    block = plan.steps.get(step.block) if step.block is not None else None
    return block.people if block and block.people else expected


def people_in_strand(plan: Plan, strand: PlanStrand, expected: int) -> int:
    """How many are in a parallel strand: its own number, else an even share of those its block is for, rounded up."""
    if strand.people:
        return strand.people
    block = plan.steps.get(strand.block)
    whole = block.people if block and block.people else expected
    return ceil(whole / max(1, len(plan.strands_of.get(strand.block, []))))


def tables_at(plan: Plan, step: PlanStep, expected: int) -> int:
    """At how many tables a step is done: its own number, else one for every ten people and at least one a parallel group."""
    beside = len(plan.strands_of.get(step.id, []))
    return step.groups or max(beside, ceil(people_at_step(plan, step, expected) / TABLE))


def groups_at(plan: Plan, step: PlanStep, expected: int) -> int:
    """In how many groups: its own number, its parallel strands, within a strand one, else as many as tables."""
    if step.groups:
        return step.groups
    if beside := plan.strands_of.get(step.id):
        return len(beside)
    return 1 if step.strand is not None else tables_at(plan, step, expected)
