"""Two who sit apart or together, chosen by typing; somebody who walks in, changed and taken out again."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.cafe.guests.guest_names import guest_meant, offered_names
from facilitate.cafe.models import Bond, CafeGuest, CafePair, CafeTable
from facilitate.data.db import db

VERA = {"given_name": "Vera", "family_name": "Lako", "organisation": "municipality of VLORA"}


def pairs(app: Flask) -> list[CafePair]:
    with app.app_context():
        return list(db.session.scalars(sa.select(CafePair).order_by(CafePair.id)))


def test_two_are_bound_and_freed(organiser: FlaskClient, app: Flask, to, key, floor) -> None:
    data = {
        "kind": "together",
        "one": "Drita Jaku, Ministry of Interior",
        "other": "ÇLIRIM ibrahimi",
    }
    answer = organiser.post(to("pairs"), data=data, follow_redirects=True)
    assert "Drita Jaku · Çlirim Ibrahimi" in answer.text
    assert floor().pairs == [(Bond.TOGETHER, key("Drita Jaku"), key("Çlirim Ibrahimi"))]
    answer = organiser.post(to(f"pairs/{pairs(app)[0].id}/remove"), follow_redirects=True)
    assert "Nobody has to sit separately or together." in answer.text
    assert pairs(app) == []


BAD = [
    ({"one": ""}, "Please fill this in."),
    ({"one": "Nobody Known"}, "Nobody in this café has that name."),
    (
        {"one": "Korça"},
        "Several people match, such as “Alketa Elezi, Hope Shelter Korça”, “Çlirim Ibrahimi, Hope Shelter Korça” and “",
    ),
    ({"other": "Drita Jaku"}, "Choose two different people."),
    ({"kind": "near"}, "Please choose one from the list."),
    ({}, "This rule already exists."),
    ({"kind": "apart"}, "They already sit together, directly or through others."),
    (
        {"one": "Agim Basha", "other": "Endrit Kola"},
        "Agim Basha hosts table 1 and Endrit Kola hosts table 2",
    ),
    ({"one": "Agim Basha"}, "Agim Basha and Flutura Marku must sit separately."),
]


@pytest.mark.parametrize(("more", "sentence"), BAD)
def test_what_cannot_be_is_said_at_its_place(
    organiser, app: Flask, to, people, tables, more, sentence: str
) -> None:
    with app.app_context():
        for table, name in zip(tables, ("Agim Basha", "Endrit Kola"), strict=False):
            host = {"host_participation_id": people[name], "host_id": None}
            db.session.execute(sa.update(CafeTable).where(CafeTable.id == table).values(**host))
        db.session.commit()
    data = {"kind": "together", "one": "Drita Jaku", "other": "Genc Ndreka"}
    organiser.post(to("pairs"), data=data)
    organiser.post(
        to("pairs"), data={"kind": "apart", "one": "Agim Basha", "other": "Flutura Marku"}
    )
    organiser.post(to("pairs"), data={**data, "one": "Flutura Marku"})
    before = len(pairs(app))
    answer = organiser.post(to("pairs"), data={**data, **more})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert len(pairs(app)) == before == 3


def test_a_pair_of_another_cafe_stays(
    organiser: FlaskClient, app: Flask, to, people, steps
) -> None:
    organiser.post(to("pairs"), data={"kind": "apart", "one": "Drita Jaku", "other": "Genc Ndreka"})
    second = f"/events/spring/cafe/{steps['A second café']}/pairs/{pairs(app)[0].id}/remove"
    assert organiser.post(second).status_code == 404
    assert organiser.post(to("pairs/999999/remove")).status_code == 404
    assert len(pairs(app)) == 1


def test_somebody_is_filled_in(organiser: FlaskClient, to, key) -> None:
    text = organiser.get(to(f"pairs?of={key('Drita Jaku')}")).text
    assert 'value="Drita Jaku, Ministry of Interior"' in text
    assert organiser.get(to("pairs?of=x")).status_code == 200


def test_names_that_read_the_same_are_told_apart(organiser: FlaskClient, to, people, floor) -> None:
    double = {**VERA, "organisation": ""}
    organiser.post(to("guests/walk-in"), data=double)
    organiser.post(to("guests/walk-in"), data={**double, "other": "y"})
    now = floor()
    first, second = (key for key, guest in now.people.items() if guest.walk_in)
    assert {name: key for name, key in offered_names(now).items() if "Vera" in name} == {
        "Vera Lako": first,
        "Vera Lako (2)": second,
    }
    assert guest_meant(now, "vera lako (2)").key == second
    assert len(set(offered_names(now).values())) == len(offered_names(now)) == 26


def test_somebody_walks_in(sign_in, app: Flask, to, people, floor) -> None:
    staff = sign_in("staff")
    answer = staff.post(to("guests/walk-in"), data=VERA)
    assert answer.location == to()
    guest = next(guest for guest in floor().people.values() if guest.walk_in)
    assert (guest.name, guest.organisation) == ("Vera Lako", "municipality of VLORA")
    # counted as the others of the same organisation
    assert (guest.sector, guest.region) == ("local_government", "vlore")
    assert "came as a walk-in" in staff.get(to("guests?show=walk_ins")).text


def test_where_people_are_seated_a_seat_comes_next(
    organiser: FlaskClient, seated: int, to, floor
) -> None:
    assert "A seat comes next." in organiser.get(to("guests/walk-in")).text
    answer = organiser.post(to("guests/walk-in"), data=VERA)
    assert answer.status_code == 302
    assert answer.location.startswith(f"/events/spring/cafe/{seated}/")
    assert answer.location != to()
    assert [guest.name for guest in floor().unseated] == ["Vera Lako"]
    assert "The seating no longer fits: 1 person has no seat." in organiser.get(to()).text


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"given_name": ""}, "Please fill this in."),
        ({"family_name": "=1+1"}, "A name cannot start with"),
        ({"sector_id": "999999"}, "Please choose one from the list."),
        ({"county_id": "x"}, "Please choose one from the list."),
        ({"given_name": "drita", "family_name": "jaku"}, "is already in the list."),
    ],
)
def test_bad_input_at_the_door(
    organiser: FlaskClient, app: Flask, to, people, more, sentence: str
) -> None:
    answer = organiser.post(to("guests/walk-in"), data={**VERA, **more})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "municipality of VLORA" in answer.text
    with app.app_context():
        assert db.session.scalars(sa.select(CafeGuest)).all() == []


def test_a_walk_in_is_changed_and_taken_out(
    organiser: FlaskClient, app: Flask, to, key, floor
) -> None:
    organiser.post(to("guests/walk-in"), data=VERA)
    one = next(guest.key for guest in floor().people.values() if guest.walk_in)
    organiser.post(to("pairs"), data={"kind": "apart", "one": "Vera Lako", "other": "Drita Jaku"})
    assert 'value="Lako"' in organiser.get(to(f"guests/{one}")).text
    changed = {**VERA, "family_name": "Lakuriqi", "organisation": "", "absent": ["1"]}
    assert organiser.post(to(f"guests/{one}"), data=changed).status_code == 302
    guest = floor().people[one]
    assert (guest.name, guest.organisation, set(guest.absent)) == ("Vera Lakuriqi", "", {1})
    assert (
        organiser.post(to(f"guests/{one}"), data={**changed, "given_name": ""}).status_code == 422
    )
    answer = organiser.post(to(f"guests/{one}/remove"), follow_redirects=True)
    assert "Vera Lakuriqi is no longer in the list." in answer.text
    assert one not in floor().people
    assert floor().pairs == []
    # who is in the list of participants is taken out there
    assert organiser.post(to(f"guests/{key('Drita Jaku')}/remove")).status_code == 404
