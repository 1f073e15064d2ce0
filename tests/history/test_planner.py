"""What was done in the planner itself, and its bin: directory, forums, templates; and what of an event joined the bin last."""

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.directory.models import Person
from facilitate.forums.actions import make_keeper
from facilitate.forums.kinds import DoneBy, Every
from facilitate.forums.models import Activity, Duty, Forum, ForumMember, Presidency, WorkPlan
from facilitate.forums.rhythm.actions import add_duty
from facilitate.lib.text import Words

from ..directory.rows import add_office, add_worker
from ..moment import planner_today
from ..people import Cast
from .made_rows import make_rows
from .test_removing import all_rows

RHYTHM = {"every": Every.TIMES_A_YEAR, "number": 1, "done_by": DoneBy.DOCUMENT}
PAGE, BIN = "/planner/history", "/planner/history/bin"
EVENT = "/events/spring"


@pytest.mark.both_databases
def test_each_is_undone_at_once_and_from_the_bin_with_identical_rows(
    app: Flask, cast: Cast, sign_in: Callable[[str], FlaskClient]
) -> None:
    administrator = sign_in("administrator")
    with app.app_context():
        removals = list(make_rows(cast.event_id, cast.users["organiser"]))
        db.session.commit()
        before = all_rows()
    for address in removals:
        page = administrator.post(address, follow_redirects=True)
        (way,) = re.findall(r'action="([^"]*/history/[^"]*/undo[^"]*)"', page.text)
        assert administrator.post(way.replace("&amp;", "&")).status_code == 302, address
    with app.app_context():
        assert all_rows() == before
    for address in removals:
        administrator.post(address)
    for bin_page in (BIN, f"{EVENT}/history/bin"):
        for restore in re.findall(
            rf'action="({bin_page}/[^"]*)"', administrator.get(bin_page).text
        ):
            assert administrator.post(restore).status_code == 302
        assert "Nothing to restore" in administrator.get(bin_page).text
    with app.app_context():
        assert all_rows() == before


def test_who_sees_and_undoes_what(
    app: Flask, cast: Cast, sign_in: Callable[[str], FlaskClient]
) -> None:
    """Directory and forums are the administrators'; templates may be told to every team, and undone by who removed them."""
    administrator, organiser, viewer = map(sign_in, ("administrator", "organiser", "viewer"))
    with app.app_context():
        rows = make_rows(cast.event_id, cast.users["organiser"])
        db.session.commit()
    (people,) = [one for one in rows if "/people/" in one and "/posts/" not in one]
    (template,) = [one for one in rows if "/agenda/templates/" in one]
    assert "Nothing to undo yet" in administrator.get(PAGE).text
    administrator.post(people)
    organiser.post(template)
    page = administrator.get(PAGE).text
    assert [f"“{name}” was removed." in page for name in ("Ana Kola", "Two days")] == [True, True]
    assert "Ana Kola" not in administrator.get(f"{PAGE}?where=agenda_templates").text
    (persons,) = re.findall(rf'action="({PAGE}/directory/\d+/undo)"', page)
    assert (
        f'<a href="{PAGE}">' in organiser.get("/").text
    )  # whoever may undo there finds it on any page
    page = organiser.get(PAGE).text
    assert ("Ana Kola" in page, "Two days" in page) == (False, True)
    (templates,) = re.findall(rf'action="({PAGE}/agenda_templates/\d+/undo)"', page)
    assert f'action="{templates}"' not in viewer.get(PAGE).text
    assert [one.post(templates).status_code for one in (viewer, organiser)] == [403, 302]
    assert organiser.post(persons).status_code == 403
    stranger = sign_in("stranger")
    assert [stranger.get(one).status_code for one in (PAGE, BIN)] == [403, 403]
    assert f'<a href="{PAGE}">' not in stranger.get("/").text
    assert administrator.post(f"{EVENT}/history/directory/1/undo").status_code == 404


