"""The programme as files: Word for participants, schedule files for programme apps."""

from collections.abc import Callable
from typing import Any

from flask import Response, abort, request, url_for

from ...accounts.doors import public_page
from ...events.access import Can, needs
from ...events.asked_language import asked_language
from ...events.models import Event
from ...lib.text import make_slug as slug_of
from ...web.answer_cache import cached_answer
from ...web.downloads import send_download
from ...web.i18n import LANGUAGES, _, format_days, use_language
from ...web.limits import limiter
from ..blueprint import bp
from ..queries import plan_of
from . import schedule
from .leaving import plan_to_announce
from .public import PublicDay, public_days
from .queries import PublishedAgenda, programme_dates, published_agenda, published_state, venue_text
from .routes import OFTEN, absolute_address
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
            url=absolute_address(
                url_for("agenda.show_public_programme_in", slug=event.slug, code=code)
            ),
            site=absolute_address(""),
            elsewhere=venue_text(event) or _("No room yet"),
        )
