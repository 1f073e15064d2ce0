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


class HandbookKind(StrEnum):
    """The handbooks that are made from the techniques."""

    PRINCIPLES = "principles"
    TECHNIQUES = "techniques"
    ENVIRONMENT = "environment"


@dataclass(frozen=True)
class ShelfFile:
    """A file to download: what its link says, and the language the file speaks."""

    name: str
    url: str
    language: str = ""


@dataclass(frozen=True)
class ShelfItem:
    """One thing on the shelf. `url`: where it is read (empty: only its files are there); `detail`: what else is said of it."""

    title: str
    readers: LibraryReaders
    url: str = ""
    on: date | None = None
    detail: str = ""
    files: Sequence[ShelfFile] = ()


@dataclass(frozen=True)
class ShelfGroup:
    """Things of one kind. `expected`: the sentence that says what will stand there while nothing does."""

    key: str
    name: str
    expected: str
    items: Sequence[ShelfItem] = ()
