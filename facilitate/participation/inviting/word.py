"""The invitations as one Word file, a page each: the letter, the link to answer, and the employer's authorisation of travel."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ...lib.document_tables import Cell, TableLook
from ...lib.documents import WordFile
from ...lib.text import TAGS, close_aside
from ...mailing.office_letter import (
    LetterParagraph,
    OfficeLetter,
    letter_sender,
    opening_parts,
    write_ending,
    write_opening,
    write_parts,
)
from ...web.i18n import _, use_language

TEXT, SMALL, TIGHT = "Body Text", "Table Text", "Table Small"
FORM = TableLook("Guide Grid", (6.2, 9.8), ("Fact Label", "Table Text"))
CODE = 2.1
"""How wide the code is that leads to the answer (cm)."""
LONGEST_CLOSING = 40
"""Letters of the line that closes a letter: *With kind regards,*."""


@dataclass(frozen=True)
class PaperLetter:
    """One invitation on paper, in its own language; `code` is a picture (PNG) of the link."""

    language: str
    name: str
    position: str
    office: str
    town: str
    on: date
    subject: str
    text: str
    please: str
    link: str
    code: bytes
    signed: str
    event: str
    days: str
    place: str

    @property
    def to(self) -> str:
        """Whom it goes to, line by line; who has no position, or none that is known, has a line less."""
        return "\n".join(filter(None, (self.name, self.position, self.office)))


def letters_word_file(
    title: str, language: str, letters: Sequence[Sequence[PaperLetter]], look: Path | bytes
) -> bytes:
    """The letters as the bytes of a .docx in that look, each on a page of its own; its editions stand side by side."""
    file = WordFile(look)
    file.paper("a4", punched=False)
    file.no_cover()
    file.language(TAGS[language])
    file.properties(title=title)
    file.header(title)
    file.footer("")
    for number, editions in enumerate(letters):
        if number:
            file.new_page()
        with use_language(editions[0].language):
            _letter(file, editions)
        file.set_aside()
    return file.save()


def _letter(file: WordFile, editions: Sequence[PaperLetter]) -> None:
    first = editions[0]
    forms = [_in_language(one, _form) for one in editions]
    form: list[list[Cell]] = [
        [" / ".join(dict.fromkeys(map(str, cells))) for cells in zip(*rows, strict=True)]
        for rows in zip(*forms, strict=True)
    ]
    style = TEXT if len(editions) > 1 else _fitting_style(file, first, form)
    around = [_around(one) for one in editions]
    write_opening(file, around)
    words = [
        [
            *(LetterParagraph(line, style) for line in _paragraphs(one.text, len(editions))),
            LetterParagraph(one.please, style, with_next=True),
        ]
        for one in editions
    ]
    write_parts(file, [one.language for one in editions], words)
    file.add(first.link, "Fact Label", with_next=True)
    file.picture(first.code, CODE, CODE, first.link, SMALL)
    write_ending(file, around)
    titles = [
        _in_language(one, lambda _one: _("Authorisation of travel by the employer"))
        for one in editions
    ]
    file.add(" / ".join(titles), "Heading 3", with_next=True)
    for one in editions:
        file.add(_in_language(one, _asks), SMALL, with_next=True)
    file.table(FORM, form, name=titles[0], together=True)


def _paragraphs(text: str, editions: int) -> Sequence[str]:
    """Beside another language each paragraph stands beside its own."""
    return [line for line in text.splitlines() if line] if editions > 1 else [text]


def _in_language(one: PaperLetter, say: Callable[[PaperLetter], Any]) -> Any:
    with use_language(one.language):
        return say(one)


def _around(letter: PaperLetter) -> OfficeLetter:
    return OfficeLetter(
        language=letter.language,
        sender=letter_sender(letter.signed),
        place=letter.town,
        on=letter.on,
        to=letter.to,
        subject=letter.subject,
        body=(),
        closing="" if _is_closed(letter.text) else _in_language(letter, _closing),
        signed=letter.signed.splitlines(),
    )


def _closing(_letter: PaperLetter) -> str:
    return _("Yours faithfully,")


def _is_closed(text: str) -> bool:
    """Whether whoever wrote the text has closed it: its last line is a few words and a comma."""
    last = (text.strip().splitlines() or [""])[-1]
    return last.endswith(",") and len(last) <= LONGEST_CLOSING


def _form(letter: PaperLetter) -> list[list[Cell]]:
    dots = "…" * 14
    return [
        [_("Travel"), _("from %(dots)s to %(dots)s", dots=dots)],
        [
            _("Travel, per diem and lodging are paid by"),
            _("☐ the employer   ☐ somebody else: %(dots)s", dots=dots),
        ],
        [_("Authorised by (name and office)"), ""],
        [_("Date, signature and stamp"), "\n\n"],
    ]


def _asks(letter: PaperLetter) -> str:
    who = ", ".join(filter(None, (letter.name, letter.position, letter.office)))
    return _(
        "%(who)s is authorised to take part in “%(event)s”, %(when)s.",
        who=close_aside(who),
        event=letter.event,
        when=", ".join(filter(None, (letter.days, letter.place))),
    )


def _fitting_style(file: WordFile, letter: PaperLetter, form: Sequence[Sequence[Cell]]) -> str:
    """The largest style in which letter and form are on one page; two languages need a page for the form anyway."""
    fits = (
        style for style in (TEXT, SMALL) if _height(file, letter, form, style) <= file.text_height
    )
    return next(fits, TIGHT)


def _height(
    file: WordFile, letter: PaperLetter, form: Sequence[Sequence[Cell]], style: str
) -> float:
    """How high the letter gets, roughly, with its text in that style (cm)."""
    around = _around(letter)
    texts = [
        *((part.text, part.style) for part in opening_parts(around, file.own_look)),
        (letter.text, style),
        (letter.please, style),
        (letter.link, "Fact Label"),
        *((line, "Body Text") for line in filter(None, (around.closing,))),
        *((line, SMALL) for line in ("–", *around.signed)),
        ("–", "Heading 3"),
        (_asks(letter), SMALL),
    ]
    rows = (
        sum(file.height(str(row[0]), "Fact Label", file.text_width * 0.36) + 0.25 for row in form)
        + 1.2
    )
    return sum(file.height(text, one) for text, one in texts) + CODE + rows + 0.4
