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
from facilitate.consultation.questionnaire import is_evaluation
from facilitate.data.db import db
from facilitate.mail.outbox import Message

from ...inbox import REFUSED, Inbox
from ..conftest import Asked, planner_today
from ..evaluating.conftest import Evaluation
from .conftest import (
    Come,
    fingerprint_on,
    invite_who_came,
    invited_to,
    links_of,
    merge_sheet,
    send_letters,
    version_on,
)

pytestmark = pytest.mark.both_databases
PAGE = "/events/spring/evaluation"
LIST = f"{PAGE}/invitations"
BEFORE = "/events/spring/consultation"


def send(client: FlaskClient, kind: str = "invitation") -> Any:
    """Look at who gets this letter of the evaluation, then press the button."""
    return send_letters(client, kind, PAGE)


def work(text: str) -> str:
    """What a page says beside the event's thread."""
    return re.sub(r'name="csrf_token" value="[^"]+"', "", text.split("<main")[1])


def typed(evaluation: Evaluation, asked: Asked | None = None, **more: str) -> dict[str, str]:
    """A complete answer as a browser sends it."""
    values = {"receipt": "m" * 22, "place": "", f"question_{evaluation.questions['overall']}": "5"}
    return {**values, "sector": "1", **more}


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
    invite_who_came(organiser)
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
        "Thank you for coming",
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
    invite_who_came(organiser)
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
    invite_who_came(organiser), send(organiser)
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
    invite_who_came(organiser), send(organiser)
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
        "version": version_on(organiser, f"{LIST}/{ben}"),
    }
    assert organiser.post(f"{LIST}/{ben}", data=correct).location == f"{LIST}/{ben}"
    assert organiser.post(f"{LIST}/{ben}/retry").location == f"{PAGE}/sending"
    assert inbox.to == ["ana@office.example", "ben@office.example"]


# the link


def test_the_link_keeps_a_draft_takes_one_answer_and_ends_with_the_evaluation(
    app: Flask, organiser: FlaskClient, client: FlaskClient, evaluation: Evaluation, come: Come
) -> None:
    come("Ana Hoxha"), come("Ben Kola")
    invite_who_came(organiser)
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
    assert (
        "Raporti i veprimtarisë “Konferenca e pranverës” i përmbledh të gjitha përgjigjet"
        in done.text
    )
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
    invite_who_came(organiser)
    page = f"{PAGE}/letters/invitation/send"
    mark = fingerprint_on(organiser.get(page).text)
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
    invite_who_came(organiser)
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
    invite_who_came(organiser), send(organiser)
    assert sorted(inbox.to) == ["ana@office.example", "zana@office.example"]
    assert invited_to(app, QuestionnairePurpose.CONSULTATION) == [
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
    invite_who_came(organiser)
    organiser.get(PAGE)
    assert work(organiser.get(page).text) == before
