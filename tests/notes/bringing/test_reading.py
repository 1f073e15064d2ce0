"""Word files and text read piece by piece, and put in their place."""

import io
import zipfile
from pathlib import Path

import docx
import pytest

from facilitate.lib.text import Words
from facilitate.notes.bringing.actions import kind_words
from facilitate.notes.bringing.reading import (
    NotesDocument,
    NotesFileProblem,
    NotesPiece,
    UnreadableNotes,
    read_notes_file,
    read_pasted_notes,
    unpack_notes,
)
from facilitate.notes.bringing.sorting import sort_notes
from facilitate.notes.models import NoteKind
from facilitate.notes.photos.places import NotePlace
from facilitate.notes.spots import NoteSpot
from facilitate.notes.structure.usual import AgreedHeadings

PLACES = [
    NotePlace(NoteSpot(1), (Words("Opening", "Hapja"),)),
    NotePlace(NoteSpot(2), (Words("World café", "World café"),)),
    NotePlace(
        NoteSpot(2, None, 7, 1),
        (Words("World café", "World café"), Words("Schools", "Shkollat")),
        3,
    ),
    NotePlace(
        NoteSpot(2, None, 7, 2),
        (Words("World café", "World café"), Words("Schools", "Shkollat")),
        3,
    ),
    NotePlace(NoteSpot(3, 4), (Words("By county", "Sipas qarqeve"), Words("North", "Veriu"))),
]

SAMPLES = Path(__file__).parents[2] / "samples"


def word(*pieces: tuple[str, str], **parts: bytes) -> bytes:
    """A Word file of (style, text); more parts by their name."""
    document, out = docx.Document(), io.BytesIO()
    for style, text in pieces:
        if style == "cells":
            for cell, words in zip(
                document.add_table(1, 2).rows[0].cells, text.split("|"), strict=True
            ):
                cell.text = words
        elif style == "bold":
            document.add_paragraph().add_run(text).bold = True
        else:
            document.add_paragraph(text, style)
    document.save(out)
    with zipfile.ZipFile(out, "a") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def why(content: bytes) -> UnreadableNotes:
    with pytest.raises(NotesFileProblem) as problem:
        read_notes_file(content)
    return problem.value.why


def test_paragraphs_and_cells_in_their_order() -> None:
    content = word(
        ("Heading 1", "Opening"),
        ("Normal", "• First"),
        ("cells", "Left|Right"),
        ("bold", "By hand"),
        ("Normal", ""),
    )
    assert read_notes_file(content) == NotesDocument(
        (
            NotesPiece("Opening", True),
            NotesPiece("First"),
            NotesPiece("Left"),
            NotesPiece("Right"),
            NotesPiece("By hand", True),
        )
    )


def test_macros_are_told_and_not_kept() -> None:
    found = read_notes_file(
        word(("Normal", "A line"), **{"word/vbaProject.bin": b"Sub AutoOpen()"})
    )
    assert (found.pieces, found.macros) == ((NotesPiece("A line"),), True)


def test_an_open_document_is_read_too() -> None:
    found = read_notes_file((SAMPLES / "agendas" / "24-lista.odt").read_bytes())
    assert len(found.pieces) > 3
    assert why((SAMPLES / "agendas" / "22-punetori.ods").read_bytes()) is (
        UnreadableNotes.OPEN_DOCUMENT
    )


