"""The page of whoever looks after the planner: what works, jobs that failed, the last copy, settings without secrets."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate import clock
from facilitate.accounts.actions import make_link, user_by_email
from facilitate.accounts.models import AccountLinkPurpose, User
from facilitate.data.backing_up import back_up_to
from facilitate.data.db import db
from facilitate.run.jobs import KeptJob, KeptState
from facilitate.watching.measures import MeasuredCounts
from facilitate.watching.planner_pages import settings_in_force
from facilitate.watching.ready import CHECKS

pytestmark = pytest.mark.both_databases


def test_administrators_see_it_and_nobody_else(sign_in, client: FlaskClient) -> None:
    codes = [sign_in(who).get("/planner").status_code for who in ("administrator", "organiser")]
    assert [*codes, client.get("/planner").status_code] == [200, 403, 302]
    assert sign_in("organiser").post("/planner/jobs/1/again").status_code == 403


def test_a_job_that_failed_is_tried_again(app: Flask, sign_in) -> None:
    with app.app_context():
        kept = KeptJob(
            name="search_seating",
            arguments=[0, 0],
            created_at=clock.now(),
            state=KeptState.FAILED,
            error="LookupError (search.py:12)",
        )
        db.session.add(kept)
        db.session.commit()
        job_id = kept.id
    client = sign_in("administrator")
    page = client.get("/planner").text
    assert ("search_seating" in page, "LookupError (search.py:12)" in page) == (True, True)
    answer = client.post(f"/planner/jobs/{job_id}/again", follow_redirects=True)
    assert (answer.status_code, "The job is tried again." in answer.text) == (200, True)
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(KeptJob.id))) == 0
    assert client.post(f"/planner/jobs/{job_id}/again").status_code == 404


def test_how_far_a_job_is(app: Flask, sign_in) -> None:
    at = clock.now().replace(hour=10, minute=20)
    said = {
        KeptState.RUNNING: ({"tries": 2, "alive_at": at}, "running, try 2, last heard from at "),
        KeptState.WAITING: ({"tries": 1, "again_at": at}, "waiting, not before "),
    }
    with app.app_context():
        for state, (about, _text) in said.items():
            row = {"name": "a_job", "arguments": [], "created_at": at, "state": state}
            db.session.add(KeptJob(**row, **about))
        db.session.commit()
        time = clock.at_home(at).strftime("%H:%M")
    page = " ".join(sign_in("administrator").get("/planner").text.split())
    assert [f"{text}{time}" in page for _about, text in said.values()] == [True, True]


def test_a_part_that_does_not_work_is_told_in_the_readers_language(
    app: Flask, sign_in, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_app: Flask) -> None:
        raise ConnectionRefusedError

    monkeypatch.setitem(CHECKS, "store", refuse)
    client, told = sign_in("administrator"), {}
    for code in ("en", "sq"):
        client.post("/language", data={"language": code})
        page = client.get("/planner").text
        told[code] = re.findall(r"[^<>]+\(ConnectionRefusedError\)", page)
    assert {code: [one.strip() for one in said] for code, said in told.items()} == {
        "en": ["cannot be reached (ConnectionRefusedError)"],
        "sq": ["nuk arrihet (ConnectionRefusedError)"],
    }
    for_programs = client.get("/ready").json["parts"]["store"]
    assert for_programs == "cannot be reached (ConnectionRefusedError)"


def test_it_tells_copies_and_locked_accounts(app: Flask, sign_in, tmp_path: Path) -> None:
    client = sign_in("administrator")
    page = client.get("/planner").text
    assert ("No copy has been made yet." in page, "Locked accounts" in page) == (True, False)
    with app.app_context():
        path, _rows = back_up_to(str(tmp_path / "copies"), 1, "")
        user = db.session.scalars(sa.select(User).where(~User.administrator)).first()
        assert user is not None
        user.active, name = False, user.name
        db.session.commit()
    page = client.get("/planner").text
    assert (str(path) in page, "Locked accounts" in page, name in page) == (True, True, True)


@pytest.mark.one_database
def test_it_tells_slow_pages_and_who_was_here(
    app: Flask, sign_in, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, measures = sign_in("administrator"), app.extensions["measures"]
    monkeypatch.setattr(
        measures, "_own", MeasuredCounts()
    )  # other tests of this worker were slow, too
    page = client.get("/planner").text
    assert "No page took longer than a fifth of a second" in page
    assert "Nobody was here in the last two hours." in page
    with app.app_context():
        link = make_link(user_by_email("organiser@office.example"), AccountLinkPurpose.SIGN_IN)
        db.session.commit()
    app.test_client().post(link)
    for seconds in (0.1, 0.7):
        measures.add(route="a.slow_page", method="GET", code=200, seconds=seconds, statements=1)
        measures.add(route="a.fast_page", method="GET", code=200, seconds=0.1, statements=1)
    page = client.get("/planner").text
    assert ("<code>a.slow_page</code>" in page, ">400</td>" in page) == (True, True)
    assert ("a.fast_page" in page, "In the last two hours: " in page) == (False, True)
    assert "Arta Hoxha" in page


@pytest.mark.one_database
def test_keys_and_passwords_are_hidden(app: Flask) -> None:
    settings = replace(
        app.extensions["settings"],
        own_key="k" * 40,
        old_keys=("o" * 40,),
        metrics_token="the token",
        errors_url="https://secret@errors.example/1",
        mail_url="smtp://me:the-word@mail.office.example:587?tls=1",
        mailbox_url="imaps://me:the-word@mail.office.example/INBOX",
        database_url="postgresql+psycopg://me:the-word@host/name",
    )
    said = dict(settings_in_force(settings))
    text = repr(said)
    secrets = ("k" * 40, "o" * 40, "the token", "secret@", "the-word")
    assert [one for one in secrets if one in text] == []
    assert said["FACILITATE_MAIL_URL"] == "smtp://me:••••••@mail.office.example:587?tls=1"
    assert (said["FACILITATE_QUEUES"], said["FACILITATE_REDIS_URL"]) == ("1", "")


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (
            "postgresql+psycopg://me:the/wo?rd#x@host/name",
            "postgresql+psycopg://me:••••••@host/name",
        ),
        (
            "postgresql+psycopg:///name?host=a&password=word&sslmode=require",
            "postgresql+psycopg:///name?host=a&password=••••••&sslmode=require",
        ),
        ("redis://:wo@rd@host:6379/0", "redis://:••••••@host:6379/0"),
        ("rediss://host/0?password=word&db=1", "rediss://host/0?password=••••••&db=1"),
        (
            "s3://copies/it?aws_secret_access_key=word",
            "s3://copies/it?aws_secret_access_key=••••••",
        ),
        ("smtp://me:word@host:587?from=a@b", "smtp://me:••••••@host:587?from=a@b"),
        ("redis://[::1]:6379/0", "redis://[::1]:6379/0"),
        ("sqlite:////srv/it/planner@home.sqlite3", "sqlite:////srv/it/planner@home.sqlite3"),
    ],
)
def test_a_password_is_hidden_however_an_address_writes_it(
    app: Flask, address: str, shown: str
) -> None:
    settings = replace(app.extensions["settings"], database_url=address)
    assert dict(settings_in_force(settings))["FACILITATE_DATABASE_URL"] == shown


@pytest.mark.one_database
def test_a_redis_that_is_not_set_is_not_said_to_work(sign_in) -> None:
    page = " ".join(sign_in("administrator").get("/planner").text.split())
    assert '<th scope="row">Redis</th><td>not set</td>' in page
