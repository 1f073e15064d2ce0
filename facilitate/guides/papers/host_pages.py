"""The hosts' sheets of one café, as a page to print and as a file: the same that the guide prints for all."""

from typing import Any

from flask import Response, render_template

from ... import clock
from ...cafe.printing.paper_choice import floor_for
from ...cafe.printing.table_word import short_address
from ...events.access import Can, needs
from ...events.asked_language import asked_language
from ...events.models import Event
from ...lib import qr_codes as codes
from ...web.downloads import send_download
from ...web.i18n import use_language
from ..blueprint import bp
from ..choices import Choices, GuideReader
from ..queries import guide_of
from ..seats import guide_with_seats
from .actions import guide_bytes, guide_name
from .host_pairs import host_pairs_of

RULES = 3
"""Lines for every heading on a page that the browser prints."""


@bp.get("/events/<slug>/cafe/<int:step_id>/print/hosts")
@needs(Can.SEE_PEOPLE)
def print_host_sheets(event: Event, step_id: int) -> Any:
    """The sheets of a café's hosts."""
    floor, code = floor_for(event, step_id, seated=True), asked_language(event)
    guide = guide_with_seats(event, guide_of(event, code, clock.today_in(event)))
    with use_language(code):
        pairs = host_pairs_of(guide, step_id)
        return render_template(
            "guides/papers/print_hosts.html",
            event=event,
            floor=floor,
            code=code,
            pairs=pairs,
            short=short_address,
            rules=RULES,
            images=[
                codes.picture_address(png)
                for png in codes.qr_pictures([one.address for one in pairs])
            ],
        )


@bp.get("/events/<slug>/cafe/<int:step_id>/print/hosts.docx")
@needs(Can.SEE_PEOPLE)
def download_host_sheets(event: Event, step_id: int) -> Response:
    """The sheets of a café's hosts in Word."""
    floor_for(event, step_id, seated=True)
    choices = Choices(asked_language(event), GuideReader.HOSTS, step=step_id)
    return send_download(guide_bytes(event, choices), guide_name(event, choices))
