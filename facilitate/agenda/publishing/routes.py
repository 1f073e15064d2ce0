"""Sharing the agenda: what is public, and the public page itself."""

from typing import Any

from flask import (
    Response,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_login import current_user

from ...accounts.doors import public_page
from ...data.db import db
from ...events.access import Can, needs
from ...events.models import Event
from ...web.addresses import full_address
from ...web.answer_cache import cached_answer, is_same_for_all
from ...web.i18n import LANGUAGES, _, format_days, use_language
from ...web.limits import limiter
from ...web.refused import Refused
from ...web.security import POLICY
from ..actions import plan_to_change
from ..blueprint import bp
from ..comparing import PlanDifference, describe_differences
from ..plan import Plan, plan_from_json
from ..queries import plan_of
from ..versions.queries import plan_names_of
from . import actions
from .leaving import plan_to_announce
from .public import count_differing, public_days
from .queries import (
    PublishedAgenda,
    event_clock,
    programme_dates,
    published_agenda,
    published_state,
    venue_text,
    version_published,
)
from .wording import open_graph_tags, publication_text, schema_org_event

IN_A_FRAME = POLICY.replace("frame-ancestors 'none'", "frame-ancestors *") + "; script-src 'none'"
"""What the embedded programme may: stand in a frame of any page, and run nothing."""
OFTEN = "600/minute"
"""How often one address may ask: a whole hall shares one at the venue."""


@bp.get("/events/<slug>/agenda/share")
@needs(Can.SEE)
def show_sharing(event: Event) -> Any:
    """Everything in which the agenda leaves the house: publish, print, files."""
    told, version = plan_to_announce(event, plan_of(event)), version_published(event)
    plan = told.plan
    before = plan_from_json(version.content) if version else plan
    changes = _changes(event, before, plan) if version else []
    differ = (
        count_differing(public_days(before, event.language), public_days(plan, event.language))
        if version
        else 0
    )
    at = event_clock(event, version.published_at) if version and version.published_at else None
    return render_template(
        "agenda/publishing/share.html",
        event=event,
        at=at,
        changes=changes,
        by=version.user if version else None,
        lead=publication_text(at, differ, len(changes)),
        steps=len(plan.steps),
        cleared=told.cleared,
        address=full_address("agenda.show_public_programme", slug=event.slug),
        embedded=full_address(
            "agenda.show_embedded_programme", slug=event.slug, code=event.language
        ),
    )


def _changes(event: Event, before: Plan, after: Plan) -> list[PlanDifference]:
    return describe_differences(before, after, plan_names_of(event)) if before != after else []


@bp.post("/events/<slug>/agenda/publish")
@needs(Can.EDIT_AGENDA)
def publish_programme(event: Event) -> Any:
    """Show the agenda as it is now to everybody with the address."""
    plan = plan_to_change(event)
    if not plan.steps:
        raise Refused(_("There is nothing to publish yet: the agenda has no steps."))
    if not public_days(plan, event.language):
        raise Refused(
            _("There is nothing to publish yet: every step is parked or only for the team.")
        )
    actions.publish_plan(event, plan, current_user.id)
    flash(_("The programme is now public, as it is at this moment."))
    db.session.commit()
    return redirect(url_for("agenda.show_sharing", slug=event.slug))


@bp.post("/events/<slug>/agenda/take-offline")
@needs(Can.EDIT_AGENDA)
def withdraw_programme(event: Event) -> Any:
    actions.withdraw_plan(event)
    flash(_("The programme is no longer public. People who have a copy keep it."))
    db.session.commit()
    return redirect(url_for("agenda.show_sharing", slug=event.slug))


@bp.get("/programme/<slug>")
@public_page
@limiter.limit(OFTEN)
def show_public_programme(slug: str) -> Any:
    """The published programme in the visitor's language, else in the event's."""
    asked = request.accept_languages.best_match(LANGUAGES)
    answer = _published_page(slug, asked)
    answer.vary.add("Accept-Language")
    return answer


@bp.get("/programme/<slug>/<any(en, sq):code>")
@public_page
@limiter.limit(OFTEN)
def show_public_programme_in(slug: str, code: str) -> Any:
    """The published programme in one language."""
    return _published_page(slug, code)


@bp.get("/programme/<slug>/<any(en, sq):code>/embedded")
@public_page
@limiter.limit(OFTEN)
def show_embedded_programme(slug: str, code: str) -> Any:
    """The programme to be shown within a page of somebody else: without script, and the one page that may stand in a frame."""
    answer = _published_page(slug, code, "embedded")
    answer.headers["Content-Security-Policy"] = IN_A_FRAME
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


def _published_page(slug: str, code: str | None, name: str = "programme") -> Response:
    """In that language, else in the event's; the same for all who are not signed in, until something in it changes."""

    def make() -> Response:
        found = published_agenda(slug) or abort(404)
        return make_response(_page(found, code or found.event.language, name))

    if not is_same_for_all():
        return make()
    return cached_answer((published_state(slug) or abort(404), code), make)


def _page(found: PublishedAgenda, code: str, name: str) -> str:
    with use_language(code):
        event, programme = found.event, found.days(code)
        first, last = programme_dates(event, programme)
        when, place = format_days(first, last, year=True), venue_text(event)
        address = full_address("agenda.show_public_programme_in", slug=event.slug, code=code)
        return render_template(
            f"agenda/publishing/{name}.html",
            event=event,
            programme=programme,
            code=code,
            when=when,
            place=place,
            at=found.at,
            address=address,
            preview=open_graph_tags(event, when, place, address, code),
            as_event=schema_org_event(event, programme, address, code),
        )
