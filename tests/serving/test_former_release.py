"""While servers are brought up one by one, the former release works on the tables of this one."""

import json
import os
import subprocess
import sys
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate import clock
from facilitate.accounts.models import User
from facilitate.data.db import db
from facilitate.setup.demo.load import OFFICIAL

from ..bench_demo import signed_in
from ..browser.pages import PUBLIC, page_addresses
from ..load.releases import former_release
from ..load.work import ROOT

SCRIPT = Path(__file__).parent / "former.py"

pytestmark = pytest.mark.skipif(
    not (ROOT / ".git").exists(), reason="the former release is taken out of the project's history"
)


def one_page_of_each_kind(app: Flask) -> list[tuple[str, str, bool]]:
    """Of each room a page its team sees and one that needs no account: endpoint, address, whether somebody is signed in."""
    found: dict[tuple[str, bool], tuple[str, str, bool]] = {}
    for endpoint, address in page_addresses(app).items():
        signed = endpoint not in PUBLIC
        found.setdefault((endpoint.partition(".")[0], signed), (endpoint, address, signed))
    return list(found.values())


def ask_former(code: Path, app: Flask, instance: Path, **asked: Any) -> dict[str, Any]:
    """What a planner of that code answers on this planner's database."""
    with app.app_context():
        token = db.session.scalar(sa.select(User.session_token).where(User.email == OFFICIAL))
        told = {
            "instance": str(instance),
            "database_url": db.engine.url.render_as_string(hide_password=False),
            "session_token": token,
            "now": clock.now().astimezone(UTC).isoformat(),
        }
    done = subprocess.run(
        [sys.executable, "-P", str(SCRIPT)],
        input=json.dumps(told | asked),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(code)},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.both_databases
def test_it_shows_its_pages_and_keeps_what_is_sent(demo: Flask, tmp_path: Path) -> None:
    _named, code = former_release(tmp_path / "former")
    pages = one_page_of_each_kind(demo)
    clients = [demo.test_client(), signed_in(demo)]
    ours = {address: clients[signed].get(address).status_code for _end, address, signed in pages}
    account = {"name": "Somebody Renamed", "language": "en"}
    answered = ask_former(code, demo, tmp_path, pages=pages, forms=[("/account", account)])
    assert answered["code"].startswith(str(code))
    assert answered["pages"].items() <= ours.items()
    assert len(answered["pages"]) > 30
    assert answered["sent"] == [302]
    assert 'value="Somebody Renamed"' in clients[True].get("/account").text
