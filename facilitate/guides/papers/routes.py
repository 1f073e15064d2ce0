"""The guide as a file."""

from flask import Response, request

from ...downloads import send
from ...events.access import Can, may, needs
from ...events.models import Event
from ..blueprint import bp
from .actions import guide_bytes, guide_name
from .asked import choices_of


@bp.get("/events/<slug>/guide.docx")
@needs(Can.SEE)
def download(event: Event) -> Response:
    """The guide in Word, cut and printed as the address says (see `asked`)."""
    choices = choices_of(request.args, event, request.args.getlist("day"))
    return send(guide_bytes(event, choices, names=may(Can.SEE_PEOPLE)), guide_name(event, choices))
