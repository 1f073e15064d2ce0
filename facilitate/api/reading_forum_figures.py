"""What can be read of forums in numbers: meetings and people over years, indicators, how strong they are; what offices sent."""

from datetime import date, datetime
from typing import TypedDict

from flask import abort, request

from .. import clock
from ..accounts.doors import in_a_team
from ..forums.doors import forum_keepers, forum_readers
from ..forums.health.figures import FiguresLine, figures_until
from ..forums.health.measuring import assessments_of, measure_forums
from ..forums.health.profile import FactorScore, factor_profile
from ..forums.health.scales import AssessmentScale, all_scales
from ..forums.kinds import forum_kind, forum_kinds
from ..forums.models import Forum
from ..lib.days import FIRST_YEAR
from ..situation.cells import PeopleSplit, PlaceSplit
from ..situation.models import SituationIndicator
from ..situation.period import period_key, read_period
from ..situation.queries import indicator_lines
from ..situation.tables.queries import OfficeRow, technical_table
from ..web.i18n import _l
from .operation import Bilingual, bilingual_words, read_operation, tell_row
from .rights import ApiArea


class YearFiguresShape(TypedDict):
    """A year of a forum or a county. `people`: different ones; `times`: how often they came, all together."""

    meetings: int
    people: int
    organisations: int
    times: int


class FiguresLineShape(TypedDict):
    """A forum (with its short name) or a county over the years."""

    name: str
    forum: str | None
    years: dict[str, YearFiguresShape]


class ForumFiguresShape(TypedDict):
    """Meetings and participation by kind of forum and by county. `elsewhere`: people of no county, by year."""

    forums: dict[str, list[FiguresLineShape]]
    counties: list[FiguresLineShape]
    elsewhere: dict[str, int]


class MeasuredShape(TypedDict):
    """An indicator of a forum in a year: so much done of so much; `note`: what was written by hand."""

    key: str
    name: Bilingual
    year: int
    done: int | None
    of: int | None
    note: str


class FactorShape(TypedDict):
    """How a factor was judged in a year: how many gave it each step of the scale, the weakest first."""

    factor: str
    name: Bilingual
    year: int
    given: list[int]


class CountedIndicatorShape(TypedDict):
    """Something that is counted every half-year; `first`, `last`: the half-years it is asked in; `place`: how `by_place` splits it."""

    id: int
    key: str
    line: int
    name: Bilingual
    unit: Bilingual
    definition: Bilingual
    counted: Bilingual
    people: PeopleSplit
    by_place: bool
    place: PlaceSplit
    sources: list[str]
    first: str
    last: str | None


class SendingShape(TypedDict):
    """What an office sent for a half-year, last; `counts`: by number of the indicator, its cells."""

    member_id: int
    organisation: str
    asked: list[int]
    sent_at: datetime | None
    reported_on: date | None
    by: str
    times: int
    counts: dict[str, dict[str, int]]


@read_operation(
    "/forum-figures",
    page="forums.show_figures",
    area=ApiArea.FORUMS,
    about=_l("Meetings and participation by forum and county, over six years"),
    until=_l("The last of these years; without it this one"),
)
@in_a_team
def read_forum_figures() -> ForumFiguresShape:
    today = clock.today()
    last = request.args.get("until", today.year, type=int)
    if not FIRST_YEAR <= last <= today.year:
        abort(404)
    found = figures_until(last, today)
    return {
        "forums": {kind: [_line(one) for one in rows] for kind, rows in found.forums.items()},
        "counties": [_line(one) for one in found.counties],
        "elsewhere": {str(year): number for year, number in found.elsewhere.items()},
    }


def _line(line: FiguresLine) -> FiguresLineShape:
    years = {str(year): tell_row(YearFiguresShape, cell) for year, cell in line.cells.items()}
    return {"name": line.name, "forum": line.forum.slug if line.forum else None, "years": years}


@read_operation(
    "/forums/<slug>/indicators",
    page="forums.show_indicators",
    area=ApiArea.FORUMS,
    about=_l("The indicators it is measured by, year by year"),
)
@forum_readers
def read_forum_indicators(forum: Forum) -> list[MeasuredShape]:
    told: list[MeasuredShape] = []
    for one in measure_forums([forum], clock.today())[forum.id]:
        for year, count in one.counts.items():
            note = one.notes.get(year)
            told.append(
                {
                    "key": one.indicator.key,
                    "name": bilingual_words(one.indicator.name),
                    "year": year,
                    "done": count.done if count else None,
                    "of": count.of if count else None,
                    "note": note.text if note else "",
                }
            )
    return told


@read_operation(
    "/forums/<slug>/assessments",
    page="forums.assess_forum",
    area=ApiArea.FORUMS,
    about=_l("How strong its team finds it, year by year"),
)
@forum_readers
def read_assessments(forum: Forum) -> list[FactorShape]:
    return _profile(forum, all_scales()[forum_kind(forum.kind).scale])


@read_operation(
    "/assessments",
    page="forums.assess_whole",
    area=ApiArea.FORUMS,
    about=_l("How strong coordination as a whole is found, year by year"),
)
@in_a_team
def read_whole_assessments() -> list[FactorShape]:
    return _profile(None, all_scales()["health"])


def _profile(forum: Forum | None, scale: AssessmentScale) -> list[FactorShape]:
    rows = assessments_of(forum, scale.key)
    names = {one.key: one.name for one in scale.factors}
    scores = [FactorScore(row.factor, row.year, row.score) for row in rows]
    years = sorted({one.year for one in scores})
    return [
        {
            "factor": row.factor,
            "name": bilingual_words(names[row.factor]),
            "year": one.year,
            "given": list(one.spread),
        }
        for row in factor_profile(list(names), scores, years)
        for one in row.years
    ]


@read_operation(
    "/situation/<kind>/indicators",
    page="situation.show_indicators",
    area=ApiArea.FORUMS,
    about=_l("What forums of a kind count every half-year"),
)
@in_a_team
def read_counted_indicators(kind: str) -> list[CountedIndicatorShape]:
    if kind not in forum_kinds():
        abort(404)
    return [_counted(one) for one in indicator_lines(kind)]


def _counted(row: SituationIndicator) -> CountedIndicatorShape:
    last = period_key(row.last) if row.last is not None else None
    return tell_row(
        CountedIndicatorShape,
        row,
        first=period_key(row.first),
        last=last,
        by_place=row.place is not PlaceSplit.NONE,
    )


@read_operation(
    "/forums/<slug>/situation/<period>/sent",
    page="situation.show_table",
    area=ApiArea.FORUMS,
    about=_l("What each office sent for a half-year (2026-1), for the keepers of the forum"),
)
@forum_keepers
def read_sent_numbers(forum: Forum, period: str) -> list[SendingShape]:
    number = read_period(period)
    if number is None:
        abort(404)
    return [_sent(one) for one in technical_table(forum, number).offices]


def _sent(office: OfficeRow) -> SendingShape:
    last = office.sendings[-1] if office.sendings else None
    return {
        "member_id": office.member.id,
        "organisation": office.member.organisation.name,
        "asked": [one.id for one in office.asked],
        "sent_at": last.at if last else None,
        "reported_on": last.reported_on if last else None,
        "by": last.name if last else "",
        "times": len(office.sendings),
        "counts": last.counts if last else {},
    }
