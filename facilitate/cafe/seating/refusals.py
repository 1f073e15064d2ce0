"""Why nobody can be seated, in a plain sentence for each kind of reason the engine gives, and where that is mended."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...web.i18n import _, _n
from ..floor import CafeFloor
from ..instance import parts_of
from ..labels import online_host_said
from ..mixing.wording import value_called, value_names, wish_said
from ..traits import evened_traits, wishes_from
from .breaches import breach_people

Problem = Mapping[str, Any]
GUESTS, TABLES, SEATS = "guests", "tables", "seats"
"""Where to mend it: who comes with whom, the tables and rounds, the seats that are locked."""


@dataclass(frozen=True)
class Refusal:
    """The sentence, and the pages on which it can be mended."""

    text: str
    mend: tuple[str, ...]


def explain_refusal(floor: CafeFloor, problem: Problem) -> Refusal:
    """A reason of the engine as it is kept (`instance.kept_reason`), as a sentence about this floor."""
    say, *mend = KINDS.get(problem["kind"], (unknown_refusal, GUESTS, TABLES))
    return Refusal(say(floor, problem), tuple(mend))


def _at(floor: CafeFloor, problem: Problem) -> dict[str, Any]:
    return {
        "names": breach_people(floor, problem),
        "table": problem.get("table") or 0,
        "round": problem.get("round") or 0,
        "num": problem.get("number") or 0,
    }


def seats_refusal(floor: CafeFloor, problem: Problem) -> str:
    at = _at(floor, problem)
    return _n(
        "There is one seat too few in round %(round)d. Add a table or a seat.",
        "There are %(num)d seats too few in round %(round)d. Add a table or more seats.",
        at.pop("num"),
        **at,
    )


def few_open_refusal(floor: CafeFloor, problem: Problem) -> str:
    at = _at(floor, problem)
    return _n(
        "In round %(round)d there is one seat too few at the tables open to %(names)s. Add a seat there.",
        "In round %(round)d there are %(num)d seats too few at the tables open to %(names)s. Add seats there.",
        at.pop("num"),
        **at,
    )


def nowhere_refusal(floor: CafeFloor, problem: Problem) -> str:
    if floor.online:
        return _(
            "%(names)s take part online, but no table is online or mixed. Edit a table.",
            **_at(floor, problem),
        )
    return _("All tables are online, but %(names)s take part in the room.", **_at(floor, problem))


def not_open_refusal(floor: CafeFloor, problem: Problem) -> str:
    for guest, table in floor.hosts_elsewhere:
        if guest.key in problem["who"]:
            return online_host_said(guest.name, table.number)
    return _(
        "%(names)s must sit at table %(table)d, but that table is not open to them.",
        **_at(floor, problem),
    )


def none_open_refusal(floor: CafeFloor, problem: Problem) -> str:
    return _(
        "%(names)s must always sit together, but no table is open to all of them.",
        **_at(floor, problem),
    )


def two_hosts_refusal(floor: CafeFloor, problem: Problem) -> str:
    return _("%(names)s each host a table, but must always sit together.", **_at(floor, problem))


def contrary_refusal(floor: CafeFloor, problem: Problem) -> str:
    return _("%(names)s must sit together and separately at the same time.", **_at(floor, problem))


def group_refusal(floor: CafeFloor, problem: Problem) -> str:
    return _(
        "%(names)s must always sit together, but no table where they may sit has %(num)d "
        "seats in round %(round)d.",
        **_at(floor, problem),
    )


def small_refusal(floor: CafeFloor, problem: Problem) -> str:
    at = _at(floor, problem)
    if problem["who"]:
        return _("%(names)s must sit at table %(table)d, which has too few seats for them.", **at)
    return _(
        "Table %(table)d has too few seats: people who may not come back to the others have to sit there.",
        **at,
    )


def apart_there_refusal(floor: CafeFloor, problem: Problem) -> str:
    return _(
        "%(names)s must never sit together, but both have to sit at table %(table)d.",
        **_at(floor, problem),
    )


def clique_refusal(floor: CafeFloor, problem: Problem) -> str:
    return _(
        "%(names)s: these %(num)d people must all sit separately; there are too few tables "
        "for that.",
        **_at(floor, problem),
    )


def come_back_refusal(floor: CafeFloor, problem: Problem) -> str:
    return _(
        "Table %(table)d cannot be filled unless somebody comes back to it. Fewer rounds or more tables help.",
        **_at(floor, problem),
    )


def empty_refusal(floor: CafeFloor, problem: Problem) -> str:
    return _(
        "In round %(round)d too few people can still sit at table %(table)d.", **_at(floor, problem)
    )


def from_host_refusal(floor: CafeFloor, problem: Problem) -> str:
    return _(
        "%(names)s must sit at table %(table)d once, because there are as many rounds as "
        "tables, but must sit separately from its host.",
        **_at(floor, problem),
    )


def no_table_refusal(floor: CafeFloor, problem: Problem) -> str:
    at = _at(floor, problem)
    if problem.get("round"):
        return _(
            "In round %(round)d there is no table left for %(names)s: the others are full, "
            "not allowed, or already visited.",
            **at,
        )
    return _(
        "%(names)s would have to come back to a table: too few are left for their rounds.", **at
    )


def locked_absent(floor: CafeFloor, problem: Problem) -> str:
    return _(
        "The seat of %(names)s in round %(round)d is locked, but they miss that round.",
        **_at(floor, problem),
    )


def locked_host(floor: CafeFloor, problem: Problem) -> str:
    at = _at(floor, problem)
    own = at["num"] + 1  # the engine counts tables from 0
    return _(
        "%(names)s hosts table %(own)d, but is locked at table %(table)d in round %(round)d.",
        own=own,
        **at,
    )


def locked_together(floor: CafeFloor, problem: Problem) -> str:
    at = _at(floor, problem)
    other = at["num"] + 1
    return _(
        "%(names)s must sit together, but their seats in round %(round)d are fixed: tables "
        "%(table)d and %(other)d.",
        other=other,
        **at,
    )


def locked_seats(floor: CafeFloor, problem: Problem) -> str:
    at = _at(floor, problem)
    return _n(
        "%(names)s must all sit at table %(table)d in round %(round)d, which then has no "
        "room for %(num)d person.",
        "%(names)s must all sit at table %(table)d in round %(round)d, which then has no "
        "room for %(num)d people.",
        at.pop("num"),
        **at,
    )


def locked_apart(floor: CafeFloor, problem: Problem) -> str:
    return _(
        "%(names)s must never sit together, but both have fixed seats at table %(table)d in "
        "round %(round)d.",
        **_at(floor, problem),
    )


def locked_level(floor: CafeFloor, problem: Problem) -> str:
    return _(
        "With the locked seats of round %(round)d the tables cannot be equally full: too "
        "many people have to sit at table %(table)d.",
        **_at(floor, problem),
    )


def locked_again(floor: CafeFloor, problem: Problem) -> str:
    return _(
        "%(names)s is locked at table %(table)d in round %(round)d and would be there for a second time.",
        **_at(floor, problem),
    )


def at_least_refusal(floor: CafeFloor, problem: Problem) -> str:
    said, names = _too_few_wanted(floor, problem), value_names(floor)
    text = str(problem.get("text", ""))
    about = [
        value_called(one.trait, one.value, names)
        for one in evened_traits(floor)
        if one.value and one.must and f"with {one.trait} {one.value}" in text
    ]
    if about:
        said = _("%(said)s It is about: %(who)s.", said=said, who=", ".join(about))
    return " ".join([said, *_companies_named(floor, text)])


def _companies_named(floor: CafeFloor, text: str) -> list[str]:
    """The rules about who needs whom that the engine speaks of, each as its own page says it."""
    names = value_names(floor)
    return [
        wish_said(one, names)
        for one in wishes_from(floor.cafe.wants or ())
        if one.must
        and any(
            "with {} {} beside {} {}".format(*part.other, *part.near) in text
            or "beside {} {} and {} {}".format(*part.near, *part.other) in text
            for part in parts_of(one)
        )
    ]


def _too_few_wanted(floor: CafeFloor, problem: Problem) -> str:
    at = _at(floor, problem)
    if problem["who"]:
        return _(
            "In round %(round)d %(names)s take seats at table %(table)d that are needed for "
            "the people wanted at every table.",
            **at,
        )
    if not problem.get("number"):
        return _(
            "No seating was found with the people wanted at every table. Ask for fewer, or "
            "make it a wish."
        )
    return _n(
        "In round %(round)d there is one person too few of those wanted at every table. Ask "
        "for fewer, or make it a wish.",
        "In round %(round)d there are %(num)d people too few of those wanted at every table. "
        "Ask for fewer, or make it a wish.",
        at.pop("num"),
        **at,
    )


def company_refusal(floor: CafeFloor, problem: Problem) -> str:
    at = _at(floor, problem)
    said = _n(
        "In round %(round)d %(num)d person cannot have somebody they need at the table: too few of those take part. Make it a wish.",
        "In round %(round)d %(num)d people cannot have somebody they need at the table: too few of those take part. Make it a wish.",
        at.pop("num"),
        **at,
    )
    return " ".join([said, *_companies_named(floor, str(problem.get("text", "")))])


def not_found_refusal(_floor: CafeFloor, _problem: Problem) -> str:
    return _(
        "No seating was found that keeps every rule; perhaps there is none. First check who "
        "must sit separately or together, and the seats of the tables."
    )


def unknown_refusal(_floor: CafeFloor, problem: Problem) -> str:
    return _(
        "These guests and tables contradict each other (%(text)s).",
        text=str(problem.get("text", "")).rstrip("."),
    )


KINDS: dict[str, tuple[Any, ...]] = {
    "seats": (seats_refusal, TABLES),
    "allowed": (few_open_refusal, TABLES, GUESTS),
    "not allowed": (not_open_refusal, TABLES, SEATS),
    "allowed together": (none_open_refusal, GUESTS),
    "no table open": (nowhere_refusal, TABLES, GUESTS),
    "two hosts together": (two_hosts_refusal, GUESTS, TABLES),
    "together and apart": (contrary_refusal, GUESTS),
    "group too large": (group_refusal, GUESTS, TABLES),
    "table too small": (small_refusal, TABLES),
    "apart at one table": (apart_there_refusal, GUESTS),
    "too many apart": (clique_refusal, GUESTS, TABLES),
    "come back": (come_back_refusal, TABLES),
    "table left empty": (empty_refusal, TABLES, GUESTS),
    "apart from a host": (from_host_refusal, GUESTS, TABLES),
    "no table left": (no_table_refusal, TABLES, GUESTS),
    "locked absent": (locked_absent, SEATS),
    "locked host": (locked_host, SEATS),
    "locked together": (locked_together, SEATS),
    "locked seats": (locked_seats, SEATS),
    "locked apart": (locked_apart, SEATS),
    "locked level": (locked_level, SEATS),
    "locked again": (locked_again, SEATS),
    "at least": (at_least_refusal, GUESTS, TABLES),
    "company": (company_refusal, GUESTS, TABLES),
    "not found": (not_found_refusal, GUESTS, TABLES),
}
"""Each kind with its sentence and where to mend it."""
