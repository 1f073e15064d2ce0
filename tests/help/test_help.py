"""Each page of the planner has a page of help, in both languages, and no page of help leads nowhere."""

import re
from html import unescape
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient

from facilitate.help.pages import (
    FIRST,
    HelpPieceKind,
    help_key_for,
    parse_help_text,
    shipped_help_pages,
)
from facilitate.lib.text import plain_text

from ..bench_demo import signed_in
from ..browser.pages import PUBLIC
from ..demo_pages import DemoPage

HERE = Path(__file__).parents[2]


def test_every_page_is_there_in_both_languages_with_something_to_do() -> None:
    wrong = [
        key
        for key, page in shipped_help_pages().items()
        if not (page.title.en and page.title.sq and page.text.en and page.text.sq)
        or len(parse_help_text(page.text.en)) != len(parse_help_text(page.text.sq))
        or [one.kind for one in parse_help_text(page.text.en)]
        != [one.kind for one in parse_help_text(page.text.sq)]
    ]
    assert wrong == []
    assert len(shipped_help_pages()) >= 35


def test_help_names_pages_and_rooms_that_are_there(app: Flask) -> None:
    rooms = {f"{name}." for name in app.blueprints}
    known = set(app.view_functions) | rooms
    unknown = {
        (key, name)
        for key, page in shipped_help_pages().items()
        for name in page.for_pages
        if name not in known
    }
    assert unknown == set()
    assert {one for page in shipped_help_pages().values() for one in page.also} <= set(
        shipped_help_pages()
    )


def test_every_room_has_a_page_of_its_own(app: Flask) -> None:
    rooms = set(app.blueprints) - {"events", "overview", "setup"}
    without = {room for room in rooms if help_key_for(f"{room}.nowhere") == FIRST}
    assert without == set()


def test_the_page_s_own_help_comes_before_its_room_s() -> None:
    assert [
        help_key_for(one)
        for one in (
            "consultation.show_consultation",
            "consultation.list_answers",
            "events.show_desk",
        )
    ] == [
        "consultation",
        "reading",
        "first-steps",
    ]


ON_A_WALL = {
    "agenda.show_projector",
    "cafe.show_harvest_wall",
    "cafe.show_wall",
    "consultation.show_evaluation_projector",
    "voting.show_vote_wall",
}
"""Pages that are thrown on a wall: nobody presses anything there."""
NO_LABELS = {"not like this", "jo kështu", "facilitate backup FILE"}
"""What is quoted and is no label: what a vote says, a command."""


def test_what_is_quoted_is_called_so_on_screen() -> None:
    with (HERE / "facilitate/translations/sq/LC_MESSAGES/messages.po").open("rb") as file:
        shown = {
            str(text)
            for message in read_po(file)
            for text in (message.id, message.string)
            if isinstance(text, str)
        }
    wrong = {
        (key, said)
        for key, page in shipped_help_pages().items()
        for text in (page.text.en, page.text.sq)
        for said in re.findall("“([^”]+)”", text)
        if said.rstrip(".…") not in shown | NO_LABELS
    }
    assert wrong == set()


NAMED = {
    "en": r"(?:[Pp]ress|[Oo]pen|[Uu]nder|[Tt]ick) “?(?=[A-Z])",
    "sq": r"(?:[Ss]htyp|[Hh]ap|[Ss]hëno)\w* “?(?=[A-ZÇË])",
}
"""After these words stands the name of a button, a link, a page or a box."""
KEYS = {"Ctrl", "Enter"}
DECLINED = {
    "Axhendën": "Axhenda",
    "Buxhetin": "Buxheti",
    "Kalendarin": "Kalendari",
    "Konsultimin": "Konsultimi",
    "Listën e kontrollit": "Lista e kontrollit",
    "Postën dalëse": "Posta dalëse",
    "Raportin": "Raporti",
    "Shënimet": "Shënime",
    "Udhëzuesin": "Udhëzuesi",
    "Vlerësimin": "Vlerësimi",
}
"""Rooms in the case that “open” asks for."""


def beginnings(text: str) -> list[str]:
    """All a sentence may begin with, word by word."""
    words = re.split(r"[.;:,!?()\n“”]", text)[0].split()
    return [" ".join(words[:count]) for count in range(1, len(words) + 1)]


def test_what_is_to_be_pressed_or_opened_is_called_so_on_screen() -> None:
    with (HERE / "facilitate/translations/sq/LC_MESSAGES/messages.po").open("rb") as file:
        catalogue = read_po(file)
    shown = {
        "en": {str(message.id).rstrip("?…") for message in catalogue},
        "sq": {str(message.string).rstrip("?…") for message in catalogue},
    }
    named = [
        (key, language, text[found.end() :])
        for key, page in shipped_help_pages().items()
        for language, text in (("en", page.text.en), ("sq", page.text.sq))
        for found in re.finditer(NAMED[language], text)
    ]
    wrong = [
        (key, language, text[:40])
        for key, language, text in named
        if not {DECLINED.get(one, one) for one in beginnings(text)} & (shown[language] | KEYS)
    ]
    assert wrong == []
    assert len(named) >= 120


