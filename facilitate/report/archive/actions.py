"""An event's archive as bytes, and back: whoever asks, the page or the command."""

from ... import __version__
from ...data.db import db
from ...events.models import Event
from ...lib.reading_child import NotRead
from ...lib.text import make_slug
from ...web.i18n import _, use_language
from ...web.uploaded import read_upload
from ..out import released
from .bringing import Wanted, bring
from .checking import Checked, checked
from .choosing import Scope
from .gathering import gather
from .packing import (
    ABOUT,
    EVENT,
    FORMAT,
    KIND,
    NOTES,
    REPORT,
    ArchiveProblem,
    Parts,
    packed,
    unpacked,
    written,
)
from .papers import papers
from .what import Fate

__all__ = ["Wanted", "archive", "archive_name", "bring", "read"]
FILES = {Fate.EVENT: EVENT, Fate.NOTES: NOTES, Fate.REPORT: REPORT}


def archive(event: Event) -> bytes:
    """Everything of the event as a zip; without notes and report as long as two people have not released it.

    Only what somebody changes changes its data parts: the same event gives the same bytes there.
    """
    scope = Scope(event, released(event))
    found = gather(scope)
    data = {FILES[fate]: written(tables) for fate, tables in found.files.items()} | found.content
    about = {ABOUT: written(_about(scope, sorted(data)))}
    return packed({**papers(scope, found), **data, **about})


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


def read(content: bytes) -> Checked:
    """What an archive holds, every cell of it checked. Raises ArchiveProblem."""
    try:
        found = read_upload(unpacked, content)
    except NotRead as problem:
        raise ArchiveProblem(problem.why) from problem
    return checked(found, Parts(content, found.kept))
