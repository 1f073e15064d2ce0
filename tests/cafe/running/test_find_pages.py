"""The pages for participants: by name, by the code on the badge, closed; what they say and what they do not."""

import re

import pytest
import sqlalchemy as sa

from facilitate.cafe.actions import cafe_of
from facilitate.cafe.models import Cafe, CafeGuest
from facilitate.data.db import db
from facilitate.directory.models import Sector
from facilitate.participation.models import Participation, Standing
from tests.statements import count_statements

from .conftest import open_cafe

BASE = "/events/spring/cafe"


def test_open_and_close(app, organiser, seated, client) -> None:
    room = f"{BASE}/{seated}/room"
    assert "Closed. Open it shortly before the café" in organiser.get(room).text
    assert organiser.get(f"{BASE}/{seated}/find.svg").status_code == 404
    organiser.post(f"{BASE}/{seated}/find/open")
    page = organiser.get(room).text
    address = re.search(r"http://localhost(/cafe/find/[\w-]+)", page)
    assert address is not None
    organiser.post(f"{BASE}/{seated}/find/open")
    assert address[0] in organiser.get(room).text
    code = organiser.get(f"{BASE}/{seated}/find.svg")
    assert (code.status_code, code.mimetype) == (200, "image/svg+xml")
    assert client.get(address[1]).status_code == 200
    organiser.post(f"{BASE}/{seated}/find/close")
    closed = client.get(address[1])
    assert closed.status_code == 404
    assert "This page is not open" in closed.text
    organiser.post(f"{BASE}/{seated}/find/open")
    assert address[0] not in organiser.get(room).text


def test_one_match_leads_to_the_own_page(client, token, seated, floor, people, me) -> None:
    key = f"p{people['Ajkuna Çela']}"
    for typed in ("Ajkuna Çela", "cela", "CELA  ajk", "ajkuna"):
        answer = client.get(f"/cafe/find/{token}", query_string={"q": typed})
        assert (answer.status_code, answer.location) == (302, me(seated, key))
    page = client.get(me(seated, key)).text
    seats = [floor().number_of(table) for table in floor().seating.path(key)]
    assert re.findall(r"<small>Table</small> <b>(\d+)</b></span>", page) == [
        str(one) for one in seats
    ]
    assert f'<p class="tableno"><small>Table</small> <b>{seats[0]}</b></p>' in page
    assert "First: round 1" in page
    assert "09:00" in page


def test_namesakes_choose_by_organisation(app, client, token, people, seated, me) -> None:
    with app.app_context():
        row = db.session.get_one(Participation, people["Teuta Zeka"])
        row.person.given_name, row.person.family_name = "Ajkuna", "Cela"
        db.session.commit()
    page = client.get(f"/cafe/find/{token}?q=ajkuna+cela").text
    assert "Which one are you?" in page
    assert page.count('<a href="/cafe/me/') == 2
    assert page.index("Hope Shelter Korça") < page.index(
        "Municipality of Vlora"
    )  # Cela before Çela
    assert me(seated, f"p{people['Teuta Zeka']}") in page


def test_short_unknown_and_nearly(client, token) -> None:
    assert "Type at least 3 letters." in client.get(f"/cafe/find/{token}?q=aj").text
    assert (
        "Nobody with that name is on the list" in client.get(f"/cafe/find/{token}?q=Schmidt").text
    )
    nearly = client.get(f"/cafe/find/{token}?q=Ajkunna")
    assert nearly.status_code == 200
    assert "Nobody has exactly this name" in nearly.text
    empty = client.get(f"/cafe/find/{token}?q=").text
    assert "Type at least" not in empty
    assert "Nobody with that name" not in empty


def test_never_a_list_of_everybody(client, large, app) -> None:
    page = client.get(f"/cafe/find/{open_cafe(app, large)}?q=celaj").text
    assert page.count('<a href="/cafe/me/') == 8
    assert "There are others" in page


def test_before_anybody_is_seated(app, client, cafe, people, me) -> None:
    token = open_cafe(app, cafe)
    page = client.get(f"/cafe/find/{token}?q=cela").text
    assert "The tables are not ready yet" in page
    assert 'name="q"' not in page
    assert "The tables are not ready yet" in client.get(me(cafe, f"p{people['Ajkuna Çela']}")).text


def test_who_has_no_seat_is_told(app, client, token, seated, people, cast, me) -> None:
    with app.app_context():
        row = db.session.get_one(Participation, people["Teuta Zeka"])
        late = Participation(
            event_id=cast.event_id,
            person_id=db.session.scalar(sa.select(sa.func.max(Participation.person_id))),
            sector_id=row.sector_id,
            organisation_id=row.organisation_id,
            standing=Standing.COMING,
        )
        db.session.delete(row)
        db.session.flush()
        db.session.add(late)
        db.session.commit()
        key = f"p{late.id}"
    answer = client.get(f"/cafe/find/{token}?q=teuta+zeka")
    assert answer.location == me(seated, key)
    assert "You have no seat yet" in client.get(answer.location).text
    assert client.get(me(seated, f"p{people['Teuta Zeka']}")).status_code == 404


