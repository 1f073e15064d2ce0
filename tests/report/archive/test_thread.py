"""The thread of an event is told in the same words in another planner: counts, what came of actions, what builds on it."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.accounts.actions import add_user
from facilitate.accounts.models import User
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.events.queries import event_by_slug, linked_events
from facilitate.forums.models import ForumMeeting
from facilitate.lib.sealing import unseal_text
from facilitate.report.archive.actions import SEALS, EventImportOptions, import_event, read_archive
from facilitate.report.archive.packing import ANSWERS
from facilitate.tracing.gathering import gather_thread

from .conftest import archive_data, unzip_parts
from .test_leaks import everything
from .test_round_trip import KEY, again, read_in

pytestmark = pytest.mark.usefixtures("without_papers")
MAIN = re.compile(r"(?s)<main.*</main>")


def _administrator(app: Flask, language: str) -> FlaskClient:
    with app.app_context():
        user = db.session.scalar(sa.select(User).where(User.administrator)) or add_user(
            "Gëzim Toska", "admin@elsewhere.example", administrator=True
        )
        db.session.commit()
        token = user.session_token
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"], session["language"] = token, True, language
    return client


def _addresses(app: Flask, slug: str) -> list[str]:
    """The thread as a whole, and the way of each theme, objective and decision, in their order."""
    with app.app_context():
        event = event_by_slug(slug)
        assert event
        fabric = gather_thread(event, None)
        kinds = {
            "themes": fabric.themes,
            "objectives": fabric.objectives,
            "decisions": fabric.decisions,
        }
    page = f"/events/{slug}/thread"
    return [page, *(f"{page}/{kind}/{one}" for kind, ones in kinds.items() for one in ones)]


def _words_of(app: Flask, slug: str, language: str) -> list[list[str]]:
    """What stands on each of these pages, without marks, addresses and numbers of rows."""
    client, found = _administrator(app, language), []
    for address in _addresses(app, slug):
        answer = client.get(address)
        assert answer.status_code == 200, address
        main = MAIN.search(answer.text)
        assert main
        found.append(re.sub(r"<[^>]*>", " ", main[0]).split())
    return found


@pytest.mark.both_databases
def test_every_page_of_it_says_the_same(demo, elsewhere) -> None:
    """What came of actions after the release, who promised them, the events that build on it: all is in it, sealed."""
    slug = read_in(elsewhere, again(demo, "annual-2008", KEY), key=KEY)
    for language in ("en", "sq"):
        told = _words_of(demo, "annual-2008", language)
        assert len(told) > 10
        assert ("Raporti" in told[1]) is (language == "sq")
        assert _words_of(elsewhere, slug, language) == told


def test_the_next_meeting_of_its_forum_is_told_there_too(demo, elsewhere) -> None:
    def told(app: Flask, slug: str) -> tuple[object, ...]:
        with app.app_context():
            event = event_by_slug(slug)
            assert event
            meeting = gather_thread(event, None).meeting
            assert meeting
            return meeting[:2]

    with demo.app_context():
        mine = sa.select(Event.slug).join(ForumMeeting, ForumMeeting.event_id == Event.id)
        slug = db.session.scalars(mine.order_by(Event.first_day, Event.id)).first()
    assert slug
    before = again(demo, slug)
    there = read_in(elsewhere, before)
    assert told(elsewhere, there) == told(demo, slug)
    assert archive_data(again(elsewhere, there)) == archive_data(before)


def test_what_came_after_the_release_is_read_with_the_key_alone(demo, elsewhere) -> None:
    with demo.app_context():
        event = event_by_slug("annual-2008")
        assert event
        outcomes = [one.outcome for one in gather_thread(event, None).actions.values()]
    before = again(demo, "annual-2008", KEY)
    opened = unseal_text(KEY, SEALS, unzip_parts(before)[ANSWERS]) or ""
    later = [one for one in outcomes if one and one not in everything(before)]
    assert len(later) > 5
    assert [one for one in later if one not in opened] == []
    read_in(elsewhere, before, key=KEY)
    after = again(elsewhere, "annual-2008", KEY)
    assert unseal_text(KEY, SEALS, unzip_parts(after)[ANSWERS]) == opened
    assert archive_data(after) == archive_data(before)
    assert [one for one in later if one in everything(again(elsewhere, "annual-2008"))] == []


def test_only_what_builds_on_it_and_its_reader_may_see_is_named(demo, elsewhere) -> None:
    with demo.app_context():
        event = event_by_slug("annual-2008")
        assert event
        stranger = add_user("Hana Prifti", "hana@elsewhere.example")
        assert linked_events(event, stranger).later == []
        told = [(one.title, one.first_day) for one in linked_events(event, None).later]
        assert len(told) > 1
    content = again(demo, "annual-2008")
    with elsewhere.app_context():
        import_event(read_archive(content), EventImportOptions())
        db.session.commit()
        here = event_by_slug("annual-2008")
        assert here
        found = linked_events(here, None).later
        assert [(one.title, one.first_day) for one in found] == told
        assert {one.slug for one in found} == {""}
        came = Event(
            **{
                name: getattr(here, name)
                for name in ("kind", "description", "language", "zone", "venue", "town")
            },
            slug="came",
            title=told[-1][0],
            first_day=told[-1][1],
            last_day=told[-1][1],
            builds_on_id=here.id,
            created_at=here.created_at,
        )
        db.session.add(came)
        db.session.flush()
        assert [one.slug for one in linked_events(here, None).later] == [
            *([""] * (len(told) - 1)),
            "came",
        ]
