"""Paper notes and Word files brought in afterwards: read, looked at line by line, then taken over as one; lines that have no place yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_wtf.file import FileField

from ... import clock
from ...data.db import db
from ...events.access import Can, may, needs
from ...events.models import Event
from ...exchange.conversation import EventConversation, Taken, serve_conversation
from ...exchange.preview import Preview, PreviewChoice
from ...exchange.waiting import Parcel, bare_file_name
from ...lib.numbers import HIGHEST
from ...lib.reading_child import FileProblem
from ...release.texts import owner_of_event, passage_finder
from ...release.wording import tell_of_lines
from ...web.forms import LongTextField, PlannerForm
from ...web.i18n import _, _l, _n, label_of
from ...web.uploaded import read_upload
from ..blueprint import bp
from ..models import NoteKind
from ..photos.forms import note_place_name
from ..photos.places import NotePlace, read_spot_key, spot_key
from ..photos.queries import note_places
from ..structure.agreement import agreed_headings_of
from ..wording import spot_url
from . import actions
from .actions import WantedLine
from .reading import NotesDocument, read_notes_file, read_pasted_notes, unpack_notes
from .sorting import SortedLine, SortedNotes, SortedSection, sort_notes
from .unplaced import (
    PlacedCounts,
    line_version_key,
    move_lines_to_spot,
    read_version_keys,
    unplaced_heaps,
)


class ImportNotesForm(PlannerForm):
    """A file, or pasted text; the file counts where there are both."""

    file = FileField(_l("Word file (.docx) or OpenDocument text (.odt)"))
    text = LongTextField(
        _l("… or paste the text here"),
        limit=10_000_000,
        description=_l(
            "One thought per line. A heading with the name of a step says where the lines "
            "below it belong; a sign before a line says what it is: ? question, / "
            "disagreement, + proposal, ! decision, > action."
        ),
    )


MOST_OPTIONS = 12_000
"""Places times lines up to which each line has a list of places of its own; longer files have one a heading."""


@dataclass(frozen=True)
class NotesFound:
    """What a file says, where it belongs by its headings, and the places there are."""

    document: NotesDocument
    lines: SortedNotes
    places: list[NotePlace]

    @property
    def lost(self) -> int:
        """How many lines stand at no step."""
        sections = self.lines.sections
        return sum(sections[line.section].spot.step is None for line in self.lines.lines)

    @property
    def groups(self) -> list[tuple[SortedSection, list[tuple[int, SortedLine]]]]:
        """The lines with their numbers, heading by heading."""
        numbered = list(enumerate(self.lines.lines))
        return [
            (section, [pair for pair in numbered if pair[1].section == at])
            for at, section in enumerate(self.lines.sections)
        ]


class NotesConversation(EventConversation[NotesFound]):
    """The pages on which notes come in. What was read waits without its file: of a text nothing is marked."""

    key, name = "notes", _l("Notes")
    first = "notes/bringing/page.html"
    shows = "notes/bringing/confirm.html"
    stale = _l("The agenda has changed while you were reading. Please check again.")
    page, pages = "notes.show_notes", "notes.import_"

    def file_form(self) -> ImportNotesForm:
        return ImportNotesForm()

    def parcel_of(self, form: Any) -> Parcel:
        file = form.file.data
        document = (
            read_upload(read_notes_file, file.read())
            if file
            else read_pasted_notes(form.text.data or "")
        )
        return Parcel(bare_file_name(file.filename or "") if file else "", b"", document.packed())

    def why_unread(self, problem: FileProblem) -> str:
        return label_of(problem.why)

    def read(self, parcel: Parcel) -> NotesFound:
        document, places = unpack_notes(parcel.plan), note_places(self.event)
        words = actions.kind_words(agreed_headings_of(self.event))
        return NotesFound(document, sort_notes(document.pieces, places, words), places)

    def preview_of(self, found: NotesFound) -> Preview:
        texts = [line.text for line in found.lines.lines]
        return Preview((), (), (), besides=texts, also_does=True)

    def take(
        self, found: NotesFound, _chosen: PreviewChoice, _source: str, by: int | None
    ) -> Taken | None:
        wanted = [
            _wanted(number, line, found.lines)
            for number, line in enumerate(found.lines.lines)
            if f"take-{number}" in request.form
        ]
        if not wanted:
            return None
        new, known = actions.import_lines(self.event, found.document.mark, wanted, by or 0)
        said = _n(
            "%(num)d line was added to the notes.", "%(num)d lines were added to the notes.", new
        )
        if known:
            said += " " + _n("%(num)d was already there.", "%(num)d were already there.", known)
        find = passage_finder(owner_of_event(self.event))
        may_look = may(Can.WRITE_REPORT)
        address = url_for("report.show_clearing", slug=self.event.slug) if may_look else ""
        texts = [one.text for one in wanted]
        return Taken(said, then=lambda: tell_of_lines(find, texts, address))

    def to_file(self, ending: str) -> bytes:
        raise NotImplementedError

    def context(self) -> Mapping[str, Any]:
        return {
            **super().context(),
            "kinds": list(NoteKind),
            "key_of": spot_key,
            "name_of": note_place_name,
            "most_options": MOST_OPTIONS,
        }


serve_conversation(
    bp,
    "/events/<slug>/notes",
    needs(Can.TAKE_NOTES),
    NotesConversation,
    "import_",
    first="/bring-in",
    marks=False,
)


def _wanted(number: int, line: SortedLine, lines: SortedNotes) -> WantedLine:
    """The line as it was sent: its own place, else that of its heading."""
    section = lines.sections[line.section]
    place = request.form.get(f"section-{line.section}", spot_key(section.spot))
    kind = request.form.get(f"kind-{number}", line.kind.value)
    return WantedLine(
        number=number,
        text=line.text,
        kind=NoteKind(kind) if kind in list(NoteKind) else line.kind,
        spot=read_spot_key(request.form.get(f"place-{number}") or place),
        called=section.title,
    )


@bp.get("/events/<slug>/notes/unplaced")
@needs(Can.TAKE_NOTES)
def show_unplaced_lines(event: Event) -> Any:
    """The lines that stand at no step; or one line (`line`) that is to stand elsewhere."""
    return _page(event)


def _page(event: Event, problem: str = "") -> Any:
    heaps, total = unplaced_heaps(event, _only())
    ticked = {one for key in request.form.getlist("line") for one in key.split()}
    page = render_template(
        "notes/bringing/unplaced.html",
        event=event,
        heaps=heaps,
        total=total,
        shown=sum(len(one.lines) for one in heaps),
        only=_only(),
        key_of=line_version_key,
        places=[(one.key, note_place_name(one)) for one in note_places(event)],
        problem=problem,
        ticked=ticked,
        asked=request.form.get("place", ""),
    )
    return page, 422 if problem else 200


def _only() -> int | None:
    """The line that is meant, where the address names one."""
    number = request.args.get("line", 0, int)
    return number if 0 < number <= HIGHEST else None


@bp.post("/events/<slug>/notes/unplaced")
@needs(Can.TAKE_NOTES)
def place_lines(event: Event) -> Any:
    """The ticked lines stand at a step from now on; what somebody changed meanwhile is said, and stays."""
    chosen, spot = (
        read_version_keys(request.form.getlist("line")),
        read_spot_key(request.form.get("place", "")),
    )
    if not chosen:
        return _page(event, _("Tick the lines to move."))
    if spot not in [one.spot for one in note_places(event)]:
        return _page(event, _("Choose the step they were said in."))
    flash(placed_counts_text(move_lines_to_spot(event, chosen, spot, clock.now())))
    db.session.commit()
    home = url_for("notes.show_unplaced_lines", slug=event.slug)
    return redirect(spot_url(event, spot) if _only() else home)


def placed_counts_text(placed: PlacedCounts) -> str:
    """`3 lines moved. 1 line was changed meanwhile and stays where it is: look at it again.`"""
    parts = (
        [_n("%(num)d line moved.", "%(num)d lines moved.", placed.moved)] if placed.moved else []
    )
    if placed.changed:
        parts.append(
            _n(
                "%(num)d line was changed in the meantime and stays where it is: look at it again.",
                "%(num)d lines were changed in the meantime and stay where they are: look at them again.",
                placed.changed,
            )
        )
    if placed.gone:
        parts.append(
            _n(
                "%(num)d line was removed in the meantime.",
                "%(num)d lines were removed in the meantime.",
                placed.gone,
            )
        )
    return " ".join(parts)
