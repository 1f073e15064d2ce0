"""Documents that people put on the shelf: laws, standards, procedures, with their versions."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import User
from ..data.db import NEVER_AGAIN, Keyed, Versioned, enum_column, parent_key, pointer_key
from ..history.models import Change, change_of_room
from ..lib.text import Words
from .shelf import DocumentKind, LibraryReaders


class LibraryDocument(Versioned):
    """A document of the library: a file, or an address elsewhere. Its next version is a row of its own, `replaced_by_id`.

    `number`: how it is cited (“Law no. 9887”), of a story who tells it; `on`: its date; `ended_on`: since when it is not in force.
    """

    __table_args__ = NEVER_AGAIN
    kind: Mapped[DocumentKind] = enum_column(DocumentKind)
    title: Mapped[Words]
    about: Mapped[Words] = mapped_column(default=Words())
    number: Mapped[str] = mapped_column(default="")
    on: Mapped[date | None] = mapped_column(default=None)
    ended_on: Mapped[date | None] = mapped_column(default=None)
    readers: Mapped[LibraryReaders] = enum_column(LibraryReaders, default=LibraryReaders.ACCOUNTS)
    replaced_by_id: Mapped[int | None] = pointer_key("library_document.id")
    address: Mapped[str] = mapped_column(default="")
    file_name: Mapped[str] = mapped_column(default="")
    media_type: Mapped[str] = mapped_column(default="")
    size: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = pointer_key("user.id")
    by: Mapped[User | None] = relationship()


class LibraryText(Keyed):
    """What a document is found by, and its file. They come last: SQLite reads a row as far as it is asked for.

    `words`: the different words of its titles, notes and file, without accents; `text`: what its file says.
    """

    __table_args__ = NEVER_AGAIN
    document_id: Mapped[int] = parent_key("library_document.id", unique=True)
    words: Mapped[str] = mapped_column(deferred=True)
    text: Mapped[str] = mapped_column(deferred=True, default="")
    content: Mapped[bytes | None] = mapped_column(sa.LargeBinary, default=None, deferred=True)


class LibraryRemoval(Change):
    """A document that was removed from the library."""

    __mapper_args__ = change_of_room("library")


class LibraryEdit(Change):
    """A document that was added or edited."""

    __mapper_args__ = change_of_room("library_edits")
