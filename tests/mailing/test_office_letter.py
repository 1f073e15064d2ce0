"""A letter that an office signs declines whom it goes to, and who signs the copy."""

import io
from datetime import date

import docx
from flask import Flask

from facilitate.data.content import content_folder
from facilitate.mailing.office_letter import OfficeLetter, render_office_letters

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
