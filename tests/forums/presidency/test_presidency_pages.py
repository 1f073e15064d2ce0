"""The page of presidencies: who presides until when, the next ones planned, days and order changed."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from facilitate.data.db import db
from facilitate.forums.duty_dates import after_months
from facilitate.forums.models import Forum, ForumMember, OrderChange, Presidency, WorkPlan

from ... import moment
from ...consultation.test_at_once import at_once
from ...statements import count_statements
from .conftest import first_day, last_day

pytestmark = pytest.mark.both_databases
NEXT = last_day() + timedelta(days=1)


def terms(app) -> list[tuple[int, date, date]]:
    with app.app_context():
        rows = db.session.scalars(sa.select(Presidency).order_by(Presidency.first_day))
        return [(one.member_id, one.first_day, one.last_day) for one in rows]


@pytest.mark.one_database
def test_the_page_says_who_presides_until_when(sign_in, coalition, keeper) -> None:
    html = sign_in("viewer").get(coalition.path).text
    assert "Strehëza Alba presides until" in html
    assert "23 days left; the next presidency is not planned yet." in html
    assert "Plan the next presidencies" not in html
    assert (
        "By the order of turns: Strehëza Besa, Strehëza Drita, Strehëza Alba."
        in keeper.get(coalition.path).text
    )


def test_the_next_ones_are_planned_in_turn(app, keeper, coalition) -> None:
    answer = keeper.post(f"{coalition.path}/next", data={"first_day": f"{NEXT}", "number": "3"})
    assert (answer.status_code, answer.location) == (302, coalition.path)
    m, one_day = coalition.members, timedelta(days=1)
    assert terms(app) == [
        (m["alba"], first_day(), last_day()),
        (m["besa"], NEXT, after_months(NEXT, 6) - one_day),
        (m["drita"], after_months(NEXT, 6), after_months(NEXT, 12) - one_day),
        (m["alba"], after_months(NEXT, 12), after_months(NEXT, 18) - one_day),
    ]
    assert (
        "23 days left; Strehëza Besa follows, and its work plan is not written yet."
        in keeper.get(coalition.path).text
    )


def test_keepers_who_plan_at_the_same_moment_plan_no_days_twice(app, sign_in, coalition) -> None:
    keepers = [sign_in("organiser") for _number in range(4)]
    codes = at_once(keepers, f"{coalition.path}/next", {"first_day": f"{NEXT}", "number": "1"})
    assert sorted(codes) == [302, 422, 422, 422]
    assert [first for _member, first, _last in terms(app)] == [first_day(), NEXT]


def test_overlapping_days_are_told_at_their_place_and_nothing_is_lost(
    app, keeper, coalition
) -> None:
    answer = keeper.post(
        f"{coalition.path}/next", data={"first_day": f"{last_day()}", "number": "2"}
    )
    assert (answer.status_code, "Please choose days that do not overlap." in answer.text) == (
        422,
        True,
    )
    assert f'value="{last_day()}"' in answer.text
    typed = {
        "member_id": coalition.members["besa"],
        "first_day": f"{moment.planner_today()}",
        "last_day": f"{last_day() + timedelta(90)}",
    }
    answer = keeper.post(f"{coalition.path}/add", data=typed)
    assert (answer.status_code, "Strehëza Alba already presides from" in answer.text) == (422, True)
    assert 'id="first_day-error"' in answer.text
    assert len(terms(app)) == 1


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            {"first_day": f"{NEXT}", "last_day": f"{last_day()}"},
            "The last day is before the first one.",
        ),
        ({"member_id": "", "first_day": f"{NEXT}", "last_day": f"{NEXT}"}, "Please fill this in."),
        ({"first_day": "", "last_day": f"{NEXT}"}, "Please choose a date."),
    ],
)
def test_bad_days(keeper, coalition, typed, sentence) -> None:
    answer = keeper.post(
        f"{coalition.path}/add", data={"member_id": coalition.members["besa"], **typed}
    )
    assert (answer.status_code, sentence in answer.text) == (422, True)


@pytest.mark.one_database
def test_days_are_changed_and_a_gap_is_told(app, keeper, coalition) -> None:
    keeper.post(f"{coalition.path}/next", data={"first_day": f"{NEXT}", "number": "1"})
    page = f"{coalition.path}/{coalition.presidency}/days"
    typed = {
        "member_id": coalition.members["alba"],
        "first_day": f"{first_day()}",
        "last_day": f"{moment.planner_today()}",
        "version": "1",
    }
    assert keeper.post(page, data=typed).status_code == 302
    assert terms(app)[0][2] == moment.planner_today()
    html = keeper.get(coalition.path).text
    assert "Strehëza Alba presides until today" in html
    assert "Nobody presides from" in html


def test_the_order_is_changed_with_a_reason_and_coming_ones_follow(app, keeper, coalition) -> None:
    keeper.post(f"{coalition.path}/next", data={"first_day": f"{NEXT}", "number": "2"})
    m = coalition.members
    typed = {
        f"place_{m['alba']}": 1,
        f"place_{m['besa']}": 3,
        f"place_{m['drita']}": 2,
        "coming_too": "y",
    }
    answer = keeper.post(f"{coalition.path}/order", data=typed)
    assert (answer.status_code, "Please fill this in." in answer.text) == (422, True)
    answer = keeper.post(f"{coalition.path}/order", data={**typed, "reason": "Besa moves house."})
    assert answer.status_code == 302
    assert [one[0] for one in terms(app)] == [m["alba"], m["drita"], m["besa"]]
    with app.app_context():
        kept = db.session.scalars(sa.select(OrderChange)).one()
        assert (kept.before, kept.after) == (
            [m["alba"], m["besa"], m["drita"]],
            [m["alba"], m["drita"], m["besa"]],
        )
    assert "Besa moves house." in keeper.get(coalition.path).text


@pytest.mark.one_database
def test_an_order_with_a_number_twice_or_unchanged_is_none(keeper, coalition) -> None:
    m = coalition.members
    same = {
        f"place_{m['alba']}": 1,
        f"place_{m['besa']}": 2,
        f"place_{m['drita']}": 3,
        "reason": "So.",
    }
    assert (
        "This is already the current order."
        in keeper.post(f"{coalition.path}/order", data=same).text
    )
    twice = keeper.post(f"{coalition.path}/order", data={**same, f"place_{m['besa']}": 1})
    assert (twice.status_code, "This number appears twice." in twice.text) == (422, True)


def test_whoever_joins_comes_last_and_whoever_left_is_passed_over(app, keeper, coalition) -> None:
    with app.app_context():
        db.session.get_one(ForumMember, coalition.members["besa"]).until = (
            moment.planner_today() - timedelta(1)
        )
        agency = db.session.get_one(ForumMember, coalition.members["agency"])
        db.session.add(
            ForumMember(
                forum_id=coalition.forum,
                organisation_id=agency.organisation_id,
                since=moment.planner_today(),
            )
        )
        agency.until = moment.planner_today() - timedelta(1)
        db.session.commit()
    keeper.post(f"{coalition.path}/next", data={"first_day": f"{NEXT}", "number": "3"})
    with app.app_context():
        new = db.session.scalars(
            sa.select(ForumMember.id).where(ForumMember.until.is_(None), ForumMember.turn == 4)
        ).one()
    assert [one[0] for one in terms(app)][1:] == [
        coalition.members["drita"],
        new,
        coalition.members["alba"],
    ]


@pytest.mark.one_database
def test_a_presidency_goes_unless_its_plan_was_sent(app, keeper, coalition) -> None:
    with app.app_context():
        db.session.add(WorkPlan(presidency_id=coalition.presidency, sent_on=moment.planner_today()))
        db.session.commit()
    page = f"{coalition.path}/{coalition.presidency}/remove"
    assert keeper.post(page).status_code == 409
    with app.app_context():
        db.session.scalars(sa.select(WorkPlan)).one().sent_on = None
        db.session.commit()
    assert keeper.post(page).status_code == 302
    assert terms(app) == []


PAGES = ["", "/add", "/order", "/{id}/days"]
POSTS = ["/next", "/{id}/remove"]


@pytest.mark.one_database
@pytest.mark.parametrize("page", PAGES)
def test_doors(sign_in, client, coalition, page) -> None:
    address = (coalition.path + page).format(id=coalition.presidency)
    assert client.get(address).status_code == 302
    assert sign_in("organiser").get(address).status_code == 200
    assert sign_in("viewer").get(address).status_code == (403 if page else 200)
    assert sign_in("administrator").get(address.replace("coalition", "nowhere")).status_code == 404


@pytest.mark.one_database
@pytest.mark.parametrize("page", POSTS)
def test_post_doors(sign_in, coalition, page) -> None:
    address = (coalition.path + page).format(id=coalition.presidency)
    assert sign_in("viewer").post(address).status_code == 403
    assert sign_in("organiser").get(address).status_code == 405


@pytest.mark.one_database
def test_a_forum_without_presidency_has_no_such_page_and_wrong_numbers_are_not_there(
    sign_in, keeper, coalition
) -> None:
    administrator = sign_in("administrator")
    assert administrator.get("/forums/south/presidency").status_code == 404
    assert "/forums/south/presidency" not in administrator.get("/forums/south").text
    assert coalition.path in administrator.get("/forums/coalition").text
    assert keeper.get(f"{coalition.path}/999/days").status_code == 404
    assert (
        administrator.get(f"/forums/south/presidency/{coalition.presidency}/days").status_code
        == 404
    )


def test_a_new_coalition_plans_its_first_presidencies(app, sign_in, coalition) -> None:
    with app.app_context():
        db.session.delete(db.session.get_one(Presidency, coalition.presidency))
        db.session.commit()
    administrator = sign_in("administrator")
    html = administrator.get(coalition.path).text
    assert ("Nobody presides at the moment." in html, "No presidencies yet" in html) == (True, True)
    administrator.post(f"{coalition.path}/next", data={"first_day": "2027-01-01", "number": "2"})
    assert terms(app)[0] == (coalition.members["alba"], date(2027, 1, 1), date(2027, 6, 30))


@pytest.mark.one_database
def test_a_coalition_without_members_says_so(app, sign_in, coalition) -> None:
    with app.app_context():
        for row in db.session.scalars(sa.select(ForumMember)):
            row.until = moment.planner_today() - timedelta(1)
        db.session.commit()
    administrator = sign_in("administrator")
    answer = administrator.post(
        f"{coalition.path}/next", data={"first_day": f"{NEXT}", "number": "1"}
    )
    assert (answer.status_code, "Nobody can preside yet" in answer.text) == (409, True)
    assert administrator.get(f"{coalition.path}/order").status_code == 409
    assert "Please change that presidency." in administrator.get(coalition.path).text


@pytest.mark.one_database
def test_somebody_else_speaking_for_the_president_is_no_leaving(app, keeper, coalition) -> None:
    with app.app_context():
        old = db.session.get_one(ForumMember, coalition.members["alba"])
        old.until = moment.planner_today() - timedelta(1)
        db.session.add(
            ForumMember(
                forum_id=old.forum_id,
                organisation_id=old.organisation_id,
                since=moment.planner_today(),
                turn=1,
            )
        )
        db.session.commit()
    html = keeper.get(coalition.path).text
    assert ("Please change that presidency." in html, "Strehëza Alba presides until" in html) == (
        False,
        True,
    )


@pytest.mark.one_database
def test_few_statements_with_many_presidencies(app, sign_in, coalition) -> None:
    with app.app_context():
        forum = db.session.get_one(Forum, coalition.forum)
        for number in range(40):
            first = date(2001, 1, 1) + timedelta(days=180 * number)
            db.session.add(
                Presidency(
                    forum_id=forum.id,
                    member_id=coalition.members["besa"],
                    first_day=first,
                    last_day=first + timedelta(179),
                )
            )
        db.session.commit()
    administrator = sign_in("administrator")
    with count_statements() as statements:
        assert administrator.get(coalition.path).status_code == 200
    assert len(statements) <= 10
