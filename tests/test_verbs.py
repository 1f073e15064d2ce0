"""A page is headed by the verb of the buttons that lead to it, in both languages."""

import re
from collections import defaultdict
from html import unescape

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException

from .demo_pages import DemoPage

VERBS = {
    "en": {"Edit", "Change", "Add", "Create", "New", "Write", "Import"},
    "sq": {"Ndrysho", "Shto", "Krijo", "Shkruaj", "Importo"},
}
LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)"[^>]*>(.*?)</a>', re.DOTALL)
HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)


def first_word(html: str) -> str:
    words = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", html, flags=re.DOTALL).split()
    return unescape(words[0]) if words else ""


def endpoint_of(app: Flask, address: str) -> str:
    try:
        return app.url_map.bind("").match(address.partition("?")[0])[0]
    except HTTPException:
        return ""


@pytest.mark.parametrize("language", ["en", "sq"])
def test_a_page_is_headed_by_the_verb_of_the_buttons_to_it(
    app: Flask, demo_pages: list[DemoPage], language: str
) -> None:
    shown = [page for page in demo_pages if page.is_html and page.language == language]
    headed = {
        page.endpoint: word
        for page in shown
        if (found := HEADING.search(page.text))
        and (word := first_word(found[1])) in VERBS[language]
    }
    buttons: dict[str, set[str]] = defaultdict(set)
    for page in shown:
        for address, html in LINK.findall(page.text):
            if (word := first_word(html)) in VERBS[language]:
                buttons[endpoint_of(app, unescape(address))].add(word)
    both = headed.keys() & buttons.keys()
    assert len(both) > 10
    assert {name: buttons[name] for name in both if buttons[name] != {headed[name]}} == {}
