"""The pages of inviting: they work, for whom, and who sees which address."""

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.models import Invitation, Questionnaire
from facilitate.data.db import db

from ...directory.rows import add_office, add_worker
from ...statements import count_statements
from .conftest import change_invitation, links_of, name_answers, version_on

pytestmark = pytest.mark.both_databases
HERE = "/events/spring/consultation"
LIST = f"{HERE}/invitations"
GETS = [
    LIST,
    f"{LIST}/people",
    f"{LIST}/list",
    f"{LIST}/merge",
    f"{HERE}/letters/invitation",
    f"{HERE}/letters/reminder",
    f"{HERE}/letters/invitation/edit",
    f"{HERE}/letters/reminder/send",
    f"{HERE}/sending",
    f"{HERE}/sending?part=1",
    f"{HERE}/poster",
    f"{HERE}/letters/outcome",
    f"{HERE}/letters/outcome/edit",
    f"{HERE}/letters/outcome/send",
]
POSTS = [
    f"{LIST}/1/remove",
    f"{LIST}/1/retry",
    f"{LIST}/list/x/cancel",
    f"{HERE}/sending/again",
    f"{HERE}/sending/retry",
]


@pytest.mark.one_database
@pytest.mark.parametrize("path", GETS)
def test_every_page_opens_with_and_without_people(
    organiser: FlaskClient, invite: Callable[..., int], path: str
) -> None:
    assert organiser.get(path).status_code == 200
    invite("Ana Hoxha")
    assert organiser.get(path).status_code == 200


@pytest.mark.one_database
@pytest.mark.parametrize("path", [*GETS, f"{LIST}/1", f"{LIST}/list/{'0' * 32}"])
def test_a_stranger_finds_nothing_and_a_wrong_role_is_refused(
    asked, sign_in: Callable[[str], FlaskClient], path: str
) -> None:
    assert sign_in("stranger").get(path).status_code == 404
    assert sign_in("facilitator").get(path).status_code == (200 if path.endswith("poster") else 403)


@pytest.mark.one_database
def test_staff_invite_but_do_not_change_the_letter(
    asked, sign_in: Callable[[str], FlaskClient]
) -> None:
    staff = sign_in("staff")
    assert staff.get(LIST).status_code == 200
    assert staff.get(f"{HERE}/letters/invitation/edit").status_code == 403
    assert "letters/invitation/edit" not in staff.get(f"{HERE}/letters/invitation").text


@pytest.mark.one_database
@pytest.mark.parametrize("path", POSTS)
def test_buttons_only_post(organiser: FlaskClient, asked, path: str) -> None:
    assert organiser.get(path).status_code == 405


@pytest.mark.one_database
@pytest.mark.parametrize(
    "path", [f"{LIST}/999", f"{LIST}/list/x", f"{LIST}/list/{'0' * 32}", f"{HERE}/letters/thanks"]
)
def test_what_is_not_there_is_not_found(organiser: FlaskClient, asked, path: str) -> None:
    assert organiser.get(path).status_code == 404
    assert organiser.post(f"{LIST}/999/remove").status_code == 404
    assert organiser.post(f"{LIST}/999/retry").status_code in (404, 409)


@pytest.mark.one_database
def test_without_a_questionnaire_one_starts_there(organiser: FlaskClient) -> None:
    assert organiser.get(LIST).location == HERE
    assert organiser.get(f"{HERE}/poster").status_code == 404


@pytest.mark.one_database
def test_an_empty_list_says_what_to_do_first(organiser: FlaskClient, asked) -> None:
    text = organiser.get(LIST).text
    assert ("Nobody has been invited yet." in text, "Who do you want to ask?" in text) == (
        True,
        True,
    )


