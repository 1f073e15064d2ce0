"""Papers of an agenda without steps: no times and no empty tables."""

import io
from dataclasses import replace

import docx

from facilitate.data.content import content_folder
from facilitate.guides.choices import Choices, GuideReader, cut_guide
from facilitate.guides.guide import GuideRoom
from facilitate.guides.papers import booklet, staff, whole
from facilitate.techniques.technique import RoomLayout

from ..sample import APP, sample_day, sample_guide, sample_step
from .reopened import all_text, reopen_document

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


def test_a_booklet_without_steps_counts_none_on_its_cover() -> None:
    choices = Choices("en", reader=GuideReader.NOTES)
    with APP.test_request_context():
        said = all_text(reopen_document(booklet.to_word(sample_guide(sample_day()), choices, LOOK)))
    assert "You have no steps to take notes in yet." in said
    assert "0 steps" not in said


def test_a_room_plan_of_unknown_size_says_its_set_up_once() -> None:
    guide = replace(
        sample_guide(sample_day(sample_step())),
        rooms=[GuideRoom(RoomLayout.ROUND_TABLES, "Salla", 0, 0, [])],
    )
    choices = Choices("en", reader=GuideReader.STAFF)
    with APP.test_request_context():
        said = all_text(reopen_document(staff.to_word(guide, choices, LOOK)))
    assert said.count("Round tables") == 1


def test_amounts_that_are_not_known_yet_are_explained() -> None:
    guide = sample_guide(sample_day(sample_step()))
    choices = Choices("en", reader=GuideReader.STAFF)
    asked = "once the event says how many people are expected"
    with APP.test_request_context():
        said = [
            asked in all_text(reopen_document(staff.to_word(one, choices, LOOK)))
            for one in (replace(guide, expected=0), replace(guide, expected=60))
        ]
    assert said == [True, False]
