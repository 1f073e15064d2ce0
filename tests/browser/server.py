"""A planner with the demo, served on loopback for a real browser."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.serving import make_server

from facilitate.accounts.actions import make_link, user_by_email
from facilitate.accounts.models import Purpose
from facilitate.app import create_app
from facilitate.db import db
from facilitate.settings import Settings
from facilitate.setup.demo.load import OFFICIAL

from ..databases import free_port
from ..levels import copy_level, sqlite_level
from ..programs import CHROMIUM

# Chromium's own background traffic is switched off: a test machine may have no network.
LAUNCH: dict[str, Any] = {
    "executable_path": CHROMIUM,
    "args": [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ],
}  # fmt: skip


class Planner:
    """A served planner: its address, and links that let in."""

    def __init__(self, app: Flask, url: str) -> None:
        self.app, self.url = app, url

    def sign_in_link(self) -> str:
        """A fresh single-use link of the demo's organiser."""
        with self.app.app_context():
            link = make_link(user_by_email(OFFICIAL), Purpose.SIGN_IN)
            db.session.commit()
            return link

    def enter(self, page: Any, language: str = "en") -> None:
        """Sign a page in and choose its language."""
        page.goto(self.sign_in_link())
        page.locator("main button").click()
        if page.locator("html").get_attribute("lang") != language:
            page.locator(f".menu button[value={language}]").click()


@contextmanager
def served(folder: Path, shared: Path) -> Iterator[Planner]:
    """The demo of today on a SQLite file, served by threads until the block ends."""
    copy_level(sqlite_level(shared, "demo"), folder)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    settings = Settings(
        instance=folder, database_url=f"sqlite:///{folder / 'facilitate.sqlite3'}", base_url=url, testing=True, immediate_jobs=True
    )  # fmt: skip
    app = create_app(settings)
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Planner(app, url)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        with app.app_context():
            db.engine.dispose()
