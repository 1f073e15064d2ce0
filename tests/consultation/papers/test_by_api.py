"""Answers collected elsewhere, sent as a file by a program: looked at first, then kept once, as on the page."""

import base64
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.models import Answer
from facilitate.data.db import db

from ...api.conftest import token_for
from ...people import Cast
from .conftest import Every
from .tables import MICROSOFT, rows_as_xlsx

PLACE = "/api/v1/events/spring/answers/file"


def test_a_file_is_looked_at_then_kept_once(
    app: Flask, client: FlaskClient, cast: Cast, every: Every
) -> None:
    with app.app_context():
        heads = {
            who: {"Authorization": f"Bearer {token_for(cast.tokens[who.split()[0]], **options)}"}
            for who, options in (
                ("organiser", {}),
                ("organiser who only reads", {"scopes": ["answers:read"]}),
                ("viewer", {}),
                ("stranger", {}),
            )
        }

    def send(who: str = "organiser", file: bytes = rows_as_xlsx(MICROSOFT), **more: Any) -> Any:
        content = base64.b64encode(file).decode()
        return client.post(PLACE, json={"content": content, **more}, headers=heads[who])

    seen = send().json
    assert (seen["applied"], seen["new"], seen["left_out"]) == (False, 1, 2)
    assert len(seen["refused"]) >= 2
    assert "a@x.example" not in str(seen)
    assert send(apply=True, state="old").status_code == 412
    with app.app_context():
        assert db.session.query(Answer).count() == 0
    kept = send(apply=True, state=seen["state"])
    assert (kept.status_code, kept.json["applied"]) == (200, True)
    again = send().json
    assert (again["new"], again["known"]) == (0, 1)
    with app.app_context():
        assert db.session.query(Answer).count() == 1
    wrong = send(columns={next(iter(seen["columns"])): "no-such-part"})
    assert (wrong.status_code, list(wrong.json["errors"])) == (422, [next(iter(seen["columns"]))])
    assert send(file=b"%PDF-1.7").status_code == 422
    others = [send(who).status_code for who in heads if who != "organiser"]
    assert others == [403, 403, 404]
