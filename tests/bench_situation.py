"""Speed of situation analyses, printed by `make bench`: 12 counties over 10 years, 80 indicators of 12 cells each."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.directory.models import County, District, OfficeKind
from facilitate.forums.actions import add_forum, set_territory
from facilitate.forums.links import link_for
from facilitate.forums.models import Forum, ForumMember, MemberLinkPurpose
from facilitate.lib.text import Words
from facilitate.situation.cells import TOTAL, PeopleSplit, splits_of
from facilitate.situation.models import SituationIndicator, SituationReview, SituationSending
from facilitate.situation.period import latest_ended

from . import moment
from .bench_agenda import cpu_milliseconds
from .directory.rows import add_office
from .statements import count_statements

KIND, INDICATORS, HALF_YEARS = "regional_committee", 80, 20
SPLITS = splits_of(PeopleSplit.SEX_AGE, 6)
PANORAMA = f"/forums/situation/{KIND}"


def many_numbers(
    counties: int, indicators: int, half_years: int, today: date, first: int = 0
) -> str:
    """Fill the planner; gives the page of an office that is asked for every indicator. `first`: counties that are left out."""
    latest = latest_ended(today)
    lines = [
        SituationIndicator(
            kind=KIND,
            key=f"bench-{n}",
            position=n,
            name=Words(f"Indicator {n}", f"Treguesi {n}"),
            unit=Words("people", "persona"),
            definition=Words(f"What {n} means", f"Kuptimi {n}"),
            counted=Words(),
            people=PeopleSplit.SEX_AGE,
            parts=[[f"kind {part}", f"lloji {part}"] for part in range(6)],
            sources=[OfficeKind.POLICE],
            first=latest - half_years,
        )
        for n in range(indicators)
    ]
    db.session.add_all(lines)
    db.session.flush()
    link = ""
    places = db.session.scalars(sa.select(County).order_by(County.id)).all()
    for n, county in enumerate(places[first : first + counties], first):
        link = _county(n, county.id, lines, range(latest - half_years + 1, latest + 1)) or link
    db.session.commit()
    return link


def _county(n: int, county_id: int, lines: list[SituationIndicator], periods: range) -> str:
    forum = add_forum(
        Forum(
            slug=f"bench-{n}",
            name=Words(f"Committee {n}", f"Komiteti {n}"),
            purpose=Words(),
            kind=KIND,
            created_at=datetime(2020, 1, 1, tzinfo=UTC),
        )
    )
    set_territory(
        forum, db.session.scalars(sa.select(District.id).where(District.county_id == county_id))
    )
    police = add_office(f"Policia {n}")
    police.kind = OfficeKind.POLICE
    member = ForumMember(forum_id=forum.id, organisation_id=police.id, since=date(2020, 1, 1))
    db.session.add(member)
    db.session.flush()
    cells = [cell for made in SPLITS.values() for cell in made]
    for period in periods:
        counts = {
            str(line.id): {TOTAL: 12 * (line.position + n), **dict.fromkeys(cells, line.position)}
            for line in lines
        }
        told = {
            key: {
                TOTAL: row[TOTAL],
                "splits": {
                    split.value: [[[cell], row[cell]] for cell in made]
                    for split, made in SPLITS.items()
                },
            }
            for key, row in counts.items()
        }
        at = datetime(2026, 1, 1, tzinfo=UTC)
        db.session.add_all(
            [
                SituationReview(
                    forum_id=forum.id,
                    period=period,
                    told=[told],
                    totals={key: row[TOTAL] for key, row in counts.items()},
                    approved_on=at.date(),
                ),
                SituationSending(
                    forum_id=forum.id,
                    member_id=member.id,
                    period=period,
                    name="Ana Leka",
                    at=at,
                    counts=counts,
                ),
            ]
        )
    return "/s/" + link_for(member, MemberLinkPurpose.SITUATION, periods[-1]).token


def bench_situation_pages(
    app: Flask, client: FlaskClient, line: Callable[[str, str, str], None]
) -> None:
    """The panorama, one indicator over ten years, the file, and an office's page with 80 indicators."""
    with app.app_context():
        page = many_numbers(12, INDICATORS, HALF_YEARS, moment.planner_today())
        indicator = db.session.scalars(sa.select(SituationIndicator.id)).first()
    for name, address, goal in (
        ("12 counties side by side, 80 indicators", PANORAMA, "120 ms"),
        ("one indicator over 20 half-years", f"{PANORAMA}?indicator={indicator}", "120 ms"),
        ("all of it as Excel with charts", f"{PANORAMA}.xlsx?indicator={indicator}", "2.00 s"),
        ("an office's page, 80 indicators", page, "40 ms"),
    ):
        client.get(address)
        with count_statements() as asked:
            client.get(address)
        took = cpu_milliseconds(lambda address=address: client.get(address))
        line(name, f"{len(asked)} SQL  {took:.0f} ms", goal)
