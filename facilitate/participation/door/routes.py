"""The door for the team: check in, walk-ins, links that let helpers do the same and what they open, the door on paper."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

import segno
from flask import (
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.blueprints import BlueprintSetupState
from flask_login import current_user

from ...accounts.doors import has_door
from ...data.db import db, get_or_404
from ...directory.queries import all_sectors
from ...events.access import Can, needs
from ...events.models import Event
from ...lib.text import Words
from ...lib.text import make_slug as slug_of
from ...web.addresses import full_address
from ...web.downloads import send_download
from ...web.i18n import LANGUAGES, _, format_days, use_language
from ...web.limits import limiter
from ..actions import REMOVALS
from ..blueprint import bp
from ..models import DoorLink, Standing
from . import actions, certificate_pages, desk, sheet, word
from .attendance import attendance_table
from .desk import Desk
from .door_rules import days_between
from .forms import DoorLinkForm
from .queries import check_ins_by_day, door_entries, find_door, working_door_links
from .roll import DoorEntry, sort_entries
from .wording import attendance_sentence

__all__ = ["certificate_pages"]


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


OFTEN = "3000/minute"
"""How often one address may knock: all helpers stand behind one router, and a queue is sent in one go."""


def at_a_door(view: Callable[..., Any]) -> Callable[..., Any]:
    """Door of a helper's pages: turns the token into the desk; 404 once the link is taken back."""

    @wraps(view)
    def guarded(token: str, **kwargs: Any) -> Any:
        found = find_door(token)
        if found is None:
            session.pop("door", None)
            abort(404)
        return view(desk.Desk(found.event, found.link), **kwargs)

    return has_door(guarded, "public")


@bp.get("/d/<token>")
@limiter.limit(OFTEN)
@at_a_door
def find_at_open_door(here: desk.Desk) -> Any:
    """Find somebody by name or badge, press once. A badge read with this phone's camera leads back here."""
    assert here.link is not None
    session["door"] = here.link.token
    return desk.show_desk(here)


@bp.get("/d/<token>/roll.json")
@limiter.limit(OFTEN)
@at_a_door
def list_at_open_door(here: desk.Desk) -> Any:
    """The list as the page's script keeps it on the device."""
    return desk.desk_list_json(here)


@bp.post("/d/<token>/press")
@limiter.limit(OFTEN)
@at_a_door
def press_at_open_door(here: desk.Desk) -> Any:
    """Check in, or take back what this door did."""
    answer = desk.handle_press(here)
    db.session.commit()
    return answer


@bp.route("/d/<token>/walk-in", methods=["GET", "POST"])
@limiter.limit(OFTEN)
@at_a_door
def add_walk_in_at_open_door(here: desk.Desk) -> Any:
    """Somebody came without being invited."""
    answer = desk.handle_walk_in(here)
    db.session.commit()
    return answer


@bp.get("/door-worker.js")
def send_door_worker() -> Response:
    """The script that keeps the door's page on a device: from here it may serve every address of a door."""
    script = (Path(current_app.root_path) / "static" / "door_worker.js").read_bytes()
    answer = Response(script, mimetype="text/javascript")
    answer.headers["Service-Worker-Allowed"] = "/"
    answer.headers["Cache-Control"] = "no-cache"
    return answer


has_door(send_door_worker, "public")


@bp.record_once
def _without_account(state: BlueprintSetupState) -> None:
    """Whoever has the address may check in: nobody's rights are used, and a phone may take no cookie."""
    for view in (press_at_open_door, add_walk_in_at_open_door):
        state.app.extensions["csrf"].exempt(view)


@bp.get("/events/<slug>/door/attendance")
@needs(Can.CHECK_IN)
def show_attendance(event: Event) -> Any:
    """How many were there on each day, by sector, and who never came."""
    entries = door_entries(event, event.first_day)
    on, names = days_between(event.first_day, event.last_day), all_sectors()
    expected = [(one.id, one.sector) for one in entries if one.expected]
    attending = [(one.id, one.sector) for one in entries if one.standing is Standing.ATTENDED]
    came = check_ins_by_day(event)
    lines, total = attendance_table(
        expected, attending, came=came, days=on, sectors=[one.key for one in names]
    )
    undated = len({who for who, _sector in attending} - {who for who, _sector, _day in came})
    missing = sort_entries(one for one in entries if one.standing is Standing.COMING)
    return render_template(
        "participation/door/attendance.html",
        event=event,
        desk=Desk(event),
        days_on=on,
        lines=lines,
        total=total,
        sectors={one.key: one for one in names},
        missing=missing,
        lead=attendance_sentence(total, on, undated),
    )


@bp.get("/events/<slug>/door/list.docx")
@needs(Can.CHECK_IN)
def export_door_list_word(event: Event) -> Any:
    """The list to sign as Word."""
    code, on, entries = _language(event), _days(event), _expected(event)
    with use_language(code):
        head = word.DoorPaperHead(event.title.to(code), _about(event), code)
        file = word.door_list_word_file(head, on, entries, by_office=_by_office())
        return send_download(file, f"{slug_of(_('Door list'))}-{event.slug}-{code}.docx")


@bp.get("/events/<slug>/door/list.xlsx")
@needs(Can.CHECK_IN)
def export_door_list_xlsx(event: Event) -> Any:
    """The list to sign as an Excel sheet."""
    code, on, entries = _language(event), _days(event), _expected(event)
    with use_language(code):
        file = sheet.door_list_workbook(event.title.to(code), _about(event), on, entries)
        return send_download(file, f"{slug_of(_('Door list'))}-{event.slug}-{code}.xlsx")


def _language(event: Event) -> str:
    code = request.args.get("lang", "")
    return code if code in LANGUAGES else event.language


def _by_office() -> bool:
    return request.args.get("by") == "office"


def _days(event: Event) -> list[date]:
    """The day asked for, else all of them; more than four do not fit on a sheet."""
    on = days_between(event.first_day, event.last_day)
    asked = [one for one in on if one.isoformat() == request.args.get("day")]
    return asked or on[:4]


def _expected(event: Event) -> list[DoorEntry]:
    """Who is expected, in the order asked for; with `waiting=1` the waiting list too."""
    kinds = {Standing.COMING, Standing.ATTENDED} | (
        {Standing.WAITING} if request.args.get("waiting") == "1" else set()
    )
    return sort_entries(
        (one for one in door_entries(event, event.first_day) if one.standing in kinds),
        by_office=_by_office(),
    )


def _about(event: Event) -> str:
    place = ", ".join(filter(None, (event.venue, event.town)))
    return f"{place} · {format_days(event.first_day, event.last_day, year=True)}".strip(" ·")
