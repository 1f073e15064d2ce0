"""One indicator of a half-year by sex, age, kind or place, forum by forum: only what each of them tells."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from ...data.db import db
from ...forums.models import Forum
from ...web.i18n import _
from ..cells import NOT_KNOWN, PlaceSplit, SplitKind, margins_of, splits_of
from ..labels import Places, cell_name, people_name, split_name
from ..models import SituationIndicator, SituationReview
from ..protecting import Telling, has_split, number_of
from ..telling_words import HIDDEN, NONE, count_said, number_told
from .queries import Panorama


@dataclass(frozen=True)
class SplitTable:
    """A split over the forums: its name, the parts, and for each row (a forum by its short name) what stands in each.

    `of`: what its rows are: forums, or their places. `sums`: all forums together: 214, or `≥ 12` where a forum is hidden or missing.
    """

    name: str
    heads: Sequence[str]
    rows: Sequence[tuple[str, Sequence[int | str]]]
    sums: Sequence[int | str]
    of: str


def tellings_of(
    kind: str, period: int, lines: Iterable[SituationIndicator]
) -> list[dict[int, Telling]]:
    """What each forum tells of each line, with its splits, read from that half-year alone."""
    one = SituationReview
    rows = db.session.execute(
        sa.select(one.forum_id, one.told)
        .join(Forum, Forum.id == one.forum_id)
        .where(Forum.kind == kind, one.period == period)
    ).all()
    return [
        {forum: told[-1][key] for forum, told in rows if told and key in told[-1]}
        for key in (str(line.id) for line in lines)
    ]


def split_tables(
    found: Panorama,
    line: SituationIndicator,
    tellings: Mapping[int, Telling],
    places: Mapping[int, Places] | None = None,
) -> list[SplitTable]:
    """The splits by people, kind and place, where any forum tells one; without `places`, those of each forum, not by place."""
    splits = splits_of(line.people, len(line.parts))
    tables = []
    for split, cells in splits.items():
        asked = {cell_name(line, cell, {}): [cell] for cell in cells}
        if split is SplitKind.PEOPLE:
            sums = {people_name(key): made for key, made in margins_of(line.people).items()}
            asked = {**sums, **asked}
        table = _table(found, tellings, split, asked)
        if tells_numbers([cell for _name, row in table for cell in row]):
            heads = list(asked)
            keep = [
                place
                for place, made in enumerate(asked.values())
                if not made[0].endswith(NOT_KNOWN) or any(row[place] != 0 for _n, row in table)
            ]
            rows = [(name, [row[place] for place in keep]) for name, row in table]
            tables.append(
                SplitTable(
                    name=split_name(line, split),
                    heads=[heads[place] for place in keep],
                    rows=rows,
                    sums=[sum_told([row[place] for _n, row in rows]) for place in range(len(keep))],
                    of=_("Forum"),
                )
            )
    rows = [
        (f"{found.short[forum]}: {name}" if name else found.short[forum], [number])
        for forum, _key, name, number in place_numbers(found, line, tellings, places or {})
    ]
    if tells_numbers([cell for _name, [cell] in rows]):
        name = split_name(line, SplitKind.PLACE)
        of = _("Municipality") if line.place is PlaceSplit.MUNICIPALITY else _("District")
        tables.append(
            SplitTable(
                name=name,
                heads=[_("Number")],
                rows=rows,
                sums=[sum_told([cell for _name, [cell] in rows])],
                of=of,
            )
        )
    return tables


def place_numbers(
    found: Panorama,
    line: SituationIndicator,
    tellings: Mapping[int, Telling],
    places: Mapping[int, Places],
) -> list[tuple[int, str, str, int | str]]:
    """What is told of each place: the number of its forum, key and name of the place, the number.

    A forum that tells none has one row without a place; nobody for whom the place is not known has no row.
    """
    rows: list[tuple[int, str, str, int | str]] = []
    for forum in found.forums if places and line.place is not PlaceSplit.NONE else ():
        telling, mine = tellings.get(forum.id), places.get(forum.id, {}).get(line.place, {})
        if not has_split(telling, SplitKind.PLACE):
            untold = NONE if telling is None or "total" in telling else HIDDEN
            rows.append((forum.id, "", "", untold))
            continue
        for key, name in [*mine.items(), (NOT_KNOWN, _("Not known"))]:
            number = number_told(number_of(telling, [f"{SplitKind.PLACE}:{key}"]))
            if key != NOT_KNOWN or number:
                rows.append((forum.id, key, name, number))
    return rows


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


def tells_numbers(cells: Sequence[int | str]) -> bool:
    """Whether a table of them says more than that numbers are left out: some number, or that there is none anywhere."""
    told = [cell for cell in cells if isinstance(cell, int)]
    return any(told) or (bool(told) and HIDDEN not in cells)


def sum_told(cells: Sequence[int | str]) -> int | str:
    """What is told, added up: a sum of told numbers tells nothing new. That it is at least none is as good as hidden."""
    told = [cell for cell in cells if isinstance(cell, int)]
    whole = sum(told)
    if cells and len(told) == len(cells):
        return whole
    if not whole:
        return HIDDEN if told or HIDDEN in cells else NONE
    return f"≥ {count_said(whole)}"
