"""What is wanted of a value at every table: how many are missing, who is missed, and refusing what cannot be.

Rule: of n people at a table at least ceil(share * n) have the value, in every open round. A wish is counted and worked for; a
rule (`hard`) holds in every seating that leaves the engine. Refused with a proof, from the simplest: nobody or too few have the
value in a round · a table's hosts and locked seats leave no room for them · two rules want people who have both values.
Units: people; rounds and tables count from 0 in the value and from 1 in the sentence.
"""

from collections.abc import Sequence

from .attributes import AtLeast, Attribute
from .company import CompanyRule
from .problem import SeatingProblem
from .reasons import Infeasible
from .refusal_parts import ids_of, make_refusal, most_seats, person_names
from .state import Seats, bits_of


class Want:
    """One value wanted at every table: its people as bits, and how many of a table of n."""

    def __init__(self, attribute: Attribute, rule: AtLeast) -> None:
        self.hard, self.name = rule.hard, attribute.name
        self.rule = rule
        self.people = bits_of(p for p, v in enumerate(attribute.value) if v == rule.number)
        self.text = share_text(attribute, rule)

    def differs(self, a: int, b: int) -> bool:
        """Whether it matters which of the two sits at a table."""
        return (self.people >> a & 1) != (self.people >> b & 1)

    def missing(self, table: int) -> int:
        """People with the value who are missing at a table, given as bits."""
        return max(0, self.rule.need(table.bit_count()) - (table & self.people).bit_count())


def share_text(attribute: Attribute, rule: AtLeast) -> str:
    """What is wanted, as a sentence says it: 40% with gender f."""
    value = "none" if rule.value is None else rule.value
    return f"{float(100 * rule.share):g}% with {attribute.name} {value}"


def wants_of(problem: SeatingProblem, hard: bool) -> list[Want | CompanyRule]:
    """All that is wanted: the rules, or the wishes."""
    return [*wanted_shares(problem, hard), *(one for one in problem.wants if one.hard is hard)]


def wanted_shares(problem: SeatingProblem, hard: bool) -> list[Want]:
    """Values wanted at every table: by rules, or by wishes."""
    return [
        Want(one, one.at_least)
        for one in problem.attributes
        if one.at_least and one.at_least.hard is hard
    ]


def count_missing(seats: Seats, wants: Sequence[Want | CompanyRule]) -> int:
    """People missing at all tables of open rounds."""
    problem = seats.problem
    return sum(
        want.missing(table)
        for want in wants
        for r in range(problem.first, problem.rounds)
        for table in seats.tb[r][:-1]
        if table
    )


def refuse_shares(problem: SeatingProblem) -> None:
    """Raise Infeasible with the first proof."""
    wants = wanted_shares(problem, hard=True)
    for r in range(problem.first, problem.rounds) if wants else ():
        here = bits_of(problem.present[r])
        sizes = problem.sizes(r)
        for want in wants:
            enough_people(problem, r, want=want, here=here, sizes=sizes)
            room_beside_tied(problem, r, want)
        for k, want in enumerate(wants):
            for other in wants[:k]:
                enough_of_both(r, want=want, other=other, here=here, sizes=sizes)


def enough_people(problem: SeatingProblem, r: int, want: Want, here: int, sizes: list[int]) -> None:
    """As many people with the value as all tables need."""
    need = sum(want.rule.need(n) for n in sizes)
    there = (want.people & here).bit_count()
    if there < need:
        has = {0: "nobody has", 1: "only one person has"}.get(there, f"only {there} people have")
        text = f"At least {want.text} at every table needs {need} people in round {r + 1}, but {has} it."
        raise make_refusal("at least", text, round=r, number=need - there)


def room_beside_tied(problem: SeatingProblem, r: int, want: Want) -> None:
    """Hosts and the locked without the value leave room for those who have it."""
    tied: dict[int, list[int]] = {}
    for p, t in problem.pinned(r).items():
        if not want.people >> p & 1:
            tied.setdefault(t, []).append(p)
    room, low = problem.most(r), problem.least(r)
    for t, others in sorted(tied.items()):
        most = room[t]
        sizes = sorted({most, low[t]}, reverse=True)
        if all(n - len(others) < want.rule.need(n) for n in sizes if n):
            text = (
                f"At least {want.text} at every table cannot be at table {t + 1} in round {r + 1}: "
                f"of its {most} seats {len(others)} are taken by {person_names(problem, others)}."
            )
            raise make_refusal(
                "at least", text, ids_of(problem, others), table=t, round=r, number=len(others)
            )


def enough_of_both(r: int, want: Want, other: Want, here: int, sizes: list[int]) -> None:
    """Where two rules together want more people than a table has, some must have both values."""
    need = sum(max(0, want.rule.need(n) + other.rule.need(n) - n) for n in sizes)
    both = (want.people & other.people & here).bit_count()
    if both < need:
        text = (
            f"At least {other.text} and at least {want.text} at every table need {need} people with both in round {r + 1}, "
            f"but there are {both}."
        )
        raise make_refusal("at least", text, round=r, number=need - both)


def not_found(wants: Sequence[Want | CompanyRule]) -> Infeasible:
    """No seating was found that keeps these rules."""
    text = (
        f"No seating was found with {' and '.join(_told(want) for want in wants)} at every table. It may be that "
        "none exists: ask for less, or make it a wish."
    )
    return make_refusal("at least", text)


def _told(want: Want | CompanyRule) -> str:
    return f"at least {want.text}" if isinstance(want, Want) else want.text


def refuse_companies(problem: SeatingProblem) -> None:
    """Raise Infeasible with the first proof."""
    for want in problem.wants:
        if not want.hard or len(want.near) > 1:
            continue
        for r in range(problem.first, problem.rounds):
            here = bits_of(problem.present[r])
            need = (want.near[0] & ~want.people & here).bit_count()
            there = (want.people & here).bit_count()
            room = sum(sorted((n - 1 for n in most_seats(problem, r)), reverse=True)[:there])
            if need > max(room, 0):
                text = f"{need} people in round {r + 1} need {want.text}, but there is room for {room} with those who attend it."
                raise make_refusal("company", text, round=r, number=need - room)
