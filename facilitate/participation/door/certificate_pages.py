"""Certificates of participation: whose, in which order and languages, who signs them; one file, or one for each county."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from ...data.db import db, row_id
from ...events.access import Can, may, needs
from ...events.asked_language import asked_editions
from ...events.models import Event
from ...lib.text import albanian_key
from ...lib.text import make_slug as slug_of
from ...mailing.office_letter import letter_look, letter_sender, letterhead_logo
from ...web.downloads import send_download
from ...web.i18n import _, use_language
from ...web.refused import Refused
from ..blueprint import bp
from ..forms import SignedByForm
from ..queries import registration_setting
from . import certificate_word as word
from .desk import Desk
from .queries import NO_COUNTY, Attended, attended_people, door_entries


@bp.route("/events/<slug>/door/papers", methods=["GET", "POST"])
@needs(Can.CHECK_IN)
def show_door_papers(event: Event) -> Any:
    """The list to sign, certificates and who signs these."""
    row = registration_setting(event)
    form = SignedByForm(obj=row) if may(Can.EDIT_PEOPLE) else None
    if row.version is None:  # not kept yet
        row.version = 1
    if request.method == "POST" and form is None:
        return "", 403
    if form and form.saves(row):
        db.session.add(row)
        flash(_("Saved."))
        db.session.commit()
        return redirect(
            url_for("participation.show_door_papers", slug=event.slug, _anchor="certificates")
        )
    people = attended_people(event)
    return render_template(
        "participation/door/papers.html",
        event=event,
        desk=Desk(event),
        people=people,
        counties=_counties(people),
        form=form,
        signed=row.signed_by,
        expected=sum(one.expected for one in door_entries(event, event.first_day)),
    ), form.status if form else 200


@bp.get("/events/<slug>/door/certificates.<any(docx, zip):ending>")
@needs(Can.CHECK_IN)
def export_certificates(event: Event, ending: str) -> Any:
    """A certificate for everybody who attended, those of one county (`county`) or one person (`who`), each in their own language.

    `lang=both`: in both, side by side. As `zip` there is a file for each county.
    """
    county = request.args.get("county", "")
    people = [one for one in attended_people(event, _who()) if county in ("", one.county_key)]
    if not people:
        raise Refused(_("Nobody has attended yet, so there is nothing to certify."))
    if request.args.get("order") == "county":
        people.sort(key=lambda one: (not one.county, albanian_key(one.county)))
    with use_language(event.language):
        name = slug_of(_("Certificates"))
        if ending == "docx":
            part = f"-{slug_of(_called(people[0]))}" if county else ""
            return send_download(_made(event, people), f"{name}{part}-{event.slug}.docx")
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as papers:  # the papers are packed already
            for key in _counties(people):
                mine = [one for one in people if one.county_key == key]
                part = slug_of(_called(mine[0]))
                papers.writestr(f"{name}-{part}-{event.slug}.docx", _made(event, mine))
        return send_download(file.getvalue(), f"{name}-{event.slug}.zip")


def _made(event: Event, people: Sequence[Attended]) -> bytes:
    """The certificates of these people as the bytes of a .docx."""
    signed = registration_setting(event).signed_by
    both = asked_editions(event) if request.args.get("lang") == "both" else ()
    rows = [
        [
            word.Certificate(
                name=one.name,
                position=one.position.to(code),
                office=one.office,
                parts=one.parts,
                on=one.on,
                event=event.title.to(code),
                place=", ".join(filter(None, (event.venue, event.town))),
                event_days=(event.first_day, event.last_day),
                language=code,
                number=f"{one.id}/{event.last_day.year}",
                issuer=" ".join(letter_sender(signed.to(code))),
                signed=tuple(signed.to(code).splitlines()),
            )
            for code in both or [one.language_in(event)]
        ]
        for one in people
    ]
    return word.certificates_word_file(_("Certificates"), rows, letterhead_logo(letter_look(event)))


def _counties(people: Sequence[Attended]) -> dict[str, tuple[str, int]]:
    """The counties people came from, by key, with how many; who told none comes last."""
    found: dict[str, tuple[str, int]] = {}
    for one in sorted(people, key=lambda one: (not one.county, albanian_key(one.county))):
        found[one.county_key] = _called(one), found.get(one.county_key, ("", 0))[1] + 1
    return found


def _called(one: Attended) -> str:
    return one.county if one.county_key != NO_COUNTY else _("county not given")


def _who() -> int | None:
    try:
        return row_id(request.args["who"])
    except (KeyError, ValueError):
        return None
