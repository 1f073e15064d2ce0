"""The guide's pages: what is still to do, the guide to read on screen, and Word in both languages."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, render_template, request

from ..downloads import send
from ..events.access import Can, may, needs
from ..events.models import Event
from ..i18n import LANGUAGES, language
from ..lib.clock import wall
from .actions import guide_bytes, guide_name
from .labels import group_text, hole_text, material_text
from .queries import guide_of

bp = Blueprint("guides", __name__)


@bp.get("/events/<slug>/guide")
@needs(Can.SEE)
def page(event: Event) -> Any:
    guide = guide_of(event, language(), date.today(), names=may(Can.SEE_PEOPLE))
    return render_template(
        "guides/page.html",
        event=event,
        guide=guide,
        hole_text=hole_text,
        group_text=group_text,
        material_text=material_text,
        wall=wall,
    )


@bp.get("/events/<slug>/guide.docx")
@needs(Can.SEE)
def download(event: Event) -> Response:
    asked = request.args.get("lang", "")
    code = asked if asked in LANGUAGES else event.language
    return send(guide_bytes(event, code, names=may(Can.SEE_PEOPLE)), guide_name(event, code))
