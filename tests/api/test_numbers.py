"""Programs read the numbers that the panorama shows and the days a forum agrees on, and nothing more."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from facilitate.data.db import db
from facilitate.forums.models import Forum, MeetingProposal
from facilitate.situation.models import SituationReview

from .. import moment
from ..bench_situation import many_numbers

pytestmark = pytest.mark.one_database


def test_programs_read_the_numbers_that_are_told(app, program) -> None:
    with app.app_context():
        many_numbers(2, indicators=2, half_years=2, today=moment.planner_today())
        review = db.session.scalars(
            sa.select(SituationReview).order_by(SituationReview.period.desc(), SituationReview.id)
        ).first()
        review.totals = {key: None for key in review.totals}
        hidden = db.session.get_one(Forum, review.forum_id).slug
        db.session.commit()
    ask = program("organiser")
    told = ask("GET", "/situation").json
    assert (told["kind"], len(told["periods"]) >= 2, told["late"]) == (
        "regional_committee",
        True,
        [],
    )
    assert len(told["numbers"]) == 2
    for one in told["numbers"]:
        assert one["forums"].pop(hidden) is None
        assert (one["total"], one["whole"]) == (sum(one["forums"].values()), False)
    earlier = ask("GET", f"/situation?period={told['periods'][0]}").json
    assert earlier["period"] == told["periods"][0]
    assert [
        ask("GET", f"/situation?{q}").status_code for q in ("kind=nobody", "period=2026-3")
    ] == [404] * 2
    assert program("stranger")("GET", "/situation").status_code == 403


def test_programs_read_the_days_a_forum_agrees_on(app, program) -> None:
    day = moment.planner_today() + timedelta(60)
    with app.app_context():
        many_numbers(1, indicators=1, half_years=1, today=moment.planner_today())
        forum = db.session.scalars(sa.select(Forum).order_by(Forum.id)).first()
        texts = [day.isoformat(), (day + timedelta(7)).isoformat()]
        db.session.add(
            MeetingProposal(forum_id=forum.id, number=1, days=texts, closes_on=day, chosen=day)
        )
        slug = forum.slug
        db.session.commit()
    [one] = program("organiser")("GET", f"/forums/{slug}/plan").json["items"]
    assert (one["days"], one["agreed"], one["host"]) == (texts, day.isoformat(), "")
