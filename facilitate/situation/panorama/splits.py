"""One indicator of a half-year by sex, age, kind or district, forum by forum: only what each of them tells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from ...data.db import db
from ...forums.models import Forum
from ..cells import NOT_KNOWN, SplitKind, margins_of, splits_of
from ..labels import cell_name, people_name, split_name
from ..models import SituationIndicator, SituationReview
from ..protecting import Telling, has_split, number_of
from ..telling_words import HIDDEN, NONE, count_said, number_told
from .queries import Panorama


@dataclass(frozen=True)
class SplitTable:
    """A split over the forums: its name, the parts, and for each forum (by its short name) what stands in each.

    `sums`: all forums together: 214, or `≥ 12` where a forum is hidden or missing.
    """

    name: str
    heads: Sequence[str]
    rows: Sequence[tuple[str, Sequence[int | str]]]
    sums: Sequence[int | str]


def tellings_of(kind: str, period: int, line: SituationIndicator) -> dict[int, Telling]:
    """What each forum tells of a line, with its splits, read from that half-year alone."""
    one = SituationReview
    rows = db.session.execute(
        sa.select(one.forum_id, one.told)
        .join(Forum, Forum.id == one.forum_id)
        .where(Forum.kind == kind, one.period == period)
    )
    key = str(line.id)
    return {forum: told[-1][key] for forum, told in rows if told and key in told[-1]}


def split_tables(
    found: Panorama, line: SituationIndicator, tellings: Mapping[int, Telling]
) -> list[SplitTable]:
    """The splits by people and by kind, where any forum tells one. Districts are each in one county: they stand in its analysis."""
    splits = splits_of(line.people, len(line.parts))
    tables = []
    for split, cells in splits.items():
        asked = {cell_name(line, cell, {}): [cell] for cell in cells}
        if split is SplitKind.PEOPLE:
            sums = {people_name(key): made for key, made in margins_of(line.people).items()}
            asked = {**sums, **asked}
        table = _table(found, tellings, split, asked)
        if any(cell not in (HIDDEN, NONE) for _name, row in table for cell in row):
            heads = list(asked)
            keep = [
                place
                for place, made in enumerate(asked.values())
                if not made[0].endswith(NOT_KNOWN) or any(row[place] != 0 for _n, row in table)
            ]
            rows = [(name, [row[place] for place in keep]) for name, row in table]
            tables.append(
                SplitTable(
                    split_name(line, split),
                    [heads[place] for place in keep],
                    rows,
                    [sum_told([row[place] for _n, row in rows]) for place in range(len(keep))],
                )
            )
    return tables


def _table(
    found: Panorama,
    tellings: Mapping[int, Telling],
    split: SplitKind,
    asked: Mapping[str, Sequence[str]],
) -> list[tuple[str, list[int | str]]]:
    rows = []
    cells: list[int | str]
    for forum in found.forums:
        telling = tellings.get(forum.id)
        if has_split(telling, split):
            cells = [number_told(number_of(telling, made)) for made in asked.values()]
        else:
            cells = [NONE if telling is None or "total" in telling else HIDDEN] * len(asked)
        rows.append((found.short[forum.id], cells))
    return rows


def sum_told(cells: Sequence[int | str]) -> int | str:
    """What is told, added up: a sum of told numbers tells nothing new. That it is at least none is as good as hidden."""
    told = [cell for cell in cells if isinstance(cell, int)]
    whole = sum(told)
    if cells and len(told) == len(cells):
        return whole
    if not whole:
        return HIDDEN if told or HIDDEN in cells else NONE
    return f"≥ {count_said(whole)}"
