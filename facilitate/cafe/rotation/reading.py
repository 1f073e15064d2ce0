"""Is the event well formed? Rule: an unknown person, a table or round that is not there is refused in plain words."""

from collections.abc import Mapping
from typing import Any

from .attributes import attributes_checked
from .company import companies_checked
from .reasons import refuse, sequence


def checked(event: Mapping[str, Any]) -> None:
    """Raise Malformed at the first thing that contradicts the format."""
    if not isinstance(event, Mapping):
        refuse("The event is not a set of named values.")
    for what in ("rounds", "tables"):
        if not whole(event.get(what)) or event[what] < 1:
            refuse(f"The number of {what} must be a whole number from 1, not {event.get(what)!r}.")
    rounds, tables = event["rounds"], event["tables"]
    people = participants(event.get("participants"), rounds, tables)
    capacities(event.get("capacities"), tables)
    most = event.get("max_visits")
    if most is not None and (not whole(most) or most < 0):
        refuse(f"max_visits must be a whole number from 1, not {most!r}.")
    hosts = event.get("hosts") or {}
    if not isinstance(hosts, Mapping):
        refuse("The hosts must be people with the number of their table.")
    for person, table in hosts.items():
        known(person, people, "hosts")
        within(table, tables, name="table", what=f"{person} hosts", who=(person,))
    for what in ("apart", "together", "met"):
        pairs(event.get(what), people, what)
    held(event.get("fixed_rounds"), people, rounds, tables)
    locks(event.get("locked"), people, rounds, tables)
    attributes_checked(event)
    companies_checked(event.get("wants"))


def participants(guests: Any, rounds: int, tables: int) -> set[str]:
    """The ids, once each."""
    if not sequence(guests):
        refuse("The participants must be a list.")
    people: set[str] = set()
    for guest in guests:
        person = guest.get("id") if isinstance(guest, Mapping) else None
        if not isinstance(person, str):
            refuse(f"A participant has no id: {guest!r}.")
        if person in people:
            refuse(f"{person} is in the list twice.", person)
        people.add(person)
        for what, limit, name in (
            ("absent", rounds, "round"),
            ("prefers", tables, "table"),
            ("allowed", tables, "table"),
        ):
            wanted = guest.get(what) or []
            if not sequence(wanted):
                refuse(f"{person}: {what} must be a list.", person)
            for number in wanted:
                within(number, limit, name=name, what=f"{person}: {what} names", who=(person,))
        for what in ("sector", "region"):
            if not isinstance(guest.get(what), str | int | None):
                refuse(f"{person}: {what} must be text.", person)
    return people


def capacities(caps: Any, tables: int) -> None:
    """One number of seats a table, or nothing where there is no limit."""
    if caps is None:
        return
    if not sequence(caps) or len(caps) not in (0, tables):
        refuse(f"There are {tables} tables, but the list of seats does not have {tables} numbers.")
    for table, seats in enumerate(caps):
        if seats is not None and (not whole(seats) or seats < 0):
            refuse(f"Table {table + 1} cannot have {seats!r} seats.")


def pairs(given: Any, people: set[str], what: str) -> None:
    """Pairs of two people of the list."""
    if given is not None and not sequence(given):
        refuse(f"“{what}” must be a list of pairs.")
    for pair in given or []:
        if not sequence(pair) or len(pair) != 2:
            refuse(f"“{what}” must hold pairs, not {pair!r}.")
        for person in pair:
            known(person, people, what)
        if what != "together" and pair[0] == pair[1]:
            how = "be kept apart from" if what == "apart" else "have met"
            refuse(f"{pair[0]} cannot {how} themselves.", pair[0])


def held(given: Any, people: set[str], rounds: int, tables: int) -> None:
    """Rounds already held: every table there, everybody known and at one table."""
    if given is not None and not sequence(given):
        refuse("The rounds already held must be a list.")
    if len(given or []) > rounds:
        refuse(f"{len(given)} rounds have been held, but the event has {rounds}.")
    for number, one in enumerate(given or []):
        if not sequence(one) or len(one) != tables or not all(sequence(table) for table in one):
            refuse(f"Round {number + 1}, already held, does not have {tables} tables.")
        seated: set[str] = set()
        for table in one:
            for person in table:
                known(person, people, f"round {number + 1}, already held,")
                if person in seated:
                    refuse(f"{person} sits twice in round {number + 1}, already held.", person)
                seated.add(person)


def locks(given: Any, people: set[str], rounds: int, tables: int) -> None:
    """For each person the rounds (text, as in JSON, or numbers, from 0) and the table of each."""
    if given is not None and not isinstance(given, Mapping):
        refuse("The locked seats must be people with a table for each round.")
    for person, seats in (given or {}).items():
        known(person, people, "locked")
        if not isinstance(seats, Mapping):
            refuse(f"{person}: the locked seats must be a table for each round.", person)
        for number, table in seats.items():
            if not whole(number) and not (
                isinstance(number, str) and number.isascii() and number.isdecimal()
            ):
                refuse(f"{person} is locked in round {number!r}, which is no whole number.", person)
            within(int(number), rounds, name="round", what=f"{person} is locked in", who=(person,))
            within(table, tables, name="table", what=f"{person} is locked at", who=(person,))


def whole(value: Any) -> bool:
    """A whole number, and not True or False."""
    return isinstance(value, int) and not isinstance(value, bool)


def known(person: Any, people: set[str], where: str) -> None:
    """Is that person in the list?"""
    if not isinstance(person, str) or person not in people:
        refuse(
            f"{where[0].upper() + where[1:]} names {person}, who is not in the list.", str(person)
        )


def within(number: Any, limit: int, name: str, what: str, who: tuple[str, ...]) -> None:
    """Is there a table or round of that number?"""
    if not whole(number) or not 0 <= number < limit:
        shown = number + 1 if whole(number) else number
        refuse(f"{what} {name} {shown}, but there are only {limit} {name}s.", *who)
