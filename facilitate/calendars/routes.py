"""The programme in calendars: files for the event, a day, a person or a step, a feed, and the published one."""

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for

from ..accounts.doors import public_page
from ..agenda.programmes import programme_from
from ..agenda.publishing.leaving import plan_to_announce
from ..agenda.publishing.public import public_days
from ..agenda.publishing.queries import published_agenda, published_state, version_published
from ..agenda.publishing.routes import OFTEN
from ..agenda.queries import plan_of, revision_of
from ..data.db import db, row_id
from ..events.access import Can, needs
from ..events.models import Event
from ..events.queries import team_of
from ..guides.rehearsals import planned_rehearsals, rehearsal_time
from ..lib.ics import CalendarEntry
from ..lib.text import make_slug as slug_of
from ..web.addresses import full_address
from ..web.answer_cache import cached_answer
from ..web.downloads import send_download
from ..web.i18n import LANGUAGES, _, sort_by_name
from ..web.limits import limiter
from .actions import (
    calendar_feed,
    calendar_setting,
    event_of_feed,
    feed_address,
    feed_entries,
    published_calendar,
    rehearsal_entries,
    render_calendar,
    renew_calendar_feed,
    subscribed_calendar,
)
from .entries import CalendarSetting, member_entries, speaker_entries, spoken_in, team_entries

bp = Blueprint("calendars", __name__)


@bp.get("/events/<slug>/calendar")
@needs(Can.SEE)
def show_calendars(event: Event) -> Any:
    """Every calendar there is of the event."""
    plan, team = plan_of(event), team_of(event)
    days = programme_from(event, plan, team, [])
    setting = CalendarSetting(event.zone, event.language, host="", place="", revision=0)  # to count
    spoken = spoken_in(public_days(plan_to_announce(event, plan).plan, event.language))
    feed, version = calendar_feed(event), version_published(event)
    link = feed_address(feed) if feed else ""
    return render_template(
        "calendars/page.html",
        event=event,
        dates=[one.on for one in days if one.steps],
        entries=team_entries(days, setting),
        link=link,
        webcal=_webcal(link),
        team=[member for member in team if member_entries(days, member.id, setting, plan.rooms)],
        speakers=sort_by_name(list(spoken), str),
        published=full_address("calendars.send_public_calendar", slug=event.slug)
        if version
        else "",
        rehearsals=[(one, rehearsal_time(one)) for one in planned_rehearsals(event)],
    )


def _webcal(link: str) -> str:
    return "webcal://" + link.split("://", 1)[-1] if link else ""


@bp.get("/events/<slug>/calendar.ics")
@needs(Can.SEE)
def download_calendar(event: Event) -> Response:
    """The event, or with `day`, `member`, `speaker` or `step` that part of it. A speaker's file holds what is public."""
    setting = calendar_setting(event, event.language, revision_of(event))
    entries, name = _asked(event, setting)
    return send_download(render_calendar(event, entries, event.language), f"{event.slug}{name}.ics")


def _asked(event: Event, setting: CalendarSetting) -> tuple[list[CalendarEntry], str]:
    """The entries asked for in the address, and what their file is called after."""
    plan, args = plan_of(event), request.args
    if speaker := args.get("speaker", ""):
        told = public_days(plan_to_announce(event, plan).plan, event.language)
        found = speaker_entries(told, speaker, setting)
        return found or abort(404), f"-{slug_of(speaker)}"
    team = team_of(event)
    days = programme_from(event, plan, team, [])
    if "member" in args:
        key = args.get("member", type=row_id)
        member = next((one for one in team if one.id == key), None) or abort(404)
        own = member_entries(days, member.id, setting, plan.rooms)
        return [*rehearsal_entries(event, member.id), *own], f"-{slug_of(member.name)}"
    if "step" in args:
        key = args.get("step", type=row_id) or abort(404)
        return team_entries(days, setting, key) or abort(404), f"-{key}"
    if "day" in args:
        days = [one for one in days if one.on.isoformat() == args["day"]] or abort(404)
        return team_entries(days, setting), f"-{days[0].on.isoformat()}"
    return [*rehearsal_entries(event), *team_entries(days, setting)], ""


@bp.post("/events/<slug>/calendar/feed")
@needs(Can.EDIT_AGENDA)
def create_calendar_feed(event: Event) -> Any:
    renew_calendar_feed(event)
    flash(
        _("The link is ready. Calendars that subscribed to an earlier one no longer get updates.")
    )
    db.session.commit()
    return redirect(url_for("calendars.show_calendars", slug=event.slug))


@bp.get("/feed/<token>.ics")
@public_page
@limiter.limit("60/minute")
def send_feed(token: str) -> Response:
    """The programme as it is now, for whoever has the link."""
    event = event_of_feed(token) or abort(404)
    entries = feed_entries(event)
    state = (event.title.to(event.language), entries)
    name = f"{event.slug}.ics"
    return cached_answer(
        state, lambda: send_download(subscribed_calendar(event, entries), name, attach=False)
    )


@bp.get("/programme/<slug>.ics")
@public_page
@limiter.limit(OFTEN)
def send_public_calendar(slug: str) -> Response:
    """The published programme, to subscribe to or to keep."""
    asked = request.args.get("lang", "")

    def make() -> Response:
        found = published_agenda(slug) or abort(404)
        language = asked if asked in LANGUAGES else found.event.language
        return send_download(published_calendar(found, language), f"{slug}.ics", attach=False)

    told = asked if asked in LANGUAGES else ""
    return cached_answer((published_state(slug) or abort(404), told), make)
