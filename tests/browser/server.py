"""A planner with the demo, served on loopback for a real browser."""

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import Page
from werkzeug import Response
from werkzeug.serving import make_server

from facilitate.accounts.actions import make_link, user_by_email
from facilitate.accounts.models import AccountLinkPurpose
from facilitate.data.db import db
from facilitate.run.settings import Settings
from facilitate.setup.demo.load import OFFICIAL
from facilitate.web.app import create_app

from .. import moment
from ..databases import free_port
from ..levels import copy_level, sqlite_level
from ..programs import CHROMIUM

# Chromium's own background traffic is switched off: a test machine may have no network.
LAUNCH: dict[str, Any] = {
    "executable_path": CHROMIUM,
    "args": [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ],
}


class Planner:
    """A served planner: its address, and links that let in."""

    def __init__(self, app: Flask, url: str) -> None:
        self.app, self.url = app, url

    def sign_in_link(self) -> str:
        """A fresh single-use link of the demo's organiser."""
        with self.app.app_context():
            link = make_link(user_by_email(OFFICIAL), AccountLinkPurpose.SIGN_IN)
            db.session.commit()
            return link

    def session(self, language: str = "en", email: str = OFFICIAL) -> dict[str, Any]:
        """What the planner remembers of a browser in which somebody has signed in."""
        with self.app.app_context():
            user = user_by_email(email)
            assert user is not None
            return {"_user_id": user.session_token, "_fresh": True, "language": language}

    def enter(self, page: Page, language: str = "en", email: str = OFFICIAL) -> None:
        """Let a page in as somebody who signed in before, and choose a language: with the cookie that signing in gives."""
        session = self.session(language, email)
        signed = SecureCookieSessionInterface().get_signing_serializer(self.app)
        assert signed is not None
        cookie = {
            "name": self.app.config["SESSION_COOKIE_NAME"],
            "value": signed.dumps(session),
            "url": self.url,
        }
        page.context.add_cookies([cookie])


def on_the_planners_clock(app: WSGIApplication) -> WSGIApplication:
    """What runs in the browser, the worker too, goes by the planner's clock: its own is of the day on which tests are run."""
    ahead = round((moment.now() - datetime.fromtimestamp(time.time(), UTC)).total_seconds() * 1000)

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ.pop("HTTP_ACCEPT_ENCODING", None)  # on loopback compressing only takes time
        if not environ["PATH_INFO"].endswith(".js") or "/vendor/" in environ["PATH_INFO"]:
            return app(environ, start_response)
        for named in ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"):
            environ.pop(named, None)
        response = Response.from_app(app, environ)
        if response.status_code == 200:
            response.set_data(SHIFTED % ahead + response.get_data())
        return response(environ, start_response)

    return answer


SHIFTED = b"""self.planners_clock ??= (() => {
  const Own = Date, now = () => Own.now() + %d;
  self.Date = new Proxy(Own, {
    apply: () => new Own(now()).toString(),
    construct: (_own, given) => (given.length ? new Own(...given) : new Own(now())),
    get: (_own, key) => (key === "now" ? now : Reflect.get(Own, key)),
  });
  return true;
})();
"""


@contextmanager
def serve_demo(folder: Path, shared: Path, level: str = "demo") -> Iterator[Planner]:
    """The demo of today (or an empty planner: `filled`) on a SQLite file, served by threads until the block ends."""
    copy_level(sqlite_level(shared, level), folder)
    static_files = shared / "static-files"  # compressed once a run
    static_files.mkdir(exist_ok=True)
    (folder / "static").symlink_to(static_files)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    settings = Settings(
        instance=folder,
        database_url=f"sqlite:///{folder / 'facilitate.sqlite3'}",
        base_url=url,
        testing=True,
        count_pages=False,
        immediate_jobs=True,
    )
    app = create_app(settings)
    server = make_server("127.0.0.1", port, on_the_planners_clock(app), threaded=True)
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
