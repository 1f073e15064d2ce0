"""The door for the team: check in, walk-ins, and the links that let helpers do the same."""

from typing import Any

import segno
from flask import Response, flash, redirect, render_template, url_for
from flask_login import current_user

from ...data.db import db, get_or_404
from ...events.access import Can, needs
from ...events.models import Event
from ...lib.text import Words
from ...web.addresses import full_address
from ...web.i18n import _
from ..actions import REMOVALS
from ..blueprint import bp
from ..models import DoorLink
from . import actions, certificate_pages, desk, open_pages, paper_pages
from .forms import DoorLinkForm
from .queries import working_door_links

__all__ = ["certificate_pages", "open_pages", "paper_pages"]


@bp.get("/events/<slug>/door")
@needs(Can.CHECK_IN)
def find_at_door(event: Event) -> Any:
    """Find somebody by name or badge, press once."""
    return desk.show_desk(desk.Desk(event))


@bp.get("/events/<slug>/door/roll.json")
@needs(Can.CHECK_IN)
def list_at_door(event: Event) -> Response:
    """The list as the page's script keeps it on the device."""
    return desk.desk_list_json(desk.Desk(event))


@bp.post("/events/<slug>/door/press")
@needs(Can.CHECK_IN)
def press_at_door(event: Event) -> Any:
    """Check in, or take back."""
    answer = desk.handle_press(desk.Desk(event))
    db.session.commit()
    return answer


@bp.route("/events/<slug>/door/walk-in", methods=["GET", "POST"])
@needs(Can.CHECK_IN)
def add_walk_in_at_door(event: Event) -> Any:
    """Somebody came without being invited."""
    answer = desk.handle_walk_in(desk.Desk(event))
    db.session.commit()
    return answer


@bp.route("/events/<slug>/door/links", methods=["GET", "POST"])
@needs(Can.EDIT_PEOPLE)
def edit_door_links(event: Event) -> Any:
    """Links for helpers without account, one a door."""
    form = DoorLinkForm()
    if form.validate_on_submit():
        link = actions.create_door_link(event, form.name.data)
        flash(
            _(
                "The link of “%(door)s” works now. Send it to the person at that door.",
                door=link.name,
            )
        )
        db.session.commit()
        return redirect(url_for("participation.edit_door_links", slug=event.slug))
    there = [
        (one, full_address("participation.find_at_open_door", token=one.token))
        for one in working_door_links(event)
    ]
    return render_template(
        "participation/door/links.html",
        event=event,
        form=form,
        links=there,
        codes={
            one.id: segno.make(address, error="m").svg_data_uri(scale=4, border=2, light="#fff")
            for one, address in there
        },
    ), form.status


@bp.post("/events/<slug>/door/links/<int:link_id>/remove")
@needs(Can.EDIT_PEOPLE)
def remove_door_link(event: Event, link_id: int) -> Any:
    """The link ends at once; what was done with it stays."""
    link = get_or_404(DoorLink, DoorLink.id == link_id, DoorLink.event_id == event.id)
    name, page = link.name, url_for("participation.edit_door_links", slug=event.slug)
    change = REMOVALS.remove(event, link, Words(name), current_user.id)
    flash(
        _("The link of “%(door)s” no longer works. Its check-ins stay.", door=name),
        REMOVALS.offer_undo(event, change, page),
    )
    db.session.commit()
    return redirect(page)
