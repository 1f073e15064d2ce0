"""Numbers of a kind of forum as open data: read by the team, released by two, downloaded by everybody."""

from typing import Any

from flask import Response, abort, redirect, url_for
from flask_login import current_user

from ... import clock
from ...accounts.doors import in_a_team, is_in_a_team, public_page
from ...data.db import db
from ...lib.text import make_slug
from ...release import two_people
from ...release.press import press_planner_release
from ...web.downloads import send_download
from ...web.i18n import _
from ...web.limits import limiter
from ..blueprint import KIND, bp
from ..period import latest_ended, period_key
from .open_data import SOURCE, open_digest, open_files, open_standing, open_zip, release_id
from .queries import Panorama, panorama_of

OPEN = f"{KIND}/open-data/<period>"


@bp.post(OPEN)
@in_a_team
def release_open_data(kind: str, period: int) -> Any:
    """The first of two is an administrator, the second anybody in a team; `to` is `back` where a release is taken back."""
    found = _told(kind, period)
    press_planner_release(
        open_standing(found),
        SOURCE,
        release_id(kind, period),
        digest=lambda: open_digest(open_files(found)),
        said=_("Two people have released the numbers: everybody can download them."),
    )
    db.session.commit()
    return redirect(url_for("situation.show_panorama", kind=kind, period=period_key(period)))


@bp.get(f"{OPEN}.zip")
@public_page
@limiter.limit("30/minute")
def export_open_data(kind: str, period: int) -> Response:
    """For everybody once it is released; the team reads it before."""
    of_team = current_user.is_authenticated and is_in_a_team()
    if not of_team and not two_people.release_standing(SOURCE, release_id(kind, period)).out:
        abort(404)
    found = _told(kind, period)
    if not of_team and not open_standing(found).out:
        abort(404)
    name = f"{make_slug(kind)}-{period_key(period)}.zip"
    return send_download(open_zip(open_files(found)), name)


def _told(kind: str, period: int) -> Panorama:
    """A page that is not there where nobody told anything."""
    found = panorama_of(kind, period, latest_ended(clock.today()))
    return found if found.totals else abort(404)
