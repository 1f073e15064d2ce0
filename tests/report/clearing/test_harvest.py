"""A café's harvest in Word, on paper and on the wall: what the privacy check decided is carried out in it."""

import io
from collections.abc import Callable

import docx
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.models import Step
from facilitate.cafe.actions import add_table, cafe_of
from facilitate.cafe.harvest.actions import write_note
from facilitate.cafe.models import CafeTable
from facilitate.data.db import db
from facilitate.lib.text import Words
from facilitate.release.models import TextSource, Verdict
from facilitate.release.verdicts import has_words_left

from ...statements import count_statements

pytestmark = pytest.mark.both_databases
PAPERS = (".docx", "/print", "/wall")
REMOVED, GENERAL, OPEN, KEPT = "Qzremoved", "Qzgeneral", "Qzopen", "Qzkept"
WHOLE = "Qzwhole"
"""All there is of a point: removed, nothing is left of it."""


@pytest.fixture
def home(app: Flask, opening: int) -> str:
    """The harvest of the café of `spring`."""
    with app.app_context():
        step = db.session.scalars(sa.select(Step.id).where(Step.kind == "cafe")).one()
    return f"/events/spring/cafe/{step}/harvest"


@pytest.fixture
def point(app: Flask, home: str) -> Callable[[str], int]:
    """Writes a key point at the only table; gives its number."""

    def put(text: str) -> int:
        with app.app_context():
            cafe = cafe_of(int(home.split("/")[-2]))
            table = db.session.scalars(sa.select(CafeTable)).first() or add_table(
                cafe, CafeTable(name=Words("One", "Një"), question=Words("Why?", "Pse?"), seats=8)
            )
            db.session.flush()
            note = write_note(cafe, table, 1, Words("Why?", "Pse?"), text)
            db.session.commit()
            return note.id

    return put


@pytest.fixture
def leaky(point, verdict) -> None:
    """A point for each verdict, one that waits for a decision, and one in which nothing was found."""
    source = {"source": TextSource.CAFE_NOTE}
    verdict(point(f"Pastaj erdhi {REMOVED}."), REMOVED, Verdict.REMOVE, **source)
    verdict(point(f"Sot jeton te {GENERAL}."), GENERAL, Verdict.GENERALISE, "një zonë", **source)
    verdict(point(f"Dikush tha {KEPT}."), KEPT, Verdict.KEEP, **source)
    verdict(point(f"{WHOLE}."), WHOLE, Verdict.REMOVE, **source)
    point(f"Më pas foli {OPEN}.")
    point("Dy veta për çdo detyrë")


def text_of(browser: FlaskClient, address: str) -> str:
    """What a paper says, also in its header."""
    answer = browser.get(address)
    assert answer.status_code == 200
    if ".docx" not in address:
        return answer.text
    file = docx.Document(io.BytesIO(answer.data))
    return "\n".join(one.text for one in (*file.sections[0].header.paragraphs, *file.paragraphs))


@pytest.mark.one_database
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("by", ["table", "question", "objective"])
def test_what_was_decided_is_carried_out(
    organiser: FlaskClient, home: str, leaky, paper: str, by: str
) -> None:
    said = text_of(organiser, f"{home}{paper}?lang=en&by={by}")
    there = {word: word in said for word in (REMOVED, GENERAL, WHOLE, KEPT, OPEN)}
    assert there == {REMOVED: False, GENERAL: False, WHOLE: False, KEPT: True, OPEN: False}
    assert "Pastaj erdhi […]." in said
    assert "Sot jeton te një zonë." in said
    assert said.count("[…]") == 1  # of the point that was removed as a whole nothing is there


@pytest.mark.one_database
@pytest.mark.parametrize("paper", [".docx", "/print"])
def test_a_paper_says_on_top_that_it_is_not_the_report(
    organiser: FlaskClient, home: str, leaky, verdict, point, paper: str
) -> None:
    said = text_of(organiser, f"{home}{paper}?lang=en")
    top = "Working paper of the team, not the report: 1 key point is left out, because nobody has checked it for privacy."
    assert said.index(top) < said.index("4 key points from 1 table.") < said.index("Dikush tha")
    point(f"Pastaj {OPEN} u largua.")
    assert "2 key points are left out" in text_of(organiser, f"{home}{paper}?lang=en")
    assert "2 pika kryesore" in text_of(organiser, f"{home}{paper}")


@pytest.mark.one_database
def test_once_all_is_decided_it_is_a_working_paper_still(
    organiser: FlaskClient, home: str, point
) -> None:
    point("Dy veta për çdo detyrë")
    said = text_of(organiser, f"{home}.docx?lang=en")
    assert (
        "Working paper of the team, not the report." in said,
        "checked for privacy" in said,
    ) == (
        True,
        False,
    )
    assert "Harvest · working paper" in said.splitlines()[0]


@pytest.mark.one_database
@pytest.mark.parametrize("paper", PAPERS)
def test_what_nobody_checked_stays_in(organiser: FlaskClient, home: str, point, paper: str) -> None:
    point(f"Më pas foli {OPEN}.")
    point("Dy veta për çdo detyrë")
    said = text_of(organiser, f"{home}{paper}?lang=en")
    assert (OPEN in said, "Dy veta" in said) == (False, True)
    if paper != "/wall":
        assert "1 key point is left out, because nobody has checked it for privacy." in said


@pytest.mark.one_database
def test_who_only_looks_reads_what_may_leave_the_room(sign_in, home: str, leaky) -> None:
    words = (REMOVED, GENERAL, WHOLE, KEPT)
    viewer, taker = sign_in("viewer").get(home).text, sign_in("note_taker").get(home).text
    assert [word in viewer for word in words] == [False, False, False, True]
    assert [word in taker for word in words] == [True, True, True, True]


@pytest.mark.one_database
def test_decided_words_that_were_changed_since_are_found_anew(
    app: Flask, organiser: FlaskClient, home: str, point, verdict
) -> None:
    note = point(f"Pastaj erdhi {REMOVED}.")
    verdict(note, REMOVED, Verdict.REMOVE, source=TextSource.CAFE_NOTE)
    organiser.post(f"{home}/{note}", data={"text": f"Pastaj erdhi {OPEN}.", "version": "1"})
    assert "1 key point is left out" in text_of(organiser, f"{home}/print?lang=en")


@pytest.mark.one_database
@pytest.mark.parametrize("paper", PAPERS)
def test_the_same_statements_for_one_and_for_three(
    organiser: FlaskClient, home: str, point, paper: str
) -> None:
    asked = []
    for number in (1, 2):
        for turn in range(number):
            point(f"{number} {turn} {OPEN}")
        with count_statements() as sent:
            organiser.get(f"{home}{paper}")
        asked.append(len(sent))
    assert asked[0] == asked[1] <= 16


def test_what_is_left_of_a_text() -> None:
    assert [has_words_left(text) for text in ("[…]", "[…].", "– […] […]!", "[…] tha", "9")] == [
        False,
        False,
        False,
        True,
        True,
    ]
