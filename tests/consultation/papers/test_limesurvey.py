"""The questionnaire for LimeSurvey: both languages under one code each, and answers that come back need no mapping by hand."""

import csv
import io
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.models import Question
from facilitate.data.db import db
from facilitate.lib.text import Words

from .conftest import Every, fields_of, look_at, upload_papers
from .tables import rows_as_xlsx

FORM = "/events/spring/consultation/form.txt"


def lines(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter="\t"))


def test_each_question_is_there_in_both_languages(organiser: FlaskClient, every: Every) -> None:
    found = lines(organiser.get(FORM).data)
    settings = {row["name"]: row["text"] for row in found if row["class"] == "S"}
    assert (settings["language"], settings["additional_languages"]) == ("sq", "en")
    assert (settings["ipaddr"], settings["anonymized"]) == ("N", "Y")
    kinds = {
        f"q{id}": {"open": "T", "single": "L", "multiple": "M", "scale": "L", "ranking": "R"}[kind]
        for kind, id in every.questions.items()
    }
    for code in ("sq", "en"):
        mine = [row for row in found if row["language"] == code]
        told = {row["name"]: row["type/scale"] for row in mine if row["class"] == "Q"}
        assert told | kinds | {"sector": "L", "county": "!"} == told
    names = [row["name"] for row in found if row["class"] in ("A", "SQ")]
    assert max(map(len, names)) <= 5
    assert {f"c{id}" for id in every.choices.values()} <= set(names)


def test_signs_of_a_text_are_shown_and_not_obeyed(
    app: Flask, organiser: FlaskClient, every: Every
) -> None:
    """There a text is HTML, and what stands close between braces is calculated."""
    with app.app_context():
        question = db.session.get_one(Question, every.questions["open"])
        question.text = Words('"Why <now>,\n{today} & here?"', "Pse?")
        db.session.commit()
    told = {
        row["text"]
        for row in lines(organiser.get(FORM).data)
        if (row["name"], row["language"]) == (f"q{every.questions['open']}", "en")
    }
    assert told == {"&quot;Why &lt;now&gt;,<br />{ today} &amp; here?&quot;"}


def test_answers_come_back_as_limesurvey_writes_them(
    app: Flask, organiser: FlaskClient, every: Every, kept: Any
) -> None:
    questions, choices = every.questions, every.choices
    found = [row for row in lines(organiser.get(FORM).data) if row["language"] == "en"]
    code = {row["text"]: row["name"] for row in found if row["class"] == "A"}
    several, ranking = f"q{questions['multiple']}", f"q{questions['ranking']}"
    ticked = {"Money": "Y", "Time": "Y"}
    row: dict[str, str] = {
        "id": "7",
        "submitdate": "2026-03-02 08:11:00",
        "lastpage": "1",
        "startlanguage": "sq",
        "seed": "12345",
        "sector": code["Civil society"],
        "county": code["Dibër"],
        f"q{questions['open']}": "Njerëz që qëndrojnë",
        f"q{questions['single']}": f"c{choices['Friday']}",
        f"q{questions['scale']}": "4",
        f"{ranking}[1]": f"c{choices['Food']}",
        f"{ranking}[2]": f"c{choices['Talk']}",
        f"{ranking}[3]": "",
    }
    row |= {
        f"{several}[{one['name']}]": ticked.get(one["text"], "")
        for one in found
        if one["class"] == "SQ"
    }
    address = upload_papers(organiser, rows_as_xlsx([list(row), list(row.values())])).location
    looked = look_at(organiser, address, fields_of(organiser.get(address).text))
    assert "1 new answer" in looked.text
    organiser.post(looked.request.path, data=fields_of(looked.text))
    [answer] = kept()
    assert answer[:2] == ("civil_society", "diber")
    assert sorted(answer[-1], key=str) == sorted(
        [
            (questions["single"], choices["Friday"], None),
            (questions["multiple"], choices["Money"], None),
            (questions["multiple"], choices["Time"], None),
            (questions["scale"], None, 4),
            (questions["ranking"], choices["Food"], 1),
            (questions["ranking"], choices["Talk"], 2),
        ],
        key=str,
    )
