"""What could identify somebody in a text: the room that knows the rules answers here. Nobody to ask: nothing leaves."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TypeVar

from .texts import TextOwner
from .verdicts import PassageFinding

Find = Callable[[str], Sequence[PassageFinding]]
_makers: list[Callable[[TextOwner, Collection[str]], Find]] = []
Makes = TypeVar("Makes", bound=Callable[..., Find])


def finds_passages(make: Makes) -> Makes:
    """Marks the function that makes a finder for texts of an event or a forum: whose names are known there differs."""
    _makers.append(make)
    return make


def passage_finder(whose: TextOwner, texts: Iterable[str] = ()) -> Find:
    """What finds passages in these texts.

    What has not been looked through yet holds a passage that nobody can decide about (`verdicts.is_unseen`), so it does not leave.
    Raises LookupError where nobody knows the rules: then nothing leaves.
    """
    if not _makers:
        raise LookupError("nobody has said how texts are checked")
    return _makers[-1](whose, list(texts))
