"""The list of answers: in which order they are read, under which headings, page by page."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

AT_ONCE = 20
"""Answers on a page."""


class ReadingOrder(StrEnum):
    """How answers are put together for reading."""

    PERSON = "person"
    QUESTION = "question"
    SECTOR = "sector"
    COUNTY = "county"

    @classmethod
    def of(cls, value: str, with_question: bool) -> "ReadingOrder":
        """The way in an address; without one, by question where one was chosen, else by person."""
        if value in list(cls):
            return cls(value)
        return cls.QUESTION if with_question else cls.PERSON


class AnswerPlaceLike(Protocol):
    """An answer in the list."""

    @property
    def answer(self) -> int: ...
    @property
    def sector(self) -> int: ...
    @property
    def county(self) -> int | None: ...


@dataclass(frozen=True)
class AnswersBoard:
    """One page of the list: ids of its answers; how many were found; the page and the last one, 1 the first.

    `headings` tells how many answers the group holds that begins with an answer (by its id); on each page the first
    answer begins one. `upto` is the id of the latest answer in the list.
    """

    way: ReadingOrder
    answers: list[int]
    found: int
    page: int
    pages: int
    headings: dict[int, int]
    upto: int


def answers_board(
    found: Sequence[AnswerPlaceLike],
    way: ReadingOrder,
    sectors: Sequence[int],
    counties: Sequence[int],
    page: int,
    upto: int = 0,
) -> AnswersBoard:
    """The page of the list; `found` in the order of reading, ids of sectors and counties in the order of headings.

    Who did not say where they work comes last. A page that there is not gives the nearest one.
    """
    rows, sizes = list(found), Counter(_group(row, way) for row in found)
    if way in (ReadingOrder.SECTOR, ReadingOrder.COUNTY):
        rank = {
            key: at for at, key in enumerate(sectors if way is ReadingOrder.SECTOR else counties)
        }
        rows.sort(key=lambda row: rank.get(_group(row, way), len(rank)))
    pages = max(1, -(-len(rows) // AT_ONCE))
    page = min(max(1, page), pages)
    shown = rows[(page - 1) * AT_ONCE : page * AT_ONCE]
    headings = {
        row.answer: sizes[_group(row, way)]
        for before, row in zip([None, *shown], shown, strict=False)
        if before is None or _group(before, way) != _group(row, way)
    }
    latest = upto or max((row.answer for row in rows), default=0)
    return AnswersBoard(
        way=way,
        answers=[row.answer for row in shown],
        found=len(rows),
        page=page,
        pages=pages,
        headings=headings,
        upto=latest,
    )


def _group(row: AnswerPlaceLike, way: ReadingOrder) -> int:
    """The id of what the answer stands under; 0 for none."""
    return {ReadingOrder.SECTOR: row.sector, ReadingOrder.COUNTY: row.county or 0}.get(way, 0)
