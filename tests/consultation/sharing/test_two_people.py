"""What people wrote goes on the public page once every word is decided and two people have released exactly these words."""

import io

import docx
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.accounts.audit import AuditAct, audit_entries
from facilitate.accounts.models import User
from facilitate.consultation.models import Passage, Questionnaire, Theme
from facilitate.data.db import db
from facilitate.lib.text import Words
from facilitate.release.labels import read_released
from facilitate.release.models import ReleasedWords, TextSource

from .conftest import Told

pytestmark = pytest.mark.both_databases
SHARE = "/events/spring/consultation/share"
STATE, PREVIEW = f"{SHARE}/state", f"{SHARE}/preview"
PRIVACY = "/events/spring/report/privacy"
WORD = "/events/spring/consultation/what-you-told-us.docx"
SAID = "Më pas erdhi Elira nga fshati."


@pytest.fixture
def quoted(app: Flask, told: Told) -> int:
    """The passage of a quote that names somebody."""
    with app.app_context():
        passage = db.session.get_one(Passage, told.quotes[0])
        passage.reply.text, passage.start, passage.end = SAID, 0, len(SAID)
        others = sa.update(Passage).where(
            Passage.reply_id == passage.reply_id, Passage.id != passage.id
        )
        db.session.execute(others.values(quote=False))
        db.session.commit()
        return passage.id


def publish(client: FlaskClient, to: str = "published") -> int:
    return client.post(STATE, data={"to": to}).status_code


def decide(client: FlaskClient, passage: int, verdict: str, instead: str = "") -> None:
    typed = {
        "source": "quote",
        "row_id": passage,
        "found": "Elira",
        "verdict": verdict,
        "instead": instead,
    }
    assert client.post(PRIVACY, data=typed).status_code == 302


@pytest.mark.one_database
def test_a_quote_that_names_somebody_stops_the_page(
    app: Flask,
    client: FlaskClient,
    organiser: FlaskClient,
    lead: FlaskClient,
    told: Told,
    quoted: int,
) -> None:
    preview = organiser.get(PREVIEW).text
    assert "Nobody has decided about 1 passage in 1 line yet." in preview
    assert f'href="{PRIVACY}"' in preview
    assert "Elira" not in preview
    stopped = organiser.post(STATE, data={"to": "published"})
    assert (
        stopped.status_code,
        "Nobody has decided about 1 passage in 1 line yet." in stopped.text,
    ) == (
        409,
        True,
    )
    assert f'id="quote-{quoted}"' in organiser.get(PRIVACY).text
    decide(organiser, quoted, "generalise", "një vajzë")
    assert [publish(one) for one in (organiser, lead)] == [302, 302]
    for code in ("en", "sq"):
        client.post("/language", data={"language": code, "next": "/"})
        page = client.get(f"/a/{told.token}/said").text
        assert ("Më pas erdhi një vajzë nga fshati." in page, "Elira" in page) == (True, False)
        file = docx.Document(io.BytesIO(organiser.get(f"{WORD}?lang={code}").data))
        said = "\n".join(one.text for one in file.paragraphs)
        assert ("një vajzë nga fshati" in said, "Elira" in said) == (True, False)


@pytest.mark.one_database
@pytest.mark.parametrize(
    "words",
    [{"summary": Words("Elira told us.", "Elira na tha.")}, {"theme": Words("Elira", "Elira")}],
)
def test_other_words_of_the_page_stop_it_too(
    app: Flask, organiser: FlaskClient, told: Told, words: dict[str, Words]
) -> None:
    with app.app_context():
        if "theme" in words:
            theme = db.session.scalars(sa.select(Theme).order_by(Theme.position)).first()
            assert theme is not None
            theme.description = Words("Dikush tha: Elira erdhi.", "Dikush tha: Elira erdhi.")
        else:
            db.session.scalars(sa.select(Questionnaire)).one().summary = Words(
                "Then Elira came.", "Më pas erdhi Elira."
            )
        db.session.commit()
    assert publish(organiser) == 409
    page = organiser.get(PRIVACY).text
    assert 'id="said-' in page


def test_one_person_twice_is_not_two(
    app: Flask, client: FlaskClient, organiser: FlaskClient, lead: FlaskClient, told: Told
) -> None:
    address = f"/a/{told.token}/said"
    assert publish(organiser) == 302
    again = organiser.post(STATE, data={"to": "published"})
    assert (again.status_code, "You have already released these words." in again.text) == (
        409,
        True,
    )
    assert (client.get(address).status_code, organiser.get(WORD).status_code) == (404, 409)
    assert "a second person must read and release it too" in organiser.get(SHARE).text
    assert "It is waiting for a second person" in organiser.get(PREVIEW).text
    assert "Released by Arta Hoxha" in lead.get(PREVIEW).text
    assert publish(organiser, "mine_back") == 302
    assert [publish(lead), client.get(address).status_code] == [302, 404]
    assert [publish(organiser), client.get(address).status_code] == [302, 200]


@pytest.mark.one_database
def test_nobody_releases_words_that_they_have_not_seen(
    app: Flask, client: FlaskClient, organiser: FlaskClient, lead: FlaskClient, told: Told
) -> None:
    publish(organiser)
    unseen = {"to": "published", f"seen-{TextSource.SAID.value}": "words of this morning"}
    refused = lead.post(STATE, data=unseen)
    assert (refused.status_code, "The words have changed since" in refused.text) == (409, True)
    assert client.get(f"/a/{told.token}/said").status_code == 404
    with app.app_context():
        assert len(db.session.scalars(sa.select(ReleasedWords)).all()) == 1


