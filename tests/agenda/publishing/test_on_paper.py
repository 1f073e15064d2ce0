"""What participants see in a browser, on a phone and on paper: accessible, a page a day; the Word file renders."""

import io
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from facilitate.agenda.publishing.actions import publish_plan
from facilitate.agenda.queries import plan_of
from facilitate.data.db import db
from facilitate.events.models import Event
from tests.browser.server import LAUNCH, Planner, serve_demo
from tests.browser.test_every_page import looking

from ... import moment

BASE = "/events/annual-next/agenda"
PAPER = {
    f"{BASE}/print/programme": 2,
    f"{BASE}/print/running-order": 2,
    f"{BASE}/print/running-order?notes=1": 8,
}
"""Most pages that the demo's two days may take."""
PLAIN = f"{BASE}/print/running-order"
"""What the same paper with notes holds as well."""


@pytest.fixture(scope="module")
def planner(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[Planner]:
    """The demo with its agenda published."""
    with serve_demo(tmp_path_factory.mktemp("published"), shared) as planner:
        with planner.app.app_context():
            event = db.session.scalars(sa.select(Event).where(Event.slug == "annual-next")).one()
            publish_plan(event, plan_of(event), None, moment.now())
            db.session.commit()
        yield planner


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The system's Chromium."""
    return LAUNCH


@pytest.mark.browser
def test_public_page_and_paper_are_accessible(browser: Any, planner: Planner) -> None:
    problems = {}
    with (
        looking(browser, planner, "en", inside=True) as inside,
        looking(browser, planner, "en", inside=False) as outside,
    ):
        for address, page in {
            "/programme/annual-next/en": outside,
            "/programme/annual-next/sq": outside,
            f"{BASE}/share": inside,
            **{address: inside for address in PAPER if address != PLAIN},
        }.items():
            found = [one for one in page.at(planner.url + address) if "higher than" not in one]
            if found:  # all of a programme is shown, as on paper
                problems[address] = found
    assert problems == {}


@pytest.mark.browser
@pytest.mark.office
def test_each_day_is_a_page_of_a4(browser: Any, planner: Planner, tmp_path: Path) -> None:
    page = browser.new_page()
    planner.enter(page)
    for address, most in PAPER.items():
        for language in ("en", "sq"):
            page.goto(planner.url + address + ("&" if "?" in address else "?") + f"lang={language}")
            page.pdf(path=tmp_path / "paper.pdf", prefer_css_page_size=True)
            facts = subprocess.run(
                ["pdfinfo", tmp_path / "paper.pdf"], check=True, capture_output=True, text=True
            )
            found = dict(line.split(":", 1) for line in facts.stdout.splitlines() if ":" in line)
            assert "A4" in found["Page size"]
            assert 2 <= int(found["Pages"]) <= most
    page.close()


@pytest.mark.parametrize(
    ("language", "first", "rooms"),
    [
        ("en", "Thursday 18 March 2027", "North · Dhoma 1"),
        ("sq", "E enjte, 18 mars 2027", "Veriu · Dhoma 1"),
    ],
)
def test_the_word_programme_has_a_table_a_day(
    organiser: FlaskClient, leaky, language: str, first: str, rooms: str
) -> None:
    answer = organiser.get(
        f"{BASE.replace('annual-next', 'spring')}/programme.docx?lang={language}"
    )
    file = docx.Document(io.BytesIO(answer.data))
    styles = [
        (one.text, one.style.name)
        for one in file.paragraphs
        if one.style.name in ("First Day", "Heading 1")
    ]
    assert (styles[0], len(styles), len(file.tables)) == ((first, "First Day"), 2, 2)
    assert [cell.text for cell in file.tables[0].rows[0].cells][0::2] == ["09:00–09:30", "Salla"]
    assert rooms in file.tables[1].rows[0].cells[1].text
    assert round(file.sections[0].page_width.cm, 1) == 21.0


def test_an_empty_programme_is_a_file_too(organiser: FlaskClient) -> None:
    answer = organiser.get("/events/spring/agenda/programme.docx?lang=en")
    assert "The programme has no steps yet." in [
        one.text for one in docx.Document(io.BytesIO(answer.data)).paragraphs
    ]
