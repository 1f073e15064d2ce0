"""The guide as a file, and all its papers in an archive."""

from flask import Response, abort, request
from flask_login import current_user

from ...events.access import Can, may, needs
from ...events.models import Event
from ...events.queries import team_of
from ...web.downloads import send_download
from ...web.i18n import LANGUAGES
from ..blueprint import bp
from ..choices import GuideReader
from . import host_pages as host_pages  # noqa: F401
from .actions import archive_bytes, guide_archive_name, guide_bytes, guide_name
from .address_choices import choices_with_owner, read_guide_choices


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
