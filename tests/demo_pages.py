"""Every page of the demo as it is answered. A run asks for them once; whoever judges pages as they stand reads them here."""

import json
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

from flask import Flask

from facilitate.web.i18n import LANGUAGES

from .bench_demo import signed_in
from .browser.pages import PUBLIC, page_addresses
from .once import made_once
from .statements import count_statements


class DemoPage(NamedTuple):
    """The answer to one address: to the demo's organiser, or to somebody without an account."""

    endpoint: str
    address: str
    language: str
    status: int
    mimetype: str
    text: str
    statements: int

    @property
    def is_html(self) -> bool:
        return (self.status, self.mimetype) == (200, "text/html")


def demo_pages_of(app: Flask, folder: Path) -> list[DemoPage]:
    """The pages of the URL map in its order; those for people without an account in both languages, the others in turn.

    What the pages speak of is in this planner, too: some of their links are made first.
    """
    addresses = page_addresses(app)

    def ask(file: Path) -> None:
        file.write_text(json.dumps(_ask_for_pages(app, addresses)))

    kept = made_once(folder, "demo-pages.json", ask)
    return [DemoPage(*one) for one in json.loads(kept.read_text())]


def _ask_for_pages(app: Flask, addresses: dict[str, str]) -> list[DemoPage]:
    turn = cycle(LANGUAGES)
    pages = []
    for endpoint, address in addresses.items():
        for language in LANGUAGES if endpoint in PUBLIC else [next(turn)]:
            client = app.test_client() if endpoint in PUBLIC else signed_in(app)
            with client.session_transaction() as session:
                session["language"] = language
            with count_statements() as asked:
                answer = client.get(address)
            pages.append(
                DemoPage(
                    endpoint,
                    address,
                    language,
                    answer.status_code,
                    answer.mimetype,
                    answer.text if answer.mimetype.startswith("text/") else "",
                    len(asked),
                )
            )
    return pages
