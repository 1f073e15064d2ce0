"""Who is asked how it was: everyone who came, once; and for whom these pages are."""

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.inviting.attendees import count_attendees
from facilitate.consultation.models import Questionnaire
from facilitate.data.db import db
from facilitate.directory.models import Person
from facilitate.participation.models import Standing

from ... import moment
from ...statements import count_statements
from ..conftest import Asked
from ..evaluating.conftest import Evaluation
from .conftest import Come, fingerprint_on, invite_who_came, invited_to

pytestmark = pytest.mark.both_databases
PAGE = "/events/spring/evaluation"
LIST = f"{PAGE}/invitations"
BEFORE = "/events/spring/consultation"
GETS = [
    LIST,
    f"{LIST}/people",
    f"{LIST}/list",
    f"{LIST}/merge",
    f"{PAGE}/letters/invitation",
    f"{PAGE}/letters/reminder",
    f"{PAGE}/letters/invitation/edit",
    f"{PAGE}/letters/invitation/send",
    f"{PAGE}/letters/reminder/send",
    f"{PAGE}/sending",
    f"{PAGE}/sending?part=1",
]
POSTS = [
    f"{LIST}/came",
    f"{LIST}/1/remove",
    f"{LIST}/1/retry",
    f"{LIST}/list/x/cancel",
    f"{PAGE}/sending/again",
    f"{PAGE}/sending/retry",
]


# who is asked


def test_everybody_who_came_and_has_an_address_is_taken(
    app: Flask, organiser: FlaskClient, evaluation: Evaluation, come: Come
) -> None:
    come("Ana Hoxha", languages="en"), come("Ben Kola"), come("Cela Prifti", email="")
    come("Dora Zeka", standing=Standing.DECLINED), come("Erion Leka", standing=Standing.COMING)
    said = "2 of those who came have an address. 1 person who came has no address"
    assert said in organiser.get(PAGE).text
    text = organiser.get(LIST).text
    assert (said in text, "Include all 2 who came" in text) == (True, True)
    done = invite_who_came(organiser)
    assert (
        "2 people have been invited. Nothing has been sent yet. 1 person who came has no address"
        in done
    )
    assert invited_to(app) == [
        ("Ana Hoxha", "ana@office.example", "en"),
        ("Ben Kola", "ben@office.example", "sq"),
    ]
    assert "who came</button>" not in done


def test_who_is_added_later_is_taken_without_doubling_anybody(
    app: Flask, organiser: FlaskClient, evaluation: Evaluation, come: Come
) -> None:
    come("Ana Hoxha")
    invite_who_came(organiser)
    come("Walk In"), come("Ana Again", email="ANA@office.example")
    text = organiser.get(LIST).text
    assert ("1 more has come and has an address." in text, "Add the one who came" in text) == (
        True,
        True,
    )
    assert "1 person has been invited. Nothing has been sent yet." in invite_who_came(organiser)
    assert "0 people have been invited. Nothing has been sent yet." in invite_who_came(organiser)
    assert [name for name, *_rest in invited_to(app)] == ["Ana Hoxha", "Walk In"]


def test_two_who_share_an_address_are_one_letter(
    app: Flask, organiser: FlaskClient, evaluation: Evaluation, come: Come
) -> None:
    come("Ana Hoxha", email="zyra@office.example"), come("Ben Kola", email="Zyra@office.example")
    assert "Include the one who came" in organiser.get(LIST).text
    assert "1 person has been invited." in invite_who_came(organiser)
    assert "more has come" not in organiser.get(LIST).text


@pytest.mark.one_database
def test_before_anybody_came_one_may_still_bring_a_list(
    app: Flask, organiser: FlaskClient, evaluation: Evaluation
) -> None:
    text = organiser.get(LIST).text
    assert ("Nobody has been marked as having come yet." in text, "invitations/came" in text) == (
        True,
        False,
    )
    preview = organiser.post(
        f"{LIST}/list", data={"text": "Ana Hoxha; Zyra; ana@office.example; en"}
    ).location
    assert preview.startswith(f"{LIST}/list/")
    mark = fingerprint_on(organiser.get(preview).text)
    assert organiser.post(preview, data={"fingerprint": mark}).location == LIST
    assert invited_to(app) == [("Ana Hoxha", "ana@office.example", "en")]


@pytest.mark.one_database
def test_people_are_also_ticked_in_the_directory(
    app: Flask, organiser: FlaskClient, evaluation: Evaluation, come: Come
) -> None:
    come("Ana Hoxha"), come("Ben Kola", standing=Standing.COMING)
    invite_who_came(organiser)
    text = organiser.get(f"{LIST}/people").text
    assert (">Ana Hoxha<" in text, ">Ben Kola<" in text, BEFORE in text) == (False, True, True)
    assert f'action="{LIST}/people' in text
    with app.app_context():
        ben = db.session.scalars(sa.select(Person.id).where(Person.given_name == "Ben")).one()
    assert organiser.post(f"{LIST}/people", data={"people": [ben]}).location == LIST
    assert [name for name, *_rest in invited_to(app)] == ["Ana Hoxha", "Ben Kola"]


# doors


