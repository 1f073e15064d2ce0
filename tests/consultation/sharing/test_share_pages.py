"""What is sent back: the team's page, publishing, the public page; for whom, and what it shows."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.models import Answer, Passage, Questionnaire, Theme
from facilitate.data.db import db
from facilitate.lib.text import Words
from tests.statements import count_statements

from .conftest import Told

pytestmark = pytest.mark.both_databases

SHARE = "/events/spring/consultation/share"
FILES = ["/events/spring/consultation.xlsx", "/events/spring/consultation/what-you-told-us.docx"]


def publish(*people: FlaskClient, to: str = "published") -> list[int]:
    """Each of them presses; gives what they are answered."""
    return [client.post(f"{SHARE}/state", data={"to": to}).status_code for client in people]


def questionnaire(app: Flask) -> Questionnaire:
    with app.app_context():
        return db.session.scalars(sa.select(Questionnaire)).one()


@pytest.mark.one_database
@pytest.mark.parametrize("path", [SHARE, f"{SHARE}/preview", f"{SHARE}/qr.svg", *FILES])
def test_what_came_out_is_for_those_who_read_answers(
    sign_in, organiser: FlaskClient, lead: FlaskClient, told: Told, path: str
) -> None:
    publish(organiser, lead)
    codes = [
        sign_in(name).get(path).status_code for name in ("facilitator", "note_taker", "stranger")
    ]
    assert codes == [200, 403, 404]


@pytest.mark.one_database
def test_only_those_who_ask_may_write_and_publish(sign_in, told: Told) -> None:
    for name, code in (("facilitator", 403), ("stranger", 404)):
        client = sign_in(name)
        assert client.get(f"{SHARE}/text").status_code == code
        assert publish(client) == [code]
        assert client.post(f"{SHARE}/quotes/{told.quotes[0]}/leave-out").status_code == code
        assert client.post(f"{SHARE}/text").status_code == code


@pytest.mark.one_database
def test_what_changes_something_is_posted(organiser: FlaskClient, told: Told) -> None:
    for path in (f"{SHARE}/state", f"{SHARE}/quotes/{told.quotes[0]}/leave-out"):
        assert organiser.get(path).status_code == 405


@pytest.mark.one_database
@pytest.mark.parametrize("path", [SHARE, *FILES])
def test_before_anything_is_asked(organiser: FlaskClient, path: str) -> None:
    assert organiser.get(path).status_code == (302 if path == SHARE else 404)


def test_with_no_answer_at_all_the_pages_work(organiser: FlaskClient, asked) -> None:
    assert "No quotes yet" in organiser.get(SHARE).text
    assert [organiser.get(path).status_code for path in (f"{SHARE}/preview", *FILES)] == [
        200,
        200,
        409,
    ]


@pytest.mark.one_database
def test_what_the_team_makes_of_it_is_written_in_both_languages(
    app: Flask, organiser: FlaskClient, told: Told
) -> None:
    version = questionnaire(app).version
    typed = {"version": version, "summary-en": "We listened.", "summary-sq": "Ju dëgjuam."}
    assert organiser.post(f"{SHARE}/text", data=typed).status_code == 302
    assert questionnaire(app).summary == Words("We listened.", "Ju dëgjuam.")
    clash = organiser.post(f"{SHARE}/text", data={**typed, "summary-en": "Mine"})
    assert clash.status_code == 409
    assert "Mine" in clash.text
    assert "We listened." in clash.text


@pytest.mark.one_database
def test_too_long_a_text_is_kept_on_the_page(
    app: Flask, organiser: FlaskClient, told: Told
) -> None:
    typed = {
        "version": questionnaire(app).version,
        "summary-en": "x" * 20_001,
        "summary-sq": "Ju dëgjuam.",
    }
    page = organiser.post(f"{SHARE}/text", data=typed)
    assert page.status_code == 422
    assert "Ju dëgjuam." in page.text


@pytest.mark.one_database
def test_nothing_is_published_before_something_is_written(
    app: Flask, organiser: FlaskClient, asked
) -> None:
    assert publish(organiser) == [409]
    assert questionnaire(app).told is None


@pytest.mark.one_database
def test_public_only_while_it_is_published(
    client: FlaskClient, organiser: FlaskClient, lead: FlaskClient, told: Told
) -> None:
    path = f"/a/{told.token}/said"
    assert client.get(path).status_code == 404
    assert publish(organiser, lead) == [302, 302]
    assert client.get(path).status_code == 200
    assert f"http://localhost{path}" in organiser.get(SHARE).text
    assert publish(organiser, to="hidden") == [302]
    assert client.get(path).status_code == 404
    assert client.get("/a/nobody/said").status_code == 404


@pytest.mark.one_database
def test_the_public_page_speaks_both_languages(
    client: FlaskClient, organiser: FlaskClient, lead: FlaskClient, told: Told
) -> None:
    publish(organiser, lead)
    path = f"/a/{told.token}/said"
    texts = []
    for code in ("en", "sq"):
        client.post("/language", data={"language": code, "next": path})
        texts.append(client.get(path).text)
    assert "You want people who stay." in texts[0]
    assert "Ju doni njerëz që qëndrojnë." in texts[1]
    assert "Të trajnuarit të qëndrojnë në detyrë" in texts[1]


@pytest.mark.one_database
def test_ideas_are_left_out_and_the_rest_says_how_far_it_is(
    client: FlaskClient, organiser: FlaskClient, lead: FlaskClient, told: Told
) -> None:
    publish(organiser, lead)
    page = client.get(f"/a/{told.token}/said").text
    assert re.findall(r">(Reach \w+)</span>\s*<span class=\"chip\">(\w+)<", page) == [
        ("Reach agreed", "agreed"),
        ("Reach proposed", "proposed"),
    ]


def test_the_public_page_names_nobody_and_no_small_group(
    app: Flask, client: FlaskClient, organiser: FlaskClient, lead: FlaskClient, told: Told
) -> None:
    with app.app_context():
        db.session.execute(
            sa.update(Answer).values(name="Mira Kodra", organisation="Vatra e Vlorës")
        )
        db.session.execute(sa.update(Questionnaire).values(named=True))
        db.session.commit()
    publish(organiser, lead)
    page = client.get(f"/a/{told.token}/said").text
    assert "Mira" not in page
    assert "Vatra" not in page
    shown = re.findall(r'<td class="num">(?:<b>)?([^<]*)<', page)
    circles = re.findall(r'<text class="(?:on|faint)[^"]*"[^>]*>(\d+)</text>', page)
    assert {"*", "39"} <= set(shown)
    assert {"1", "2"} & {*shown, *circles} == set()
    assert re.findall(r"<footer>(Media|Other)</footer>", page) == []


@pytest.mark.one_database
def test_a_quote_is_left_out(app: Flask, organiser: FlaskClient, told: Told) -> None:
    before = organiser.get(SHARE).text.count("<blockquote")
    path = f"{SHARE}/quotes/{told.quotes[0]}/leave-out"
    assert organiser.post(path).status_code == 302
    assert organiser.get(SHARE).text.count("<blockquote") == before - 1 == len(told.quotes) - 1
    assert organiser.post(path).status_code == 404
    assert organiser.post(f"{SHARE}/quotes/999999/leave-out").status_code == 404
    with app.app_context():
        assert db.session.get_one(Passage, told.quotes[0]).quote is False


def test_what_is_public_stays_as_it_was_published(
    app: Flask, client: FlaskClient, organiser: FlaskClient, lead: FlaskClient, told: Told
) -> None:
    path = f"/a/{told.token}/said"
    publish(organiser, lead)
    before = client.get(path).text
    with app.app_context():
        db.session.execute(sa.update(Theme).values(name=Words("Renamed", "Riemërtuar")))
        db.session.execute(sa.update(Passage).values(quote=True))
        db.session.execute(
            sa.update(Questionnaire).values(summary=Words("Something else", "Tjetër"))
        )
        db.session.commit()
    assert csrf_free(client.get(path).text) == csrf_free(before)
    assert "Renamed" in organiser.get(f"{SHARE}/preview").text
    publish(organiser, lead)
    assert "Renamed" in client.get(path).text


def csrf_free(page: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page)


@pytest.mark.one_database
def test_a_quote_goes_from_the_public_page_at_once(
    app: Flask, client: FlaskClient, organiser: FlaskClient, lead: FlaskClient, told: Told
) -> None:
    publish(organiser, lead)
    path = f"/a/{told.token}/said"
    before = client.get(path).text.count("<blockquote")
    organiser.post(f"{SHARE}/quotes/{told.quotes[0]}/leave-out")
    assert client.get(path).text.count("<blockquote") == before - 1
    with app.app_context():
        reply = db.session.get_one(Passage, told.quotes[1]).reply
    words = {"names": reply.text.split()[0].strip(".,"), "sure": "y"}
    black = f"/events/spring/consultation/replies/{reply.id}/black-out"
    assert organiser.post(black, data=words).status_code == 302
    assert client.get(path).text.count("<blockquote") == before - 2


@pytest.mark.one_database
def test_more_quotes_cost_no_more_statements(
    app: Flask, organiser: FlaskClient, told: Told
) -> None:
    costs = []
    for path in (SHARE, f"{SHARE}/preview"):
        for number in (1, 3):
            with app.app_context():
                db.session.execute(sa.update(Passage).values(quote=False))
                db.session.execute(
                    sa.update(Passage)
                    .where(Passage.id.in_(told.quotes[:number]))
                    .values(quote=True)
                )
                db.session.commit()
            organiser.get(path)
            with count_statements() as statements:
                organiser.get(path)
            costs.append(len(statements))
    assert costs[0] == costs[1] <= 12
    assert costs[2] == costs[3] <= 20


def test_nobody_releases_words_that_changed_since_they_were_read(
    app: Flask, organiser: FlaskClient, told: Told
) -> None:
    share = "/events/spring/consultation/share"

    def seen() -> dict[str, str]:
        page = organiser.get(f"{share}/preview").text
        return dict(re.findall(r'name="(seen-said)" value="([^"]+)"', page)) | {"to": "published"}

    read = seen()
    assert len(read) == 2
    with app.app_context():
        questionnaire = db.session.scalars(sa.select(Questionnaire)).one()
        questionnaire.summary = Words("Something else.", "Diçka tjetër.")
        db.session.commit()
    late = organiser.post(f"{share}/state", data=read)
    assert (late.status_code, "Read them again" in late.text) == (409, True)
    assert organiser.post(f"{share}/state", data=seen()).status_code == 302
