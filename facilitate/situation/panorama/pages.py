"""All forums of a kind side by side: the coordinator's pages, everything as Excel, and what is open data."""

from typing import Any

from flask import Response, abort, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...accounts.doors import in_a_team, is_in_a_team, public_page
from ...data.db import db
from ...forums.kinds import forum_kinds, kind_name
from ...lib.text import make_slug
from ...release import two_people
from ...release.press import press_planner_release
from ...web.downloads import send_download
from ...web.i18n import _
from ...web.limits import limiter
from ..blueprint import KIND, bp
from ..cells import PlaceSplit
from ..models import SituationIndicator
from ..period import latest_ended, period_key, read_period
from ..queries import places_of_forums
from ..usual import has_usual
from .comparison import forum_series, line_change
from .open_data import SOURCE, open_digest, open_files, open_standing, open_zip, release_id
from .queries import Panorama, panorama_of
from .sheet import panorama_workbook
from .splits import SplitTable, split_tables, tellings_of
from .wording import (
    changes_said,
    country_said,
    draw_sparkline,
    late_said,
    lead_said,
    line_said,
    map_of,
    unusual_said,
)

MOST_PERIODS = 12
"""Half-years side by side: six years. Excel has all of them."""


@bp.get("/forums/situation/")
@in_a_team
def show_first_panorama() -> Any:
    """The panorama of the first kind of forum that has something ready to count."""
    return redirect(url_for("situation.show_panorama", kind=next(filter(has_usual, forum_kinds()))))


def _asked(kind: str) -> tuple[Panorama, SituationIndicator | None]:
    """The half-year and the line that are asked for; 404 for what there is none of."""
    text = request.args.get("period")
    period = read_period(text) if text else None
    if text and period is None:
        abort(404)
    found = panorama_of(kind, period, latest_ended(clock.today()))
    wanted = request.args.get("indicator", type=int)
    line = next((one for one in found.known if one.id == wanted), None)
    if "indicator" in request.args and request.args["indicator"] and line is None:
        abort(404)
    return found, line


def _splits(found: Panorama, line: SituationIndicator) -> list[SplitTable]:
    [tellings] = tellings_of(found.kind, found.period, [line])
    split = line.place is not PlaceSplit.NONE
    places = places_of_forums([one.id for one in found.forums]) if split else {}
    return split_tables(found, line, tellings, places)


@bp.get(KIND)
@in_a_team
def show_panorama(kind: str) -> Any:
    """Every indicator of a half-year over all forums; or one of them over the half-years."""
    found, line = _asked(kind)
    ids = [one.id for one in found.forums]
    shown = [one for one in found.periods if one <= found.period][-MOST_PERIODS:]
    return render_template(
        "situation/panorama.html",
        kind=kind,
        kinds=[key for key in forum_kinds() if key == kind or forum_kinds()[key].counts],
        found=found,
        line=line,
        lead=lead_said(found),
        late=late_said(found),
        unusual_said=unusual_said,
        changes=changes_said(found),
        country_said=country_said,
        line_said=line_said,
        shown=shown,
        series=lambda one, forum: forum_series(one.id, found.totals, forum.id, shown),
        change=lambda one: line_change(one.id, found.totals, ids, found.period),
        spark=draw_sparkline,
        picture=map_of(found, line) if line else "",
        splits=_splits(found, line) if line else (),
        released=open_standing(found) if found.totals and not line else None,
    )


@bp.get(f"{KIND}.xlsx")
@in_a_team
def export_panorama(kind: str) -> Any:
    """The panorama as Excel, with every half-year there is."""
    found, line = _asked(kind)
    content = panorama_workbook(found, line, _splits(found, line) if line else ())
    return send_download(content, f"{make_slug(kind_name(kind))}-{period_key(found.period)}.xlsx")


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
