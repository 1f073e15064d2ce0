"""An event's archive as bytes, and back: whoever asks, the page or the command."""

from ... import __version__
from ...data.db import db
from ...events.models import Event
from ...lib.reading_child import NotRead
from ...lib.text import make_slug
from ...web.i18n import _, use_language
from ...web.uploaded import read_upload
from ..released_report import released_edition
from .archived_tables import TableFate
from .checking import CheckedArchive, check_archive
from .event_import import EventImportOptions, import_event
from .gathering import gather_event
from .packing import (
    ABOUT,
    EVENT,
    FORMAT,
    KIND,
    NOTES,
    REPORT,
    ArchiveParts,
    ArchiveProblem,
    json_bytes,
    pack_archive,
    unpack_archive,
)
from .papers import archive_papers
from .row_choice import Scope

__all__ = ["EventImportOptions", "event_archive", "archive_name", "import_event", "read_archive"]
FILES = {TableFate.EVENT: EVENT, TableFate.NOTES: NOTES, TableFate.REPORT: REPORT}


def event_archive(event: Event) -> bytes:
    """Everything of the event as a zip; without notes and report as long as two people have not released it.

    Only what somebody changes changes its data parts: the same event gives the same bytes there.
    """
    scope = Scope(event, released_edition(event))
    found = gather_event(scope)
    data = {FILES[fate]: json_bytes(tables) for fate, tables in found.files.items()} | found.content
    about = {ABOUT: json_bytes(_about(scope, sorted(data)))}
    return pack_archive({**archive_papers(scope, found), **data, **about})


def _about(scope: Scope, parts: list[str]) -> dict[str, object]:
    event = scope.event
    before = db.session.get(Event, event.builds_on_id) if event.builds_on_id else None
    return {
        "kind": KIND,
        "format": FORMAT,
        "planner": __version__,
        "event": event.slug,
        "language": event.language,
        "builds_on": before.slug if before else "",
        "released": scope.edition.number if scope.edition else 0,
        "parts": parts,
    }


def archive_name(event: Event) -> str:
    """What the file is called: `annual-2008-archive.zip`, in the language of the event."""
    with use_language(event.language):
        return f"{event.slug}-{make_slug(_('Archive'))}.zip"


def read_archive(content: bytes) -> CheckedArchive:
    """What an archive holds, every cell of it checked. Raises ArchiveProblem."""
    try:
        found = read_upload(unpack_archive, content)
    except NotRead as problem:
        raise ArchiveProblem(problem.why) from problem
    return check_archive(found, ArchiveParts(content, found.kept))