@pytest.mark.one_database
def test_where_the_directory_is_empty_a_list_comes_first(
    app: Flask, organiser: FlaskClient, asked
) -> None:
    def buttons(path: str) -> list[str]:
        return re.findall(
            r'class="btn main"[^>]*>(?:<svg.*?</svg>)?([^<]+)', organiser.get(path).text
        )

    picking = organiser.get(f"{LIST}/people").text
    assert ("The directory is empty." in picking, "who is not invited" in picking) == (True, False)
    assert "nobody left" not in picking
    assert (buttons(LIST), buttons(f"{LIST}/people")) == (["From a list"], ["From a list"])
    with app.app_context():
        add_worker("Ana Hoxha", add_office("Qendra Çelësi"))
        db.session.commit()
    assert buttons(LIST) == ["From the directory"]
    assert "The directory is empty." not in organiser.get(f"{LIST}/people").text


def test_an_anonymous_consultation_does_not_tell_who_has_answered(
    app: Flask, organiser: FlaskClient, invite: Callable[..., int]
) -> None:
    first, _second = invite("Ana Hoxha"), invite("Ben Kola")
    token = re.compile(r'name="csrf_token" value="[^"]*"')  # it holds the second it was made in
    before = token.sub("", organiser.get(LIST).text)
    change_invitation(app, first, answered=True)
    after = token.sub("", organiser.get(LIST).text)
    assert "2 people have been invited. 1 has answered." in after
    assert "This consultation is anonymous." in after
    assert before.replace("No answers yet.", "1 has answered.") == after
    assert organiser.get(f"{LIST}?state=answered").text.count("<tr>") == 0
    assert "This person has answered." not in organiser.get(f"{LIST}/{first}").text


@pytest.mark.one_database
def test_a_named_consultation_tells_who_has_answered(
    app: Flask, organiser: FlaskClient, invite: Callable[..., int]
) -> None:
    first, _second = invite("Ana Hoxha"), invite("Ben Kola")
    name_answers(app)
    change_invitation(app, first, answered=True)
    text = organiser.get(f"{LIST}?state=answered").text
    assert ("Ana Hoxha" in text, "Ben Kola" in text) == (True, False)


def test_search_and_pages(organiser: FlaskClient, invite: Callable[..., int]) -> None:
    for number in range(51):
        invite(f"P{number:02d} Kola", organisation="Çështje" if number == 7 else "")
    assert organiser.get(LIST).text.count('<th scope="row">') == 20
    assert organiser.get(f"{LIST}?page=3").text.count('<th scope="row">') == 11
    found = organiser.get(f"{LIST}?q=ceshtje").text
    assert ("P07 Kola" in found, found.count('<th scope="row">')) == (True, 1)
    assert "Nobody matches." in organiser.get(f"{LIST}?q=zzz").text


@pytest.mark.one_database
@pytest.mark.parametrize(
    "path",
    [
        LIST,
        f"{LIST}/people",
        f"{HERE}/letters/invitation",
        f"{HERE}/letters/invitation/send",
        f"{LIST}/merge",
    ],
)
def test_three_cost_as_much_as_one(
    app: Flask, organiser: FlaskClient, invite: Callable[..., int], path: str
) -> None:
    def statements() -> int:
        organiser.get(path)
        with count_statements() as found:
            assert organiser.get(path).status_code == 200
        return len(found)

    def some(name: str) -> None:
        invite(f"{name} Hoxha", directory=True)
        with app.app_context():
            add_worker(f"Not{name} Kola", add_office(f"Another of {name}"))
            db.session.commit()

    some("Ana")
    first = statements()
    some("Ben"), some("Cela")
    assert statements() == first <= 12


# addresses: those of the directory are for administrators


@pytest.mark.one_database
def test_addresses_of_the_directory_are_masked(
    organiser: FlaskClient, sign_in: Callable[[str], FlaskClient], invite: Callable[..., int]
) -> None:
    ana, ben = invite("Ana Hoxha", directory=True), invite("Ben Kola")
    for path in (LIST, f"{LIST}/{ana}", f"{HERE}/letters/invitation/send"):
        text = organiser.get(path).text
        assert ("ana@office.example" in text, "a…@office.example" in text) == (False, True)
        assert "ana@office.example" in sign_in("administrator").get(path).text
    assert "ben@office.example" in organiser.get(LIST).text
    assert "ben@office.example" in organiser.get(f"{LIST}/{ben}").text


