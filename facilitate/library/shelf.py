"""What stands on the shelf: papers of other rooms and documents of the library's own, told alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class LibraryReaders(StrEnum):
    """Who may see something on the shelf, the most people first."""

    PUBLIC = "public"
    LINK = "link"
    ACCOUNTS = "accounts"
    TEAMS = "teams"
    ADMINISTRATORS = "administrators"


class DocumentKind(StrEnum):
    """What a document of the library's own is, in the order of the shelf."""

    LAW = "law"
    STANDARD = "standard"
    PROCEDURE = "procedure"
    ANALYSIS = "analysis"
    MATERIAL = "material"
    STORY = "story"
    OTHER = "other"


class HandbookKind(StrEnum):
    """The handbooks that are made from the techniques."""

    PRINCIPLES = "principles"
    TECHNIQUES = "techniques"
    ENVIRONMENT = "environment"


@dataclass(frozen=True)
class ShelfFile:
    """A file to download, or a page elsewhere: what its link says, and the language it speaks."""

    name: str
    url: str
    language: str = ""


@dataclass(frozen=True)
class ShelfItem:
    """One thing on the shelf. `url`: where it is read (empty: only its files are there); `detail`: what else is said of it.

    `ended`: why it is not in force; `found`: the words round what was looked for; `edit`: where it is edited; `earlier`: its
    versions before, the latest first.
    """

    title: str
    readers: LibraryReaders
    url: str = ""
    on: date | None = None
    detail: str = ""
    files: Sequence[ShelfFile] = ()
    ended: str = ""
    found: str = ""
    edit: str = ""
    earlier: Sequence["ShelfItem"] = ()


@dataclass(frozen=True)
class ShelfGroup:
    """Things of one kind. `expected`: the sentence that says what will stand there while nothing does; `cut`: there are more."""

    key: str
    name: str
    expected: str
    items: Sequence[ShelfItem] = ()
    cut: bool = False
