"""Pieces of pages that take long to make, kept until anybody saves anything.

Unlike the answers of `answer_cache` they are made of many tables, and stand in pages of those who are signed in: who may see a
piece is asked before it is asked for, and a piece is the same for all who may.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, NamedTuple

from flask import Flask, current_app

from ..data.state import state_of_data

ROOM = 16 * 2**20
"""Letters that are kept; who was not asked for longest goes first. A piece that alone takes more than half is made anew each time."""


class Piece(NamedTuple):
    """A piece of a page, and what is to be known beside it; `more`: letters that this takes.

    `lasting`: it may be kept; else it waits for something that is no data.
    """

    text: str
    beside: Any = None
    more: int = 0
    lasting: bool = True

    @property
    def letters(self) -> int:
        """How much room it takes."""
        return len(self.text) + self.more


class KeptPieces:
    """The pieces of one process."""

    def __init__(self) -> None:
        self._made: OrderedDict[tuple[Any, ...], tuple[str, Piece]] = OrderedDict()
        self._letters = 0
        self._one_at_a_time = Lock()

    def of(self, about: tuple[Any, ...], state: str) -> Piece | None:
        """The piece of that, as it was made in that state."""
        with self._one_at_a_time:
            found = self._made.get(about)
            if found is None or found[0] != state:
                return None
            self._made.move_to_end(about)
            return found[1]

    def keep(self, about: tuple[Any, ...], state: str, piece: Piece) -> None:
        """Keep a piece instead of the one of an older state."""
        with self._one_at_a_time:
            self._remove(about)
            if piece.letters > ROOM // 2:
                return
            self._made[about] = (state, piece)
            self._letters += piece.letters
            while self._letters > ROOM:
                self._remove(next(iter(self._made)))

    def _remove(self, about: tuple[Any, ...]) -> None:
        if about in self._made:
            self._letters -= self._made.pop(about)[1].letters


def init_app(app: Flask) -> None:
    """Nothing is kept at first."""
    app.extensions["kept_pieces"] = KeptPieces()


def kept_piece(about: tuple[Any, ...], make: Callable[[], Piece]) -> Piece:
    """A piece as made of the data of now. `about`: all it depends on that is no data."""
    pieces: KeptPieces = current_app.extensions["kept_pieces"]
    state = state_of_data()
    found = pieces.of(about, state) if state else None
    if found is None:
        found = make()
        if state and found.lasting:
            pieces.keep(about, state, found)
    return found
