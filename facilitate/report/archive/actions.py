"""An event's archive as bytes, and back: whoever asks, the page or the command."""

from ... import __version__
from ...accounts.models import User
from ...events.models import Event
from ...lib.reading_child import NotRead
from ...lib.sealing import seal_text, unseal_text
from ...lib.text import make_slug
from ...web.i18n import _, use_language
from ...web.uploaded import read_upload
from ..released_report import released_edition
from .archived_tables import TableFate
from .checking import CheckedArchive, check_archive
from .event_import import EventImportOptions, import_event
from .gathering import gather_event, linked_from
from .packing import (
    ABOUT,
    ANSWERS,
    EVENT,
    FORMAT,
    KIND,
    LATE,
    NOTES,
    REPORT,
    SINCE,
    ArchiveFault,
    ArchiveParts,
    ArchiveProblem,
    archive_with_answers,
    json_bytes,
    pack_archive,
    unpack_archive,
)
from .papers import archive_papers
from .row_choice import Scope

__all__ = ["EventImportOptions", "event_archive", "archive_name", "import_event", "read_archive"]
FILES = {
    TableFate.EVENT: EVENT,
    TableFate.NOTES: NOTES,
    TableFate.REPORT: REPORT,
    TableFate.ANSWERS: ANSWERS,
}
SEALS = "answers of an archive"
"""For what the key of an archive seals (see `lib/sealing`)."""


def event_archive(event: Event, key: str = "", reader: User | None = None) -> bytes:
    """Everything of the event as a zip; without notes and report as long as two people have not released it.

    Only what somebody changes changes its data parts: the same event gives the same bytes there. With a `key` what people
    answered is in it as well, and what was written, decided and done since the release, sealed: it is told to the team of one
    event, so it can be read with the key alone.

    `reader`: who asks; of later events it names those that account sees, all of them where a command asks.
    """
    scope = Scope(event, released_edition(event), bool(key), reader)
    found = gather_event(scope)
    sealed = {name: rows for name, rows in ((SINCE, found.since), (LATE, found.late)) if rows}
    if sealed:
        sealed |= found.files.get(TableFate.ANSWERS, {})
    files = {**found.files, TableFate.ANSWERS: sealed} if sealed else found.files
    data = {FILES[fate]: json_bytes(tables) for fate, tables in files.items()} | found.content
    if ANSWERS in data:
        data[ANSWERS] = seal_text(key, SEALS, data[ANSWERS].decode())
    about = {ABOUT: json_bytes(_about(scope, sorted(data)) | {"passed_to": found.passed_to})}
    return pack_archive({**archive_papers(scope, found), **data, **about})


def _about(scope: Scope, parts: list[str]) -> dict[str, object]:
    event = scope.event
    return {
        "kind": KIND,
        "format": FORMAT,
        "planner": __version__,
        "event": event.slug,
        "language": event.language,
        "builds_on": linked_from(scope).before,
        "released": scope.edition.number if scope.edition else 0,
        "parts": parts,
    }


def archive_name(event: Event) -> str:
    """What the file is called: `annual-2008-archive.zip`, in the language of the event."""
    with use_language(event.language):
        return f"{event.slug}-{make_slug(_('Archive'))}.zip"


def read_archive(content: bytes, key: str = "") -> CheckedArchive:
    """What an archive holds, every cell of it checked; answers that are sealed only with their key. Raises ArchiveProblem."""
    try:
        found = read_upload(unpack_archive, content)
    except NotRead as problem:
        raise ArchiveProblem(problem.why) from problem
    if found.sealed and key:
        opened = unseal_text(key.strip(), SEALS, found.sealed)
        if opened is None:
            raise ArchiveProblem(ArchiveFault.WRONG_KEY)
        found = archive_with_answers(found, opened)
    return check_archive(found, ArchiveParts(content, found.kept))