@pytest.mark.one_database
@pytest.mark.parametrize("path", GETS)
def test_every_page_opens_and_stays_with_the_evaluation(
    organiser: FlaskClient, evaluation: Evaluation, come: Come, path: str
) -> None:
    assert organiser.get(path).status_code == 200
    come("Ana Hoxha")
    invite_who_came(organiser)
    page = organiser.get(path)
    assert page.status_code == 200
    if page.mimetype != "text/html":
        return
    assert [
        link for link in re.findall(r'href="([^"]+)"', page.text) if link.startswith(f"{BEFORE}/")
    ] == []
    if "part=1" not in path:
        thread = page.text.split('class="thread"')[1].split("<main")[0]
        assert re.findall(r'<a [^>]*href="([^"]+)" aria-current="page"', thread) == [PAGE]


@pytest.mark.one_database
@pytest.mark.parametrize("path", GETS)
def test_a_stranger_finds_nothing_and_a_wrong_role_is_refused(
    evaluation: Evaluation, sign_in: Callable[[str], FlaskClient], path: str
) -> None:
    assert [
        sign_in(name).get(path).status_code for name in ("stranger", "facilitator", "viewer")
    ] == [
        404,
        403,
        403,
    ]


@pytest.mark.one_database
@pytest.mark.parametrize("path", POSTS)
def test_buttons_only_post_and_have_the_same_door(
    evaluation: Evaluation, sign_in: Callable[[str], FlaskClient], path: str
) -> None:
    assert sign_in("organiser").get(path).status_code in (404, 405)
    assert [sign_in(name).post(path).status_code for name in ("stranger", "note_taker")] == [
        404,
        403,
    ]


@pytest.mark.one_database
def test_the_button_is_for_those_who_may_invite(
    evaluation: Evaluation, sign_in: Callable[[str], FlaskClient], come: Come
) -> None:
    come("Ana Hoxha")
    for name, sees in (
        ("organiser", True),
        ("staff", True),
        ("facilitator", False),
        ("viewer", False),
    ):
        text = sign_in(name).get(PAGE).text
        assert (
            LIST in text,
            "Send it by e-mail" in text,
            "have an address" in text or "has an address" in text,
        ) == (
            sees,
            sees,
            sees,
        )


@pytest.mark.one_database
def test_before_there_is_an_evaluation_one_makes_it(organiser: FlaskClient, asked: Asked) -> None:
    assert organiser.get(LIST).location == PAGE
    for path in GETS[1:]:
        assert organiser.get(path).status_code == 404
    assert organiser.post(f"{LIST}/came").status_code == 404


@pytest.mark.one_database
def test_what_came_out_is_no_letter_of_an_evaluation(
    organiser: FlaskClient, evaluation: Evaluation, come: Come
) -> None:
    """The report is sent instead."""
    come("Ana Hoxha")
    invite_who_came(organiser)
    for path in ("", "/edit", "/send"):
        assert organiser.get(f"{PAGE}/letters/outcome{path}").status_code == 404
    for page in (LIST, f"{PAGE}/letters/invitation"):
        assert "outcome" not in organiser.get(page).text.split("<main")[1]
    assert organiser.get(f"{BEFORE}/letters/outcome").status_code == 404  # no consultation was made
    assert organiser.get(f"{PAGE}/outcome.xlsx").status_code == 404
    answer = organiser.post(f"{LIST}/merge", data={"kind": "invitation", "whom": "new"})
    assert "spring-evaluation-invitation.xlsx" in answer.headers["Content-Disposition"]


@pytest.mark.one_database
@pytest.mark.parametrize(
    "path",
    [
        PAGE,
        LIST,
        f"{LIST}/people",
        f"{PAGE}/letters/invitation",
        f"{PAGE}/letters/invitation/send",
        f"{LIST}/merge",
    ],
)
def test_three_cost_as_much_as_one(
    organiser: FlaskClient, evaluation: Evaluation, come: Come, path: str
) -> None:
    def statements() -> int:
        organiser.get(path)
        with count_statements() as found:
            assert organiser.get(path).status_code == 200
        return len(found)

    come("Ana Hoxha"), invite_who_came(organiser), come("Not Yet")
    first = statements()
    (
        come("Ben Kola"),
        come("Cela Prifti"),
        invite_who_came(organiser),
        come("Nor Yet"),
        come("Neither Yet"),
    )
    assert statements() == first <= 12


@pytest.mark.one_database
def test_taking_many_asks_as_much_as_taking_one(
    organiser: FlaskClient, evaluation: Evaluation, come: Come
) -> None:
    def asks() -> int:
        with count_statements() as found:
            organiser.post(f"{LIST}/came")
        return len([statement for statement in found if not statement.startswith("INSERT")])

    come("Ana Hoxha")
    first = asks()
    come("Ben Kola"), come("Cela Prifti"), come("Dora Zeka")
    assert asks() == first <= 12


def test_who_has_left_their_post_is_not_asked_how_it_was(
    app: Flask, organiser: FlaskClient, evaluation: Evaluation, come: Come
) -> None:
    come("Ana Hoxha"), come("Ben Kola", left_on=moment.planner_today())
    assert "1 of those who came has an address." in organiser.get(PAGE).text
    with app.test_request_context():
        asked = db.session.scalars(sa.select(Questionnaire)).one()
        assert (count_attendees(asked).people, count_attendees(asked).left) == (2, 1)
    invite_who_came(organiser)
    assert [name for name, _address, _language in invited_to(app)] == ["Ana Hoxha"]