def test_a_text_is_taken_apart() -> None:
    found = parse_help_text("One\ntwo.\n\n1. First.\n2. Second.\n\n- a\n- b")
    assert [(one.kind, one.lines) for one in found] == [
        (HelpPieceKind.TEXT, ("One two.",)),
        (HelpPieceKind.STEPS, ("First.", "Second.")),
        (HelpPieceKind.POINTS, ("a", "b")),
    ]


@pytest.mark.parametrize("path", ["/help/", *(f"/help/{key}" for key in shipped_help_pages())])
def test_whoever_is_signed_in_reads_it(organiser: FlaskClient, path: str) -> None:
    assert organiser.get(path).status_code == 200


def test_others_and_wrong_pages(client: FlaskClient, organiser: FlaskClient) -> None:
    assert organiser.get("/help/nothing").status_code == 404


def test_pages_lead_to_their_help(organiser: FlaskClient) -> None:
    found = {
        path: re.findall(r'href="(/help/.*?)"', organiser.get(path).text)[0]
        for path in ("/", "/events/spring/objectives", "/events/spring/team", "/techniques")
    }
    assert found == {
        "/": "/help/first-steps",
        "/events/spring/objectives": "/help/objectives",
        "/events/spring/team": "/help/team",
        "/techniques": "/help/techniques",
    }


def test_a_visitor_reads_help_on_what_visitors_do_and_nothing_else(client: FlaskClient) -> None:
    found = {
        key: client.get(f"/help/{key}").status_code == 200
        for key, page in shipped_help_pages().items()
        if page.for_everybody or key in ("cafe", "accounts", "cannot")
    }
    assert found == {key: shipped_help_pages()[key].for_everybody for key in found}
    assert client.get("/help/cafe").location == "/sign-in?next=%2Fhelp%2Fcafe"
    assert client.get("/help/nothing").status_code == 404
    listed = set(re.findall(r'href="/help/([\w-]+)', client.get("/help/").text))
    assert listed == {key for key, page in shipped_help_pages().items() if page.for_everybody}


def test_help_for_a_visitor_speaks_as_the_page_it_was_opened_from(client: FlaskClient) -> None:
    page = shipped_help_pages()["questionnaire"]
    for lang, title in (("en", page.title.en), ("sq", page.title.sq)):
        text = client.get(f"/help/questionnaire?lang={lang}").text
        assert f"<h1>{title}</h1>" in text
        assert f'<html lang="{lang}">' in text
        assert f"/help/reports-for-everybody?lang={lang}" in text


def test_a_visitor_of_a_page_that_is_not_there_is_led_to_the_list(client: FlaskClient) -> None:
    assert 'href="/help/?lang=en"' in client.get("/nothing").text


def test_every_page_leads_to_help_that_its_reader_may_read(
    demo: Flask, demo_pages: list[DemoPage]
) -> None:
    visitor, colleague, wrong, led_to = demo.test_client(), signed_in(demo), [], {}
    for page in demo_pages:
        if page.mimetype != "text/html" or page.status == 302 or page.endpoint in ON_A_WALL:
            continue
        if page.endpoint.startswith("help."):
            continue  # is help
        led = re.findall(r'class="help-link" href="([^"]+)"', page.text)
        reader = visitor if page.endpoint in PUBLIC else colleague
        for one in led:
            if (reader, one) not in led_to:
                led_to[reader, one] = reader.get(one).status_code
        if [led_to[reader, one] for one in led] != [200]:
            wrong.append((page.endpoint, page.status, led))
    assert wrong == []
    assert len(led_to) > 30


def test_a_programme_leads_to_help_in_the_language_of_its_address(
    client: FlaskClient, demo
) -> None:
    for code in ("en", "sq"):
        assert (
            f'href="/help/reports-for-everybody?lang={code}"'
            in client.get(f"/programme/annual-next/{code}").text
        )


def test_a_visitor_s_page_has_help_of_its_own(app: Flask) -> None:
    public = {name for name in PUBLIC if not shipped_help_pages()[help_key_for(name)].for_everybody}
    assert public == set()


@pytest.mark.parametrize("language", ["en", "sq"])
def test_titles_are_in_the_order_of_their_letters(client: FlaskClient, language: str) -> None:
    page = client.get(f"/help/?lang={language}").text
    titles = [
        plain_text(unescape(one)) for one in re.findall(r'<a href="/help/[^"]+">([^<]+)</a>', page)
    ]
    assert (titles == sorted(titles), len(titles) > 8) == (True, True)
