"""The evaluation goes by mail to those who came: once each, with a link of their own, reminders to the silent only."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.models import (
    Answer,
    Draft,
    Invitation,
    LetterKind,
    Question,
    Questionnaire,
    QuestionnairePurpose,
    SentLetter,
)
from facilitate.consultation.purpose import is_evaluation
from facilitate.data.db import db
from facilitate.directory.models import Organisation, Person
from facilitate.events.models import Event
from facilitate.mail.outbox import Message
from facilitate.participation.actions import invite_all_to_event
from facilitate.participation.models import Standing

from ...directory.rows import add_office, add_worker
from ...inbox import REFUSED, Inbox
from ...scenes import keep_scene
from ...statements import count_statements
from ..conftest import Asked, planner_today
from ..evaluating.conftest import Evaluation, make_evaluation
from .conftest import links_of, merge_sheet
from .test_sending import mark_of

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
Come = Callable[..., None]


@pytest.fixture
@keep_scene
def evaluation(app: Flask, cast) -> Evaluation:
    """The evaluation of `spring`, open today."""
    with app.test_request_context():
        made = make_evaluation(db.session.get_one(Event, cast.event_id))
        db.session.commit()
        return made


@pytest.fixture
def come(app: Flask, cast) -> Come:
    """Somebody came to `spring`: `come("Ana Hoxha", languages="en")`; `standing` says how far they got otherwise."""

    def add(name: str, standing: Standing = Standing.ATTENDED, **more: str) -> None:
        with app.app_context():
            rows = sa.select(Organisation).where(Organisation.name == "Zyra e qarkut")
            there = db.session.scalar(rows) or add_office("Zyra e qarkut")
            row = add_worker(name, there)
            for column, value in more.items():
                setattr(row, column, value)
            invite_all_to_event(db.session.get_one(Event, cast.event_id), [row], standing)
            db.session.commit()

    return add


def take(client: FlaskClient) -> str:
    """Take everybody who came; gives the page after it."""
    return client.post(f"{LIST}/came", follow_redirects=True).text


def send(client: FlaskClient, kind: str = "invitation") -> Any:
    """Look at the list, then press the button."""
    page = f"{PAGE}/letters/{kind}/send"
    return client.post(page, data={"fingerprint": mark_of(client.get(page).text)})


def asked_by_mail(
    app: Flask, purpose: QuestionnairePurpose = QuestionnairePurpose.EVALUATION
) -> list[tuple[str, str, str]]:
    """Name, address and language of everybody invited to it, in the order they came."""
    with app.app_context():
        rows = sa.select(Invitation).join(Questionnaire).where(Questionnaire.purpose == purpose)
        return [
            (row.name, row.email, row.language)
            for row in db.session.scalars(rows.order_by(Invitation.id))
        ]


def work(text: str) -> str:
    """What a page says beside the event's thread."""
    return re.sub(r'name="csrf_token" value="[^"]+"', "", text.split("<main")[1])


def typed(evaluation: Evaluation, asked: Asked | None = None, **more: str) -> dict[str, str]:
    """A complete answer as a browser sends it."""
    values = {"receipt": "m" * 22, "place": "", f"question_{evaluation.questions['overall']}": "5"}
    return {**values, "sector": "1", **more}


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
    done = take(organiser)
    assert (
        "2 people have been invited. Nothing has been sent yet. 1 person who came has no address"
        in done
    )
    assert asked_by_mail(app) == [
        ("Ana Hoxha", "ana@office.example", "en"),
        ("Ben Kola", "ben@office.example", "sq"),
    ]
    assert "who came</button>" not in done


def test_who_is_added_later_is_taken_without_doubling_anybody(
    app: Flask, organiser: FlaskClient, evaluation: Evaluation, come: Come
) -> None:
    come("Ana Hoxha")
    take(organiser)
    come("Walk In"), come("Ana Again", email="ANA@office.example")
    text = organiser.get(LIST).text
    assert ("1 more has come and has an address." in text, "Add the one who came" in text) == (
        True,
        True,
    )
    assert "1 person has been invited. Nothing has been sent yet." in take(organiser)
    assert "0 people have been invited. Nothing has been sent yet." in take(organiser)
    assert [name for name, *_rest in asked_by_mail(app)] == ["Ana Hoxha", "Walk In"]


def test_two_who_share_an_address_are_one_letter(
    app: Flask, organiser: FlaskClient, evaluation: Evaluation, come: Come
) -> None:
    come("Ana Hoxha", email="zyra@office.example"), come("Ben Kola", email="Zyra@office.example")
    assert "Include the one who came" in organiser.get(LIST).text
    assert "1 person has been invited." in take(organiser)
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
    mark = mark_of(organiser.get(preview).text)
    assert organiser.post(preview, data={"fingerprint": mark}).location == LIST
    assert asked_by_mail(app) == [("Ana Hoxha", "ana@office.example", "en")]


