"""The demo's library: a convention and a law by their public names, and three documents an office like this one writes."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from ...accounts.models import User
from ...data.content import PACKAGE, read_toml, words_from_toml
from ...forums.presidency.word import new_word_file
from ...library.actions import add_document, replace_document
from ...library.models import LibraryDocument
from ...library.reading import LibraryFile
from ...library.shelf import DocumentKind, LibraryReaders
from ...web.i18n import LANGUAGES, use_language

TABLE = PACKAGE / "setup" / "demo" / "library.toml"


def load_library(user: User, today: date) -> None:
    """Put its documents on the shelf; one of them is the second version of another."""
    known: dict[str, LibraryDocument] = {}
    for row in read_toml(TABLE)["documents"]:
        on = row["on"] if "on" in row else today - timedelta(days=row["days_ago"])
        one = known[row["key"]] = LibraryDocument(
            kind=DocumentKind(row["kind"]),
            title=words_from_toml(row, "title"),
            about=words_from_toml(row, "about"),
            number=row.get("number", ""),
            on=on,
            readers=LibraryReaders(row["readers"]),
            address=row.get("address", ""),
        )
        if "text_en" in row:
            file, content = LibraryFile("docx", _text(row)), _word(row, on)
            add_document(one, user.id, known=file, file=(f"{row['key']}.docx", content))
        else:
            add_document(one, user.id)
        if "replaces" in row:
            replace_document(known[row["replaces"]], one)


def _text(row: dict[str, Any]) -> str:
    """What the file says, as it is read from one."""
    return "\n".join(row[f"text_{code}"].strip() for code in LANGUAGES).replace("- ", "")


def _word(row: dict[str, Any], on: date) -> bytes:
    """The document as a Word file, in both languages one after the other."""
    title = words_from_toml(row, "title")
    with use_language("sq"):
        made = datetime.combine(on, time(12), UTC)
        file = new_word_file(title.sq, row.get("number", ""), made, "sq")
        for code in reversed(LANGUAGES):
            file.add(title.to(code), "Heading 2")
            for line in row[f"text_{code}"].strip().splitlines():
                point = line.startswith("- ")
                file.add(line.removeprefix("- "), "List Bullet" if point else "Body Text")
        return file.save()
