"""A program with a token of somebody in the cast."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from facilitate.accounts.models import User
from facilitate.api import actions
from facilitate.api.rights import SCOPES
from facilitate.data.db import db
from facilitate.events.models import Event

from .. import moment
from ..people import Cast

Program = Callable[..., TestResponse]


def token_for(session_token: str, scopes: Any = SCOPES, slug: str = "", days: int = 30) -> str:
    """A new token of whoever has that session (in an application context)."""
    user = db.session.scalars(sa.select(User).where(User.session_token == session_token)).one()
    event = db.session.scalar(sa.select(Event).where(Event.slug == slug))
    expires = moment.now() + timedelta(days=days)
    token = actions.make_token(user, "Power BI", scopes, expires, event)
    db.session.commit()
    return token


@pytest.fixture
def program(app: Flask, cast: Cast) -> Callable[..., Program]:
    """A program that asks as somebody of the cast: `ask("GET", "/events/spring")`."""

    def of(who: str, **options: Any) -> Program:
        with app.app_context():
            token = token_for(cast.tokens[who], **options)
        client = app.test_client()

        def ask(method: str, path: str, sent: Any = None, **head: str) -> TestResponse:
            headers = {"Authorization": f"Bearer {token}"}
            headers |= {name.replace("_", "-"): value for name, value in head.items()}
            body = {"data": sent} if isinstance(sent, bytes) else {"json": sent}
            return client.open(f"/api/v1{path}", method=method, headers=headers, **body)

        return ask

    return of
