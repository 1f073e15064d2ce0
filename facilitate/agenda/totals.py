"""How the minutes of a day are spent: content, breaks, and who has the word for how long."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from ..lib.shares import scale_shares
from ..techniques.technique import Speaks

BREAKS = frozenset({"registration", "break", "meal"})
"""Kinds of steps that carry no content."""


class WhoSpeaks(StrEnum):
    """Who has the word: participants, somebody who presents, or neither (the facilitator explains)."""

    PARTICIPANTS = "participants"
    PRESENTERS = "presenters"
    OTHERS = "others"


VOICES = {
    Speaks.PARTICIPANTS: WhoSpeaks.PARTICIPANTS,
    Speaks.HOST: WhoSpeaks.PARTICIPANTS,
    Speaks.SPEAKERS: WhoSpeaks.PRESENTERS,
}
"""A table host is one of the participants; facilitator and note-taker are neither."""
USUAL: dict[str, tuple[WhoSpeaks, ...]] = {
    "group": (WhoSpeaks.PARTICIPANTS,),
    "cafe": (WhoSpeaks.PARTICIPANTS,),
    "panel": (WhoSpeaks.PRESENTERS, WhoSpeaks.PARTICIPANTS),
    "talk": (WhoSpeaks.PRESENTERS,),
    "plenary": (WhoSpeaks.PRESENTERS,),
}
"""Who has the word in a step without a technique, in equal parts: of a panel the second half is questions."""

Parts = Sequence[tuple[Speaks, float]]
"""The steps of a technique: who speaks, and its share of the time."""


class LeafStep(NamedTuple):
    """A step that holds no others, in minutes; `parts` are those of its technique, where it is on the shelf.

    `block` is the block it stands in, `strand` which of the parallel strands there; 0 for none.
    """

    kind: str
    minutes: int
    parts: Parts = ()
    block: int = 0
    strand: int = 0


@dataclass(frozen=True)
class DayTotals:
    """Minutes of content, of breaks (arrival and meals among them), of participants speaking and of presentations."""

    content: int
    breaks: int
    speaking: int
    presenting: int = 0

    @property
    def share(self) -> float:
        """The part of the content in which participants speak, between 0 and 1."""
        return self.speaking / self.content if self.content else 0.0


def voices_in_step(kind: str, minutes: int, parts: Parts = ()) -> Sequence[tuple[WhoSpeaks, int]]:
    """Who has the word in a step, one after the other, in whole minutes that add up to its own."""
    return _voices(str(kind), minutes, tuple(parts))


@lru_cache(maxsize=4096)
def _voices(
    kind: str, minutes: int, parts: tuple[tuple[Speaks, float], ...]
) -> tuple[tuple[WhoSpeaks, int], ...]:
    if parts and kind not in BREAKS:
        each = [VOICES.get(speaks, WhoSpeaks.OTHERS) for speaks, _share in parts]
        marks = scale_shares([share for _speaks, share in parts], minutes)
    else:
        each = list(USUAL.get(kind, (WhoSpeaks.OTHERS,)))
        marks = scale_shares([1.0] * len(each), minutes)
    return tuple((voice, length) for voice, (_offset, length) in zip(each, marks, strict=True))


def longest_track(leaves: Iterable[LeafStep]) -> list[LeafStep]:
    """The steps one after the other: of the parallel strands of a block only the longest, so that no minute counts twice."""
    found: dict[tuple[int, int], dict[int, list[LeafStep]]] = {}
    for number, leaf in enumerate(leaves):
        place = (leaf.block, 0) if leaf.block else (0, number)
        found.setdefault(place, {}).setdefault(leaf.strand, []).append(leaf)
    longest = [
        max(beside.values(), key=lambda steps: sum(one.minutes for one in steps))
        for beside in found.values()
    ]
    return [leaf for steps in longest for leaf in steps]


def add_up_day(leaves: Iterable[LeafStep]) -> DayTotals:
    """Add up a day. Every minute of its track is either content or break."""
    content = breaks = 0
    heard = dict.fromkeys(WhoSpeaks, 0)
    for leaf in longest_track(leaves):
        if leaf.kind in BREAKS:
            breaks += leaf.minutes
            continue
        content += leaf.minutes
        for voice, minutes in voices_in_step(leaf.kind, leaf.minutes, leaf.parts):
            heard[voice] += minutes
    return DayTotals(content, breaks, heard[WhoSpeaks.PARTICIPANTS], heard[WhoSpeaks.PRESENTERS])
