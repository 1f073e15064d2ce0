"""Photos of flip charts: by place, with what stands on each; taken on a phone or chosen, described, kept out, taken out."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.datastructures import FileStorage

from ...data.db import db
from ...events.access import Can, needs
from ...events.models import Event
from ...exchange.waiting import bare_file_name
from ...lib.photos import shrink_photo
from ...lib.reading_child import FileProblem
from ...web.downloads import send_download
from ...web.i18n import _, _n, label_of, pick_wording
from ...web.limits import accept_megabytes, limiter
from ..blueprint import bp
from ..spots import NoteSpot, read_spot
from . import actions
from .forms import PhotoForm, PhotoUploadForm
from .places import NotePlace, place_at, read_spot_key, spot_key
from .queries import PlacedPhoto, note_places, photo_of, photos_of

A_DAY = 86_400
MOST_AT_ONCE = 30
"""Photos of one upload."""


@dataclass(frozen=True)
class UploadOutcome:
    """What became of an upload: how many photos are in, and why each of the others is not."""

    number: int
    problems: list[tuple[str, str]]


def _page(
    event: Event, form: PhotoUploadForm | None = None, kept: UploadOutcome | None = None
) -> tuple[str, int]:
    places, photos = note_places(event), photos_of(event)
    if form is None:
        asked = read_spot(request.args.get("step"), request.args)
        known = place_at(places, asked) if asked.step else None
        form = PhotoUploadForm(
            places, formdata=None, data={"place": spot_key(asked) if known else ""}
        )
    return render_template(
        "notes/photos/page.html",
        event=event,
        form=form,
        kept=kept,
        places=_by_place([one for one in photos if one.row.alt], places),
        silent=[one for one in photos if not one.row.alt],
        lead=_lead(photos),
        removed=photos_of(event, removed=True),
    ), 422 if kept else 200


def _lead(photos: list[PlacedPhoto]) -> str:
    silent = sum(not one.row.alt for one in photos)
    if not photos:
        return _(
            "Flip charts, cards on the wall, paper notes: a photo keeps them, and a "
            "description says what it shows."
        )
    said = _n("%(num)d photo.", "%(num)d photos.", len(photos))
    if not silent:
        return said
    return (
        said
        + " "
        + _n(
            "%(num)d has no description yet.",
            "%(num)d have no description yet.",
            silent,
        )
    )


def _by_place(photos: list[PlacedPhoto], places: list[NotePlace]) -> list[list[PlacedPhoto]]:
    """Photos of one place together, in the order of the agenda; those of places that are gone last."""
    order = {place.spot: number for number, place in enumerate(places)}
    found: dict[NoteSpot, list[PlacedPhoto]] = {}
    for one in photos:
        found.setdefault(one.spot, []).append(one)
    return [found[spot] for spot in sorted(found, key=lambda spot: order.get(spot, len(order)))]


@bp.get("/events/<slug>/notes/photos")
@needs(Can.TAKE_NOTES)
def show_photos(event: Event) -> Any:
    """All of them; `step`, `table` and the like in the address say where the next one belongs."""
    return _page(event)


@bp.post("/events/<slug>/notes/photos")
@accept_megabytes(200)
@needs(Can.TAKE_NOTES)
@limiter.limit("60/minute")
def add_photos(event: Event) -> Any:
    """Several at once: those that can be read are in, of the others it is said why not."""
    form = PhotoUploadForm(note_places(event))
    spot = read_spot_key(form.place.data or "")
    files = [*(form.photos.data or []), *(form.snap.data or [])]
    kept = _take_in(event, [one for one in files if one and one.filename], spot)
    db.session.commit()
    if kept.problems or not kept.number:
        return _page(event, form, kept)
    flash(_n("%(num)d photo was added.", "%(num)d photos were added.", kept.number))
    return redirect(url_for("notes.show_photos", slug=event.slug) + _query(spot))


def _query(spot: NoteSpot) -> str:
    """Says where the next photo belongs: the same place."""
    return "?" + urlencode({"step": spot.step, **spot.address}) if spot.step else ""


def _take_in(event: Event, files: list[FileStorage], spot: NoteSpot) -> UploadOutcome:
    """Read every photo, then write all of them: reading takes a second each, and others write meanwhile."""
    brought, problems = [], []
    for file in files[:MOST_AT_ONCE]:
        try:
            brought.append(
                actions.read_uploaded_photo(file.read())
            )  # of the file itself nothing stays in memory
        except FileProblem as problem:
            problems.append((bare_file_name(file.filename or ""), label_of(problem.why)))
    over = _(
        "You can add at most %(most)d photos at once. Please add this one again.", most=MOST_AT_ONCE
    )
    problems += [(bare_file_name(file.filename or ""), over) for file in files[MOST_AT_ONCE:]]
    for one in brought:
        actions.create_photo(event, one, spot, current_user.id)
    return UploadOutcome(len(brought), problems)


@bp.route("/events/<slug>/notes/photos/<int:photo_id>", methods=["GET", "POST"])
@needs(Can.TAKE_NOTES)
def edit_photo(event: Event, photo_id: int) -> Any:
    """One photo: what stands on it, where it was taken; one that was taken out meanwhile is put back by saving."""
    row, places = photo_of(event, photo_id), note_places(event)
    here = NoteSpot(row.step_id, row.strand_id, row.table_id, row.round)
    known = place_at(places, here)
    lost = None if known or here.step is None else (spot_key(here), pick_wording(row.place))
    form = PhotoForm(
        places, lost, data={"alt": row.alt, "withheld": row.withheld, "place": spot_key(here)}
    )
    if form.saves(row):
        if (place := read_spot_key(form.place.data or "")) != here:
            actions.place_photo(event, row, place)
        actions.restore_photo(row)
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("notes.show_photos", slug=event.slug, _anchor=f"photo-{row.id}"))
    return render_template(
        "notes/photos/photo.html", event=event, row=row, form=form, lost=lost
    ), form.status


@bp.get("/events/<slug>/notes/photos/<int:photo_id>.jpg")
@needs(Can.TAKE_NOTES)
def send_photo_file(event: Event, photo_id: int) -> Any:
    """The picture itself, for the team alone; `small` in the address: as it stands in the list."""
    row = photo_of(event, photo_id)
    content = shrink_photo(row.content) if "small" in request.args else row.content
    answer = send_download(content, f"{event.slug}-{row.id}.jpg", attach=False)
    answer.headers["Cache-Control"] = (
        f"private, max-age={A_DAY}"  # it never changes, and is nobody else's
    )
    return answer


@bp.post("/events/<slug>/notes/photos/<int:photo_id>/<any(remove, back, withhold, show):what>")
@needs(Can.TAKE_NOTES)
def change_photo_state(event: Event, photo_id: int, what: str) -> Any:
    """Take a photo out or put it back; keep it out of the report or not."""
    actions.DO[what](photo_of(event, photo_id))
    if what == "remove":
        undo = url_for("notes.change_photo_state", slug=event.slug, photo_id=photo_id, what="back")
        flash(_("Removed."), f"undo:{undo}")
    db.session.commit()
    return redirect(url_for("notes.show_photos", slug=event.slug, _anchor=f"photo-{photo_id}"))
