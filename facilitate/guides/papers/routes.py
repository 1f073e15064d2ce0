"""The guide as a file, and all its papers in an archive."""

from typing import Any

from flask import Response, abort, render_template, request
from flask_login import current_user

from ... import clock
from ...cafe.printing.paper_choice import floor_for
from ...cafe.printing.table_word import short_address
from ...events.access import Can, may, needs
from ...events.asked_language import asked_language
from ...events.models import Event
from ...events.queries import team_of
from ...lib import qr_codes as codes
from ...web.downloads import send_download
from ...web.i18n import LANGUAGES, use_language
from ..blueprint import bp
from ..choices import Choices, GuideReader
from ..queries import guide_of
from ..seats import guide_with_seats
from .actions import archive_bytes, guide_archive_name, guide_bytes, guide_name
from .address_choices import choices_with_owner, read_guide_choices
from .host_pairs import host_pairs_of


@bp.get("/events/<slug>/guide.docx")
@needs(Can.SEE)
def download_guide(event: Event) -> Response:
    """The guide in Word, cut and printed as the address says (see `asked`)."""
    choices = read_guide_choices(request.args, event, request.args.getlist("day"))
    own = choices.member or choices.reader is GuideReader.FACILITATOR
    try:
        choices, name = choices_with_owner(choices, team_of(event) if own else [], current_user.id)
    except LookupError:
        abort(404)
    return send_download(
        guide_bytes(event, choices, names=may(Can.SEE_PEOPLE)), guide_name(event, choices, name)
    )


@bp.get("/events/<slug>/guide.zip")
@needs(Can.SEE)
def download_archive(event: Event) -> Response:
    """Every paper of the event in one archive."""
    asked = request.args.get("lang", "")
    code = asked if asked in LANGUAGES else event.language
    return send_download(
        archive_bytes(event, code, names=may(Can.SEE_PEOPLE)), guide_archive_name(event, code)
    )


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
