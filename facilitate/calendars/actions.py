"""The calendar of an event as a file, and its feed's address."""

import secrets
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import sqlalchemy as sa
from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from ..agenda.queries import programme
from ..db import db
from ..events.models import Event
from ..lib.ics import to_ics
from .entries import programme_entries
from .models import Feed


def calendar_of(event: Event, *, refresh: timedelta | None = None) -> bytes:
    """The event's programme as an iCalendar file."""
    settings = current_app.extensions["settings"]
    entries = programme_entries(
        programme(event),
        zone=event.zone,
        language=event.language,
        host=urlsplit(settings.base_url).hostname or "localhost",
        place=", ".join(part for part in (event.venue, event.town) if part),
    )
    return to_ics(event.title.to(event.language), entries, stamp=datetime.now(UTC), refresh=refresh)


def feed_of(event: Event) -> Feed | None:
    """The event's feed, if one was made."""
    return db.session.scalar(sa.select(Feed).where(Feed.event_id == event.id))


def new_feed(event: Event) -> Feed:
    """A feed with a new address; the one before stops working."""
    feed = feed_of(event)
    if feed is None:
        feed = Feed(event_id=event.id, nonce="")
        db.session.add(feed)
    feed.nonce = secrets.token_urlsafe(9)
    db.session.flush()
    return feed


def address(feed: Feed) -> str:
    """The feed's address: signed, so that nothing secret need be kept to show it again."""
    token = _signer().dumps([feed.event_id, feed.nonce])
    return f"{current_app.extensions['settings'].base_url}/feed/{token}.ics"


def event_of_feed(token: str) -> Event | None:
    """The event a feed's address stands for; None when it was made up or replaced."""
    try:
        event_id, nonce = _signer().loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    return db.session.scalar(
        sa.select(Event)
        .join(Feed, Feed.event_id == Event.id)
        .where(Event.id == event_id, Feed.nonce == nonce)
    )


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="calendar-feed")
