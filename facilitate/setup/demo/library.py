"""The demo's library: a convention and a law by their public names, and three documents an office like this one writes."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from ...accounts.models import User
from ...data.content import PACKAGE, read_toml, words_from_toml
from ...data.db import db
from ...forums.presidency.word import new_word_file
from ...library.actions import add_document, index_document, replace_document
from ...library.models import LibraryDocument
from ...library.reading import LibraryFile
from ...library.shelf import DocumentKind, LibraryReaders
from ...library.stories import release_story, texts_of_story
from ...library.story_models import EthicsPoint, LibraryStory, StoryUse
from ...release.texts import PLANNERS_OWN
from ...web.i18n import LANGUAGES, use_language
from .releases import BOTH, keep_all_words

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


def load_stories(users: Mapping[str, User], today: date, now: datetime) -> None:
    """A success story that two people have released, and one being written; the consent to each holds for a year."""
    for row in read_toml(TABLE)["stories"]:
        _add_story(row, users, today=today, now=now)


def _add_story(row: dict[str, Any], users: Mapping[str, User], today: date, now: datetime) -> None:
    document = LibraryDocument(
        kind=DocumentKind.STORY,
        title=words_from_toml(row, "title"),
        number=row["told_by"],
        on=today - timedelta(days=20),
        readers=LibraryReaders.ADMINISTRATORS,
    )
    add_document(document, users[BOTH[0]].id)
    story = LibraryStory(
        document=document,
        text=words_from_toml(row, "text"),
        consent_of=row["consent_of"],
        consent_for=tuple(StoryUse),
        consent_on=today - timedelta(days=30),
        consent_until=today + timedelta(days=335),
        consent_kept=row["consent_kept"],
        ethics=tuple(EthicsPoint) if row["released"] else (),
        edited_at=now,
    )
    db.session.add(story)
    db.session.flush()
    index_document(document)
    keep_all_words(PLANNERS_OWN, texts_of_story(story), users[BOTH[0]], now)
    for key in BOTH if row["released"] else ():
        release_story(story, users[key])


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