def test_what_is_no_word_file() -> None:
    assert why(b"") is UnreadableNotes.EMPTY
    assert why(b"%PDF-1.7") is UnreadableNotes.PDF
    assert why(b"\xd0\xcf\x11\xe0 old") is UnreadableNotes.OLD_WORD
    assert (
        why(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"))
        is UnreadableNotes.ENCRYPTED
    )
    assert why(b"\x89PNG....") is UnreadableNotes.PICTURE
    assert why(b"just text") is UnreadableNotes.OTHER
    assert why(b"PK\x03\x04 broken") is UnreadableNotes.DAMAGED
    assert why(word(("Normal", ""))) is UnreadableNotes.NO_TEXT
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", b"<not closed")
    assert why(out.getvalue()) is UnreadableNotes.DAMAGED


def test_a_bomb_of_entities_is_not_unpacked() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", bomb)
    assert why(out.getvalue()) is UnreadableNotes.NO_TEXT


def test_text_that_is_too_long() -> None:
    for text in ("x" * 1_000_000, "line\n" * 1_001):
        with pytest.raises(NotesFileProblem) as problem:
            read_pasted_notes(text)
        assert problem.value.why is UnreadableNotes.TOO_LONG
    with pytest.raises(NotesFileProblem):
        read_pasted_notes("  \n\n ")


def test_headings_and_leading_words_say_where_and_what() -> None:
    text = """Shënime të lira
1. HAPJA
Fjala e parë
Citim: Na duhet benzinë.
„Telefoni bie edhe të dielave“
Pyetje
Kush paguan?
09:30 World cafe
Tryeza 3, raundi 2
- Vendim: Dy qarqe bashkë
Veriu
# Diçka tjetër
Koha 10:30 u mbajt"""
    found = sort_notes(read_pasted_notes(text).pieces, PLACES, kind_words(AgreedHeadings()))
    assert [(one.title, one.spot) for one in found.sections] == [
        ("", NoteSpot(None)),
        ("HAPJA", NoteSpot(1)),
        ("Tryeza 3, raundi 2", NoteSpot(2, None, 7, 2)),
        ("Diçka tjetër", NoteSpot(3, 4)),
    ]
    assert [(one.section, one.kind, one.text) for one in found.lines] == [
        (0, NoteKind.POINT, "Shënime të lira"),
        (1, NoteKind.POINT, "Fjala e parë"),
        (1, NoteKind.QUOTE, "Na duhet benzinë."),
        (1, NoteKind.QUOTE, "Telefoni bie edhe të dielave"),
        (1, NoteKind.QUESTION, "Kush paguan?"),
        (2, NoteKind.DECISION, "Dy qarqe bashkë"),
        (3, NoteKind.POINT, "Koha 10:30 u mbajt"),
    ]


def test_the_signs_of_the_notes_say_what_a_line_is() -> None:
    text = """Pyetje
? Who pays
! Decision: meet
!Decision: agree on „the list“
> The county calls at table 3, round 2
- > The mayor signs
+ A leaflet / a poster
/ Not before May
! Question of money
• Who else
+355 4 222
?!"""
    found = sort_notes(read_pasted_notes(text).pieces, PLACES, kind_words(AgreedHeadings()))
    assert [(one.kind, one.text) for one in found.lines] == [
        (NoteKind.QUESTION, "Who pays"),
        (NoteKind.DECISION, "meet"),
        (NoteKind.DECISION, "agree on „the list“"),
        (NoteKind.ACTION, "The county calls at table 3, round 2"),
        (NoteKind.ACTION, "The mayor signs"),
        (NoteKind.PROPOSAL, "A leaflet / a poster"),
        (NoteKind.DISAGREEMENT, "Not before May"),
        (NoteKind.DECISION, "Question of money"),
        (NoteKind.QUESTION, "Who else"),
        (NoteKind.QUESTION, "+355 4 222"),
        (NoteKind.QUESTION, "?!"),
    ]


def test_the_headings_of_the_structure_say_what_follows() -> None:
    text = "Opening\nPromised: who, what, by when\nWe call the county\nIn the speakers’ own words\nAt last"
    found = sort_notes(read_pasted_notes(text).pieces, PLACES, kind_words(AgreedHeadings()))
    assert [(one.kind, one.text) for one in found.lines] == [
        (NoteKind.ACTION, "We call the county"),
        (NoteKind.QUOTE, "At last"),
    ]


def test_what_waits_is_read_back() -> None:
    kept = read_pasted_notes("One\n# Two")
    assert (unpack_notes(kept.packed()), len(kept.mark)) == (kept, 24)
