"""The directory: who may look, add, change; what happens to bad input and to what is still needed."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.directory.models import County, District, OfficeKind, Organisation, Person, Sector
from facilitate.lib.text import Words

from ..statements import count_statements
from .rows import add_office, add_worker, key_of

pytestmark = pytest.mark.both_databases

LISTS = ["/directory/organisations", "/directory/people"]


@pytest.fixture
def ids(app, cast) -> dict[str, int]:
    """An NGO in Përmet with one person, an office nobody works in, and ids for forms."""
    with app.app_context():
        ngo = add_office("Qendra e Grave Përmet", "civil_society", "permet")
        empty = add_office("Zyra bosh", "local_government", county="vlore")
        ana = add_worker("Ana Çela", ngo)
        db.session.commit()
        return {
            "ngo": ngo.id,
            "empty": empty.id,
            "ana": ana.id,
            "sector": key_of(Sector, "donor"),
            "vlore": key_of(County, "vlore"),
            "permet": key_of(District, "permet"),
        }


def organisation_facts(ids: dict[str, int], **more: object) -> dict[str, object]:
    return {
        "name": "Shoqata Drita",
        "kind": "ngo",
        "level": "county",
        "sector_id": ids["sector"],
        "county_id": "",
        "district_id": ids["permet"],
        **more,
    }


def person_facts(ids: dict[str, int], **more: object) -> dict[str, object]:
    return {
        "given_name": "Besa",
        "family_name": "Gjoni",
        "organisation_id": ids["ngo"],
        "position-en": "Director",
        "position-sq": "Drejtore",
        "email": "besa@qendra.example",
        "phone": "+355 69 555 0101",
        "languages": "sq en",
        **more,
    }


@pytest.mark.one_database
def test_everybody_signed_in_may_look_and_add(sign_in, ids) -> None:
    viewer = sign_in("viewer")
    paths = [
        *LISTS,
        f"/directory/organisations/{ids['ngo']}",
        "/directory/organisations/new",
        "/directory/people/new",
    ]
    assert [viewer.get(path).status_code for path in paths] == [200] * 5


def test_whoever_is_not_signed_in_is_asked_to(client: FlaskClient, cast) -> None:
    assert [client.get(path).status_code for path in LISTS] == [302, 302]


@pytest.mark.one_database
def test_contact_details_are_for_administrators(sign_in, ids) -> None:
    paths = ["/directory/people", f"/directory/organisations/{ids['ngo']}"]
    assert ["ana@office.example" in sign_in("organiser").get(path).text for path in paths] == [
        False,
        False,
    ]
    assert ["ana@office.example" in sign_in("administrator").get(path).text for path in paths] == [
        True,
        True,
    ]


@pytest.mark.one_database
def test_changes_are_for_administrators(sign_in, ids) -> None:
    organiser = sign_in("organiser")
    paths = [
        f"/directory/organisations/{ids['ngo']}/edit",
        f"/directory/people/{ids['ana']}/edit",
        "/directory/sectors",
        f"/directory/sectors/{ids['sector']}",
    ]
    assert [organiser.get(path).status_code for path in paths] == [403] * 4
    assert [sign_in("administrator").get(path).status_code for path in paths] == [200] * 4


def test_what_is_not_there_is_not_found(sign_in, ids) -> None:
    administrator = sign_in("administrator")
    paths = ["organisations/999", "organisations/999/edit", "people/999/edit", "sectors/999"]
    assert [administrator.get(f"/directory/{path}").status_code for path in paths] == [404] * 4
    assert administrator.get(f"/directory/people/{ids['ana']}/remove").status_code == 405


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=permet", True),
        ("?q=PËRMET", True),
        ("?q=vlore", False),
        ("?sector=civil_society&county=gjirokaster", True),
        ("?sector=donor", False),
    ],
)
def test_lists_are_searched(organiser: FlaskClient, ids, query: str, found: bool) -> None:
    assert ["Qendra e Grave Përmet" in organiser.get(path + query).text for path in LISTS] == [
        found,
        found,
    ]


def test_a_strange_address_of_a_list_does_no_harm(organiser: FlaskClient, ids) -> None:
    query = "?page=9&endpoint=x&_external=1&slug=y&county=atlantis"
    assert [organiser.get(path + query).status_code for path in LISTS] == [200, 200]


def test_an_organisation_is_added_with_the_county_of_its_district(
    organiser: FlaskClient, app, ids
) -> None:
    assert (
        organiser.post("/directory/organisations/new", data=organisation_facts(ids)).status_code
        == 302
    )
    with app.app_context():
        row = db.session.scalars(
            sa.select(Organisation).where(Organisation.name == "Shoqata Drita")
        ).one()
        assert (row.kind, row.county.key, row.district.key) == (
            OfficeKind.NGO,
            "gjirokaster",
            "permet",
        )


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        ({"name": "=HYPERLINK(1)"}, "A name cannot start with =, + or @."),
        ({"name": ""}, "Please fill this in."),
        ({"name": "Qendra e Grave Përmet"}, "There is already an organisation with this name."),
        ({"name": "x" * 300}, "This is too long: at most 200 characters."),
        ({"county_id": "atlantis"}, "Please choose one from the list."),
        ({"county_id": "999"}, "Please choose one from the list."),
        ({"kind": "circus"}, "Please choose one from the list."),
        ({"county_id": "VLORE"}, "This district is not in the county chosen above."),
    ],
)
def test_bad_facts_of_an_organisation_stay_in_the_form(
    organiser: FlaskClient, ids, bad, sentence: str
) -> None:
    bad = {name: ids["vlore"] if value == "VLORE" else value for name, value in bad.items()}
    answer = organiser.post("/directory/organisations/new", data=organisation_facts(ids, **bad))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'<option selected value="{ids["permet"]}">' in answer.text


def test_a_person_is_added(organiser: FlaskClient, app, ids) -> None:
    answer = organiser.post("/directory/people/new", data=person_facts(ids))
    assert (answer.status_code, answer.location) == (302, f"/directory/organisations/{ids['ngo']}")
    with app.app_context():
        row = db.session.scalars(sa.select(Person).where(Person.given_name == "Besa")).one()
        facts = (row.name, row.organisation_id, row.position, row.email, row.phone, row.languages)
    assert facts == (
        "Besa Gjoni",
        ids["ngo"],
        Words("Director", "Drejtore"),
        "besa@qendra.example",
        "+355 69 555 0101",
        "sq en",
    )


def test_contact_details_are_hidden_from_who_typed_them(organiser: FlaskClient, ids) -> None:
    there = organiser.post("/directory/people/new", data=person_facts(ids)).location
    html = [organiser.get(path).text for path in (there, "/directory/people")]
    assert ["Besa Gjoni" in one for one in html] == [True, True]
    assert ["besa@qendra.example" in one or "555 0101" in one for one in html] == [False, False]


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        ({"given_name": "=1+1"}, "A name cannot start with =, + or @."),
        ({"email": "besa at qendra"}, "Write an e-mail address like ana@office.example."),
        ({"phone": "call me"}, "A phone number has digits, spaces and + - / ( ) only."),
        ({"organisation_id": ""}, "Please fill this in."),
        ({"organisation_id": "99999"}, "Please choose one from the list."),
    ],
)
def test_bad_facts_of_a_person_stay_in_the_form(
    organiser: FlaskClient, ids, bad, sentence: str
) -> None:
    answer = organiser.post("/directory/people/new", data=person_facts(ids, **bad))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Gjoni"' in answer.text


def test_an_edit_that_meets_another_shows_both(sign_in, ids) -> None:
    administrator = sign_in("administrator")
    path = f"/directory/people/{ids['ana']}/edit"
    facts = person_facts(ids, version="1")
    assert administrator.post(path, data=facts).status_code == 302
    answer = administrator.post(path, data={**facts, "family_name": "Hoxhaj"})
    assert answer.status_code == 409
    assert "Hoxhaj" in answer.text


def test_an_organisation_goes_once_nothing_needs_it(sign_in, app, ids) -> None:
    administrator = sign_in("administrator")
    needed = administrator.post(f"/directory/organisations/{ids['ngo']}/remove")
    assert needed.status_code == 409
    assert "Qendra e Grave Përmet cannot be removed" in needed.text
    assert administrator.post(f"/directory/people/{ids['ana']}/remove").status_code == 302
    assert administrator.post(f"/directory/organisations/{ids['ngo']}/remove").status_code == 302
    with app.app_context():
        assert db.session.scalars(sa.select(Person)).all() == []
        assert [row.name for row in db.session.scalars(sa.select(Organisation))] == ["Zyra bosh"]


def test_a_sector_gets_another_name_and_letter(sign_in, ids) -> None:
    administrator = sign_in("administrator")
    path = f"/directory/sectors/{ids['sector']}"
    facts = {
        "version": "1",
        "name-en": "Funder",
        "name-sq": "Financues",
        "short-en": "Funder",
        "short-sq": "Financues",
    }
    assert (
        "Another sector has this letter."
        in administrator.post(path, data={**facts, "letter": "g"}).text
    )
    assert administrator.post(path, data={**facts, "letter": "f"}).status_code == 302
    assert "Funder" in administrator.get("/directory/sectors").text


@pytest.mark.one_database
@pytest.mark.parametrize("path", LISTS)
def test_a_longer_list_asks_no_more(organiser: FlaskClient, app, path: str) -> None:
    def ask(names: str) -> int:
        with app.app_context():
            for name in names:
                add_worker(f"Ana {name}", add_office(f"Zyra {name}", district="permet"))
            db.session.commit()
        with count_statements() as statements:
            assert organiser.get(path).status_code == 200
        return len(statements)

    # who could not be reached is asked once for the list of people
    assert ask("A") == ask("BC") == (6 if path.endswith("people") else 5)
