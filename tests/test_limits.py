"""How much may be sent at once, and how often somebody may guess."""

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.accounts.actions import set_password
from facilitate.accounts.models import User
from facilitate.data.db import db
from facilitate.web.app import create_app
from facilitate.web.limits import AT_ONCE, MEGABYTE

RIGHT = "a long enough sentence"

USUAL = "/events/spring/notes/bring-in"
LARGE = "/events/read-in"


def sent(client: FlaskClient, path: str, megabytes: int) -> tuple[int, str]:
    file = (io.BytesIO(b"0" * megabytes * MEGABYTE), "large.zip")
    answer = client.post(path, data={"file": file})
    return answer.status_code, answer.text


def test_more_than_is_usual_is_refused_in_a_sentence(organiser: FlaskClient) -> None:
    status, page = sent(organiser, USUAL, AT_ONCE)  # the form around the file is on top
    assert status == 413
    assert "You can send at most 25 megabytes at once." in page


def test_a_page_may_take_more_from_somebody_signed_in(
    organiser: FlaskClient, client: FlaskClient
) -> None:
    status, page = sent(organiser, LARGE, AT_ONCE)
    assert status == 422
    assert "This is not the archive" in page
    assert sent(client, LARGE, AT_ONCE)[0] == 302  # to the page where one signs in


def test_pages_that_take_more_say_how_much(app: Flask) -> None:
    takes = {
        name: view.takes for name, view in app.view_functions.items() if hasattr(view, "takes")
    }
    assert takes == {"notes.add_photos": 200, "report.import_archive": 201}


@pytest.fixture
def limited(app: Flask) -> Iterator[Flask]:
    """The planner with its limits, which tests otherwise do without."""
    settings = app.extensions["settings"]
    planner = create_app(replace(settings, extra={**settings.extra, "RATELIMIT_ENABLED": True}))
    yield planner
    with planner.app_context():
        db.engine.dispose()


def signs_in(
    planner: Flask, password: str, email: str = "viewer@office.example", where: str = "10.0.0.1"
) -> int:
    return (
        planner.test_client()
        .post(
            "/sign-in",
            data={"email": email, "password": password},
            environ_base={"REMOTE_ADDR": where},
        )
        .status_code
    )


def test_forty_behind_one_router_sign_in_and_a_guesser_does_not(limited: Flask, cast) -> None:
    with limited.app_context():
        set_password(
            db.session.scalars(sa.select(User).where(User.email == "viewer@office.example")).one(),
            RIGHT,
        )
        db.session.commit()
    assert [signs_in(limited, RIGHT) for _ in range(40)] == [302] * 40
    other = {"email": "organiser@office.example"}
    assert [signs_in(limited, "guessed", **other) for _ in range(11)] == [422] * 10 + [429]
    assert signs_in(limited, "guessed", "ORGANISER@office.example ") == 429
    assert signs_in(limited, RIGHT) == 302  # the others of that router go on
    assert signs_in(limited, "guessed", **other, where="10.0.0.2") == 422  # and the owner at home


def test_who_tries_many_accounts_is_stopped_too(limited: Flask, cast) -> None:
    tried = [
        signs_in(limited, "guessed", f"somebody{number}@office.example") for number in range(61)
    ]
    assert tried == [422] * 60 + [429]


def test_nobody_keeps_the_planner_busy_with_asking_whether_it_is_ready(
    limited: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each answer asks eight parts; a machine that looks asks every few seconds."""
    monkeypatch.setattr(limited.extensions["parts"], "all", list)
    client = limited.test_client()
    answers = [client.get("/ready").status_code for _ in range(301)]
    assert answers == [200] * 300 + [429]
