"""The figures of an event, and what is known of one that was only published."""

from typing import Any

import sqlalchemy as sa
from flask import flash, redirect, render_template, request, url_for

from ... import clock
from ...data.db import db
from ...directory.queries import all_sectors
from ...events.access import Can, needs
from ...events.models import Event
from ...web.i18n import _, in_both_languages
from ...web.refused import Refused
from ..actions import REMOVALS
from ..blueprint import bp
from ..models import Participation, PublishedShares, Standing
from . import wording
from .across_events import IN_SHORT, events_in_short, report_across_events
from .event_report import report_of_event
from .forms import published_form, requested_government
from .heads import published_heads
from .pictures.choice import block_pictures
from .queries import chain_of_events
from .report import BlockKey
from .tallies import CountedLand


@bp.get("/events/<slug>/figures")
@needs(Can.SEE)
def show_figures(event: Event) -> Any:
    """Everything counted of the event, and beside it the events it builds on.

    `block`: the table that is opened with its pictures besides the first; a script is given these pictures alone.
    """
    land, government, events, today = (
        CountedLand(),
        requested_government(request.args),
        chain_of_events(event),
        clock.today_in(event),
    )
    report = report_of_event(event, today, government, land)
    asked, in_part = request.args.get("block", ""), "HX-Request" in request.headers
    pictures = {block.key: block_pictures(block, across=False) for block in report.blocks}
    if in_part and asked in pictures:
        return render_template("participation/drawn.html", pictures=pictures[BlockKey(asked)])
    before = report_across_events(
        events, today, keys=IN_SHORT, government=government, land=land, at_home=True
    )
    sector = before.blocks[0]
    mine = next(column for column in sector.columns if column.key == event.slug)
    lines = block_pictures(sector, across=True)
    if in_part and asked == "before":
        return render_template("participation/drawn.html", pictures=lines)
    return render_template(
        "participation/figures.html",
        event=event,
        report=report,
        wording=wording,
        government=government,
        counted=bool(mine.total) and not mine.published,
        published=mine.published,
        said=mine.said,
        pictures=pictures,
        before=before,
        short=events_in_short(events, before),
        lines=lines,
        asked=asked,
        chosen={"government": request.args.getlist("government")},
    )


@bp.route("/events/<slug>/figures/published", methods=["GET", "POST"])
@needs(Can.EDIT_PEOPLE)
def edit_published_shares(event: Event) -> Any:
    """Enter the shares of an event of which no list of people is there."""
    counted = _counted_one_by_one(event)
    if counted and request.method == "POST":
        raise Refused(counted)
    kept = _shares(event)
    row = kept or PublishedShares(
        event_id=event.id, version=1, total=0, at_least=False, shares={}, source=""
    )
    form = published_form(published_heads(all_sectors()), row)
    if form.take(row):
        db.session.add(row)
        flash(_("Saved. These shares are marked as published wherever they appear."))
        db.session.commit()
        return redirect(url_for("participation.show_figures", slug=event.slug))
    page = render_template(
        "participation/counting/published.html", event=event, form=form, kept=kept, counted=counted
    )
    return page, form.status


@bp.post("/events/<slug>/figures/published/remove")
@needs(Can.EDIT_PEOPLE)
def remove_published_shares(event: Event) -> Any:
    page = url_for("participation.show_figures", slug=event.slug)
    if (row := _shares(event)) is None:
        return redirect(page)
    name = in_both_languages(lambda: _("Published shares"))
    said = _("The published shares were removed.")
    return REMOVALS.remove_on_page(event, row, name, said=said, page=page)


def _shares(event: Event) -> PublishedShares | None:
    return db.session.scalars(
        sa.select(PublishedShares).where(PublishedShares.event_id == event.id)
    ).first()


def _counted_one_by_one(event: Event) -> str:
    """Why no published shares can be entered, where people are counted: both are never mixed. Else empty."""
    there = sa.select(Participation.id).where(
        Participation.event_id == event.id,
        Participation.standing.in_([Standing.COMING, Standing.ATTENDED]),
    )
    if db.session.scalar(there.limit(1)) is None:
        return ""
    return _(
        "The people of this event are counted one by one; its shares are calculated from them."
    )
