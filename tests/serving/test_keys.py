"""The secret key can be given from outside and changed: what the one before signed is still read."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from facilitate.calendars.actions import event_of_feed, feed_address, renew_calendar_feed
from facilitate.data.db import db
from facilitate.data.noted import noted_value
from facilitate.events.models import Event
from facilitate.participation.door.badge import badge_token, participation_of_badge
from facilitate.run.settings import Settings
from facilitate.web.app import create_app
from facilitate.web.shared_keys import read_shared_keys, share_keys

from ..planner_settings import settings_for

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
            feed_address(renew_calendar_feed(db.session.get_one(Event, cast.event_id)))
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
                participation_of_badge(badge),
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


@pytest.mark.both_databases
def test_servers_that_are_given_no_key_share_those_of_the_database(
    app: Flask, database: str, tmp_path: Path
) -> None:
    """The first one gives the key that signs; what a folder's own key signed before is read by those that start later."""
    first, second, third = (
        create_app(settings_for(tmp_path / name, database)) for name in ("one", "two", "three")
    )
    own = [one.extensions["settings"].secret_keys()[0] for one in (first, second, third)]
    for one in (first, second, third):
        share_keys(one)
    found = [one.extensions["settings"].secret_keys() for one in (first, second, third)]
    on_server = database.startswith("postgresql")
    shared = [own[:1], own[:2], own]
    assert found == (shared if on_server else [[key] for key in own])
    share_keys(first)
    assert first.extensions["settings"].secret_keys() == (own if on_server else own[:1])
    fourth = create_app(settings_for(tmp_path / "four", database))
    read_shared_keys(fourth)
    assert (fourth.config["SECRET_KEY"] == own[0]) is on_server
    for one in (first, second, third, fourth):
        with one.app_context():
            db.engine.dispose()


@pytest.mark.both_databases
def test_a_server_with_a_key_of_its_own_keeps_to_it(
    app: Flask, database: str, tmp_path: Path
) -> None:
    other = create_app(settings_for(tmp_path / "one", database, own_key=NEW))
    share_keys(other)
    assert other.extensions["settings"].secret_keys() == [NEW]
    with other.app_context():
        assert noted_value("secret-keys") == ""
        db.session.remove()
        db.engine.dispose()
