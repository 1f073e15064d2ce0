"""One desk at the door, of the team or of a helper behind a link: the same list, the same presses, the same answers."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from flask import (
    Response,
    flash,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_login import current_user

from ... import clock
from ...data.db import db, row_id
from ...events.models import Event
from ...web.i18n import _
from ...web.refused import Refused
from ...web.request_values import device_milliseconds
from ..models import DoorLink
from ..typed_people import organisation_names
from . import badge, wording
from .actions import CheckInPress, check_in, check_in_walk_in, undo_check_in
from .door_rules import day_asked, days_between, press_key, pressed_at
from .forms import DoorWalkInForm, door_walk_in_form
from .queries import door_entries, event_title_of, hinted_entries, listed_namesakes
from .roll import (
    DoorCount,
    DoorEntry,
    DoorFilter,
    DoorSearch,
    count_entries,
    find_entries,
    first_letters,
    office_names,
    sort_entries,
)

CAMERA = "camera=(self), microphone=(), geolocation=()"


@dataclass(frozen=True)
class Desk:
    """Where somebody checks people in; `link` is a helper's, None the team's own page."""

    event: Event
    link: DoorLink | None = None

    @cached_property
    def day(self) -> date:
        """The day that is asked for, else today, or the day of the event next to it."""
        return day_asked(
            self.event.first_day,
            self.event.last_day,
            request.form.get("day") or request.args.get("day", ""),
            self.today,
        )

    @property
    def today(self) -> date:
        """The day it is where the event is."""
        return clock.today_in(self.event)

    @property
    def early(self) -> bool:
        """Whether the day is still to come."""
        return self.day > self.today

    @property
    def days(self) -> list[date]:
        return days_between(self.event.first_day, self.event.last_day)

    @property
    def name(self) -> str:
        """What check-ins of this desk are known by; the team's by who is signed in."""
        return self.link.name if self.link else ""

    def url(self, act: str = "find", **values: Any) -> str:
        """The address of an act at this desk: `find`, `list`, `press` or `add_walk_in`, of the same day (`find_at_door`, …)."""
        mine: dict[str, Any] = (
            {"token": self.link.token} if self.link else {"slug": self.event.slug}
        )
        endpoint = f"participation.{act}_at_{'open_door' if self.link else 'door'}"
        return url_for(endpoint, **mine, **{"day": self.day.isoformat(), **values})

    def press(self) -> CheckInPress:
        """What is pressed now, or was while there was no connection."""
        pressed, sent = (
            request.form.get(name, None, device_milliseconds) for name in ("pressed", "sent")
        )
        user = None if self.link else current_user.id
        at = pressed_at(pressed, sent, clock.now())
        return CheckInPress(
            day=self.day,
            at=at,
            door=self.name,
            user_id=user,
            key=press_key(request.form.get("key", "")),
        )


def _wanted() -> DoorSearch:
    args = request.args
    show = args.get("show", "")
    page = args.get("page", 1, int)
    return DoorSearch(
        q=args.get("q", "").strip()[:200],
        letter=args.get("letter", "")[:4],
        office=args.get("office", "")[:200],
        show=DoorFilter(show) if show in list(DoorFilter) else DoorFilter.ALL,
        page=page if 0 < page < 10**6 else 1,
    )


def show_desk(desk: Desk) -> Any:
    """The list of a day with one button a person."""
    wanted = _wanted()
    # what other rooms say is read for whoever is looked for; the page's script has it of everybody
    read_entries = hinted_entries if wanted.q else door_entries
    entries = read_entries(desk.event, desk.day)
    scanned, note = None, ""
    if badge.is_scanned_code(wanted.q):
        scanned = next(
            (one for one in entries if one.id == badge.participation_of_badge(wanted.q)), None
        )
        note = "" if scanned else _no_one(wanted.q, desk)
        wanted = DoorSearch(show=wanted.show)
    counts = count_entries(entries)
    return _with_camera(
        render_template(
            "participation/door/open.html" if desk.link else "participation/door/desk.html",
            event=desk.event,
            desk=desk,
            wanted=wanted,
            scanned=scanned,
            note=note,
            counts=counts,
            Show=DoorFilter,
            found=find_entries(entries, wanted),
            letters=first_letters(entries),
            offices=office_names(entries),
            form=door_walk_in_form(formdata=None),
            names=organisation_names(),
            lead=wording.counts_sentence(counts),
            phrases=json.dumps(wording.door_phrases()),
            clock=wording.at_clock,
            hints=wording.entry_hints,
        )
    )


