"""What came of events, year beside year and forum beside forum: only of those one works in."""

import io
import re

import docx
import pytest
from flask import Flask

from facilitate.data.db import db
from facilitate.events.actions import add_objective
from facilitate.events.models import Event
from facilitate.lib.text import Words
from facilitate.notes.models import NoteAction, NoteDecision, NoteLine
from facilitate.objectives.indicators import add_indicator
from facilitate.objectives.models import IndicatorReading, ObjectiveIndicator

from .. import moment
from ..statements import count_statements
from .test_year import year

__all__ = ["year"]
PAGE = "/year/beside"
pytestmark = pytest.mark.both_databases


def rows_of(text: str) -> list[list[str]]:
    """The cells of every row of every table."""
    rows = re.findall(r"(?s)<tr>(.*?)</tr>", text)
    cells = [re.findall(r"(?s)<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]
    return [[" ".join(cell.split()) for cell in row] for row in cells]


def test_each_year_and_each_forum_has_a_row(app: Flask, cast, sign_in, year: str) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        objective = add_objective(event, Words("One form", "Një formular"), Words())
        db.session.flush()
        for goal in ("12", "20"):
            row = ObjectiveIndicator(text=Words("Counties", "Qarqet"), before="3", goal=goal)
            add_indicator(event, objective, row)
            reading = {"value": "12", "on": moment.planner_today()}
            db.session.add(IndicatorReading(indicator_id=row.id, **reading))
        db.session.commit()
    organiser = sign_in("organiser")
    answer = organiser.get(PAGE)
    heads = ["Events", "Decisions", "Carried out", "Still open", "Dropped", "Indicators"]
    told = ["1", "2", "1", "–", "–", "2", "1"]
    assert rows_of(answer.text) == [
        ["Year", *heads, "On target"],
        ["2026", *told],
        ["Forum", *heads, "On target"],
        ["Kukës group", *told],
    ]
    for code in ("en", "sq"):
        assert f'href="{PAGE}.docx?lang={code}"' in answer.text
    paper = docx.Document(io.BytesIO(organiser.get(f"{PAGE}.docx?lang=sq").data))
    tables = [[[cell.text for cell in row.cells] for row in one.rows] for one in paper.tables]
    assert [one[1] for one in tables] == [["2026", *told], ["Grupi i Kukësit", *told]]
    assert f'href="{PAGE}"' in organiser.get("/year?year=2026").text
    with count_statements() as asked:
        organiser.get(PAGE)
    assert len(asked) <= 15


def test_who_works_nowhere_and_where_nothing_is_written_down(app: Flask, cast, sign_in) -> None:
    assert "Nothing to compare yet" in sign_in("organiser").get(PAGE).text
    assert sign_in("organiser").get(f"{PAGE}.docx").status_code == 409
    for page in (PAGE, f"{PAGE}.docx"):
        assert sign_in("stranger").get(page).status_code == 403
    assert app.test_client().get(PAGE).status_code == 302


def test_what_was_made_of_a_line_that_is_not_for_the_report_is_counted_nowhere(
    app: Flask, cast, sign_in, year: str
) -> None:
    with app.app_context():
        at = {"event_id": cast.event_id, "at": moment.now()}
        held = {"text": "Qzmbajtur", "withheld": True, "changed_at": moment.now()}
        line = NoteLine(**at, **held, key="held")
        db.session.add(line)
        db.session.flush()
        made = {**at, "line_id": line.id, "text": "Qzmbajtur"}
        db.session.add_all([NoteDecision(**made), NoteAction(**made, token="t-held")])
        db.session.commit()
    organiser = sign_in("organiser")
    told = ["1", "2", "1", "–", "–", "–", "–"]
    assert [row[1:] for row in rows_of(organiser.get(PAGE).text) if row[0] == "2026"] == [told]
    for page in ("/year?year=2026", "/events/spring/changed"):
        text = organiser.get(page).text
        assert ("Qzmbajtur" in text, "still open" in text.split("<h2>")[0]) == (False, False), page
    lead = "2 decisions; 1 action: 1 carried out."
    assert lead in organiser.get("/year?year=2026").text
    paper = docx.Document(io.BytesIO(organiser.get("/year.docx?year=2026&lang=en").data))
    assert [one.text for one in paper.paragraphs if lead in one.text] != []
