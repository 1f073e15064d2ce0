"""The list of a café's guests: found, narrowed, marked at the door; for whom it is there."""

import re
from html import unescape

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.cafe.models import Cafe, CafeGuest
from facilitate.data.db import db
from facilitate.participation.models import Participation, Standing

from ...statements import count_statements


def rows(app: Flask) -> list[CafeGuest]:
    with app.app_context():
        return list(db.session.scalars(sa.select(CafeGuest).order_by(CafeGuest.id)))


def test_nobody_has_said_that_they_come(organiser: FlaskClient, to) -> None:
    text = organiser.get(to()).text
    assert "0 people take part." in text
    assert "Nobody to seat yet" in text


def test_everybody_is_listed_with_where_they_sit(
    organiser: FlaskClient, seated: int, to, floor, key
) -> None:
    text = organiser.get(to()).text
    assert "24 people take part." in text
    text += organiser.get(to("guests?page=2")).text
    assert text.count('name="people"') == 24
    assert text.index("Ajkuna Çela") < text.index("Çlirim Ibrahimi") < text.index("Drita Jaku")
    numbers = [floor().number_of(table) for table in floor().seating.path(key("Drita Jaku"))]
    arrow = ' <span class="soft" aria-hidden="true">→</span> '
    assert arrow.join(map(str, numbers)) in text
    assert "The seating no longer fits" not in text


def test_nobody_is_seated_yet(organiser: FlaskClient, people, to) -> None:
    text = organiser.get(to()).text
    assert "24 people take part. Nobody has a seat yet." in text
    assert ">Without a seat" not in text
    assert '<th scope="col">Tables</th>' not in text


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("q=celA", 1),
        ("q=vlora", 6),
        ("q=korce+hope", 6),
        ("q=nobody", 0),
        ("sector=civil_society", 12),
        ("show=absent", 1),
        ("show=absent&q=drita", 1),
        ("show=bound", 2),
        ("show=wishes", 1),
        ("show=walk_ins", 0),
        ("show=strange", 20),
        ("page=x", 20),
        ("page=9", 4),
    ],
)
def test_the_list_is_narrowed(
    organiser: FlaskClient, to, key, tables, asked: str, number: int
) -> None:
    organiser.post(to("mark"), data={"people": key("Drita Jaku"), "what": "out"})
    organiser.post(to(f"guests/{key('Teuta Zeka')}"), data={"wishes": [tables[1]]})
    organiser.post(to("pairs"), data={"kind": "apart", "one": "Agim Basha", "other": "Endrit Kola"})
    text = organiser.get(to(f"guests?{asked}")).text
    assert text.count('name="people"') == number
    assert "Absent 1</a>" in text


def test_what_is_special_is_said(organiser: FlaskClient, to, key, tables) -> None:
    organiser.post(
        to(f"guests/{key('Teuta Zeka')}"), data={"wishes": tables[:2], "absent": ["1", "3"]}
    )
    organiser.post(
        to("pairs"), data={"kind": "together", "one": "Teuta Zeka", "other": "Endrit Kola"}
    )
    text = organiser.get(to("guests?q=zeka")).text
    assert "misses rounds 1 and 3" in text
    assert "would like tables 1 and 2" in text
    assert "together with Endrit Kola" in text
    assert "together with Teuta Zeka" in organiser.get(to("guests?q=kola")).text


def test_several_are_marked_at_the_door(sign_in, app: Flask, to, key, floor) -> None:
    staff = sign_in("staff")
    two = [key("Drita Jaku"), key("Endrit Kola")]
    answer = staff.post(to("mark?q=ko&show=absent"), data={"people": two, "what": "out"})
    assert answer.location == to("guests?page=1&q=ko&show=absent")
    assert sorted(one for one in floor().people if floor().people[one].out) == sorted(two)
    assert "22 people take part. 2 did not come." in staff.get(to()).text
    answer = staff.post(to("mark"), data={"people": two[:1], "what": "here"}, follow_redirects=True)
    assert "1 person is here." in answer.text
    staff.post(
        to("mark"),
        data={"people": [*two, "p999999", "x", "w1"], "what": "absent", "rounds": ["1", "9"]},
    )
    assert {one: (floor().people[one].out, set(floor().people[one].absent)) for one in two} == {
        one: (False, {1}) for one in two
    }
    assert len(rows(app)) == 2
    staff.post(to("mark"), data={"people": two, "what": "here"})
    assert not any(guest.absent for guest in floor().people.values())


