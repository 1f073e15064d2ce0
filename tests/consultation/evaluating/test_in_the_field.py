"""An evaluation asked with a tool of the field: the form goes out, the answers come back as they leave the tool, once."""

import base64
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from pyxform.xls2xform import convert

from facilitate.consultation.models import Answer, Pick, Questionnaire, QuestionnairePurpose
from facilitate.data.db import db
from facilitate.run import planner_app
from facilitate.run.answers_commands import answers

from ...api.conftest import token_for
from ...people import Cast
from ..papers.conftest import fields_of, look_at
from ..papers.tables import rows_as_xlsx
from .conftest import Evaluation

PAGE = "/events/spring/evaluation"


def table_of(made: Evaluation) -> bytes:
    """Two answers as Kobo writes them, with what it notes about people, machines and places."""
    scale, again = next(key for key in made.questions if key != "again"), made.again[0]
    head = ["start", "_gps", "sector", f"q{made.questions[scale]}", f"q{made.questions['again']}"]
    start, point = "2027-03-19T08:11:00.000+01:00", "41.33 19.82 0 0"
    return rows_as_xlsx(
        [
            [*head, "_uuid"],
            [start, point, "civil_society", "4", f"c{again}", "one"],
            [start, point, "local_government", "2", f"c{again}", "two"],
        ]
    )


def bring(client: FlaskClient, content: bytes) -> Any:
    sent = client.post(f"{PAGE}/bring-in", data={"file": (io.BytesIO(content), "kobo.xlsx")})
    assert sent.location.startswith(f"{PAGE}/bring-in/")
    looked = look_at(client, sent.location, fields_of(client.get(sent.location).text))
    if "fingerprint" not in looked.text:
        return looked
    return client.post(looked.request.path, data=fields_of(looked.text))


@pytest.mark.both_databases
def test_answers_of_an_evaluation_come_back_from_the_field(
    app: Flask, organiser: FlaskClient, evaluation: Evaluation
) -> None:
    page = organiser.get(PAGE).text
    for there in ("form.xlsx", "form.txt", "bring-in"):
        assert f'href="{PAGE}/{there}"' in page
    form = organiser.get(f"{PAGE}/form.xlsx").data
    assert convert(io.BytesIO(form), validate=False, file_type=".xlsx", form_name="data").xform
    names = {row[1] for row in openpyxl.load_workbook(io.BytesIO(form))["survey"].values}
    assert {f"q{number}" for number in evaluation.questions.values()} <= names
    kept = bring(organiser, table_of(evaluation))
    assert kept.location == PAGE
    assert "2 answers were imported." in organiser.get(PAGE).text
    bring(organiser, table_of(evaluation))
    with app.app_context():
        kept_for = sa.select(Questionnaire.purpose).join(
            Answer, Answer.questionnaire_id == Questionnaire.id
        )
        assert db.session.scalars(kept_for).all() == [QuestionnairePurpose.EVALUATION] * 2
        steps = sa.select(Pick.number).where(Pick.number.is_not(None)).order_by(Pick.number)
        assert db.session.scalars(steps).all() == [2, 4]


def test_programs_and_commands_bring_them_too(
    app: Flask,
    client: FlaskClient,
    cast: Cast,
    evaluation: Evaluation,
    tmp_path: Path,
    monkeypatch: Any,
) -> None:
    with app.app_context():
        head = {"Authorization": f"Bearer {token_for(cast.tokens['organiser'])}"}
    content = base64.b64encode(table_of(evaluation)).decode()

    def send(**more: Any) -> Any:
        sent = {"content": content, "purpose": "evaluation", **more}
        return client.post("/api/v1/events/spring/answers/file", json=sent, headers=head)

    seen = send().json
    assert (seen["new"], seen["applied"]) == (2, False)
    assert send(apply=True, state=seen["state"]).json["applied"] is True
    assert send(purpose="after-3").status_code == 404
    assert list(send(purpose="party").json["errors"]) == ["purpose"]
    file = tmp_path / "kobo.xlsx"
    file.write_bytes(table_of(evaluation))
    monkeypatch.setattr(planner_app, "planner_app", lambda **_settings: app)

    def run(purpose: str) -> Any:
        return CliRunner().invoke(answers, ["import", "spring", str(file), "--purpose", purpose])

    told = run("evaluation")
    assert (told.exit_code, "2 already imported" in told.stdout) == (0, True)
    assert "has no questionnaire “after-6” yet" in run("after-6").output


def test_where_nothing_is_asked_afterwards_nothing_comes_in(
    organiser: FlaskClient, sign_in, cast: Cast
) -> None:
    assert organiser.get(f"{PAGE}/bring-in").status_code == 404
    assert organiser.get("/events/spring/after-3/bring-in").status_code == 404
    assert sign_in("viewer").get(f"{PAGE}/bring-in").status_code == 403
    assert sign_in("stranger").get(f"{PAGE}/bring-in").status_code == 404