@pytest.mark.one_database
def test_people_are_also_ticked_in_the_directory(
    app: Flask, organiser: FlaskClient, evaluation: Evaluation, come: Come
) -> None:
    come("Ana Hoxha"), come("Ben Kola", standing=Standing.COMING)
    take(organiser)
    text = organiser.get(f"{LIST}/people").text
    assert (">Ana Hoxha<" in text, ">Ben Kola<" in text, BEFORE in text) == (False, True, True)
    assert f'action="{LIST}/people' in text
    with app.app_context():
        ben = db.session.scalars(sa.select(Person.id).where(Person.given_name == "Ben")).one()
    assert organiser.post(f"{LIST}/people", data={"people": [ben]}).location == LIST
    assert [name for name, *_rest in asked_by_mail(app)] == ["Ana Hoxha", "Ben Kola"]


# doors


@pytest.mark.one_database
@pytest.mark.parametrize("path", GETS)
def test_every_page_opens_and_stays_with_the_evaluation(
    organiser: FlaskClient, evaluation: Evaluation, come: Come, path: str
) -> None:
    assert organiser.get(path).status_code == 200
    come("Ana Hoxha")
    take(organiser)
    page = organiser.get(path)
    assert page.status_code == 200
    if page.mimetype != "text/html":
        return
    assert [
        link for link in re.findall(r'href="([^"]+)"', page.text) if link.startswith(f"{BEFORE}/")
    ] == []
    if "part=1" not in path:
        thread = page.text.split('class="thread"')[1].split("<main")[0]
        assert re.findall(r'<a href="([^"]+)" aria-current="page"', thread) == [PAGE]


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
    take(organiser)
    for path in ("", "/edit", "/send"):
        assert organiser.get(f"{PAGE}/letters/outcome{path}").status_code == 404
    for page in (LIST, f"{PAGE}/letters/invitation"):
        assert "outcome" not in organiser.get(page).text
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

    come("Ana Hoxha"), take(organiser), come("Not Yet")
    first = statements()
    come("Ben Kola"), come("Cela Prifti"), take(organiser), come("Nor Yet"), come("Neither Yet")
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


# letters


@pytest.mark.one_database
def test_the_letter_thanks_in_both_languages_and_says_how_long_it_really_takes(
    app: Flask,
    organiser: FlaskClient,
    inbox: Inbox,
    asked: Asked,
    evaluation: Evaluation,
    come: Come,
) -> None:
    come("Ana Hoxha", languages="en"), come("Ben Kola")
    take(organiser)
    assert "2 letters would go out" in organiser.get(f"{PAGE}/letters/invitation/send").text
    assert (send(organiser).location, inbox.to) == (
        f"{PAGE}/sending",
        ["ana@office.example", "ben@office.example"],
    )
    (_to, english), (_also, albanian) = inbox.received
    assert (english["Subject"], albanian["Subject"]) == (
        "How was it? Spring conference",
        "Si ju duk? Konferenca e pranverës",
    )
    said, thene = english.get_content(), albanian.get_content()
    in_english = (
        "thank you for coming",
        "it takes 4 minutes",
        "anonymous",
        "on a phone",
        "The report follows",
    )
    in_albanian = (
        "falënderojmë që morët pjesë",
        "kërkon 4 minuta",
        "anonime",
        "nga telefoni",
        "Raporti i punimeve do t’ju dërgohet",
    )
    assert [words for words in in_english if words not in said] == []
    assert [words for words in in_albanian if words not in thene] == []
    assert ("{" in said + thene, "PROMISE" in said + thene) == (False, False)
    links = [re.findall(r"http://localhost(/i/\S+)", text) for text in (said, thene)]
    assert [app.test_client().get(link).status_code for found in links for link in found] == [
        200,
        200,
    ]
    with app.app_context():
        kept = [evaluation.questions["overall"], evaluation.questions["again"]]
        db.session.execute(
            sa.update(Question)
            .where(Question.id.in_(evaluation.questions.values()), Question.id.not_in(kept))
            .values(hidden=True)
        )
        db.session.commit()
    assert "it takes 1 minute:" in organiser.get(f"{PAGE}/letters/invitation").text


