"""Whom the list of guests shows: everybody, or those without a seat, absent, with a wish, bound to somebody."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ...directory.search import Listing, ListSearch, page_of_rows, read_list_search
from ..floor import CafeFloor, Guest


class GuestGroup(StrEnum):
    """What a list of guests is narrowed to."""

    UNSEATED = "unseated"
    ABSENT = "absent"
    ONLINE = "online"
    WISHES = "wishes"
    BOUND = "bound"
    WALK_INS = "walk_ins"


@dataclass(frozen=True)
class GuestFilter(ListSearch):
    """Whom somebody looks for; `show` is a value of Show, or empty."""

    show: str = ""

    @property
    def address(self) -> dict[str, Any]:
        return {**super().address, "show": self.show or None}


def guest_filter_from(args: Mapping[str, str]) -> GuestFilter:
    """Read the address `?q=&sector=&show=&page=`; what is no value of Show is everybody."""
    show = args.get("show", "")
    return GuestFilter(
        **vars(read_list_search(args)), show=show if show in list(GuestGroup) else ""
    )


def guests_by_group(floor: CafeFloor) -> dict[GuestGroup, frozenset[str]]:
    """The keys of everybody each narrowing shows; nobody is without a seat before the first seating."""
    bound = {key for _kind, a, b in floor.pairs for key in (a, b)}
    tables = floor.table_by_id
    return {
        GuestGroup.UNSEATED: frozenset(guest.key for guest in floor.unseated)
        if floor.seating
        else frozenset(),
        GuestGroup.ABSENT: frozenset(
            key for key, guest in floor.people.items() if guest.out or guest.absent
        ),
        GuestGroup.ONLINE: frozenset(guest.key for guest in floor.online),
        GuestGroup.WISHES: frozenset(
            key
            for key, guest in floor.people.items()
            if any(table in tables for table in guest.wishes)
        ),
        GuestGroup.BOUND: frozenset(key for key in bound if key in floor.people),
        GuestGroup.WALK_INS: frozenset(key for key, guest in floor.people.items() if guest.walk_in),
    }


def find_guests(
    floor: CafeFloor, asked: GuestFilter, shown: Mapping[GuestGroup, frozenset[str]]
) -> Listing[Guest]:
    """One page of the guests somebody looks for, by their own or their organisation's name, or their county."""
    only = shown[GuestGroup(asked.show)] if asked.show else None
    return page_of_rows(
        (
            (guest, guest.name, f"{guest.organisation} {guest.region_name}")
            for key, guest in floor.people.items()
            if (only is None or key in only) and asked.sector in ("", guest.sector)
        ),
        asked.q,
        asked.page,
    )


def table_numbers_of(floor: CafeFloor, guest: Guest) -> tuple[int | None, ...]:
    """The number of their table in every round (None: no seat); empty where they sit nowhere."""
    if floor.seating is None:
        return ()
    path = tuple(
        floor.number_of(floor.seating.at(number, guest.key))
        for number in range(1, floor.cafe.rounds + 1)
    )
    return path if any(path) else ()
