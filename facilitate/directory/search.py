"""Finding names in a long list: words without accents, Albanian order, one page at a time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from ..lib.text import albanian_key, clean_text, plain_text
from .models import RosterWork

PAGE = 20
Row = TypeVar("Row")

# The same names are asked for on every visit, and taking a name apart costs more than finding it here.
_key = lru_cache(maxsize=50_000)(albanian_key)
_plain = lru_cache(maxsize=50_000)(plain_text)


@dataclass(frozen=True)
class ListSearch:
    """What somebody looks for in a list, as the address says it; sector and county are keys, or empty.

    `unconfirmed`: only people who have not confirmed their entry within a year.
    """

    q: str = ""
    sector: str = ""
    county: str = ""
    page: int = 1
    unconfirmed: bool = False

    @property
    def address(self) -> dict[str, Any]:
        """What narrows the list, as it stands in the address; None where nothing does."""
        return {
            "q": self.q or None,
            "sector": self.sector or None,
            "county": self.county or None,
            "unconfirmed": "1" if self.unconfirmed else None,
        }

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return any(self.address.values())


@dataclass(frozen=True)
class RosterSearch(ListSearch):
    """Who of the roster somebody looks for; empty (None): whoever. `event`: an address.

    `free`: only who is free on the days of that event.
    """

    work: RosterWork | None = None
    language: str = ""
    event: str = ""
    free: bool = False

    @property
    def address(self) -> dict[str, Any]:
        own = {name: getattr(self, name) or None for name in ("work", "language", "event", "free")}
        return {**super().address, **own}


def read_list_search(args: Mapping[str, str]) -> ListSearch:
    """Read the address `?q=&sector=&county=&page=`; a page that is no number is the first."""
    page = args.get("page", "1")
    return ListSearch(
        q=clean_text(args.get("q", ""))[:100],
        sector=args.get("sector", ""),
        county=args.get("county", ""),
        page=int(page) if page.isdecimal() and 0 < len(page) < 7 else 1,
        unconfirmed=args.get("unconfirmed") == "1",
    )


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """One page of a list: its rows, which page of how many it is, how many rows there are in all."""

    rows: list[Row]
    number: int
    pages: int
    total: int

    def filled(self, rows: Iterable[Any]) -> "Listing[Any]":
        """This page with rows in place of their ids."""
        by_id = {row.id: row for row in rows}
        there = [by_id[key] for key in self.rows if key in by_id]
        return Listing(there, self.number, self.pages, self.total)


def page_of_rows(
    rows: Iterable[tuple[Row, str, str]], typed: str, number: int, size: int = PAGE
) -> Listing[Row]:
    """The page `number` of what fits.

    `rows` are (row, name to sort by, more text to search in). Every word typed has to occur in the name or in
    the text, with or without accents. A page past the end is the last one.
    """
    words = plain_text(typed).split()
    found = [(row, name) for row, name, more in rows if _fits(words, name, more)]
    found.sort(key=lambda pair: _key(pair[1]))
    return cut_page([row for row, _name in found], number, size)


def cut_page(rows: Sequence[Row], number: int, size: int = PAGE) -> Listing[Row]:
    """The page `number` of these rows; one past the end is the last one."""
    number, pages, first = page_bounds(len(rows), number, size)
    return Listing(list(rows[first : first + size]), number, pages, len(rows))


def page_bounds(total: int, number: int, size: int = PAGE) -> tuple[int, int, int]:
    """Where page `number` of so many rows is: its number (past the end the last one), how many pages, its first row."""
    pages = max(1, -(-total // size))
    number = min(max(1, number), pages)
    return number, pages, (number - 1) * size


def _fits(words: list[str], name: str, more: str) -> bool:
    if not words:
        return True
    text = f"{_plain(name)} {_plain(more)}"
    return all(word in text for word in words)
