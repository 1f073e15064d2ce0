"""Judge any seating, also a hand-made one: violations and metrics, counted slowly and simply from the names.

Rule: this file shares nothing with the engine's counting (bitsets, differences); it reads names and counts them again,
so that each is a check of the other. It shares the event's numbers and proved bound, which no seating can change.
A breach is a Reason: `table` where it is (from 0), `number` the people there (capacity, level, at_least), the table it should be (host,
locked), the other's table (together), the visits (topic), the seats (seated: 0 none, 2 twice; unknown: nothing).
Units: people, pairs, and for `mix` squared people (see `mix_metrics`).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .attributes import Attribute
from .bound import Bound, bound_of
from .company import CompanyRule
from .evenness import mix_metrics
from .meeting import Rounds, count_pairs, meeting_metrics
from .problem import SeatingProblem, seating_problem
from .reasons import SeatingReason

KIND = {"absent": "seated"}  # one rule for the checker, two things to say
Breaches = Iterator[SeatingReason]


def evaluate_seating(
    event: Mapping[str, Any], rounds: Rounds, *, held: Sequence[Any] = ()
) -> dict[str, Any]:
    """Violations (in all, by kind, in words) and all metrics of a seating."""
    return judge_seating(seating_problem(event, held), rounds)


def judge_seating(
    problem: SeatingProblem, rounds: Rounds, bound: Bound | None = None
) -> dict[str, Any]:
    """Violations and all metrics of a seating of an event already read."""
    found = shape_breaches(problem, rounds)
    if found:
        return count_violations(found)
    index = {name: p for p, name in enumerate(problem.ids)}
    seat = [seat_by_person(one, index) for one in rounds]
    found = [
        *(
            reason
            for r in range(problem.rounds)
            for reason in round_breaches(problem, rounds[r], r=r, seat=seat[r], index=index)
        ),
        *topic_breaches(problem, seat),
    ]
    mix = mix_metrics(
        problem,
        [[[index[p] for p in table if p in index] for table in one] for one in rounds],
        [[len(table) for table in one] for one in rounds],
    )
    for name, counted in share_metrics(problem, rounds, index).items():
        mix[name]["at_least"] = counted
    return {
        **count_violations(found),
        **meeting_metrics(problem, count_pairs(rounds, index), bound or bound_of(problem)),
        "mix": mix,
        **company_metrics(problem, rounds),
        **wish_metrics(problem, seat),
    }


def count_violations(found: list[SeatingReason]) -> dict[str, Any]:
    """Violations as numbers by kind, as values (`breaches`) and in words (`details`)."""
    details: dict[str, list[str]] = {}
    for reason in found:
        details.setdefault(KIND.get(reason.kind, reason.kind), []).append(reason.text)
    return {
        "violations": len(found),
        "by_kind": {kind: len(rows) for kind, rows in details.items()},
        "details": details,
        "breaches": found,
    }


def shape_breaches(problem: SeatingProblem, rounds: Rounds) -> list[SeatingReason]:
    """Rounds or tables too many or too few."""
    if len(rounds) != problem.rounds:
        text = f"There should be {problem.rounds} rounds, not {len(rounds)}."
        return [SeatingReason("rounds", text, number=len(rounds))]
    return [
        SeatingReason(
            "rounds",
            f"Round {r + 1} has {len(one)} tables, not {problem.tables}.",
            round=r,
            number=len(one),
        )
        for r, one in enumerate(rounds)
        if len(one) != problem.tables
    ]


def seat_by_person(one: Sequence[Sequence[str]], index: Mapping[str, int]) -> dict[int, int]:
    """Who sits where in one round; who sits twice counts where they come first."""
    seat: dict[int, int] = {}
    for t, table in enumerate(one):
        for name in table:
            if name in index:
                seat.setdefault(index[name], t)
    return seat


def round_breaches(
    problem: SeatingProblem,
    one: Sequence[Sequence[str]],
    r: int,
    seat: Mapping[int, int],
    index: Mapping[str, int],
) -> list[SeatingReason]:
    """All that one round breaks; of a held one only that it is as it was."""
    found = list(seated_breaches(problem, one, r=r, seat=seat, index=index))
    if r < problem.first:
        return found + list(history_breaches(problem, one, r))
    return [
        *found,
        *fill_breaches(problem, r, [len(table) for table in one]),
        *barred_breaches(problem, r, seat),
        *bond_breaches(problem, r, seat),
        *wanted_breaches(problem, one, r=r, index=index),
        *lonely_breaches(problem, one, r),
    ]


def seated_breaches(
    problem: SeatingProblem,
    one: Sequence[Sequence[str]],
    r: int,
    seat: Mapping[int, int],
    index: Mapping[str, int],
) -> Breaches:
    """Everyone present sits exactly once, nobody else."""
    counted: set[str] = set()
    for t, table in enumerate(one):
        for name in table:
            if name not in index:
                yield SeatingReason(
                    kind="seated",
                    text=f"Round {r + 1}, table {t + 1}: {name} is not in the list.",
                    who=(name,),
                    table=t,
                    round=r,
                )
            elif name in counted:
                yield SeatingReason(
                    kind="seated",
                    text=f"Round {r + 1}: {name} sits twice.",
                    who=(name,),
                    table=t,
                    round=r,
                    number=2,
                )
            elif r >= problem.first and r in problem.absent[index[name]]:
                yield SeatingReason(
                    kind="absent",
                    text=f"Round {r + 1}: {name} is absent but has a seat.",
                    who=(name,),
                    table=t,
                    round=r,
                )
            counted.add(name)
    for p in problem.present[r] if r >= problem.first else ():
        if p not in seat:
            name = problem.ids[p]
            yield SeatingReason(
                kind="seated",
                text=f"Round {r + 1}: {name} is present but has no seat.",
                who=(name,),
                table=None,
                round=r,
                number=0,
            )


def history_breaches(problem: SeatingProblem, one: Sequence[Sequence[str]], r: int) -> Breaches:
    """Held rounds are as they were; the order at a table does not matter."""
    for t, table in enumerate(problem.held[r]):
        if sorted(one[t]) != sorted(problem.ids[p] for p in table):
            text = f"Round {r + 1}, already held, is not as it was at table {t + 1}."
            yield SeatingReason("fixed", text, table=t, round=r)


def fill_breaches(problem: SeatingProblem, r: int, size: list[int]) -> Breaches:
    """Seats are enough, and no table is two smaller than another that the same people may sit at, unless it is full."""
    open_to = [
        tuple(bits >> t & 1 for bits in problem.allowed.values()) for t in range(problem.tables)
    ]
    highest: dict[tuple[int, ...], int] = {}
    for people, kind in zip(size, open_to, strict=True):
        highest[kind] = max(people, highest.get(kind, 0))
    for t, (people, cap) in enumerate(zip(size, problem.caps, strict=True)):
        top = highest[open_to[t]]
        if cap is not None and people > cap:
            text = f"Round {r + 1}, table {t + 1}: {people} people, but {cap} seats."
            yield SeatingReason(kind="capacity", text=text, who=(), table=t, round=r, number=people)
        if people <= top - 2 and (cap is None or people < cap):
            text = f"Round {r + 1}, table {t + 1}: {people} people while another table has {top}."
            yield SeatingReason(kind="level", text=text, who=(), table=t, round=r, number=people)


def barred_breaches(problem: SeatingProblem, r: int, seat: Mapping[int, int]) -> Breaches:
    """Nobody at a table they may not sit at."""
    for p, tables in problem.allowed.items():
        if p in seat and not tables >> seat[p] & 1:
            name, t = problem.ids[p], seat[p]
            text = f"Round {r + 1}: {name} may not sit at table {t + 1}."
            yield SeatingReason(kind="allowed", text=text, who=(name,), table=t, round=r)


def bond_breaches(problem: SeatingProblem, r: int, seat: Mapping[int, int]) -> Breaches:
    """Hosts and the locked at their tables, apart pairs apart, bound pairs together."""
    names = problem.ids
    for kind, tables in (("host", problem.host_of), ("locked", problem.locked[r])):
        for p, table in tables.items():
            t = seat.get(p, table)
            if t != table:
                what = (
                    f"hosts table {table + 1}"
                    if kind == "host"
                    else f"is locked at table {table + 1}"
                )
                text = f"Round {r + 1}: {names[p]} {what}, but sits at table {t + 1}."
                yield SeatingReason(
                    kind=kind, text=text, who=(names[p],), table=t, round=r, number=table
                )
    for a, b in problem.apart:
        if a in seat and b in seat and seat[a] == seat[b]:
            text = f"Round {r + 1}, table {seat[a] + 1}: {names[a]} and {names[b]} are kept apart."
            yield SeatingReason(
                kind="apart", text=text, who=(names[a], names[b]), table=seat[a], round=r
            )
    for a, b in problem.together:
        if a in seat and b in seat and seat[a] != seat[b]:
            text = f"Round {r + 1}: {names[a]} and {names[b]} are to sit together."
            yield SeatingReason(
                kind="together",
                text=text,
                who=(names[a], names[b]),
                table=seat[a],
                round=r,
                number=seat[b],
            )


def wanted_breaches(
    problem: SeatingProblem, one: Sequence[Sequence[str]], r: int, index: Mapping[str, int]
) -> Breaches:
    """What an attribute must have at every table."""
    for attribute in problem.attributes:
        rule = attribute.at_least
        for t, table in enumerate(one) if rule and rule.hard else ():
            n, there = len(table), with_value(attribute, table, index)
            if rule and there < rule.share * n:
                text = (
                    f"Round {r + 1}, table {t + 1}: {there} of {n} people have {attribute.name} {rule.value}, "
                    f"but at least {rule.need(n)} must."
                )
                yield SeatingReason(
                    kind="at_least", text=text, who=(), table=t, round=r, number=there
                )


def lonely_breaches(problem: SeatingProblem, one: Sequence[Sequence[str]], r: int) -> Breaches:
    """Tables that need somebody because of who sits there."""
    for want in problem.wants:
        for t, table in enumerate(one) if want.hard else ():
            if needs_company(want, table) and want.ids.isdisjoint(table):
                text = f"Round {r + 1}, table {t + 1}: {want.text} is missing."
                yield SeatingReason(kind="company", text=text, who=(), table=t, round=r)


def needs_company(want: CompanyRule, table: Sequence[str]) -> bool:
    """Whether somebody of each kind that needs company sits at a table."""
    return not any(part.isdisjoint(table) for part in want.near_ids)


def company_metrics(problem: SeatingProblem, rounds: Rounds) -> dict[str, Any]:
    """For each thing wanted because of who sits there: tables of open rounds that need it, and those that have it."""
    out = []
    for want in problem.wants:
        tables = [
            table for one in rounds[problem.first :] for table in one if needs_company(want, table)
        ]
        met = sum(not want.ids.isdisjoint(table) for table in tables)
        out.append({"tables": len(tables), "met": met, "hard": want.hard})
    return {"wants": out} if out else {}


def with_value(attribute: Attribute, table: Sequence[str], index: Mapping[str, int]) -> int:
    """People of a table who have the value that is wanted."""
    number = attribute.at_least.number if attribute.at_least else -1
    return sum(attribute.value[index[name]] == number for name in table if name in index)


def share_metrics(
    problem: SeatingProblem, rounds: Rounds, index: Mapping[str, int]
) -> dict[str, Any]:
    """For each attribute of which something is wanted: tables of open rounds that have it, and people missing."""
    out = {}
    for attribute in problem.attributes:
        if rule := attribute.at_least:
            counted = [
                (len(table), with_value(attribute, table, index))
                for one in rounds[problem.first :]
                for table in one
                if table
            ]
            out[attribute.name] = {
                "value": rule.value,
                "share": float(rule.share),
                "hard": rule.hard,
                "tables": len(counted),
                "met": sum(there >= rule.share * n for n, there in counted),
                "missing": sum(max(0, rule.need(n) - there) for n, there in counted),
            }
    return out


def topic_breaches(problem: SeatingProblem, seat: Sequence[Mapping[int, int]]) -> Breaches:
    """Who is at a table too often; only where an open round adds to it."""
    visits: Counter[tuple[int, int]] = Counter()
    for r, one in enumerate(seat):
        visits.update(one.items())
        if r >= problem.first:
            for p, t in one.items():
                times = visits[p, t]
                if times > problem.most_visits[p] and p not in problem.exempt:
                    text = f"Round {r + 1}: {problem.ids[p]} is at table {t + 1} for the {times}th time."
                    yield SeatingReason(
                        kind="topic",
                        text=text,
                        who=(problem.ids[p],),
                        table=t,
                        round=r,
                        number=times,
                    )


def wish_metrics(problem: SeatingProblem, seat: Sequence[Mapping[int, int]]) -> dict[str, int]:
    """Topic wishes that came true, of those a person has rounds for; not of hosts and those bound to one."""
    met = possible = 0
    for p, wanted in enumerate(problem.wishes):
        if wanted and p not in problem.exempt:
            possible += min(len(wanted), problem.rounds - len(problem.absent[p]))
            met += sum(any(one.get(p) == t for one in seat) for t in wanted)
    return {"wishes_met": met, "wishes_possible": possible}
