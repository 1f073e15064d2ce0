"""What can be read of all forums of a kind together: the numbers they tell, half-year by half-year; and of one, the days it agrees on."""

from datetime import date
from typing import TypedDict

from flask import abort, request

from .. import clock
from ..accounts.doors import in_a_team
from ..forums.doors import forum_readers
from ..forums.kinds import forum_kinds
from ..forums.models import Forum
from ..forums.rhythm.plans import all_proposals, days_of, votes_on
from ..situation.cells import TOTAL
from ..situation.panorama.queries import panorama_of
from ..situation.period import latest_ended, period_key, read_period
from ..situation.usual import has_usual
from ..web.i18n import _l
from .operation import Bilingual, read_operation, tell_row
from .rights import ApiArea


class DaySaidShape(TypedDict):
    """What a member says of a proposed day: it suits (2), if need be (1), it does not (0)."""

    member_id: int
    day: date
    suits: int


class PlannedMeetingShape(TypedDict):
    """A meeting of a year's plan: the days to choose from, what members say of them until when, and the day that is agreed."""

    id: int
    number: int
    days: list[date]
    closes_on: date
    agreed: date | None
    host: str
    said: list[DaySaidShape]
    version: int


class CountryNumberShape(TypedDict):
    """An indicator of a half-year. `total`: of all forums (`whole`), or at least so many; null where nobody tells one.

    `forums`: by the forum that tells it; null where the number could point to a person.
    """

    id: int
    key: str
    line: int
    name: Bilingual
    unit: Bilingual
    total: int | None
    whole: bool
    forums: dict[str, int | None]


class PanoramaShape(TypedDict):
    """The half-year (`2026-1`) of a kind of forum; `late`: forums that have not approved it."""

    kind: str
    period: str
    periods: list[str]
    late: list[str]
    numbers: list[CountryNumberShape]


@read_operation(
    "/forums/<slug>/plan",
    page="forums.show_year_plan",
    area=ApiArea.FORUMS,
    about=_l("Meetings it plans, and the days agreed"),
)
@forum_readers
def read_planned_meetings(forum: Forum) -> list[PlannedMeetingShape]:
    rows = all_proposals(forum.id)
    said = votes_on(rows)
    return [
        {
            "id": row.id,
            "number": row.number,
            "days": days_of(row),
            "closes_on": row.closes_on,
            "agreed": row.chosen,
            "host": row.host.organisation.name if row.host else "",
            "said": [
                {"member_id": member, "day": day, "suits": suits}
                for (member, day), suits in sorted(said[row.id].items())
            ],
            "version": row.version,
        }
        for row in rows
    ]


@read_operation(
    "/situation",
    page="situation.show_first_panorama",
    area=ApiArea.FORUMS,
    about=_l("The numbers that all forums of one kind share"),
    kind=_l("The kind of forum; without it the first that counts something"),
    period=_l("The half-year (2026-1); without it the last one with numbers"),
)
@in_a_team
def read_panorama() -> PanoramaShape:
    asked = request.args.get("period", "")
    kind = request.args.get("kind", "") or next(filter(has_usual, forum_kinds()))
    period = read_period(asked)
    if kind not in forum_kinds() or (asked and period is None):
        abort(404)
    found = panorama_of(kind, period, latest_ended(clock.today()))
    numbers: list[CountryNumberShape] = []
    for line in found.lines:
        told = {one.slug: found.told(line, one) for one in found.forums}
        total, whole = found.country(line) or (None, False)
        numbers.append(
            tell_row(
                CountryNumberShape,
                line,
                total=total,
                whole=whole,
                forums={slug: one.get(TOTAL) for slug, one in told.items() if one is not None},
            )
        )
    return {
        "kind": kind,
        "period": period_key(found.period),
        "periods": [period_key(one) for one in found.periods],
        "late": [one.slug for one in found.late],
        "numbers": numbers,
    }
