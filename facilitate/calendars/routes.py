"""The programme as a calendar file, and the feed to subscribe to."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for

from ..accounts.doors import public
from ..agenda.queries import programme
from ..db import db
from ..downloads import send
from ..events.access import Can, needs
from ..events.models import Event
from ..i18n import _
from ..limits import limiter
from .actions import address, calendar_of, event_of_feed, feed_of, new_feed

bp = Blueprint("calendars", __name__)


@bp.get("/events/<slug>/calendar")
@needs(Can.SEE)
def page(event: Event) -> Any:
    feed = feed_of(event)
    link = address(feed) if feed else ""
    webcal = "webcal://" + link.split("://", 1)[-1] if link else ""
    return render_template(
        "calendars/page.html", event=event, programme=programme(event), link=link, webcal=webcal
    )


@bp.get("/events/<slug>/calendar.ics")
@needs(Can.SEE)
def download(event: Event) -> Response:
    return send(calendar_of(event), f"{event.slug}.ics")


@bp.post("/events/<slug>/calendar/feed")
@needs(Can.EDIT_AGENDA)
def make_feed(event: Event) -> Any:
    new_feed(event)
    flash(_("The link is ready. Calendars that subscribed to an earlier one no longer get news."))
    db.session.commit()
    return redirect(url_for("calendars.page", slug=event.slug))


@bp.get("/feed/<token>.ics")
@public
@limiter.limit("60/minute")
def feed(token: str) -> Response:
    event = event_of_feed(token) or abort(404)
    return send(calendar_of(event, refresh=timedelta(hours=1)), f"{event.slug}.ics", attach=False)
