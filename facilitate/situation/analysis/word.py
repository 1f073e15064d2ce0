"""An analysis as a Word file: what may leave the county, in the words two people have released."""

from collections.abc import Iterable

from ...forums.presidency.word import new_word_file
from ...lib.document_tables import TableLook
from ...lib.documents import WordFile
from ...web.i18n import _, format_day, pick_wording, use_language
from ..period import period_name
from .queries import Analysis, made_at
from .sections import AnalysisSection, analysis_sections, as_cleared

WIDE = 17.0
"""Centimetres of a line."""


def analysis_word(found: Analysis, language: str) -> bytes:
    """The bytes of a .docx in that language."""
    with use_language(language):
        title, forum = (
            _("Situation analysis and half-yearly report"),
            pick_wording(found.forum.name),
        )
        file = new_word_file(title, forum, made_at(found), language)
        file.add(title, "Heading 2")
        approved = found.review.approved_on if found.review else None
        said = _("approved on %(day)s", day=format_day(approved, "dated"))
        file.add(f"{forum} · {period_name(found.period)} · {said}", "Body Text")
        add_sections(file, analysis_sections(found, as_cleared(found.cleared)))
        return file.save()


def add_sections(file: WordFile, sections: Iterable[AnalysisSection]) -> None:
    """The sections that say something, each under its heading."""
    for section in sections:
        if section.texts or section.rows:
            file.add(section.title, "Heading 3", with_next=True)
            for text in section.texts:
                for line in filter(None, map(str.strip, text.splitlines())):
                    file.add(line, "Body Text")
            if section.rows:
                file.table(_look(section), section.rows, section.heading, name=section.title)


def _look(section: AnalysisSection) -> TableLook:
    columns = range(len(section.heading))
    shares = [1.6 if place in section.numbers else 2.0 for place in columns]
    shares[0] = 3.0 if len(section.heading) > 2 else 2.0
    for place in section.wide:
        shares[place] = 4.0
    if section.long:
        shares[-1] = 6.0
    whole = sum(shares)
    return TableLook(
        "Guide Table",
        tuple(WIDE * share / whole for share in shares),
        tuple("Table Number" if place in section.numbers else "Table Text" for place in columns),
    )