@pytest.mark.parametrize(
    "bad",
    [
        {"what": "out"},
        {"people": "x", "what": "asleep"},
        {"people": "x"},
        {"people": "x", "what": "absent"},
        {"people": "x", "what": "absent", "rounds": "late"},
    ],
)
def test_marks_that_say_nothing_are_refused(
    organiser: FlaskClient, app: Flask, to, people, bad
) -> None:
    assert organiser.post(to("mark"), data=bad).status_code == 409
    assert rows(app) == []


def test_a_seating_with_holes_says_so(organiser: FlaskClient, seated: int, to, key) -> None:
    gone = [key("Drita Jaku"), key("Endrit Kola")]
    organiser.post(to("mark"), data={"people": gone, "what": "out"})
    text = organiser.get(to()).text
    assert "The seating no longer fits: 2 people have a seat but are not here." in text
    assert f"/cafe/{seated}/repair" in text
    organiser.post(to("mark"), data={"people": gone, "what": "here"})
    assert "The seating no longer fits" not in organiser.get(to()).text


def test_rounds_already_held_stay(
    organiser: FlaskClient, app: Flask, seated: int, to, key, floor
) -> None:
    late, early = key("Drita Jaku"), key("Endrit Kola")
    organiser.post(to("mark"), data={"people": [late], "what": "absent", "rounds": ["1"]})
    with app.app_context():
        db.session.execute(sa.update(Cafe).values(held=1))
        db.session.commit()
    organiser.post(
        to("mark"), data={"people": [late, early], "what": "absent", "rounds": ["1", "3"]}
    )
    assert set(floor().people[late].absent) == {1, 3}
    assert set(floor().people[early].absent) == {3}
    assert 'name="rounds" value="1"' not in organiser.get(to()).text
    organiser.post(to(f"guests/{late}"), data={"absent": ["2"]})
    assert set(floor().people[late].absent) == {1, 2}
    assert organiser.post(to(f"guests/{late}"), data={"absent": ["1"]}).status_code == 422


def test_who_comes_after_the_first_round_has_missed_it(
    organiser, app: Flask, seated: int, to, people, key, floor
) -> None:
    with app.app_context():
        row = db.session.get_one(Participation, people["Drita Jaku"])
        row.standing = Standing.DECLINED
        db.session.execute(sa.update(Cafe).values(held=1))
        db.session.commit()
    organiser.post(to("guests/walk-in"), data={"given_name": "Vera", "family_name": "Lako"})
    walked = next(guest for guest in floor().people.values() if guest.walk_in)
    assert set(walked.absent) == {1}
    organiser.post(to("mark"), data={"people": walked.key, "what": "absent", "rounds": ["2"]})
    organiser.post(to("mark"), data={"people": walked.key, "what": "here"})
    assert set(floor().people[walked.key].absent) == {1}


def test_one_guest(organiser: FlaskClient, sign_in, to, key, tables, floor) -> None:
    one = key("Teuta Zeka")
    assert "Would like to sit at" in organiser.get(to(f"guests/{one}")).text
    data = {"out": "y", "absent": ["2"], "wishes": tables[1:]}
    assert organiser.post(to(f"guests/{one}"), data=data).status_code == 302
    guest = floor().people[one]
    assert (guest.out, set(guest.absent), guest.wishes) == (True, {2}, tuple(tables[1:]))
    # staff runs the café and leaves the wishes alone
    staff = sign_in("staff")
    assert "Would like to sit at" not in staff.get(to(f"guests/{one}")).text
    assert staff.post(to(f"guests/{one}"), data={"wishes": tables[:1]}).status_code == 302
    guest = floor().people[one]
    assert (guest.out, set(guest.absent), guest.wishes) == (False, set(), tuple(tables[1:]))
    for bad in ({"wishes": "999999"}, {"wishes": "x"}, {"absent": "7"}):
        assert organiser.post(to(f"guests/{one}"), data=bad).status_code == 422
    for path in ("p999999", "w1", "x", "p"):
        assert organiser.get(to(f"guests/{path}")).status_code == 404
        assert organiser.post(to(f"guests/{path}")).status_code == 404


PAGES = ["guests", "pairs"]
POSTS = ["mark", "pairs", "guests/walk-in", "guests/{one}", "guests/{one}/remove", "pairs/1/remove"]


