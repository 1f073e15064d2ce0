"""What one change by hand costs, said before it is done: two people swap their seats in one round, or one person moves.

Rule: the seating is judged whole once, by the simple path (judge.py), and then again only what the change touches: that round's
rules and mix, everybody's visits, the pairs of its tables. A test proves it equal to judging both whole; so the price is
true also where rules are broken already. Units: as the metrics; tuples are before and after.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from .evenness import Parts, mix_from_parts, mix_parts
from .judge import round_breaches, seat_by_person, shape_breaches, topic_breaches
from .meeting import Rounds, count_pairs, pairs_at
from .problem import SeatingProblem, seating_problem
from .reasons import SeatingReason

MOST = 20  # pairs that are named
Pair = tuple[int, int]


class Price(NamedTuple):
    """Before and after: repeats (also of pairs who had met before the event), mix index, seats off the even share, violations, most
    times any pair meets; what is new."""

    repeats: tuple[int, int]
    mix_index: tuple[float, float]
    off: tuple[int, int]
    violations: tuple[int, int]
    new_violations: list[str]
    rounds: list[list[list[str]]]
    breaches: list[SeatingReason]  # the new violations as values (see judge.py)
    most_met: tuple[int, int]
    again: list[tuple[str, str]]  # pairs who meet again because of this, at most MOST

    @property
    def more_repeats(self) -> int:
        """Pairs that would meet again."""
        return self.repeats[1] - self.repeats[0]

    @property
    def uneven(self) -> tuple[int, int]:
        """Seats off the even share of a sector or region, in all open rounds."""
        return self.off


def swap_in_rounds(rounds: Rounds, round: int, a: str, b: str) -> list[list[list[str]]]:
    """The seating after two people swapped their seats in one round."""
    other = {a: b, b: a}
    return [
        [[other.get(name, name) for name in table] if r == round else list(table) for table in one]
        for r, one in enumerate(rounds)
    ]


def move_in_rounds(rounds: Rounds, round: int, person: str, table: int) -> list[list[list[str]]]:
    """The seating after somebody moved to that table in one round, or sat down there; who sits there already stays."""
    after = [[list(names) for names in one] for one in rounds]
    if person not in after[round][table]:
        for names in after[round]:
            if person in names:
                names.remove(person)
        after[round][table].append(person)
    return after


def swap_cost(
    event: Mapping[str, Any],
    rounds: Rounds,
    round: int,
    a: str,
    b: str,
    *,
    held: Sequence[Any] = (),
) -> Price:
    """What it costs if two people (ids) swap their seats in that round (from 0) of a seating; nothing is changed.

    `held`: rounds that stand, in place of the event’s own `fixed_rounds`. Raises Malformed.
    """
    return price_change(
        seating_problem(event, held), rounds, swap_in_rounds(rounds, round, a, b), round
    )


def move_cost(
    event: Mapping[str, Any],
    rounds: Rounds,
    round: int,
    person: str,
    table: int,
    *,
    held: Sequence[Any] = (),
) -> Price:
    """What it costs if a person (id) moves to that table in that round (both from 0) of a seating; nothing is changed.

    `held`: rounds that stand, in place of the event’s own `fixed_rounds`. Raises Malformed.
    """
    return price_change(
        seating_problem(event, held), rounds, move_in_rounds(rounds, round, person, table), round
    )


class CountedSeating(NamedTuple):
    """A seating, counted."""

    broken: list[list[SeatingReason]]  # by round, the last: topics
    met: Counter[Pair]
    mix: list[Parts]  # by round
    known: int = 0  # pairs who meet again and had met before the event

    @property
    def breaches(self) -> list[SeatingReason]:
        """All of them."""
        return [reason for part in self.broken for reason in part]

    @property
    def repeats(self) -> int:
        """Pairs that meet again."""
        return sum(self.met.values()) - len(self.met) + self.known


def price_change(
    problem: SeatingProblem, before: Rounds, after: list[list[list[str]]], r: int
) -> Price:
    """What a seating costs more than the one before, of which it differs in round `r` (from 0) alone."""
    shape = shape_breaches(problem, before)
    if shape:  # nothing can be counted, and no exchange changes that
        now = len(shape)
        return Price(
            repeats=(0, 0),
            mix_index=(0.0, 0.0),
            off=(0, 0),
            violations=(now, now),
            new_violations=[],
            rounds=after,
            breaches=[],
            most_met=(0, 0),
            again=[],
        )
    index = {name: p for p, name in enumerate(problem.ids)}
    was = count_seating(problem, before, index)
    will = recount_round(problem, was, before=before, after=after, r=r, index=index)
    known = {breach_place(reason) for reason in was.breaches}
    new = [reason for reason in will.breaches if breach_place(reason) not in known]
    mix, off = zip(*(mix_of_all(problem, one.mix) for one in (was, will)), strict=True)
    return Price(
        repeats=(was.repeats, will.repeats),
        mix_index=mix,
        off=off,
        violations=(len(was.breaches), len(will.breaches)),
        new_violations=[reason.text for reason in new],
        rounds=after,
        breaches=new,
        most_met=(max(was.met.values(), default=0), max(will.met.values(), default=0)),
        again=meet_again(problem, was, will),
    )


def breach_place(reason: SeatingReason) -> tuple[str, tuple[str, ...], int | None, int | None]:
    """What makes two breaches the same, whatever their figures."""
    return reason.kind, reason.who, reason.table, reason.round


def count_seating(
    problem: SeatingProblem, rounds: Rounds, index: Mapping[str, int]
) -> CountedSeating:
    """Count a whole seating."""
    seat = [seat_by_person(one, index) for one in rounds]
    broken = [
        round_breaches(problem, one, r=r, seat=seat[r], index=index) for r, one in enumerate(rounds)
    ]
    mix = [mix_in(problem, one, r, index) for r, one in enumerate(rounds)]
    met = count_pairs(rounds, index)
    return CountedSeating(
        [*broken, list(topic_breaches(problem, seat))], met, mix, count_known_again(problem, met)
    )


def count_known_again(problem: SeatingProblem, met: Counter[Pair]) -> int:
    """Pairs who meet again and had met before the event."""
    return sum(problem.before[a] >> b & 1 for a, b in met) if problem.has_met else 0


def mix_in(
    problem: SeatingProblem, one: Sequence[Sequence[str]], r: int, index: Mapping[str, int]
) -> Parts:
    """The mix of one round."""
    people = [[index[name] for name in table if name in index] for table in one]
    return mix_parts(problem, r, people, [len(table) for table in one])


def recount_round(
    problem: SeatingProblem,
    was: CountedSeating,
    before: Rounds,
    after: Rounds,
    r: int,
    index: Mapping[str, int],
) -> CountedSeating:
    """Count again what a change in one round touches."""
    seat = [seat_by_person(one, index) for one in after]
    broken, mix, met = was.broken[:-1], was.mix[:], Counter(was.met)
    broken[r] = round_breaches(problem, after[r], r=r, seat=seat[r], index=index)
    mix[r] = mix_in(problem, after[r], r, index)
    for old, new in zip(before[r], after[r], strict=True):
        if sorted(old) != sorted(new):
            for pair in pairs_at(new, index):
                met[pair] += 1
            for pair in pairs_at(old, index):
                met[pair] -= 1
    met = Counter({pair: times for pair, times in met.items() if times})
    return CountedSeating(
        [*broken, list(topic_breaches(problem, seat))], met, mix, count_known_again(problem, met)
    )


def mix_of_all(problem: SeatingProblem, parts: list[Parts]) -> tuple[float, int]:
    """The mix index and the seats off, of all open rounds."""
    mix = mix_from_parts(problem, parts[problem.first :])
    return mix["mix_index"], mix["off"]


def meet_again(
    problem: SeatingProblem, was: CountedSeating, will: CountedSeating
) -> list[tuple[str, str]]:
    """Pairs who meet more often than before, and not for the first time."""
    pairs = sorted(
        pair
        for pair, times in will.met.items()
        if times > was.met[pair] and (times > 1 or problem.before[pair[0]] >> pair[1] & 1)
    )
    return [(problem.ids[a], problem.ids[b]) for a, b in pairs[:MOST]]
