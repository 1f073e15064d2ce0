"""Programs read the numbers that the panorama shows and the days a forum agrees on, and nothing more."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from facilitate.data.db import db
from facilitate.forums.models import Forum, ForumMember, MeetingProposal
from facilitate.forums.rhythm.planning import save_votes
from facilitate.situation.models import SituationReview

from .. import moment
from ..bench_situation import many_numbers
from ..directory.rows import add_office

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
        plan = MeetingProposal(forum_id=forum.id, number=1, days=texts, closes_on=day, chosen=day)
        member = ForumMember(forum_id=forum.id, organisation=add_office("Bashkia Kukës"))
        db.session.add_all([plan, member])
        db.session.flush()
        save_votes(member, {(plan.id, day): 2, (plan.id, day + timedelta(7)): 0})
        slug, number = forum.slug, member.id
        db.session.commit()
    [one] = program("organiser")("GET", f"/forums/{slug}/plan").json["items"]
    assert (one["days"], one["agreed"], one["host"]) == (texts, day.isoformat(), "")
    assert one["said"] == [
        {"member_id": number, "day": texts[0], "suits": 2},
        {"member_id": number, "day": texts[1], "suits": 0},
    ]
