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
from .leaving import announced
from .public import PublicDay, public_days
from .queries import Published, dates_of, place_of, published, published_state
from .routes import OFTEN, absolute
from .word import Head, to_word


@bp.get("/events/<slug>/agenda/programme.docx")
@needs(Can.SEE)
def word(event: Event) -> Any:
    """The programme for participants as it is now, in the language asked for."""
    code = asked_language(event)
    with use_language(code):
        programme = public_days(announced(event, plan_of(event)).or_refused(), code)
        head = Head(
            event.title.to(code),
            format_days(*dates_of(event, programme), year=True),
            place_of(event),
            code,
        )
        name = f"{slug_of(_('Programme'))}-{event.slug}-{code}.docx"
        return send_download(to_word(head, programme), name)


@bp.get("/programme/<slug>/schedule.xml")
@public_page
@limiter.limit(OFTEN)
def schedule_xml(slug: str) -> Any:
    return _schedule(slug, "schedule.xml", schedule.to_xml)


@bp.get("/programme/<slug>/schedule.json")
@public_page
@limiter.limit(OFTEN)
def schedule_json(slug: str) -> Any:
    return _schedule(slug, "schedule.json", schedule.to_json)


def _schedule(
    slug: str, name: str, written: Callable[[schedule.About, list[PublicDay]], bytes]
) -> Response:
    """The published programme in the language asked for, made once for each state of it."""

    asked = request.values.get("lang", "")

    def make() -> Response:
        found = published(slug) or abort(404)
        code = asked_language(found.event)
        return send_download(written(_about(found, code), found.days(code)), name, attach=False)

    return cached_answer(
        (published_state(slug) or abort(404), asked if asked in LANGUAGES else ""), make
    )


def _about(found: Published, code: str) -> schedule.About:
    event = found.event
    with use_language(code):
        return schedule.About(
            slug=event.slug,
            title=event.title.to(code),
            language=code,
            zone=event.zone,
            version=f"{found.at:%Y-%m-%d %H:%M}",
            url=absolute(url_for("agenda.public_programme_in", slug=event.slug, code=code)),
            site=absolute(""),
            elsewhere=place_of(event) or _("No room yet"),
        )
