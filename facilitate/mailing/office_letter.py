"""Letters that an office signs: who sends them, number, place and day, to whom, what about, who signs, where the stamp goes.

One language, or two side by side. An organisation's own look keeps its letterhead, and its name is then not written again.
"""

from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BytesIO
from itertools import zip_longest
from pathlib import Path

import docx
import sqlalchemy as sa
from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)
from docx.image.image import Image
from docx.opc.constants import RELATIONSHIP_TYPE

from ..data.content import content_folder
from ..data.db import db
from ..events.models import Event
from ..lib.albanian import Case, institution_in
from ..lib.boxes import WordPicture
from ..lib.document_tables import Cell, StyledPara, TableLook
from ..lib.documents import WordFile
from ..lib.text import TAGS
from ..web.i18n import _, current_language, format_day, use_language

LOGO_WIDTH, LOGO_HEIGHT = 4.0, 2.0
"""Centimetres that a logo has on a certificate."""
NOT_FOR_WORD = (UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError)
"""What a picture ends in that the library for Word files cannot put into one."""
DOTS = "…" * 8
LINE = "_" * 32
SETTING = sa.table("guide_setting", sa.column("event_id"), sa.column("look_id"))
LOOK = sa.table("guide_look", sa.column("id"), sa.column("file"), sa.column("removed_at"))
"""The looks that guides wear. Their room stands above this one, so its tables are read by name."""
HALVES = TableLook("Normal Table", (8.5, 8.5), ("Body Text", "Body Text"))
SIGNED = TableLook("Normal Table", (10.0, 7.0), ("Body Text", "Body Text"))


@dataclass(frozen=True)
class LetterParagraph:
    """A paragraph of the letter and its style; `with_next`: on the page of what follows it."""

    text: str
    style: str = "Body Text"
    with_next: bool = False


@dataclass(frozen=True)
class LetterTable:
    """A table of the letter, kept on one page unless it is a long one."""

    look: TableLook
    rows: Sequence[Sequence[Cell]]
    heading: Sequence[str]
    name: str
    together: bool = True


LetterPart = LetterParagraph | LetterTable


@dataclass(frozen=True)
class LetterAnnex:
    """What is attached: its title, and what stands in it; nothing where it is a paper of its own."""

    title: str
    parts: Sequence[LetterPart]


@dataclass(frozen=True)
class OfficeLetter:
    """A letter in one language. What is empty is left out.

    `sender`: institution and office, a line each. `signed`: name, function and office, a line each. `returned`: who signs
    one copy and sends it back.
    """

    language: str
    sender: Sequence[str]
    place: str
    on: date
    to: str
    subject: str
    body: Sequence[LetterPart]
    closing: str
    signed: Sequence[str]
    annexes: Sequence[LetterAnnex] = ()
    returned: str = ""


def render_office_letters(
    look: Path | bytes, editions: Sequence[Sequence[OfficeLetter]], footer: str
) -> bytes:
    """The letters as the bytes of a .docx, each on pages of its own; the editions of one letter stand side by side."""
    first = editions[0][0]
    file = WordFile(look)
    file.paper("a4", punched=False)
    file.language(TAGS[first.language])
    file.no_cover()
    made = datetime.combine(first.on, time(12), UTC)
    file.properties(title=first.subject, subject=first.to, author="facilitate", made=made)
    file.header("")
    with use_language(first.language):
        file.footer(
            f"{footer}\t" + _("Page %(page)s of %(pages)s", page="{PAGE}", pages="{NUMPAGES}")
        )
    for number, letters in enumerate(editions):
        if number:
            file.new_page()
        write_opening(file, letters)
        _write_parts(file, letters, [one.body for one in letters])
        write_ending(file, letters)
        for at, annex in enumerate(letters[0].annexes):
            if annex.parts:
                _write_parts(file, letters, [_annex(one, at) for one in letters])
    return file.save()


def write_opening(file: WordFile, letters: Sequence[OfficeLetter]) -> None:
    """Who writes, under which number it goes out, place and day, to whom, and what about."""
    _write_parts(file, letters, [opening_parts(one, file.own_look) for one in letters])


def write_ending(file: WordFile, letters: Sequence[OfficeLetter]) -> None:
    """The closing, the line to sign on, the place for the stamp, and what is attached; never alone on a page."""
    closings = [
        [LetterParagraph(one.closing, with_next=True)] if one.closing else [] for one in letters
    ]
    _write_parts(file, letters, closings)
    _write_signature(file, letters, [line for one in letters for line in one.signed])
    if letters[0].returned:
        _write_parts(file, letters, [[_countersigned(one)] for one in letters])
        _write_signature(file, letters, [])
    _write_parts(file, letters, [_annex_list(one) for one in letters])


def letter_look(*events: Event) -> Path | bytes:
    """The look the guide of the event wears, with its letterhead, of several that of the latest that has one; else the planner's."""
    kept = db.session.scalar(
        sa.select(LOOK.c.file)
        .join(SETTING, SETTING.c.look_id == LOOK.c.id)
        .join(Event, Event.id == SETTING.c.event_id)
        .where(Event.id.in_(event.id for event in events), LOOK.c.removed_at.is_(None))
        .order_by(Event.first_day.desc(), Event.id.desc())
        .limit(1)
    )
    return b64decode(kept) if kept else content_folder("guides") / "guide.docx"