@pytest.mark.one_database
def test_changed_words_need_two_people_again(
    app: Flask, client: FlaskClient, organiser: FlaskClient, lead: FlaskClient, told: Told
) -> None:
    publish(organiser)
    with app.app_context():
        db.session.execute(sa.update(Questionnaire).values(summary=Words("We try.", "Përpiqemi.")))
        db.session.commit()
    assert "The words have changed since they were released" in lead.get(PREVIEW).text
    publish(lead)
    assert client.get(f"/a/{told.token}/said").status_code == 404
    publish(organiser)
    assert "We try." in client.get(f"/a/{told.token}/said").text
    with app.app_context():
        db.session.execute(sa.update(Theme).values(name=Words("Renamed", "Riemërtuar")))
        db.session.commit()
    publish(organiser)
    assert "Renamed" not in client.get(f"/a/{told.token}/said").text
    with app.app_context():
        rows = db.session.scalars(sa.select(ReleasedWords.source)).all()
        assert rows == [TextSource.SAID]


@pytest.mark.one_database
def test_withdrawn_at_once_and_out_again_by_two(
    client: FlaskClient, organiser: FlaskClient, lead: FlaskClient, told: Told
) -> None:
    assert [publish(organiser), publish(lead)] == [302, 302]
    assert publish(lead, "hidden") == 302
    assert client.get(f"/a/{told.token}/said").status_code == 404
    assert organiser.get(WORD).status_code == 409
    publish(lead)
    assert client.get(f"/a/{told.token}/said").status_code == 404


@pytest.mark.one_database
def test_who_takes_notes_does_not_read_answers_in_the_privacy_check(
    sign_in, told: Told, quoted: int
) -> None:
    taker = sign_in("note_taker")
    assert "Elira" not in taker.get(f"{PRIVACY}?show=all").text
    typed = {"source": "quote", "row_id": quoted, "found": "Elira", "verdict": "keep"}
    assert taker.post(PRIVACY, data=typed).status_code == 403


@pytest.mark.one_database
def test_a_team_of_one_is_told_what_to_do(app: Flask, sign_in, cast, told: Told) -> None:
    alone = "Nobody else can release it yet. Invite a second person first."
    assert alone not in sign_in("organiser").get(PREVIEW).text
    with app.app_context():
        db.session.execute(
            sa.update(User).where(User.id != cast.users["organiser"]).values(active=False)
        )
        db.session.commit()
    assert alone in sign_in("organiser").get(PREVIEW).text


@pytest.mark.parametrize("later", [("remove", ""), ("generalise", "një vajzë")])
def test_words_decided_to_go_after_publishing_are_gone_at_once(
    client: FlaskClient,
    organiser: FlaskClient,
    lead: FlaskClient,
    told: Told,
    quoted: int,
    later: tuple[str, str],
) -> None:
    """What is to stand instead waits until two people have released it."""
    decide(organiser, quoted, "keep")
    assert [publish(one) for one in (organiser, lead)] == [302, 302]
    address = f"/a/{told.token}/said"
    assert "Më pas erdhi Elira nga fshati." in client.get(address).text
    decide(organiser, quoted, *later)
    assert "Më pas erdhi […] nga fshati." in client.get(address).text
    file = docx.Document(io.BytesIO(organiser.get(WORD).data))
    assert "Elira" not in "\n".join(one.text for one in file.paragraphs)


def test_a_button_nobody_knows_takes_no_page_back(app, organiser, lead, told) -> None:
    assert [publish(one) for one in (organiser, lead)] == [302, 302]
    assert publish(organiser, "") == 422
    with app.app_context():
        assert db.session.scalars(sa.select(Questionnaire)).one().told


def test_who_released_it_stands_in_who_did_what(
    app: Flask, client: FlaskClient, organiser: FlaskClient, lead: FlaskClient, told: Told, sign_in
) -> None:
    assert [publish(one) for one in (organiser, organiser, lead)] == [302, 409, 302]
    with app.app_context():
        found = audit_entries(act=AuditAct.RELEASED)
        said = [(by, entry.about) for entry, by, _whom in found]
        names = db.session.scalars(sa.select(User.name).join(ReleasedWords)).all()
        row = db.session.scalars(sa.select(Questionnaire.id)).one()
    assert sorted(said) == sorted((name, f"spring · said · {row}") for name in names)
    assert len(said) == 2
    administrator = sign_in("administrator")
    page = " ".join(administrator.get("/planner/audit?act=released").text.split())
    assert page.count(f"released: spring · Page “What you told us” · {row}") == 2
    administrator.post("/language", data={"language": "sq", "next": "/"})
    page = " ".join(administrator.get("/planner/audit?q=said").text.split())
    assert page.count("miratoi për botim: spring · Faqja ") == 2
    assert administrator.get("/planner/audit.csv?q=said").text.count(",released,") == 2


@pytest.mark.one_database
def test_a_release_is_read_by_what_it_was_of(app: Flask) -> None:
    with app.test_request_context():
        kept = ("spring · 2", "spring · said · 3", "– · bulletin · 4", "odd")
        said = [read_released(one) for one in kept]
    assert said == [
        "spring · Report · 2",
        "spring · Page “What you told us” · 3",
        "– · Bulletin · 4",
        "odd",
    ]
