"""Documents of the library are added, edited and removed; all of it can be undone. Nothing here commits."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from flask import url_for

from .. import clock
from ..accounts.doors import is_administrator
from ..data.db import db
from ..data.row_cells import recording_rows
from ..forums.rhythm.filing import document_name
from ..history.memory import remember_change
from ..history.models import REDONE, UNDONE, Change
from ..history.recording import RoomRecords
from ..history.removing import RoomRemovals
from ..history.rooms import Place, ToldChange, find_standing_change
from ..lib.cells import ChangeCell, cells_from_rows
from ..lib.text import Words
from ..web.i18n import _, _l, pick_wording
from ..web.refused import Refused
from ..web.uploaded import read_upload
from .models import LibraryDocument, LibraryEdit, LibraryRemoval, LibraryText
from .reading import TYPES, LibraryFile, different_words, read_library_file
from .stories import story_of, withdraw_story
from .story_models import LibraryStory

ADDED, EDITED = "document_added", "document_edited"
"""What is remembered of a change."""
LIBRARY_REMOVALS = RoomRemovals(
    kind=LibraryRemoval,
    models=(LibraryDocument,),
    key="library",
    name=_l("Library"),
    page="library.show_library",
    sees=is_administrator,
    undoes=is_administrator,
)
"""How documents are removed, with their files."""


def _say_edit(change: Any) -> str:
    name = pick_wording(change.about)
    if change.did == ADDED:
        return _("“%(name)s” was added to the library.", name=name)
    return _("“%(name)s” was edited.", name=name)


class LibraryEdits(RoomRecords):
    """What was added or edited. An addition is undone by removing the document, and done again from the bin: its file is kept once."""

    def _take_back(self, event: Place, change_id: int, by: int, again: bool) -> ToldChange:
        change = find_standing_change(self.kind, event, change_id, again)
        row = _document_of(cells_from_rows(change.cells))
        if change.did == EDITED:
            told = super()._take_back(event, change_id, by, again)
            if row is not None:
                index_document(row)
                if story := story_of(row.id):
                    withdraw_story(story, row.ended_on)
            return told
        if again:
            query = sa.select(LibraryRemoval.id).where(
                LibraryRemoval.of_id == change.id, ~LibraryRemoval.undone
            )
            removal = db.session.scalar(query.order_by(LibraryRemoval.id.desc()).limit(1))
            if removal is None:
                raise Refused(_("It was restored from the bin already, or is gone for good."))
            LIBRARY_REMOVALS.history.take_back(event, removal, by, False)
        else:
            if row is None:
                raise Refused(_("It was removed already."))
            LIBRARY_REMOVALS.remove(event, row, change.about, by).of_id = change.id
        did = REDONE if again else UNDONE
        remember_change(self.kind, event, did, (), by, about=change.about, of=change)
        return self._in_words(change)


def _document_of(cells: Sequence[ChangeCell]) -> LibraryDocument | None:
    """The document whose rows these are: its own, or those of its story alone; None where nothing was changed, or it is gone."""
    for cell in cells:
        if cell.table == LibraryDocument.__tablename__:
            return db.session.get(LibraryDocument, cell.id)
        story = db.session.get(LibraryStory, cell.id)
        if story is not None:
            return story.document
    return None


LIBRARY_EDITS = LibraryEdits(
    kind=LibraryEdit,
    key="library_edits",
    name=_l("Library"),
    page="library.show_library",
    sees=is_administrator,
    undoes=is_administrator,
    says=_say_edit,
)
"""How documents are added and edited."""


def read_document(content: bytes) -> LibraryFile:
    """What an uploaded file is and says, before anything is written. Raises a FileProblem."""
    return read_upload(read_library_file, content)


def add_document(
    row: LibraryDocument,
    by: int | None,
    *,
    known: LibraryFile | None = None,
    file: tuple[str, bytes] = ("", b""),
) -> Change:
    """Put a filled-in document on the shelf, with its file: the name it came with, and its content, which was read."""
    name, content = file
    if known is not None:
        row.file_name = document_name(name, known.ending)
        row.media_type, row.size = TYPES[known.ending], len(content)
    row.at, row.by_id = clock.now(), by
    db.session.add(row)
    db.session.flush()
    text = known.text if known else ""
    found = LibraryText(document_id=row.id, words="", text=text, content=content or None)
    found.words = _words_of(row, text)
    db.session.add(found)
    db.session.flush()
    made = ChangeCell("library_document", row.id, None, {"id": row.id})
    return remember_change(LibraryEdit, None, ADDED, [made], by, about=row.title)


def replace_document(old: LibraryDocument, new: LibraryDocument) -> None:
    """The old version stands under the new one from now on."""
    old.replaced_by_id = new.id
    db.session.flush()


def index_document(row: LibraryDocument) -> None:
    """What it is found by, after it was edited."""
    found = db.session.scalar(sa.select(LibraryText).where(LibraryText.document_id == row.id))
    if found is not None:
        if story := story_of(row.id):
            found.text = f"{story.text.en}\n{story.text.sq}".strip()
        found.words = _words_of(row, found.text)
    db.session.flush()


def _words_of(row: LibraryDocument, text: str) -> str:
    title, about = row.title, row.about or Words()
    return different_words(title.en, title.sq, row.number, about.en, about.sq, text)


def recording_document(row: LibraryDocument) -> Any:
    """Whatever is done inside to the document, without its file."""
    return recording_rows((LibraryDocument, LibraryDocument.id == row.id))


def remember_edit(row: LibraryDocument, cells: Any, by: int) -> Change:
    """Keep what was edited, so that it can be undone."""
    return remember_change(LibraryEdit, None, EDITED, cells, by, about=row.title)


def shelf_page(row: LibraryDocument) -> str:
    """The address of the shelf at the document's kind."""
    return url_for("library.show_library", _anchor=row.kind.value)
