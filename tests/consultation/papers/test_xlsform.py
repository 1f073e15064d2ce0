"""The questionnaire as a form for the field: tools read it, and what they bring back is known by its names."""

import io
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from pyxform.xls2xform import convert

from facilitate.consultation.models import Choice, Question
from facilitate.data.db import db
from facilitate.lib.text import Words

from ...bench_demo import signed_in
from .conftest import Every, fields_of, look_at, upload_papers
from .tables import rows_as_xlsx

FORM = "/events/spring/consultation/form.xlsx"


def sheets(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {
        sheet.title: [tuple(row) for row in sheet.iter_rows(values_only=True)] for sheet in book
    }


def test_tools_of_the_field_read_the_form_in_both_languages(
    organiser: FlaskClient, every: Every
) -> None:
    answer = organiser.get(FORM)
    assert answer.status_code == 200
    assert "spring-xlsform.xlsx" in answer.headers["Content-Disposition"]
    read = convert(io.BytesIO(answer.data), validate=False, form_name="data", file_type=".xlsx")
    form, warnings = read.xform, read.warnings
    assert warnings == []
    assert ('lang="English (en)"' in form, 'lang="Shqip (sq)"' in form) == (True, True)
    for id in every.questions.values():
        assert f"/data/q{id}" in form
    assert "<odk:rank" in form


def test_a_text_that_looks_like_a_reference_is_a_text(
    app: Flask, organiser: FlaskClient, every: Every
) -> None:
    with app.app_context():
        for row in db.session.scalars(sa.select(Question)):
            row.text, row.help = Words("What of ${money}?", "Po ${paratë}?"), Words("${", "${ x")
        db.session.execute(sa.update(Choice).values(text=Words("${none}", "${asnjë}")))
        db.session.commit()
    read = convert(io.BytesIO(organiser.get(FORM).data), validate=False, file_type=".xlsx")
    assert "What of $ {money}?" in read.xform
    assert read.warnings == []


def test_the_forms_of_an_event_are_told_apart_by_their_names(demo: Flask) -> None:
    team = signed_in(demo)
    said = [
        team.get(f"/events/annual-2008/{asked}/form.xlsx").headers["Content-Disposition"]
        for asked in ("consultation", "evaluation")
    ]
    names = [one.partition("filename=")[2] for one in said]
    assert names == ["annual-2008-xlsform.xlsx", "annual-2008-evaluation-xlsform.xlsx"]


def test_the_form_has_each_question_once_and_nothing_hidden(
    organiser: FlaskClient, every: Every
) -> None:
    found = sheets(organiser.get(FORM).data)
    kinds = {row[1]: row[0] for row in found["survey"][1:] if row[1] and row[1].startswith("q")}
    expected = {
        f"q{id}": {
            "open": "text",
            "single": f"select_one q{id}_choices",
            "multiple": f"select_multiple q{id}_choices",
            "scale": f"select_one q{id}_choices",
            "ranking": f"rank q{id}_choices",
        }[kind]
        for kind, id in every.questions.items()
    }
    assert {name: kinds[name] for name in expected} == expected
    names = [row[1] for row in found["choices"][1:]]
    assert [f"c{id}" in names for id in every.choices.values()] == [True] * len(every.choices)
    assert len(names) == len(set(names))


@pytest.mark.both_databases
def test_answers_come_back_under_the_names_of_the_form(
    app: Flask, organiser: FlaskClient, every: Every, kept: Any
) -> None:
    questions, choices = every.questions, every.choices
    places = {
        row[2]: row[1] for row in sheets(organiser.get(FORM).data)["choices"] if row[0] == "county"
    }
    table = [
        ["start", "sector", "county", *(f"q{id}" for id in questions.values()), "_uuid"],
        [
            "2026-03-02T08:11:00.000+01:00",
            "civil_society",
            places["Dibër"],
            *(
                {
                    "open": "Njerëz që qëndrojnë",
                    "single": f"c{choices['Friday']}",
                    "multiple": f"c{choices['Money']} c{choices['Time']}",
                    "scale": "4",
                    "ranking": f"c{choices['Food']} c{choices['Talk']}",
                }[kind]
                for kind in questions
            ),
            "uuid-of-the-tool",
        ],
    ]
    address = upload_papers(organiser, rows_as_xlsx(table)).location
    looked = look_at(organiser, address, fields_of(organiser.get(address).text))
    assert "1 new answer" in looked.text
    organiser.post(looked.request.path, data=fields_of(looked.text))
    [answer] = kept()
    assert answer[:2] == ("civil_society", "diber")
    texts, picks = answer[-2], answer[-1]
    assert [text for _question, text, _plain in texts] == ["Njerëz që qëndrojnë"]
    assert sorted(picks, key=str) == sorted(
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


def test_a_stranger_finds_no_form(sign_in, every: Every) -> None:
    assert sign_in("stranger").get(FORM).status_code == 404
