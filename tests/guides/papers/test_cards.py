"""Cue cards, speakers' and staff's sheets: what is on the paper that people hold in the hand."""

from dataclasses import replace
from datetime import date

from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitate.agenda.kinds import StepKind
from facilitate.data.content import content_folder
from facilitate.guides.choices import Choices, GuideReader, cut_guide
from facilitate.guides.guide import Guide, GuideTask
from facilitate.guides.papers import cards, speakers, staff
from facilitate.guides.papers.look import begin_guide_file
from facilitate.lib.text import Words
from facilitate.web.i18n import use_language

from ..sample import HELPER, LEAD, sample_cafe, sample_day, sample_guide, sample_step
from .reopened import all_text, document_texts, reopen_document

LOOK = content_folder("guides") / "guide.docx"
CAFE = sample_step(
    2, kind=StepKind.CAFE, technique="world-cafe", minutes=105, title=Words("Café", "")
)
BREAK = sample_step(3, kind=StepKind.BREAK, technique="", title=Words("Coffee", ""))


def cards_in(made: Guide, member: int = 0, language: str = "en") -> list[str]:
    """The text of each card, in the order in which they are cut."""
    choices = Choices(language, GuideReader.CARDS, member=member)
    document = reopen_document(cards.to_word(cut_guide(made, choices), choices, LOOK))
    (table,) = document.tables
    return [
        cell.text
        for row in table.rows[1::2]
        for cell in (row.cells[1], row.cells[4])
        if cell.text.strip()
    ]


def test_a_step_is_a_card_with_its_times_and_a_break_is_none() -> None:
    made = sample_guide(sample_day(sample_step(), CAFE, BREAK), cafes={2: sample_cafe()})
    found = cards_in(made)
    assert [card.split("\n")[1] for card in found if "card " not in card.split("\n")[0]] == [
        "1. Step 1",
        "2. Café",
    ]
    assert found[0].startswith("09:00–09:40 · 40 min · Salla\n1. Step 1\nLead: Besnik Kola")
    assert "Next at 09:40: Café" in "\n".join(found)
    assert "Next at 11:25: Coffee" in found[-1]
    assert "09:40–10:00 · Round 1" in "\n".join(found)


def test_one_s_own_cards_are_those_of_the_own_steps() -> None:
    made = sample_guide(
        sample_day(sample_step(supporters=()), sample_step(4, lead=HELPER.id, supporters=()))
    )
    assert {card.split("\n")[1] for card in cards_in(made, HELPER.id)} == {"2. Step 4"}
    assert {card.split("\n")[1] for card in cards_in(made, LEAD.id)} == {"1. Step 1"}


@settings(max_examples=15)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=12))
def test_no_word_is_lost_however_long_a_script_is(lengths: list[int]) -> None:
    made = sample_guide(sample_day(sample_step()))
    first = made.days[0].steps[0]
    lines = [
        replace(first.lines[0], at=None, do=" ".join(f"w{number}x{n}" for n in range(length)))
        for number, length in enumerate(lengths)
    ]
    long = replace(made.days[0], steps=[replace(first, lines=lines)])
    said = "\n".join(cards_in(replace(made, days=[long]))).split()
    wanted = [f"w{number}x{n}" for number, length in enumerate(lengths) for n in range(length)]
    assert [word for word in said if word.startswith("w") and "x" in word] == wanted


def test_words_that_are_longer_than_a_card_go_on_on_the_next_one() -> None:
    made = sample_guide(sample_day(sample_step()))
    first = made.days[0].steps[0]
    words = [f"w{number}" for number in range(700)]
    for field in ("say", "do"):
        lines = [replace(first.lines[0], **{field: " ".join(words)})]
        long = replace(made.days[0], steps=[replace(first, lines=lines)])
        file = begin_guide_file(made, Choices("en", GuideReader.CARDS), LOOK)
        with use_language("en"):
            found = cards.cue_cards(file, long.steps[0], None)
        high = [
            sum(file.height(one.text, one.style, cards.LETTERS) for one in card) for card in found
        ]
        assert max(high) <= cards.MOST + 0.01, "what is higher than its box is cut off on paper"
        said = (
            " ".join(one.text for card in found for one in card).replace("“", "").replace("”", "")
        )
        assert [
            word for word in said.split() if word.startswith("w") and word[1:].isdigit()
        ] == words


def test_four_cards_are_a_page_without_header() -> None:
    choices = Choices("sq", GuideReader.CARDS)
    document = reopen_document(
        cards.to_word(sample_guide(sample_day(sample_step()), language="sq"), choices, LOOK)
    )
    high = sum(int(one.get(qn("w:val"))) for one in document.element.body.iter(qn("w:trHeight")))
    section = document.sections[0]
    room = section.page_height - section.top_margin - section.bottom_margin
    assert 2 * high <= room / 635 < 3 * high
    assert list(document.element.body.sectPr.iter(qn("w:headerReference"))) == []


def speaking(*names: str) -> Guide:
    made = sample_guide(sample_day(sample_step(), CAFE), cafes={2: sample_cafe()})
    first, *rest = made.days[0].steps
    return replace(
        made, days=[replace(made.days[0], steps=[replace(first, speakers=list(names)), *rest])]
    )


def test_each_speaker_has_a_page_with_when_where_and_with_whom() -> None:
    choices = Choices("en", GuideReader.SPEAKERS)
    document = reopen_document(speakers.to_word(speaking("Ana Leka", "Ben Doda"), choices, LOOK))
    assert document_texts(document, "Heading 1") == ["Ana Leka", "Ben Doda"]
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows == [
        ["When", "Thursday 18 March, 09:00–09:40"],
        ["Where", "Salla"],
        ["Time", "40 min for you and 1 other speaker, questions included"],
        ["Also speaking", "Ben Doda"],
        ["Led by", "Besnik Kola"],
        ["What it is for", "To know"],
        ["Objectives", "O1 · People stay in post"],
        ["Afterwards", "09:40: Café"],
    ]
    nobody = reopen_document(speakers.to_word(speaking(), choices, LOOK))
    assert document_texts(nobody, "Heading 1") == ["Nobody speaks yet"]
    assert "Ana Leka" not in all_text(nobody)


def test_staff_have_every_step_with_what_to_have_ready_and_their_own_tasks() -> None:
    made = replace(
        sample_guide(sample_day(sample_step(), CAFE), cafes={2: sample_cafe()}),
        tasks=[
            GuideTask(date(2027, 3, 17), "Check the microphones", "Besnik Kola", LEAD.id),
            GuideTask(date(2027, 3, 18), "Put out the badges"),
        ],
    )
    for member, tasks in (
        (0, ["Check the microphones", "Put out the badges"]),
        (LEAD.id, ["Check the microphones"]),
        (HELPER.id, []),
    ):
        choices = Choices("en", GuideReader.STAFF, member=member)
        document = reopen_document(staff.to_word(cut_guide(made, choices), choices, LOOK))
        tables = [
            [[cell.text for cell in row.cells] for row in one.rows] for one in document.tables
        ]
        assert [row[0] for row in tables[0]] == ["Time", "09:00–09:40", "09:40–11:25"]
        assert tables[0][1][2].startswith("Salla\n110 people, 11 tables\nAnything works")
        assert "sheets of paper: 110" in tables[0][1][3].splitlines()
        found = [row[2] for table in tables if table[0][2:3] == ["Task"] for row in table[1:]]
        assert found == tasks
