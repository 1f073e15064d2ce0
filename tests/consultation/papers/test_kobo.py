"""Answers are fetched from KoboToolbox as they would come in a file: looked at first, who and when left behind, the token kept nowhere."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from facilitate.run import planner_app
from facilitate.run.answers_commands import answers

from ...api.conftest import token_for
from ...people import Cast
from .conftest import BRING_IN, Every, fields_of, look_at

FORM = "aBcDeFgHiJkLmNoPqRsTuV"
TOKEN = "0123456789abcdef"


@pytest.fixture
def kobo(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, Any]]]:
    """A server that answers as KoboToolbox does (API v2), one row a page; what people have sent is put into the list."""
    rows: list[dict[str, Any]] = []

    class Gives(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, _mark, asked = self.path.partition("?")
            page = int(dict(one.split("=") for one in asked.split("&")).get("start", 0))
            well = self.headers["Authorization"] == f"Token {TOKEN}" and FORM in path
            server = rows[page].get("_continues_at", address) if rows else address
            following = rows[page].get("_goes_on_with", page + 1) if rows else 1
            more = f"{server}{path}?format=json&start={following}" if page + 1 < len(rows) else None
            told = {"count": len(rows), "next": more, "results": rows[page : page + 1]}
            content = json.dumps(told if well else {"detail": "Not found."}).encode()
            self.send_response(200 if well else 404)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_arguments: Any) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Gives)
    address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    monkeypatch.setitem(
        app.extensions, "settings", replace(app.extensions["settings"], kobo=address)
    )
    yield rows
    server.shutdown()
    server.server_close()


def fetch(
    organiser: FlaskClient, form: str = f"https://kf/#/forms/{FORM}/summary", **more: str
) -> Any:
    return organiser.post(BRING_IN, data={"text": form, "token": TOKEN, **more})


def test_answers_are_fetched_and_shown_before_they_are_kept(
    organiser: FlaskClient, every: Every, kept: Any, kobo: list[dict[str, Any]]
) -> None:
    questions, choices = every.questions, every.choices
    for number, day in enumerate(("Friday", "Thursday")):
        kobo.append(
            {
                "_id": number,
                "_submission_time": "2026-03-02T08:11:00",
                "_geolocation": [41.3, 19.8],
                "start": "2026-03-02T08:11:00.000+01:00",
                "sector": "civil_society",
                f"about/q{questions['open']}": f"Njerëz që qëndrojnë {number}",
                f"q{questions['single']}": f"c{choices[day]}",
                f"q{questions['multiple']}": f"c{choices['Money']} c{choices['Time']}",
                "_submitted_by": "field-user",
            }
        )
    assert "KoboToolbox" in organiser.get(BRING_IN).text
    columns = organiser.get(fetch(organiser).location)
    assert ("08:11" in columns.text, "field-user" in columns.text, TOKEN in columns.text) == (
        False,
    ) * 3
    looked = look_at(organiser, columns.request.full_path, fields_of(columns.text))
    assert ("2 new answers" in looked.text, kept()) == (True, [])
    organiser.post(looked.request.path, data=fields_of(looked.text))
    assert [str(answer[3]) for answer in kept()] == ["2026-03-02"] * 2
    picks = sorted(kept()[0][-1], key=str)
    assert (questions["multiple"], choices["Time"], None) in picks


def test_what_does_not_come_is_said(
    app: Flask, organiser: FlaskClient, every: Every, kobo: list[dict[str, Any]]
) -> None:
    assert "Nobody has answered this form yet." in fetch(organiser).text
    assert "Copy it from the browser" in fetch(organiser, "my form").text
    assert "Check both." in fetch(organiser, token="wrong").text
    kobo.extend([{"_continues_at": "http://elsewhere.example", "sector": "donor"}, {}])
    assert "does not answer" in fetch(organiser).text  # what stands elsewhere is not left out
    kobo[:] = [{"sector": "donor"}, {"_goes_on_with": 1}, {}]
    assert "does not answer" in fetch(organiser).text  # nor counted again and again
    app.extensions["settings"] = replace(app.extensions["settings"], kobo="http://127.0.0.1:9")
    assert "does not answer" in fetch(organiser).text
    app.extensions["settings"] = replace(app.extensions["settings"], kobo="")
    assert "Please choose a file." in fetch(organiser).text


def field_row(every: Every) -> dict[str, Any]:
    return {
        "_submission_time": "2026-03-02T08:11:00",
        "sector": "civil_society",
        f"q{every.questions['open']}": "Njerëz që qëndrojnë",
        "_submitted_by": "field-user",
    }


def test_a_program_fetches_them_too(
    app: Flask, client: FlaskClient, cast: Cast, every: Every, kept: Any, kobo: list[dict[str, Any]]
) -> None:
    with app.app_context():
        head = {"Authorization": f"Bearer {token_for(cast.tokens['organiser'])}"}
    kobo.append(field_row(every))

    def send(**more: Any) -> Any:
        asked = {"form": FORM, "token": TOKEN, **more}
        return client.post("/api/v1/events/spring/answers/file", json=asked, headers=head)

    seen = send().json
    assert (seen["new"], seen["said"], kept()) == (
        1,
        "1 new answer. Nothing is kept until you confirm.",
        [],
    )
    assert "field-user" not in str(seen)
    assert send(apply=True, state=seen["state"]).json["applied"] is True
    assert len(kept()) == 1
    wrong = send(token="wrong")
    assert (wrong.status_code, list(wrong.json["errors"])) == (422, ["form"])
    app.extensions["settings"] = replace(app.extensions["settings"], kobo="")
    assert "FACILITATE_KOBO" in send().json["errors"]["form"][0]


def test_a_command_fetches_them_too(
    app: Flask,
    every: Every,
    kept: Any,
    kobo: list[dict[str, Any]],
    monkeypatch: Any,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(planner_app, "planner_app", lambda **_settings: app)
    kobo.append(field_row(every))

    def run(*asked: str, token: str = TOKEN) -> Any:
        return CliRunner().invoke(answers, ["import", *asked], env={"FACILITATE_KOBO_TOKEN": token})

    looked = run("spring", "--kobo", FORM)
    assert (looked.exit_code, kept()) == (0, [])
    assert looked.stdout == "1 new answer. Nothing is kept until you confirm.\n"
    assert "field-user" not in looked.output
    assert run("spring", "--kobo", FORM, "--apply").stdout == "1 kept\n"
    assert len(kept()) == 1
    assert "1 already imported" in run("spring", "--kobo", FORM).stdout
    refused = run("spring", "--kobo", FORM, token="wrong")
    assert (refused.exit_code, "Check both." in refused.output) == (1, True)
    assert run("spring").exit_code == 1
    file = tmp_path / "answers.csv"
    file.write_text(f"sector,q{every.questions['open']}\nnone-of-these,Këtu\ncivil_society,Atje\n")
    told = run("spring", str(file), "--json")
    assert (told.exit_code, json.loads(told.stdout)["new"]) == (3, 1)
