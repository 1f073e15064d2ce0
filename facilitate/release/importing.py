"""After an import one sentence says how many lines could identify somebody, and leads to where they are looked through."""

from collections.abc import Iterable

from flask import flash

from .checker import Find
from .wording import lines_could_identify

LOOK = "look:"
"""The category of a message that leads somewhere, before the address."""


def tell_of_lines(find: Find, texts: Iterable[str], address: str = "") -> None:
    """Say it where there are any. `find`: asked for before the commit, so that nobody waits while texts are looked through.

    `address`: where they are looked through; empty for somebody who may not.
    """
    number = sum(1 for text in texts if find(text))
    if number:
        flash(
            lines_could_identify(number, look=bool(address)),
            LOOK + address if address else "message",
        )
