"""A letter that an office signs declines whom it goes to, and who signs the copy."""

import io
from datetime import date

import docx
from flask import Flask
from PIL import Image

from facilitate.data.content import content_folder
from facilitate.mailing.office_letter import OfficeLetter, letterhead_logo, render_office_letters

MINISTRY = "Ministria e Punës"


def test_names_stand_in_the_case_that_their_sentence_needs(app: Flask) -> None:
    letter = OfficeLetter(
        language="sq",
        sender=["Zyra e Koordinatorit Kombëtar"],
        place="Tiranë",
        on=date(2027, 3, 1),
        to=MINISTRY,
        subject="Konfirmim",
        body=(),
        closing="Me respekt,",
        signed=["Ana Hoxha"],
        returned=MINISTRY,
    )
    with app.test_request_context():
        made = render_office_letters(content_folder("guides") / "guide.docx", [[letter]], "")
    texts = [one.text for one in docx.Document(io.BytesIO(made)).paragraphs]
    assert "Drejtuar Ministrisë së Punës" in texts
    assert "Për Ministrinë e Punës, emri dhe nënshkrimi:" in texts


def test_a_picture_that_word_alone_reads_is_no_logo() -> None:
    """Letterheads drawn in Word hold pictures of Windows (EMF): the next picture is the logo, or there is none."""
    drawn, document = io.BytesIO(), docx.Document()
    Image.new("RGB", (40, 20)).save(drawn, "PNG")
    header = document.sections[0].header
    header.paragraphs[0].add_run().add_picture(io.BytesIO(drawn.getvalue()))
    [picture] = [one.target_part for one in header.part.rels.values()]
    kept = io.BytesIO()
    document.save(kept)
    assert letterhead_logo(kept.getvalue()) is not None
    picture._blob = b"\x01\x00\x00\x00" + b"\x00" * 200
    emf = io.BytesIO()
    document.save(emf)
    assert letterhead_logo(emf.getvalue()) is None