@pytest.mark.one_database
def test_its_letters_are_its_own(
    app: Flask, organiser: FlaskClient, asked: Asked, evaluation: Evaluation, come: Come
) -> None:
    come("Ana Hoxha", languages="en")
    take(organiser)
    mine = {
        "version": "None",
        "subject-en": "So?",
        "subject-sq": "",
        "body-en": "How was it? {link}",
        "body-sq": "",
    }
    assert (
        organiser.post(f"{PAGE}/letters/invitation/edit", data=mine).location
        == f"{PAGE}/letters/invitation"
    )
    assert "<h2>So?</h2>" in organiser.get(f"{PAGE}/letters/invitation").text
    assert "Your view counts" in organiser.get(f"{BEFORE}/letters/invitation").text


def test_only_the_silent_are_reminded_and_the_list_does_not_tell_who_they_are(
    app: Flask,
    organiser: FlaskClient,
    client: FlaskClient,
    inbox: Inbox,
    evaluation: Evaluation,
    come: Come,
) -> None:
    def shown(page: str) -> str:
        return work(organiser.get(page).text)

    come("Ana Hoxha"), come("Ben Kola")
    take(organiser), send(organiser)
    organiser.get(PAGE)  # takes the messages with it
    pages = [f"{PAGE}/letters/reminder", LIST, f"{PAGE}/sending"]
    before = [shown(page) for page in pages]
    answer = client.post(links_of(app)["Ana Hoxha"], data=typed(evaluation))
    assert answer.location == f"{evaluation.path}/thanks?once=True"
    assert [shown(page).replace("1 has answered.", "No answers yet.") for page in pages] == before
    page = organiser.get(f"{PAGE}/letters/reminder/send").text
    assert ("1 letter would go out" in page, "Ana Hoxha" in page, "Ben Kola" in page) == (
        True,
        True,
        True,
    )
    assert "The evaluation is anonymous: the list has everyone who got the invitation." in page
    send(organiser, "reminder")
    assert inbox.to[2:] == ["ben@office.example"]
    assert (
        inbox.received[-1][1]["Subject"]
        == "Keni ende kohë të na tregoni si ju duk: Konferenca e pranverës"
    )
    with app.app_context():
        columns = (SentLetter.kind, Message.subject, Message.state, Message.body, Message.sent_at)
        of = {
            name: db.session.execute(
                sa.select(*columns)
                .join(SentLetter.message)
                .join(Invitation, SentLetter.invitation_id == Invitation.id)
                .where(Invitation.name == name)
                .order_by(SentLetter.id)
            ).all()
            for name in ("Ana Hoxha", "Ben Kola")
        }
        assert [row.kind for row in of["Ana Hoxha"]] == [LetterKind.INVITATION, LetterKind.REMINDER]
        assert of["Ana Hoxha"][1] == of["Ben Kola"][1]


@pytest.mark.one_database
def test_a_refused_address_is_named_corrected_and_tried_again(
    app: Flask,
    organiser: FlaskClient,
    sign_in: Callable[[str], FlaskClient],
    inbox: Inbox,
    evaluation: Evaluation,
    come: Come,
) -> None:
    come("Ana Hoxha"), come("Ben Kola", email=REFUSED)
    take(organiser), send(organiser)
    assert inbox.to == ["ana@office.example"]
    text = organiser.get(f"{PAGE}/sending").text
    assert ("1 of 2 sent, 1 failed." in text, "Ben Kola" in text, REFUSED in text) == (
        True,
        True,
        False,
    )
    assert REFUSED in sign_in("administrator").get(f"{PAGE}/sending").text
    with app.app_context():
        ben = db.session.scalars(
            sa.select(Invitation.id).where(Invitation.name == "Ben Kola")
        ).one()
    correct = {
        "name": "Ben Kola",
        "organisation": "",
        "email": "ben@office.example",
        "language": "sq",
    }
    assert organiser.post(f"{LIST}/{ben}", data=correct).location == f"{LIST}/{ben}"
    assert organiser.post(f"{LIST}/{ben}/retry").location == f"{PAGE}/sending"
    assert inbox.to == ["ana@office.example", "ben@office.example"]


# the link


