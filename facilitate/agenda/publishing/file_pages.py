"""The programme and the running order to take along: Word for participants, files for programme apps, pages to print."""

from collections.abc import Callable
from typing import Any

from flask import Response, abort, render_template, request

from ... import clock
from ...accounts.doors import public_page
from ...events.access import Can, needs
from ...events.asked_language import asked_language
from ...events.models import Event
from ...events.queries import objectives_of, team_of
from ...lib.text import make_slug as slug_of
from ...techniques.queries import all_techniques
from ...web.addresses import full_address, home_address
from ...web.answer_cache import cached_answer
from ...web.downloads import send_download
from ...web.i18n import LANGUAGES, _, format_days, use_language
from ...web.limits import limiter
from ..blueprint import bp
from ..programmes import programme_from
from ..queries import plan_of
from . import schedule
from .leaving import plan_to_announce
from .public import PublicDay, public_days
from .queries import (
    PublishedAgenda,
    event_clock,
    programme_dates,
    published_agenda,
    published_state,
    venue_text,
)
from .routes import OFTEN
from .running_order import running_order_days
from .word import ProgrammeHead, render_programme_word


@bp.get("/events/<slug>/agenda/programme.docx")
@needs(Can.SEE)
def download_programme(event: Event) -> Any:
    """The programme for participants as it is now, in the language asked for."""
    code = asked_language(event)
    with use_language(code):
        programme = public_days(plan_to_announce(event, plan_of(event)).or_refused(), code)
        head = ProgrammeHead(
            event.title.to(code),
            format_days(*programme_dates(event, programme), year=True),
            venue_text(event),
            code,
        )
        name = f"{slug_of(_('Programme'))}-{event.slug}-{code}.docx"
        return send_download(render_programme_word(head, programme), name)


@bp.get("/programme/<slug>/schedule.xml")
@public_page
@limiter.limit(OFTEN)
def send_schedule_xml(slug: str) -> Any:
    return _schedule(slug, "schedule.xml", schedule.render_schedule_xml)


@bp.get("/programme/<slug>/schedule.json")
@public_page
@limiter.limit(OFTEN)
def send_schedule_json(slug: str) -> Any:
    return _schedule(slug, "schedule.json", schedule.render_schedule_json)


def _schedule(
    slug: str, name: str, written: Callable[[schedule.ScheduleAbout, list[PublicDay]], bytes]
) -> Response:
    """The published programme in the language asked for, made once for each state of it."""

    asked = request.values.get("lang", "")

    def make() -> Response:
        found = published_agenda(slug) or abort(404)
        code = asked_language(found.event)
        return send_download(written(_about(found, code), found.days(code)), name, attach=False)

    return cached_answer(
        (published_state(slug) or abort(404), asked if asked in LANGUAGES else ""), make
    )


def _about(found: PublishedAgenda, code: str) -> schedule.ScheduleAbout:
    event = found.event
    with use_language(code):
        return schedule.ScheduleAbout(
            slug=event.slug,
            title=event.title.to(code),
            language=code,
            zone=event.zone,
            version=f"{found.at:%Y-%m-%d %H:%M}",
            url=full_address("agenda.show_public_programme_in", slug=event.slug, code=code),
            site=home_address(),
            elsewhere=venue_text(event) or _("No room yet"),
        )


@bp.get("/events/<slug>/agenda/print/programme")
@needs(Can.SEE)
def print_programme(event: Event) -> Any:
    """The programme for participants as it is now: A4, a page a day."""
    code = asked_language(event)
    with use_language(code):
        programme = public_days(plan_to_announce(event, plan_of(event)).or_refused(), code)
        return render_template(
            "agenda/publishing/print_programme.html",
            event=event,
            programme=programme,
            code=code,
            when=format_days(*programme_dates(event, programme), year=True),
            place=venue_text(event),
        )


@bp.get("/events/<slug>/agenda/print/running-order")
@needs(Can.SEE)
def print_running_order(event: Event) -> Any:
    """Every step with its people; `notes=1` adds aim, what to say and do, materials. It is never remembered."""
    code, notes = asked_language(event), request.args.get("notes") == "1"
    programme = programme_from(event, plan_of(event), team_of(event), objectives_of(event))
    with use_language(code):
        return render_template(
            "agenda/publishing/print_running_order.html",
            event=event,
            code=code,
            notes=notes,
            sheets=running_order_days(programme, all_techniques(), code),
            at=event_clock(event, clock.now()),
        )