@pytest.mark.one_database
def test_a_masked_address_stays_or_is_written_over(
    organiser: FlaskClient, invite: Callable[..., int], invitations: Callable[[], list[Invitation]]
) -> None:
    ana = invite("Ana Hoxha", directory=True)
    typed = {"name": "Ana\nHoxha Kola", "organisation": "Zyra", "email": "", "language": "sq"}
    typed["version"] = version_on(organiser, f"{LIST}/{ana}")
    assert organiser.post(f"{LIST}/{ana}", data=typed).status_code == 302
    typed["version"] = version_on(organiser, f"{LIST}/{ana}")
    (row,) = invitations()
    assert (row.name, row.organisation, row.email, row.language) == (
        "Ana Hoxha Kola",
        "Zyra",
        "ana@office.example",
        "sq",
    )
    organiser.post(f"{LIST}/{ana}", data={**typed, "email": "new@office.example"})
    assert invitations()[0].email == "new@office.example"
    assert "new@office.example" not in organiser.get(f"{LIST}/{ana}").text


BAD = [
    ({"name": ""}, "Please fill this in."),
    ({"email": "kola.office.example"}, "Write an e-mail address like ana@office.example."),
    (
        {"email": "a@office.example\nBcc: b@office.example"},
        "Write an e-mail address like ana@office.example.",
    ),
    ({"email": "ANA@office.example"}, "Somebody with this address is already invited."),
    ({"language": "fr"}, "Ben Kola"),
]


@pytest.mark.one_database
@pytest.mark.parametrize(("change", "sentence"), BAD)
def test_a_wrong_correction_keeps_what_was_typed(
    organiser: FlaskClient, invite: Callable[..., int], change: dict[str, str], sentence: str
) -> None:
    invite("Ana Hoxha")
    ben = invite("Ben Kola")
    typed = {
        "name": "Ben Kola",
        "organisation": "Zyra e re",
        "email": "b@office.example",
        "language": "en",
        **change,
    }
    answer = organiser.post(f"{LIST}/{ben}", data=typed)
    assert answer.status_code == 422
    assert (sentence in answer.text, "Zyra e re" in answer.text) == (True, True)


# taking back


def test_an_invitation_is_taken_back_and_its_link_is_dead(
    app: Flask, organiser: FlaskClient, invite: Callable[..., int], invitations
) -> None:
    ana = invite("Ana Hoxha")
    link = links_of(app)["Ana Hoxha"]
    assert app.test_client().get(link).status_code == 200
    assert (
        "the link no longer works"
        in organiser.post(f"{LIST}/{ana}/remove", follow_redirects=True).text
    )
    assert invitations() == []
    assert app.test_client().get(link).status_code == 404


@pytest.mark.one_database
def test_an_answered_invitation_stays(
    app: Flask, organiser: FlaskClient, invite: Callable[..., int], invitations
) -> None:
    ana = invite("Ana Hoxha")
    change_invitation(app, ana, answered=True)
    with app.app_context():
        db.session.execute(sa.update(Questionnaire).values(named=True))
        db.session.commit()
    answer = organiser.post(f"{LIST}/{ana}/remove")
    assert (answer.status_code, "it stays" in answer.text, len(invitations())) == (409, True, 1)


def test_taking_back_does_not_tell_who_has_answered(
    app: Flask, organiser: FlaskClient, invite: Callable[..., int], invitations
) -> None:
    ana, ben = invite("Ana Hoxha"), invite("Ben Kola")
    change_invitation(app, ana, answered=True)
    answers = [organiser.post(f"{LIST}/{one}/remove") for one in (ana, ben)]
    assert [answer.status_code for answer in answers] == [409, 409]
    assert all("it must not show who" in answer.text for answer in answers)
    assert len(invitations()) == 2
