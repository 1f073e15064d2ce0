"""Paper notes and Word files brought in afterwards: read, looked at line by line, then taken over as one."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from ...data.db import db
from ...events.access import Can, may, needs
from ...events.models import Event
from ...exchange.waiting import WaitingFiles
from ...lib.reading_child import FileProblem
from ...release.checker import passage_finder
from ...release.importing import tell_of_lines
from ...release.texts import owner_of_event
from ...web.i18n import _, _n, label_of
from ...web.limits import limiter
from ...web.uploaded import read_upload
from ..blueprint import bp
from ..models import NoteKind
from ..photos.forms import note_place_name
from ..photos.places import NotePlace, read_spot_key, spot_key
from ..photos.queries import note_places
from ..structure.queries import agreed_headings_of
from . import actions, labels, unplaced_pages
from .actions import WaitingNotes, WantedLine
from .forms import ImportNotesForm
from .reading import read_pasted_notes, read_word_notes
from .sorting import SortedLine, SortedNotes, SortedSection, sort_notes

__all__ = ["labels", "unplaced_pages"]
MOST_OPTIONS = 12_000
"""Places times lines up to which each line has a list of places of its own; longer files have one a heading."""
LONGEST_NAME = 120

WAITING = WaitingFiles("notes")


@bp.route("/events/<slug>/notes/bring-in", methods=["GET", "POST"])
@needs(Can.TAKE_NOTES)
@limiter.limit("30/minute", methods=["POST"])
def import_notes(event: Event) -> Any:
    """First step: the file or the text."""
    form = ImportNotesForm()
    if form.validate_on_submit():
        file = form.file.data
        try:
            document = (
                read_upload(read_word_notes, file.read())
                if file
                else read_pasted_notes(form.text.data or "")
            )
            kept = actions.hold_notes(
                (file.filename or "")[-LONGEST_NAME:] if file else "", document
            )
            token = WAITING.keep(event.id, kept.packed())
            return redirect(url_for("notes.confirm_notes_import", slug=event.slug, token=token))
        except FileProblem as problem:
            (form.file if file else form.text).errors = [label_of(problem.why)]
    return render_template("notes/bringing/page.html", event=event, form=form), form.status


@bp.route("/events/<slug>/notes/bring-in/<token>", methods=["GET", "POST"])
@needs(Can.TAKE_NOTES)
def confirm_notes_import(event: Event, token: str) -> Any:
    """Last step: every line with its place and kind, to be changed; sent, all of them are taken over at once."""
    kept = WAITING.find_or_404(event.id, token)
    found, places = actions.unpack_notes(kept), note_places(event)
    lines = sort_notes(found.pieces, places, actions.kind_words(agreed_headings_of(event)))
    if request.method == "POST":
        return _take_over(event, token, found, lines)
    return _preview(event, found, lines=lines, places=places, token=token)


def _preview(
    event: Event, found: WaitingNotes, lines: SortedNotes, places: list[NotePlace], token: str
) -> Any:
    offered = [(spot_key(place.spot), note_place_name(place)) for place in places]
    return render_template(
        "notes/bringing/confirm.html",
        event=event,
        found=found,
        lines=lines,
        token=token,
        offered=offered,
        kinds=list(NoteKind),
        key_of=spot_key,
        groups=_groups(lines),
        each=len(lines.lines) * len(offered) <= MOST_OPTIONS,
        lost=sum(lines.sections[line.section].spot.step is None for line in lines.lines),
    )


def _groups(lines: SortedNotes) -> list[tuple[SortedSection, list[tuple[int, SortedLine]]]]:
    """The lines with their numbers, heading by heading."""
    found: list[tuple[SortedSection, list[tuple[int, SortedLine]]]] = [
        (section, []) for section in lines.sections
    ]
    for number, line in enumerate(lines.lines):
        found[line.section][1].append((number, line))
    return found


def _take_over(event: Event, token: str, found: WaitingNotes, lines: SortedNotes) -> Any:
    wanted = [
        _wanted(number, line, lines)
        for number, line in enumerate(lines.lines)
        if f"take-{number}" in request.form
    ]
    new, known = actions.import_lines(event, found.mark, wanted, current_user.id)
    said = _n("%(num)d line was added to the notes.", "%(num)d lines were added to the notes.", new)
    if known:
        said += " " + _n("%(num)d was already there.", "%(num)d were already there.", known)
    flash(said if wanted else _("Nothing was changed."))
    find = passage_finder(owner_of_event(event))
    db.session.commit()
    WAITING.drop(event.id, token)
    address = url_for("report.show_clearing", slug=event.slug) if may(Can.WRITE_REPORT) else ""
    tell_of_lines(find, [one.text for one in wanted], address)
    return redirect(url_for("notes.show_notes", slug=event.slug))


def _wanted(number: int, line: SortedLine, lines: SortedNotes) -> WantedLine:
    """The line as it was sent: its own place, else that of its heading."""
    section = lines.sections[line.section]
    place = actions.chosen_value(request.form, "section", line.section, spot_key(section.spot))
    own = request.form.get(f"place-{number}", "")
    kind = actions.chosen_value(request.form, "kind", number, line.kind.value)
    return WantedLine(
        number=number,
        text=line.text,
        kind=NoteKind(kind) if kind in list(NoteKind) else line.kind,
        spot=read_spot_key(own or place),
        called=section.title,
    )


@bp.post("/events/<slug>/notes/bring-in/<token>/cancel")
@needs(Can.TAKE_NOTES)
def cancel_notes_import(event: Event, token: str) -> Any:
    WAITING.drop(event.id, token)
    flash(_("Nothing was changed."))
    return redirect(url_for("notes.import_notes", slug=event.slug))
