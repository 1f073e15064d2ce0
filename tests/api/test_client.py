"""A client that another tool generates from the OpenAPI document works: it lists, reads, adds, and is told what is wrong."""

import importlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
from flask import Flask

from ..people import Cast
from .conftest import token_for


def test_a_generated_client_works(app: Flask, cast: Cast, tmp_path: Path, monkeypatch: Any) -> None:
    document, place = tmp_path / "openapi.json", tmp_path / "client"
    document.write_text(json.dumps(app.test_client().get("/api/v1/openapi.json").json))
    made = subprocess.run(
        [Path(sys.executable).with_name("openapi-python-client"), "generate", "--meta", "none"]
        + ["--path", str(document), "--output-path", str(place / "facilitate_client")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "WARNING" not in made.stdout.upper().replace("WARNING(S) ENCOUNTERED", "")
    monkeypatch.syspath_prepend(str(place))
    package = importlib.import_module("facilitate_client")
    parts = {
        name: importlib.import_module(f"facilitate_client.api.{name}")
        for name in ("events.events", "events.event", "tasks.create_task", "tasks.tasks")
    }
    body = importlib.import_module("facilitate_client.models").CreateTaskBody
    with app.app_context():
        token = token_for(cast.tokens["organiser"])
    client = package.AuthenticatedClient(base_url="http://localhost/api/v1", token=token)
    client.set_httpx_client(
        httpx.Client(
            transport=httpx.WSGITransport(app=app),
            base_url="http://localhost/api/v1",
            headers={"Authorization": f"Bearer {token}"},
        )
    )
    assert [one.slug for one in parts["events.events"].sync(client=client).items] == ["spring"]
    sent = body.from_dict({"title": {"en": "Order chairs"}})
    done = parts["tasks.create_task"].sync_detailed(slug="spring", client=client, body=sent)
    assert (done.status_code, done.parsed.title.en) == (201, "Order chairs")
    tasks = parts["tasks.tasks"].sync(slug="spring", client=client).items
    assert [one.title.en for one in tasks] == ["Order chairs"]
    missing = parts["events.event"].sync_detailed(slug="nowhere", client=client)
    assert (missing.status_code, missing.parsed.status) == (404, 404)