def test_who_may_look(sign_in, to, key) -> None:
    pages = {page: ("organiser", "lead_facilitator", "facilitator", "staff") for page in PAGES}
    for page in (*PAGES, "guests/walk-in", f"guests/{key('Drita Jaku')}"):
        for role in pages.get(page, ("organiser", "facilitator", "staff")):
            assert sign_in(role).get(to(page)).status_code == 200
        for role in ("note_taker", "viewer"):
            assert sign_in(role).get(to(page)).status_code == 403
        assert sign_in("stranger").get(to(page)).status_code == 404
    assert ">Guests</a>" not in sign_in("viewer").get(to("tables")).text
    assert "Another pair" not in sign_in("staff").get(to("pairs")).text


@pytest.mark.parametrize("path", POSTS)
def test_who_may_not_changes_nothing(sign_in, app: Flask, to, key, path: str) -> None:
    path = to(path.format(one=key("Drita Jaku")))
    data = {
        "people": key("Drita Jaku"),
        "what": "out",
        "out": "y",
        "given_name": "A",
        "family_name": "B",
    }
    assert sign_in("viewer").post(path, data=data).status_code == 403
    assert sign_in("note_taker").post(path, data=data).status_code == 403
    assert sign_in("stranger").post(path, data=data).status_code == 404
    assert rows(app) == []


def test_staff_binds_nobody(sign_in, to, people) -> None:
    for path in ("pairs", "pairs/1/remove"):
        assert sign_in("staff").post(to(path), data={}).status_code == 403


@pytest.mark.parametrize("path", ["mark", "guests/p1/remove", "pairs/1/remove"])
def test_what_changes_something_is_no_link(organiser: FlaskClient, to, path: str) -> None:
    assert organiser.get(to(path)).status_code == 405


@pytest.mark.parametrize("path", ["guests", "pairs", "guests/walk-in", "guests/p1"])
def test_a_step_that_is_no_cafe(organiser: FlaskClient, steps, path: str) -> None:
    for step in (999999, steps["Opening"]):
        assert organiser.get(f"/events/spring/cafe/{step}/{path}").status_code == 404
        assert organiser.post(f"/events/spring/cafe/{step}/mark", data={}).status_code == 404


def test_pages_ask_little_of_the_database(organiser: FlaskClient, seated: int, to, key) -> None:
    for path, most in (
        ("guests", 10),
        ("pairs", 9),
        ("guests/walk-in", 10),
        (f"guests/{key('Drita Jaku')}", 9),
    ):
        organiser.get(to(path))
        with count_statements() as asked:
            organiser.get(to(path))
        assert len(asked) <= most


def test_two_who_edit_one_guest_keep_what_the_other_said(
    organiser: FlaskClient, app: Flask, to, key, tables
) -> None:
    """What stands as it was when the form was opened is left as it is by now; the same field, changed twice, is shown."""
    drita = key("Drita Jaku")

    def opened() -> str:
        found = re.search(
            r'name="revision"[^>]*value="([^"]*)"', organiser.get(to(f"guests/{drita}")).text
        )
        assert found
        return unescape(found[1])

    before = opened()
    organiser.post(to("mark"), data={"people": drita, "what": "online"})
    mine = {"revision": before, "wishes": tables[0]}
    assert organiser.post(to(f"guests/{drita}"), data=mine).status_code == 302
    (row,) = rows(app)
    assert (row.online, row.wishes, row.out) == (True, [tables[0]], False)
    other = {**mine, "online": "y", "wishes": tables[1]}
    clash = organiser.post(to(f"guests/{drita}"), data=other)
    assert clash.status_code == 409
    assert rows(app)[0].wishes == [tables[0]]
    again = organiser.post(to(f"guests/{drita}"), data={**other, "revision": opened()})
    assert again.status_code == 302
    assert rows(app)[0].wishes == [tables[1]]


@pytest.mark.parametrize("revision", ["", "x", "[]", "[" * 9999, '{"wishes": 7}', "null"])
def test_a_form_that_does_not_say_when_it_was_opened(
    organiser: FlaskClient, app: Flask, to, key, tables, revision: str
) -> None:
    data = {"revision": revision, "wishes": tables[0]}
    answer = organiser.post(to(f"guests/{key('Drita Jaku')}"), data=data)
    assert answer.status_code in (302, 409)