def test_the_link_keeps_a_draft_takes_one_answer_and_ends_with_the_evaluation(
    app: Flask, organiser: FlaskClient, client: FlaskClient, evaluation: Evaluation, come: Come
) -> None:
    come("Ana Hoxha"), come("Ben Kola")
    take(organiser)
    made = links_of(app)
    ana, ben = (made[name] for name in ("Ana Hoxha", "Ben Kola"))
    first = f"question_{evaluation.questions['differently']}"
    page = client.get(ana, headers={"Accept-Language": "en"})
    assert ('<html lang="sq">' in page.text, "Si e vlerësoni në tërësi?" in page.text) == (
        True,
        True,
    )
    client.post(ana, data=typed(evaluation, later="1", **{first: "Telefoni natën"}))
    assert "Telefoni natën</textarea>" in app.test_client().get(ana).text
    done = client.post(
        ana, data=typed(evaluation, **{first: "Telefoni natën"}), follow_redirects=True
    )
    assert "shkon në raportin" in done.text or "raport" in done.text
    again = client.post(ana, data=typed(evaluation, receipt="n" * 22, **{first: "Një herë tjetër"}))
    assert again.status_code == 302  # as if it were the first
    with app.app_context():
        answer = db.session.scalars(sa.select(Answer)).one()
        assert (answer.name, answer.organisation, answer.person_id, answer.given_on) == (
            "",
            "",
            None,
            planner_today(),
        )
        assert db.session.scalars(sa.select(Draft)).all() == []
    organiser.post(f"{PAGE}/state", data={"to": "closed"})
    assert "Ky vlerësim" in app.test_client().get(ben).text
    assert client.post(ben, data=typed(evaluation, receipt="o" * 22)).status_code == 409
    for path in ("/letters/invitation/send", "/sending/again"):
        assert organiser.post(PAGE + path).status_code == 409


@pytest.mark.one_database
def test_nothing_goes_out_once_it_is_closed(
    organiser: FlaskClient, inbox: Inbox, evaluation: Evaluation, come: Come
) -> None:
    come("Ana Hoxha")
    take(organiser)
    page = f"{PAGE}/letters/invitation/send"
    mark = mark_of(organiser.get(page).text)
    organiser.post(f"{PAGE}/state", data={"to": "closed"})
    sentence = "The evaluation is closed, so nobody could answer. Open it again first."
    assert [sentence in organiser.get(shown).text for shown in (page, LIST)] == [True, True]
    answer = organiser.post(page, data={"fingerprint": mark})
    assert (answer.status_code, sentence in answer.text, inbox.received) == (409, True, [])


@pytest.mark.one_database
def test_the_merge_sheet_has_the_letters_of_the_evaluation(
    app: Flask, organiser: FlaskClient, evaluation: Evaluation, come: Come
) -> None:
    come("Ana Hoxha", languages="en")
    take(organiser)
    book = merge_sheet(organiser, f"{LIST}/merge", kind="reminder")
    (row,) = book.worksheets[0].iter_rows(min_row=2, values_only=True)
    assert (row[0], row[2], row[5]) == (
        "Ana Hoxha",
        None,
        "Still time to tell us how it was: Spring conference",
    )
    assert app.test_client().get(row[4].removeprefix("http://localhost")).status_code == 200


# apart


def test_the_invited_of_the_one_are_not_those_of_the_other(
    app: Flask,
    organiser: FlaskClient,
    inbox: Inbox,
    invite: Callable[..., int],
    evaluation: Evaluation,
    come: Come,
    asked: Asked,
) -> None:
    theirs = invite("Zana Before", email="zana@office.example")
    come("Ana Hoxha"), come("Zana Before", email="zana@office.example")
    before = {page: organiser.get(BEFORE + page).text for page in ("", "/invitations")}
    assert "0 of 1 invited have answered" in before[""]
    take(organiser), send(organiser)
    assert sorted(inbox.to) == ["ana@office.example", "zana@office.example"]
    assert asked_by_mail(app, QuestionnairePurpose.CONSULTATION) == [
        ("Zana Before", "zana@office.example", "en")
    ]
    with app.app_context():
        db.session.execute(
            sa.update(Invitation)
            .where(
                Invitation.questionnaire_id.in_(
                    sa.select(Questionnaire.id).where(is_evaluation(Questionnaire.event_id))
                )
            )
            .values(answered=True)
        )
        db.session.commit()
    organiser.get(PAGE)
    assert "0 of 1 invited have answered" in organiser.get(BEFORE).text
    assert (
        "1 person has been invited. No answers yet." in organiser.get(f"{BEFORE}/invitations").text
    )
    assert "No letter has been sent yet." in organiser.get(f"{BEFORE}/sending").text
    assert "1 letter would go out" in organiser.get(f"{BEFORE}/letters/invitation/send").text
    assert organiser.get(f"{LIST}/{theirs}").status_code == 404
    assert organiser.post(f"{LIST}/{theirs}/remove").status_code == 404


def test_who_was_asked_how_it_was_does_not_say_who_is_silent_beforehand(
    organiser: FlaskClient, asked: Asked, evaluation: Evaluation, come: Come
) -> None:
    """Objectives say from which sectors of the invited nobody answered: of those invited to the consultation."""
    page = "/events/spring/objectives"
    before = work(organiser.get(page).text)
    come("Ana Hoxha")
    take(organiser)
    organiser.get(PAGE)
    assert work(organiser.get(page).text) == before
