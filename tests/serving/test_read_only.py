"""While the planner is moved or updated it can be read; whatever is sent is refused with a plain sentence."""

from dataclasses import replace
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from facilitate.run.terminal import READ_ONLY

from ..commands import run_command

SENTENCE = "it can be read, and nothing can be saved"


def test_pages_are_shown_and_forms_refused(app: Flask, organiser: FlaskClient) -> None:
    settings = app.extensions["settings"]
    app.extensions["settings"] = replace(settings, read_only=True)
    assert organiser.get("/events/spring/").status_code == 200
    refused = organiser.post("/account", data={"name": "Another", "language": "en"})
    assert (refused.status_code, SENTENCE in refused.text) == (503, True)
    assert refused.headers["Retry-After"] == "120"
    by_script = organiser.post("/account", headers={"Accept": "application/json"})
    assert (by_script.status_code, SENTENCE in by_script.json["sentence"]) == (503, True)
    assert organiser.post("/language", data={"language": "sq"}).status_code == 302
    assert "asgjë nuk mund të ruhet" in organiser.post("/account").text
    app.extensions["settings"] = settings
    assert 'value="Another"' not in organiser.get("/account").text


def test_a_stranger_is_told_too(app: Flask, client: FlaskClient, cast) -> None:
    app.extensions["settings"] = replace(app.extensions["settings"], read_only=True)
    refused = client.post("/sign-in", data={"email": "a@office.example", "password": "x"})
    assert (refused.status_code, SENTENCE in refused.text) == (503, True)
    back = client.get(
        "/sign-in/outside/back?code=x&state=y"
    )  # asked for, and yet it saves a session
    assert (back.status_code, SENTENCE in back.text) == (503, True)
    assert client.get("/health").status_code == 200


def test_a_command_saves_nothing_either(tmp_path: Path) -> None:
    planner = {"FACILITATE_INSTANCE": str(tmp_path / "instance")}
    assert run_command(["upgrade"], planner, tmp_path)[0] == 0
    reads = {**planner, "FACILITATE_READ_ONLY": "1"}
    invite = ["invite", "ana@office.example", "--admin"]
    refused = run_command(invite, reads, tmp_path)
    assert refused == (1, f"Error: {READ_ONLY}\n")
    listed = run_command(["account", "list"], reads, tmp_path)
    assert (listed[0], "ana@office.example" in listed[1]) == (0, False)
    assert run_command(["backup", "--to", str(tmp_path / "copies")], reads, tmp_path)[0] == 0
    assert run_command(invite, planner, tmp_path)[0] == 0
    lock = run_command(["account", "make-administrator", "ana@office.example"], reads, tmp_path)
    assert lock == (1, f"Error: {READ_ONLY}\n")