def test_walk_ins_are_found_and_who_is_out_is_not(app, client, token, seated, people, me) -> None:
    with app.app_context():
        cafe = cafe_of(seated)
        sector = db.session.scalar(sa.select(sa.func.min(Sector.id)))
        walk_in = CafeGuest(
            cafe_id=cafe.id,
            given_name="Zef",
            family_name="Kurti",
            organisation="Press",
            sector_id=sector,
            absent=[],
            wishes=[],
        )
        out = CafeGuest(
            cafe_id=cafe.id, participation_id=people["Agim Basha"], absent=[], wishes=[], out=True
        )
        db.session.add_all([walk_in, out])
        db.session.commit()
        key = f"w{walk_in.id}"
    assert client.get(f"/cafe/find/{token}?q=kurti").location == me(seated, key)
    assert "Zef Kurti" in client.get(me(seated, key)).text
    assert "Nobody with that name" in client.get(f"/cafe/find/{token}?q=basha").text


@pytest.mark.parametrize(
    ("round", "phase", "said", "at"),
    [
        (2, "talk", "Now: round 2", 2),
        (1, "move", "Go now to round 2", 2),
        (3, "move", "back to the plenary", 0),
        (3, "harvest", "back to the plenary", 0),
        (3, "over", "The café is over", 0),
    ],
)
def test_the_own_page_follows_the_clock(
    client, token, seated, people, me, clock_at, round, phase, said, at
) -> None:
    clock_at(seated, round, phase, 5)
    page = client.get(me(seated, f"p{people['Ajkuna Çela']}")).text
    assert said in page
    now = re.findall(r'<li aria-current="step"><span class="when"><b>Round (\d)', page)
    assert now == ([str(at)] if at else [])


def test_only_the_own_path_is_shown(client, token, seated, people, me) -> None:
    page = client.get(me(seated, f"p{people['Ajkuna Çela']}")).text
    assert not any(name in page for name in people if name != "Ajkuna Çela")
    assert "Municipality of Vlora" not in page
    assert "@" not in page


def test_tokens_that_are_not_ours(client, token, seated, people, me) -> None:
    mine = me(seated, f"p{people['Ajkuna Çela']}")
    other = mine.replace(f"p{people['Ajkuna Çela']}", f"p{people['Teuta Zeka']}")
    for address in (mine[:-1], mine + "x", other, "/cafe/me/1p1-aaaaaaaaaaa", "/cafe/find/nothing"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "This page is not open" in answer.text
    assert client.post(mine).status_code == 405
    assert client.post(f"/cafe/find/{token}").status_code == 405


def test_a_café_taken_out_of_the_agenda_has_no_page(app, client, token, seated, people, me) -> None:
    with app.app_context():
        cafe = db.session.scalars(sa.select(Cafe).where(Cafe.step_id == seated)).one()
        cafe.step.removed_at = sa.func.now()
        db.session.commit()
    assert client.get(f"/cafe/find/{token}").status_code == 404
    assert client.get(me(seated, f"p{people['Ajkuna Çela']}")).status_code == 404


def test_both_languages_and_no_search_engine(client, token, seated, people, me) -> None:
    mine = me(seated, f"p{people['Ajkuna Çela']}")
    for address in (f"/cafe/find/{token}", mine, "/cafe/me/nothing"):
        for language in ("en", "sq"):
            answer = client.get(address, query_string={"lang": language})
            assert f'<html lang="{language}">' in answer.text
            assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
            assert '<meta name="robots" content="noindex, nofollow">' in answer.text
            assert answer.headers["Cache-Control"] == "no-store"
            assert "Set-Cookie" not in answer.headers
    assert '<html lang="sq">' in client.get(mine, headers={"Accept-Language": "de"}).text
    assert '<html lang="en">' in client.get(mine, headers={"Accept-Language": "en-GB"}).text
    assert client.get(f"/cafe/find/{token}?q=cela&lang=en").location == f"{mine}?lang=en"


def test_each_rounds_question_goes_before_the_tables(
    app, client, token, seated, people, me
) -> None:
    with app.app_context():
        cafe = db.session.scalars(sa.select(Cafe).where(Cafe.step_id == seated)).one()
        cafe.questions = [{"en": "What lasts?", "sq": ""}, {"en": "", "sq": ""}]
        db.session.commit()
    page = client.get(me(seated, f"p{people['Ajkuna Çela']}")).text
    assert page.count("What lasts?") == 2


def test_few_questions_to_the_database(client, app, large, people) -> None:
    token = open_cafe(app, large)
    with count_statements() as asked:
        address = client.get(f"/cafe/find/{token}?q=person123").location
    assert len(asked) == 3
    with count_statements() as asked:
        assert client.get(address).status_code == 200
    assert len(asked) <= 5
