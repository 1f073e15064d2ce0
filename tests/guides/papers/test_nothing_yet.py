"""Papers of an agenda without steps: no times and no empty tables."""

import io

import docx

from facilitate.data.content import content_folder
from facilitate.guides.choices import Choices, GuideReader, cut_guide
from facilitate.guides.papers import staff, whole

from ..sample import APP, sample_day, sample_guide

LOOK = content_folder("guides") / "guide.docx"


def test_an_agenda_without_steps_is_told_without_times_and_tables() -> None:
    empty = sample_guide(sample_day())
    for_all = Choices(empty.language)
    for_staff = Choices(empty.language, reader=GuideReader.STAFF)
    with APP.test_request_context():
        cover = docx.Document(io.BytesIO(whole.to_word(empty, for_all, LOOK)))
        sheets = docx.Document(
            io.BytesIO(staff.to_word(cut_guide(empty, for_staff), for_staff, LOOK))
        )
    assert "1 day, no steps yet." in [one.text for one in cover.paragraphs]
    told = [one.text for one in sheets.paragraphs]
    assert ("This day has no steps yet." in told, len(sheets.tables)) == (True, 0)
    assert [text for text in told if "–09:00" in text] == []
