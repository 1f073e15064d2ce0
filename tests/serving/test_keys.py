"""The secret key can be given from outside and changed: what the one before signed is still read."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from facilitate.app import create_app
from facilitate.calendars.actions import address, event_of_feed, new_feed
from facilitate.db import db
from facilitate.events.models import Event
from facilitate.participation.door.badge import badge_token, behind
from facilitate.settings import Settings

NEW, OLD = "n" * 40, "o" * 40


def with_keys(app: Flask, own: str, *old: str) -> Flask:
    """The same planner, started with these keys."""
    return create_app(replace(app.extensions["settings"], own_key=own, old_keys=old))


def test_cookies_badges_and_feeds_outlive_a_change_of_the_key(app: Flask, cast) -> None:
    before, after, without = with_keys(app, OLD), with_keys(app, NEW, OLD), with_keys(app, NEW)
    client = before.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = cast.tokens["organiser"]
    cookie = client.get_cookie("session")
    assert cookie is not None
    with before.app_context():
        badge = badge_token(7)
        feed = (
            address(new_feed(db.session.get_one(Event, cast.event_id)))
            .rsplit("/", 1)[-1]
            .removesuffix(".ics")
        )
        db.session.commit()

    def read(planner: Flask) -> tuple[int, int | None, bool]:
        browser = planner.test_client()
        browser.set_cookie("session", cookie.value)
        with planner.app_context():
            return (
                browser.get("/account").status_code,
                behind(badge),
                event_of_feed(feed) is not None,
            )

    assert (read(before), read(after), read(without)) == (
        (200, 7, True),
        (200, 7, True),
        (302, None, False),
    )
    with after.app_context():
        assert badge_token(7) != badge
    for planner in (before, after, without):
        with planner.app_context():
            db.engine.dispose()


def test_the_key_of_the_folder_is_still_read_once_one_is_set(tmp_path: Path) -> None:
    settings = Settings(tmp_path, "sqlite://")
    (made,) = settings.secret_keys()
    assert replace(settings, own_key=NEW, old_keys=(OLD,)).secret_keys() == [NEW, OLD, made]
    (other := tmp_path / "other").mkdir()
    assert replace(settings, instance=other, own_key=NEW).secret_keys() == [NEW]
    assert list(other.iterdir()) == []  # a key of its own is not made where it is not needed


def test_a_short_key_is_refused_in_a_sentence() -> None:
    with pytest.raises(
        ValueError, match="FACILITATE_SECRET_KEY is too short: at least 32 characters"
    ):
        Settings.from_environment({"FACILITATE_SECRET_KEY": "short"})
    found = Settings.from_environment(
        {"FACILITATE_SECRET_KEY": NEW, "FACILITATE_OLD_SECRET_KEYS": f"{OLD} x"}
    )
    assert (found.own_key, found.old_keys, NEW in repr(found)) == (NEW, (OLD, "x"), False)


@pytest.mark.parametrize(
    ("given", "lacks"),
    [
        ({}, False),
        ({"WORKERS": "4"}, False),
        ({"REDIS_URL": "redis://host"}, True),
        ({"DATABASE_URL": "postgresql+psycopg://host/name"}, True),
        ({"REDIS_URL": "redis://host", "SECRET_KEY": NEW}, False),
    ],
)
def test_several_machines_are_told_to_share_a_key(given: dict[str, str], lacks: bool) -> None:
    own = {f"FACILITATE_{name}": value for name, value in given.items()}
    assert Settings.from_environment(own).lacks_shared_key is lacks
