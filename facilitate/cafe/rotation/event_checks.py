"""Is the event well formed? Rule: an unknown person, a table or round that is not there is refused in plain words."""

from collections.abc import Mapping
from typing import Any

from .attributes import check_attributes
from .company import check_companies
from .reasons import is_sequence, refuse_event

MOST_ROUNDS, MOST_TABLES = 1_000, 10_000
"""What an event may ask for: what is worked out for each round and table has to fit into memory."""


def check_event(event: Mapping[str, Any]) -> None:
    """Raise Malformed at the first thing that contradicts the format."""
    if not isinstance(event, Mapping):
        refuse_event("The event is not a set of named values.")
    for what, highest in (("rounds", MOST_ROUNDS), ("tables", MOST_TABLES)):
        if not is_whole(event.get(what)) or not 1 <= event[what] <= highest:
            refuse_event(
                f"The number of {what} must be a whole number from 1 to {highest}, not {event.get(what)!r}."
            )
    rounds, tables = event["rounds"], event["tables"]
    people = participant_ids(event.get("participants"), rounds, tables)
    check_capacities(event.get("capacities"), tables)
    visits = event.get("max_visits")
    if visits is not None and (not is_whole(visits) or visits < 0):
        refuse_event(f"max_visits must be a whole number from 1, not {visits!r}.")
    hosts = event.get("hosts") or {}
    if not isinstance(hosts, Mapping):
        refuse_event("The hosts must be people with the number of their table.")
    for person, table in hosts.items():
        check_known(person, people, "hosts")
        check_within(table, tables, name="table", what=f"{person} hosts", who=(person,))
    for what in ("apart", "together", "met"):
        check_pairs(event.get(what), people, what)
    check_held_rounds(event.get("fixed_rounds"), people, rounds, tables)
    check_locks(event.get("locked"), people, rounds, tables)
    check_attributes(event)
    check_companies(event.get("wants"))


def participant_ids(guests: Any, rounds: int, tables: int) -> set[str]:
    """The ids, once each."""
    if not is_sequence(guests):
        refuse_event("The participants must be a list.")
    people: set[str] = set()
    for guest in guests:
        person = guest.get("id") if isinstance(guest, Mapping) else None
        if not isinstance(person, str):
            refuse_event(f"A participant has no id: {guest!r}.")
        if person in people:
            refuse_event(f"{person} is in the list twice.", person)
        people.add(person)
        for what, limit, name in (
            ("absent", rounds, "round"),
            ("prefers", tables, "table"),
            ("allowed", tables, "table"),
        ):
            wanted = guest.get(what) or []
            if not is_sequence(wanted):
                refuse_event(f"{person}: {what} must be a list.", person)
            for number in wanted:
                check_within(
                    number, limit, name=name, what=f"{person}: {what} names", who=(person,)
                )
        for what in ("sector", "region"):
            if not isinstance(guest.get(what), str | int | None):
                refuse_event(f"{person}: {what} must be text.", person)
    return people


def check_capacities(caps: Any, tables: int) -> None:
    """One number of seats a table, or nothing where there is no limit."""
    if caps is None:
        return
    if not is_sequence(caps) or len(caps) not in (0, tables):
        refuse_event(
            f"There are {tables} tables, but the list of seats does not have {tables} numbers."
        )
    for table, seats in enumerate(caps):
        if seats is not None and (not is_whole(seats) or seats < 0):
            refuse_event(f"Table {table + 1} cannot have {seats!r} seats.")


def check_pairs(given: Any, people: set[str], what: str) -> None:
    """Pairs of two people of the list."""
    if given is not None and not is_sequence(given):
        refuse_event(f"“{what}” must be a list of pairs.")
    for pair in given or []:
        if not is_sequence(pair) or len(pair) != 2:
            refuse_event(f"“{what}” must hold pairs, not {pair!r}.")
        for person in pair:
            check_known(person, people, what)
        if what != "together" and pair[0] == pair[1]:
            how = "be kept apart from" if what == "apart" else "have met"
            refuse_event(f"{pair[0]} cannot {how} themselves.", pair[0])


def check_held_rounds(given: Any, people: set[str], rounds: int, tables: int) -> None:
    """Rounds already held: every table there, everybody known and at one table."""
    if given is not None and not is_sequence(given):
        refuse_event("The rounds already held must be a list.")
    if len(given or []) > rounds:
        refuse_event(f"{len(given)} rounds have been held, but the event has {rounds}.")
    for number, one in enumerate(given or []):
        if (
            not is_sequence(one)
            or len(one) != tables
            or not all(is_sequence(table) for table in one)
        ):
            refuse_event(f"Round {number + 1}, already held, does not have {tables} tables.")
        seated: set[str] = set()
        for table in one:
            for person in table:
                check_known(person, people, f"round {number + 1}, already held,")
                if person in seated:
                    refuse_event(
                        f"{person} sits twice in round {number + 1}, already held.", person
                    )
                seated.add(person)


def check_locks(given: Any, people: set[str], rounds: int, tables: int) -> None:
    """For each person the rounds (text, as in JSON, or numbers, from 0) and the table of each."""
    if given is not None and not isinstance(given, Mapping):
        refuse_event("The locked seats must be people with a table for each round.")
    for person, seats in (given or {}).items():
        check_known(person, people, "locked")
        if not isinstance(seats, Mapping):
            refuse_event(f"{person}: the locked seats must be a table for each round.", person)
        for number, table in seats.items():
            if not is_whole(number) and not (
                isinstance(number, str) and number.isascii() and number.isdecimal()
            ):
                refuse_event(
                    f"{person} is locked in round {number!r}, which is no whole number.", person
                )
            check_within(
                int(number), rounds, name="round", what=f"{person} is locked in", who=(person,)
            )
            check_within(table, tables, name="table", what=f"{person} is locked at", who=(person,))


def is_whole(value: Any) -> bool:
    """A whole number, and not True or False."""
    return isinstance(value, int) and not isinstance(value, bool)


def check_known(person: Any, people: set[str], where: str) -> None:
    """Is that person in the list?"""
    if not isinstance(person, str) or person not in people:
        refuse_event(
            f"{where[0].upper() + where[1:]} names {person}, who is not in the list.", str(person)
        )


def check_within(number: Any, limit: int, name: str, what: str, who: tuple[str, ...]) -> None:
    """Is there a table or round of that number?"""
    if not is_whole(number) or not 0 <= number < limit:
        shown = number + 1 if is_whole(number) else number
        refuse_event(f"{what} {name} {shown}, but there are only {limit} {name}s.", *who)
