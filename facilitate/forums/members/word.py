"""The letter to all members as a Word file: a page for each."""

from collections.abc import Sequence
from datetime import date

from ...content import folder
from ...i18n import day, use_language
from ...lib.documents import WordFile
from .letter import Letter

TAGS = {"en": "en-GB", "sq": "sq-AL"}


def to_word(written: Sequence[Letter], on: date, title: str) -> bytes:
    """The letters as the bytes of a .docx, each on a page of its own and in its own language."""
    file = WordFile(folder("guides") / "questionnaire.docx")
    file.no_cover()
    file.language(TAGS[written[0].to.language] if written else TAGS["sq"])
    file.properties(title=title, subject=title)
    for number, one in enumerate(written):
        if number:
            file.new_page()
        _page(file, one, on)
    return file.save()


def _page(file: WordFile, one: Letter, on: date) -> None:
    for line in dict.fromkeys((one.to.name, one.to.organisation, one.to.place)):
        if line:
            file.add(line, "Table Text")
    with use_language(one.to.language):
        file.add(day(on, "d MMMM y"), "Note")
    file.add(one.subject, "Question")
    for line in one.body.splitlines():
        if line.strip():
            file.add(line, "Body Text")