def test_a_merge_is_told_and_undone(
    app: Flask, cast: Cast, sign_in: Callable[[str], FlaskClient]
) -> None:
    administrator = sign_in("administrator")
    with app.app_context():
        zyra = add_office("Zyra")
        one, two = add_worker("Ana Kola", zyra).id, add_worker("Anna Kola", zyra).id
        db.session.commit()
    administrator.post(f"/directory/people/{one}/merge/{two}")
    (way,) = re.findall(rf'action="({PAGE}/merges/\d+/undo)"', administrator.get(PAGE).text)
    page = administrator.post(way, follow_redirects=True).text
    assert "Undone: “Anna Kola” was merged into “Ana Kola”." in page
    assert administrator.post(way).status_code == 409
    with app.app_context():
        assert set(db.session.scalars(sa.select(Person.id))) == {one, two}


def test_who_is_on_a_list_stays(
    app: Flask, cast: Cast, sign_in: Callable[[str], FlaskClient]
) -> None:
    """Where the database needs the row, nothing is removed and nothing remembered."""
    administrator = sign_in("administrator")
    with app.app_context():
        number = add_worker("Ana Kola", add_office("Zyra")).organisation_id
        db.session.commit()
        before = all_rows()
    assert administrator.post(f"/directory/organisations/{number}/remove").status_code == 409
    assert "Nothing to restore" in administrator.get(BIN).text
    with app.app_context():
        assert all_rows() == before


def test_what_came_since_is_not_there_twice(
    app: Flask, cast: Cast, sign_in: Callable[[str], FlaskClient]
) -> None:
    """Nobody belongs twice, no two preside on one day; an activity that goes asks the members anew, and so when it comes back."""
    administrator = sign_in("administrator")
    with app.app_context():
        rows = make_rows(cast.event_id, cast.users["organiser"])
        term = next(row for row in rows.values() if isinstance(row, Presidency))
        activity = next(row for row in rows.values() if isinstance(row, Activity))
        forum = term.forum_id
        second = ForumMember(forum_id=forum, organisation_id=add_office("Zyra").id)
        db.session.add(second)
        db.session.flush()
        plan = db.session.get_one(WorkPlan, activity.work_plan_id)
        plan.sent_on, again = term.first_day, second.organisation_id
        slug, member, plan_id = db.session.get_one(Forum, forum).slug, second.id, plan.id
        turn = {"first_day": term.first_day, "last_day": term.last_day, "member_id": term.member_id}
        db.session.commit()
    (of_plan,) = [address for address, row in rows.items() if row is activity]
    (of_term,) = [address for address, row in rows.items() if row is term]
    assert administrator.post(undo_of(administrator, of_plan)).status_code == 302
    with app.app_context():
        plan = db.session.get_one(WorkPlan, plan_id)
        assert (plan.edition, plan.sent_on) == (2, None)
        plan.edition = 1
        db.session.commit()
    ways = [
        undo_of(administrator, of_term),
        undo_of(administrator, f"/forums/{slug}/members/{member}/remove"),
    ]
    with app.app_context():
        db.session.add_all(
            [ForumMember(forum_id=forum, organisation_id=again), Presidency(forum_id=forum, **turn)]
        )
        db.session.commit()
        before = all_rows()
    told = [administrator.post(one) for one in ways]
    assert [one.status_code for one in told] == [409, 409]
    assert [
        text in one.text for one, text in zip(told, ("presides", "is a member again"), strict=True)
    ] == [
        True,
        True,
    ]
    with app.app_context():
        assert all_rows() == before


def undo_of(client: FlaskClient, address: str) -> str:
    """Remove something; where the flash leads."""
    page = client.post(address, follow_redirects=True).text
    (way,) = re.findall(r'action="([^"]*/history/[^"]*/undo[^"]*)"', page)
    return way.replace("&amp;", "&")


def test_a_keeper_undoes_what_they_removed(
    app: Flask, cast: Cast, sign_in: Callable[[str], FlaskClient]
) -> None:
    """At once; the bin of all forums is the administrators'."""
    keeper = sign_in("viewer")
    with app.app_context():
        rows = make_rows(cast.event_id, cast.users["organiser"])
        forum = next(row for row in rows.values() if isinstance(row, Forum))
        duty = add_duty(forum, Duty(name=Words("Report"), **RHYTHM, since=planner_today()))
        make_keeper(forum, cast.users["viewer"])
        address = f"/forums/{forum.slug}/duties/{duty.id}/remove"
        db.session.commit()
        before = all_rows()
    way = undo_of(keeper, address)
    assert [sign_in("note_taker").post(way).status_code, keeper.post(way).status_code] == [403, 302]
    with app.app_context():
        assert all_rows() == before
