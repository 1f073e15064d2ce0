"""What an address asks of the figures: what government is, which tables."""

from collections.abc import Sequence
from typing import Protocol

from .across_events import OFFERED, USUAL
from .heads import GOVERNMENT
from .report import BlockKey


class AddressArguments(Protocol):
    """The arguments of an address."""

    def getlist(self, key: str, /) -> Sequence[str]: ...


def requested_government(arguments: AddressArguments) -> tuple[str, ...]:
    """The sectors counted as government: `?government=local_government`, both where none is named."""
    asked = arguments.getlist("government")
    return tuple(key for key in GOVERNMENT if key in asked) or GOVERNMENT


def requested_tables(arguments: AddressArguments) -> tuple[BlockKey, ...]:
    """The tables asked for (`?table=sector&table=county`), those usual where none is."""
    asked = arguments.getlist("table")
    return tuple(key for key in OFFERED if key.value in asked) or USUAL
