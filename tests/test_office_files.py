"""Excel and Word open each of our files without a question: the Open XML SDK's validator finds nothing in any."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.accounts.models import User
from facilitate.data.db import db
from facilitate.setup.demo.load import OFFICIAL

from .programs import VALIDATOR
from .release.planting import addresses_of, known_in
from .release.sending import can_send

ROOT = Path(__file__).parent.parent
SHIPPED = sorted([*(ROOT / "checklists").glob("*.xlsx"), *(ROOT / "guides").glob("*.docx")])
KINDS = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}

pytestmark = pytest.mark.skipif(VALIDATOR is None, reason="the validator could not be fetched")


def trouble_in(file: Path) -> list[str]:
    """What the validator finds."""
    assert VALIDATOR is not None
    done = subprocess.run(
        [VALIDATOR, file, "Office2019"],
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            "DOTNET_TieredPGO": "0",
        },  # so short a run only pays for measuring itself
    )
    return [f"{one['path']}: {one['description']}" for one in json.loads(done.stdout)["errors"]]


def made_by(demo: Flask, team: FlaskClient) -> Iterator[tuple[str, str, bytes]]:
    """Each page's Office file, by the page and the file's kind."""
    known = known_in(demo)
    for endpoint, view in sorted(demo.view_functions.items()):
        kinds = set()
        rules = demo.url_map.iter_rules(endpoint) if can_send(view) else ()
        for rule in [one for one in rules if "GET" in one.methods]:
            for address in addresses_of(demo, rule, known):
                answer = team.get(address)
                if answer.status_code != 200 or answer.mimetype == "text/html":
                    continue
                kind = KINDS.get(answer.mimetype)
                if kind and kind not in kinds:
                    kinds.add(kind)
                    yield endpoint, kind, answer.data
                if "ending" not in rule.arguments:
                    break  # what it is called says what it is: another event's is made in the same way


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.name)
def test_what_is_shipped_is_sound(file: Path) -> None:
    assert trouble_in(file) == []


@pytest.mark.begins_first
def test_what_the_planner_makes_is_sound(demo: Flask, tmp_path: Path) -> None:
    with demo.app_context():
        token = db.session.scalar(sa.select(User.session_token).where(User.email == OFFICIAL))
    team = demo.test_client()
    with team.session_transaction() as session:
        session["_user_id"] = token
    found, looked_at = {}, []
    for endpoint, kind, content in made_by(demo, team):
        file = tmp_path / f"{endpoint}.{kind}"
        file.write_bytes(content)
        looked_at.append(file.name)
        if trouble := trouble_in(file):
            found[file.name] = trouble
    assert found == {}
    assert len(looked_at) > 40


def test_what_is_wrong_is_found(tmp_path: Path) -> None:
    file = tmp_path / "broken.docx"
    file.write_bytes((ROOT / "guides" / "guide.docx").read_bytes()[:3000])
    assert trouble_in(file) != []
