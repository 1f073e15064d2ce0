"""Nobody is offered a link that leads nowhere: every role follows every link it is shown."""

import html
import re
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.accounts.models import User
from facilitate.data.db import db
from facilitate.events.actions import join_team
from facilitate.events.models import Event, Role

LINK = re.compile(r'<a [^>]*href="(/[^"#]*)')


@pytest.mark.parametrize("role", list(Role))
def test_no_link_leads_nowhere(
    app: Flask, cast, demo, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("facilitate.guides.papers.actions._written", nothing_written)
    monkeypatch.setattr("facilitate.web.downloads.open_table", nothing_written)
    with app.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "annual-next")).one()
        user = db.session.scalars(
            sa.select(User).where(User.session_token == cast.tokens["stranger"])
        ).one()
        join_team(event, user, role)
        db.session.commit()
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = cast.tokens["stranger"]
    waiting, seen, wrong = ["/", "/events/annual-next/"], 0, {}
    met = {kind(path) for path in waiting}
    while waiting and seen < 150:
        path = waiting.pop(0)
        seen += 1
        answer = client.get(path)
        if answer.status_code >= 400:
            wrong[path] = answer.status_code
        if answer.mimetype == "text/html":
            # one page of a kind is enough: people, organisations and techniques come by the hundred
            for link in sorted({html.unescape(link) for link in LINK.findall(answer.text)}):
                if kind(link) not in met:
                    met.add(kind(link))
                    waiting.append(link)
    assert wrong == {}
    assert seen > 15


def kind(link: str) -> str:
    """A link without its numbers, its question and its technique."""
    return re.sub(r"/techniques/.+", "/techniques/x", re.sub(r"\d+", "n", link.split("?")[0]))


def nothing_written(*_asked: Any, **_more: Any) -> bytes:
    """In place of papers and tables that take seconds for each role: whether somebody may have them is asked before."""
    return b""