def _with_camera(text: str, status: int = 200) -> Response:
    """The page may use the camera, to read badges."""
    answer = make_response(text, status)
    answer.headers["Permissions-Policy"] = CAMERA
    return answer


def desk_list_json(desk: Desk) -> Any:
    """The list for the page's script, which keeps it on the device. No contact details."""
    entries = hinted_entries(desk.event, desk.day)
    answer = jsonify(
        day=desk.day.isoformat(),
        people=[_row(one, desk) for one in sort_entries(entries)],
        **_numbers(count_entries(entries)),
    )
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.add_etag()
    return answer.make_conditional(request)


def _numbers(counts: DoorCount) -> dict[str, int]:
    return {"there": counts.there, "expected": counts.expected, "missing": counts.missing}


def _row(one: DoorEntry, desk: Desk) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "office": one.office,
        "hints": wording.entry_hints(one),
        "expected": one.expected,
        "since": wording.at_clock(one.since, desk.event),
        "place": one.place,
        "mine": bool(one.since) and (desk.link is None or one.door == desk.name),
    }


def handle_press(desk: Desk) -> Any:
    """Somebody is checked in by name or by badge, or taken back."""
    code = request.values.get("code", "")
    who = badge.participation_of_badge(code) if code else _number(request.values.get("who", ""))
    out = request.values.get("do") == "out"
    try:
        if out:
            row = undo_check_in(desk.event, who or 0, desk.press())
            said = (
                _("%(name)s is no longer checked in.", name=row.person.name)
                if row
                else _("There was nothing to undo.")
            )
        else:
            checked = check_in(desk.event, who or 0, desk.press())
            if checked is None:
                return _refused(desk, _no_one(code, desk))
            said = ""
            new = checked.new
    except Refused as refusal:
        db.session.rollback()
        return _refused(desk, str(refusal))
    db.session.flush()
    entry = next(iter(hinted_entries(desk.event, desk.day, who)), None)
    if not out and entry:
        said = wording.press_sentence(entry, desk.event, new=new)
    return _done(desk, said, entry, undo=not out and bool(entry and new))


def _number(text: str) -> int:
    try:
        return row_id(text)
    except ValueError:
        return 0


def _no_one(code: str, desk: Desk) -> str:
    """Why a press checked nobody in."""
    if not code:
        return _("This person is no longer on the list.")
    behind = badge.participation_of_badge(code)
    other = event_title_of(behind) if behind else None
    if other is not None and other.id == desk.event.id:
        return _("This person is no longer on the list.")
    return wording.foreign_badge_sentence(other)


def _refused(desk: Desk, said: str) -> Any:
    if "json" in request.form:
        return jsonify(said=said), 422
    flash(said)
    return redirect(desk.url())


def _done(desk: Desk, said: str, entry: DoorEntry | None, *, undo: bool) -> Any:
    """Tell what was done; the route commits it."""
    if "json" in request.form:
        return jsonify(said=said, row=_row(entry, desk) if entry else None)
    flash(
        said, f"undo:{desk.url('press', who=entry.id, do='out')}" if undo and entry else "message"
    )
    return redirect(desk.url())


def handle_walk_in(desk: Desk) -> Any:
    """Somebody who was not invited: in the list and checked in, or the form with what is not right yet."""
    form = door_walk_in_form()
    if not form.validate_on_submit():
        if "json" in request.form:
            errors = [text for field in form for text in field.errors]
            return jsonify(said=" ".join(map(str, errors))), 422
        return _walk_in_page(desk, form)
    alike = listed_namesakes(desk.event, f"{form.given_name.data} {form.family_name.data}")
    if alike and not {"json", "other"} & set(request.form):
        return _walk_in_page(desk, form, alike)
    checked = check_in_walk_in(desk.event, form.walk, desk.press())
    entry = next(iter(hinted_entries(desk.event, desk.day, checked.row.id)), None)
    said = wording.press_sentence(entry, desk.event, new=checked.new) if entry else ""
    return _done(desk, said, entry, undo=checked.new)


def _walk_in_page(
    desk: Desk, form: DoorWalkInForm, alike: Sequence[tuple[int, str, str]] = ()
) -> Any:
    status = 422 if form.errors or alike else 200
    return render_template(
        "participation/door/open_walk_in.html" if desk.link else "participation/door/walk_in.html",
        event=desk.event,
        desk=desk,
        form=form,
        alike=alike,
        names=organisation_names(),
    ), status
