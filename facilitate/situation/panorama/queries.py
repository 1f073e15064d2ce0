"""Every forum of a kind over the half-years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ...data.db import db
from ...directory.models import County, District
from ...forums.models import Forum, ForumDistrict
from ...web.i18n import pick_wording, sort_by_name
from ..cells import LOOKED_BACK, is_unusual
from ..models import SituationIndicator, SituationNation, SituationReview
from ..protecting import Telling, national_total
from ..queries import asked_in, indicator_lines
from .comparison import LineChange, Totals, line_change


@dataclass(frozen=True)
class UnusualTotal:
    """A county's total far from what it told before; both are told."""

    forum: Forum
    line: SituationIndicator
    now: int
    before: int


@dataclass(frozen=True)
class Panorama:
    """All that is told. `short`: what each forum is called in a table, `counties`: the key of the county it is in.

    `everyone`: with the forums that have ended. `lines`: those asked in the half-year shown; `periods`: the earliest first.
    """

    kind: str
    forums: Sequence[Forum]
    everyone: Sequence[Forum]
    short: Mapping[int, str]
    counties: Mapping[int, str]
    period: int
    periods: Sequence[int]
    known: Sequence[SituationIndicator]
    lines: Sequence[SituationIndicator]
    totals: Totals
    approved: frozenset[int]
    rest: Mapping[str, Any]

    @property
    def late(self) -> list[Forum]:
        """The forums that have not approved the half-year."""
        return [one for one in self.forums if one.id not in self.approved]

    @property
    def changes(self) -> list[LineChange]:
        """Every line's change since the half-year before."""
        ids = [one.id for one in self.forums]
        found = (line_change(one.id, self.totals, ids, self.period) for one in self.lines)
        return [one for one in found if one is not None]

    @property
    def unusual(self) -> list[UnusualTotal]:
        """Totals far from those the same county told in the half-years before."""
        rows = []
        for line in self.lines:
            key = str(line.id)
            for forum in self.forums:
                told = [
                    self.totals.get((forum.id, period), {}).get(key)
                    for period in range(self.period - LOOKED_BACK, self.period + 1)
                ]
                *earlier, now = told
                before = [one for one in earlier if one is not None]
                if now is not None and is_unusual(now, before):
                    rows.append(UnusualTotal(forum, line, now, before[-1]))
        return rows

    def told(
        self, line: SituationIndicator, forum: Forum, period: int | None = None
    ) -> Telling | None:
        """The total a forum tells, as a telling without splits."""
        totals = self.totals.get((forum.id, period or self.period), {})
        key = str(line.id)
        if key not in totals:
            return None
        number = totals[key]
        return {"few": True} if number is None else {"total": number}

    def country(self, line: SituationIndicator) -> tuple[int, bool] | None:
        """The sum of all, and whether it is whole; None where nobody tells one."""
        told = {one.id: self.told(line, one) for one in self.forums}
        tellings = {key: telling for key, telling in told.items() if telling is not None}
        if not tellings:
            return None
        number, whole = national_total(tellings, self.rest.get(str(line.id)))
        return number, whole and len(tellings) == len(self.forums)

    def lines_like(self, line: SituationIndicator) -> list[SituationIndicator]:
        """The lines of the same indicator, the newest first: shown one below the other, never joined."""
        return [one for one in self.known if one.key == line.key]


def _forums_with_counties(kind: str) -> tuple[list[Forum], dict[int, tuple[str, str]]]:
    """The forums, ended ones too, and key and name of the county of each that is in one and no other."""
    where = (
        sa.select(Forum, sa.func.min(County.key), sa.func.min(County.name))
        .add_columns(sa.func.count(County.id.distinct()))
        .outerjoin(ForumDistrict, ForumDistrict.forum_id == Forum.id)
        .outerjoin(District, District.id == ForumDistrict.district_id)
        .outerjoin(County, County.id == District.county_id)
        .where(Forum.kind == kind)
        .group_by(Forum.id)
    )
    rows = db.session.execute(where).all()
    places = {forum.id: (key, name) for forum, key, name, several in rows if several == 1}
    return sort_by_name([row[0] for row in rows], lambda one: pick_wording(one.name)), places


def panorama_of(kind: str, asked: int | None, latest: int) -> Panorama:
    """Read it: the totals of every half-year, and who approved the one that is asked for.

    Where none is, the last one that anybody tells is shown, else the `latest` that ended.
    """
    everyone, places = _forums_with_counties(kind)
    one = SituationReview
    rows = db.session.execute(
        sa.select(one.forum_id, one.period, one.totals, one.approved_on)
        .join(Forum, Forum.id == one.forum_id)
        .where(Forum.kind == kind)
    ).all()
    totals = {(forum, of): told for forum, of, told, _day in rows if told}
    period = asked or max((of for _forum, of in totals), default=latest)
    lines = indicator_lines(kind)
    nation = db.session.get(SituationNation, (kind, period))
    return Panorama(
        kind=kind,
        forums=[one for one in everyone if one.ended_on is None],
        everyone=everyone,
        short={
            one.id: places[one.id][1] if one.id in places else pick_wording(one.name)
            for one in everyone
        },
        counties={key: county for key, (county, _name) in places.items()},
        period=period,
        periods=sorted({of for _forum, of in totals} | {period, latest}),
        known=lines,
        lines=asked_in(lines, period),
        totals=totals,
        approved=frozenset(forum for forum, of, _told, day in rows if of == period and day),
        rest=nation.rest if nation else {},
    )