def letterhead_logo(look: Path | bytes) -> WordPicture | None:
    """The first picture in the header of an organisation's own look, at most 4 cm wide and 2 cm high."""
    if isinstance(look, Path):
        return None
    for section in docx.Document(BytesIO(look)).sections:
        for relation in section.header.part.rels.values():
            if relation.reltype == RELATIONSHIP_TYPE.IMAGE and not relation.is_external:
                png = relation.target_part.blob
                try:
                    found = Image.from_blob(png)
                except (
                    NOT_FOR_WORD
                ):  # as Windows draws letterheads (EMF), or another that Word alone reads
                    continue
                share = min(LOGO_WIDTH / found.px_width, LOGO_HEIGHT / found.px_height)
                width, height = found.px_width * share, found.px_height * share
                return WordPicture(png, width, _("Logo"), height)
    return None


def letter_sender(signed: str) -> Sequence[str]:
    """The office that sends a letter signed like this: the last of its lines, where one follows the name."""
    return signed.splitlines()[1:][-1:]


def signature_cells(signed: Sequence[str], stamp: str = "") -> list[Cell]:
    """The line to sign on with whose it is, and beside it the place for the stamp."""
    names = [StyledPara(line, "Table Text") for line in dict.fromkeys(filter(None, signed))]
    return [
        [StyledPara(LINE, "Table Text"), *names],
        [StyledPara(stamp or _("Place for the stamp"), "Note")],
    ]


def opening_parts(letter: OfficeLetter, letterhead: bool = False) -> list[LetterParagraph]:
    """What stands above the words. `letterhead`: the paper says itself who sends it."""
    with use_language(letter.language):
        sender = () if letterhead else dict.fromkeys(filter(None, letter.sender))
        on = format_day(letter.on, "dated")
        dated = _("%(town)s, %(day)s", town=letter.place, day=on) if letter.place else on
        to, *rest = letter.to.splitlines() or [""]
        addressed = [LetterParagraph(_addressee(to), "Heading 3")] if to else []
        return [
            *(LetterParagraph(line, "Fact Label") for line in sender),
            LetterParagraph(_("Our reference: %(dots)s", dots=DOTS), "Table Text"),
            LetterParagraph(dated, "Table Number"),
            *addressed,
            *(LetterParagraph(line, "Table Text") for line in rest),
            LetterParagraph(_("Subject: %(subject)s", subject=letter.subject), "Heading 3"),
        ]


def _addressee(to: str) -> str:
    """Whom it goes to, in the case the line needs where the name is one that can be declined."""
    declined = institution_in(to, Case.DATIVE) if current_language() == "sq" else None
    if declined:
        return _("To %(institution)s", institution=declined)
    return _("To: %(institution)s", institution=to)


def _annex(letter: OfficeLetter, at: int) -> list[LetterPart]:
    annex = letter.annexes[at]
    with use_language(letter.language):
        title = _("Annex %(number)d: %(title)s", number=at + 1, title=annex.title)
    return [LetterParagraph(title, "Heading 3", with_next=True), *annex.parts]


def _write_signature(
    file: WordFile, letters: Sequence[OfficeLetter], signed: Sequence[str]
) -> None:
    """Signed once, however many languages the letter has."""
    stamps = []
    for one in letters:
        with use_language(one.language):
            stamps.append(_("Place for the stamp"))
    cells = signature_cells(signed, " / ".join(stamps))
    _write_part(file, LetterTable(SIGNED, [cells], (), stamps[0]))


def _countersigned(letter: OfficeLetter) -> LetterParagraph:
    with use_language(letter.language):
        text = _("For %(to)s, name and signature:", to=_inserted(letter.returned, Case.ACCUSATIVE))
    return LetterParagraph(text, "Heading 3", with_next=True)


def _inserted(institution: str, case: Case) -> str:
    """Its name inside a sentence, in the case that Albanian needs there where the name can be declined."""
    declined = institution_in(institution, case) if current_language() == "sq" else None
    return declined or institution


def _annex_list(letter: OfficeLetter) -> list[LetterParagraph]:
    if not letter.annexes:
        return []
    with use_language(letter.language):
        titles = [f"{number}. {annex.title}" for number, annex in enumerate(letter.annexes, 1)]
        return [
            LetterParagraph(_("Annexes:"), "Fact Label", with_next=True),
            *(LetterParagraph(title, "Table Text") for title in titles),
        ]


def _write_parts(
    file: WordFile, letters: Sequence[OfficeLetter], editions: Sequence[Sequence[LetterPart]]
) -> None:
    write_parts(file, [one.language for one in letters], editions)


def write_parts(
    file: WordFile, languages: Sequence[str], editions: Sequence[Sequence[LetterPart]]
) -> None:
    """Paragraph beside paragraph where there are two editions; a table in one language below the other."""
    if len(editions) == 1:
        for part in editions[0]:
            _write_part(file, part)
        return
    rows: list[Sequence[Cell]] = []
    for parts in zip_longest(*editions, fillvalue=LetterParagraph("")):
        texts = [part for part in parts if isinstance(part, LetterParagraph)]
        if len(texts) == len(parts):
            beside = zip(languages, texts, strict=True)
            rows.append(
                [
                    [StyledPara(text.text, text.style, language=TAGS[language])]
                    for language, text in beside
                ]
            )
            continue
        _write_halves(file, rows)
        rows = []
        for part in parts:
            _write_part(file, part)
    _write_halves(file, rows)


def _write_halves(file: WordFile, rows: Sequence[Sequence[Cell]]) -> None:
    if rows:
        file.table(HALVES, rows)
        file.separate()


def _write_part(file: WordFile, part: LetterPart) -> None:
    if isinstance(part, LetterParagraph):
        file.add(part.text, part.style, with_next=part.with_next)
    else:
        file.table(part.look, part.rows, part.heading, part.name, together=part.together)
        file.separate()
