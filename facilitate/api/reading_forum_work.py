"""What can be read of a forum's work: problems and where they went, advice, standards, requests for money, the situation."""

from datetime import date
from typing import TypedDict

import sqlalchemy as sa
from flask import abort, request

from .. import clock
from ..forums.doors import forum_readers
from ..forums.models import Forum
from ..forums.passing.queries import passings_of, problems_of
from ..forums.problem_models import PassedUp
from ..forums.programme.queries import checks_of, requests_of
from ..forums.programme.standards import known_standards
from ..forums.programme_models import GuidanceEntry, GuidanceKind, RequestStatus
from ..situation.analysis.queries import analysis_of
from ..situation.cells import TOTAL
from ..situation.period import choose_period, period_key
from ..situation.protecting import Telling
from ..web.i18n import _l
from .operation import Bilingual, Paged, bilingual_words, read_operation, tell_row
from .rights import ApiArea


class PassedShape(TypedDict):
    """Where a problem was passed: to an event's consultation, or by letter to an institution; and what was answered."""

    event: str | None
    institution: str
    on: date
    answered_on: date | None
    answer: str
    told_on: date | None


class ForumProblemShape(TypedDict):
    """A problem a forum found and cannot solve itself."""

    id: int
    text: str
    theme: str
    county: str
    raised_on: date
    raised_at: str | None
    passed: list[PassedShape]
    version: int


class GuidanceShape(TypedDict):
    """A question of procedure with the advice on it, or a training. Without `answer` it waits; `people`: how many were taught."""

    id: int
    kind: GuidanceKind
    asked_on: date
    other: str
    topic: str
    answer: str
    answered_on: date | None
    who: str
    people: int
    version: int


class StandardShape(TypedDict):
    """One standard at one visit to a municipality: kept or not, what was found, who mends it by when."""

    id: int
    municipality: str
    visited_on: date
    standard: Bilingual
    kept: bool
    finding: str
    mends: str
    mend_by: date | None
    mended_on: date | None
    version: int


class MoneyRequestShape(TypedDict):
    """A joint request for money. Amounts in cents; `partners`: one a line, with what each brings."""

    id: int
    title: str
    description: str
    partners: str
    asked: int
    granted: int | None
    sent_to: str
    state: RequestStatus
    sent_on: date | None
    answered_on: date | None
    report_due: date | None
    event: str | None
    version: int


class IndicatorCountShape(TypedDict):
    """An indicator's total in a half-year and in the one before; null where nobody gave one, or where it could point to a person."""

    id: int
    name: Bilingual
    unit: Bilingual
    total: int | None
    before: int | None


class SituationShape(TypedDict):
    """The situation of a half-year (`2026-1`): its numbers, whether they are approved, and the texts to them."""

    period: str
    approved: bool
    numbers: list[IndicatorCountShape]
    late: list[str]
    texts: dict[str, Bilingual]


@read_operation(
    "/forums/<slug>/problems",
    page="forums.list_problems",
    area=ApiArea.FORUMS,
    about=_l("Problems it found, and where they were passed"),
)
@forum_readers
def read_problems(forum: Forum) -> list[ForumProblemShape]:
    rows = problems_of(forum)
    passed = passings_of([row.id for row in rows])
    return [
        tell_row(
            ForumProblemShape,
            row,
            county=row.county.name if row.county else "",
            raised_at=row.event.slug if row.event else None,
            passed=[_passed(one) for one in passed[row.id]],
        )
        for row in rows
    ]


def _passed(row: PassedUp) -> PassedShape:
    return tell_row(PassedShape, row, event=row.event.slug if row.event else None)


@read_operation(
    "/forums/<slug>/advice",
    page="forums.list_guidance",
    area=ApiArea.FORUMS,
    about=_l("Its register of advice and training"),
)
@forum_readers
def read_advice(forum: Forum) -> Paged[GuidanceShape]:
    mine = sa.select(GuidanceEntry).where(GuidanceEntry.forum_id == forum.id)
    return Paged(mine, GuidanceEntry.id, _guidance)


def _guidance(row: GuidanceEntry) -> GuidanceShape:
    return tell_row(GuidanceShape, row)


@read_operation(
    "/forums/<slug>/standards",
    page="forums.list_standards",
    area=ApiArea.FORUMS,
    about=_l("What its visits to municipalities found"),
)
@forum_readers
def read_standards(forum: Forum) -> list[StandardShape]:
    known = known_standards()
    return [
        tell_row(
            StandardShape,
            row,
            municipality=row.organisation.name,
            standard=bilingual_words(known[row.standard])
            if row.standard in known
            else {"en": row.standard, "sq": row.standard},
        )
        for row in checks_of(forum)
    ]


@read_operation(
    "/forums/<slug>/requests",
    page="forums.list_money_requests",
    area=ApiArea.FORUMS,
    about=_l("Its joint requests for money"),
)
@forum_readers
def read_money_requests(forum: Forum) -> list[MoneyRequestShape]:
    return [
        tell_row(MoneyRequestShape, row, event=row.event.slug if row.event else None)
        for row in requests_of(forum)
    ]


@read_operation(
    "/forums/<slug>/situation",
    page="situation.show_analysis",
    area=ApiArea.FORUMS,
    about=_l("Its situation in a half-year"),
    period=_l("The half-year (2026-1); without it the one that ended last"),
)
@forum_readers
def read_situation(forum: Forum) -> SituationShape:
    period = choose_period(request.args.get("period", ""), clock.today())
    if period is None:
        abort(404)
    found = analysis_of(forum, period)
    return {
        "period": period_key(period),
        "approved": found.approved,
        "numbers": [
            {
                "id": line.id,
                "name": bilingual_words(line.name),
                "unit": bilingual_words(line.unit),
                "total": _number(found.told.get(str(line.id))),
                "before": _number(found.before.get(str(line.id))),
            }
            for line in found.lines
        ],
        "late": list(found.late),
        "texts": {key: bilingual_words(one.text) for key, one in found.texts.items()},
    }


def _number(telling: Telling | None) -> int | None:
    total = telling.get(TOTAL) if telling else None
    return total if isinstance(total, int) else None
