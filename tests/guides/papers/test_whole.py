"""The guide as a Word file: reopened, its structure is what a facilitator and a screen reader rely on."""

import io
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn

from facilitate.accounts.models import User
from facilitate.agenda.kinds import StepKind
from facilitate.data.content import content_folder
from facilitate.events.models import Member, Role
from facilitate.guides.choices import Choices, GuideReader, PaperSize, cut_guide
from facilitate.guides.conduct import ANONYMITY, BEHAVIOUR, TECHNIQUES
from facilitate.guides.guide import Guide
from facilitate.guides.papers.look import PAGES, GuideLine, PendingTable
from facilitate.guides.papers.steps import TROUBLES, fitted
from facilitate.guides.papers.whole import to_word
from facilitate.lib.text import Words

from ..sample import (
    APP,
    HELPER,
    LEAD,
    OBJECTIVE,
    sample_cafe,
    sample_day,
    sample_guide,
    sample_step,
)

CAFE = sample_step(
    2, kind=StepKind.CAFE, technique="world-cafe", minutes=105, title=Words("Café", "Café-ja")
)
LOOK = content_folder("guides") / "guide.docx"


def words(told: Guide, **chosen) -> bytes:
    """The guide as Word, as chosen."""
    choices = Choices(told.language, **chosen)
    with APP.test_request_context():
        return to_word(cut_guide(told, choices), choices, LOOK)


def made(language: str = "en", *days, **more) -> bytes:
    return words(
        sample_guide(
            *(days or (sample_day(sample_step(), CAFE),)),
            language=language,
            cafes={2: sample_cafe()},
            **more,
        )
    )


def opened(content: bytes):
    return docx.Document(io.BytesIO(content))


def texts(document, style: str) -> list[str]:
    return [one.text for one in document.paragraphs if one.style.name == style]


def tables(document, *heading: str) -> list[list[list[str]]]:
    """The rows of the tables with that heading row, which is left out."""
    found = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    return [rows[1:] for rows in found if rows[0] == list(heading)]


def facts(document) -> dict[str, str]:
    return {
        row.cells[0].text: row.cells[1].text
        for table in document.tables
        if table.style.name == "Guide Facts"
        for row in table.rows
    }


def test_headings_tell_the_structure() -> None:
    document = opened(made())
    assert texts(document, "Title") == ["Spring conference"]
    assert texts(document, "Chapter Below") == [
        "The event on a page",
        "The team: who does what and when",
    ]
    assert texts(document, "Heading 1") == [
        "How to use this guide",
        "The agenda at a glance",
        "Day 1: Thursday 18 March",
        "Shopping list",
        "Room plans",
        "How a facilitator behaves",
        "People stay anonymous",
        "Training: rehearsing this plan",
        "Sheets for notes",
    ]
    assert texts(document, "Step Heading") == ["Step 1", "Café"]
    listed = texts(document, "List Bullet")
    assert [one for one in listed if one in {words.en for words in BEHAVIOUR}] == [
        one.en for one in BEHAVIOUR
    ]
    assert {one.en for one in (*TECHNIQUES, *ANONYMITY)} <= set(listed)


def test_steps_are_numbered_by_word() -> None:
    document = opened(made())
    styles = {one.name: one.element for one in document.styles}
    assert styles["Step Heading"].find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}") is not None
    outline = styles["Step Heading"].find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    assert outline is None or outline.get(qn("w:val")) == "1"
    assert not any(text[0].isdigit() for text in texts(document, "Step Heading") if text != "Café")


def test_the_contents_name_chapters_and_steps_with_pages() -> None:
    document = opened(made())
    lines = [one for one in document.element.body.iter(qn("w:p")) if _style(one).startswith("TOC")]
    named = ["".join(text.text or "" for text in one.iter(qn("w:t"))).strip() for one in lines]
    assert [text for text in named if text.startswith(("The agenda", "1.", "2.", "Sheets"))] == [
        "The agenda at a glance",
        "1.Step 1 · 09:00",
        "2.Café · 09:40",
        "Sheets for notes",
    ]
    codes = " ".join(one.text for one in document.element.body.iter(qn("w:instrText")))
    assert codes.count("PAGEREF") == len(lines) - 1


def _style(paragraph) -> str:
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if found is None else found.get(qn("w:val"))


def test_a_long_agenda_is_left_to_the_overview() -> None:
    long = sample_guide(sample_day(*[sample_step(number, minutes=2) for number in range(3, 155)]))
    lines = [
        one
        for one in opened(words(long, scripts=False)).element.body.iter(qn("w:p"))
        if _style(one) == "TOC2"
    ]
    assert "Step 3" not in [
        "".join(text.text or "" for text in one.iter(qn("w:t"))).strip() for one in lines
    ]


def test_words_to_say_have_a_style_of_their_own() -> None:
    own = sample_step(
        do=Words("Ring the bell", "Bini ziles"), say=Words("Welcome, all", "Mirë se erdhët")
    )
    document = opened(made("en", sample_day(own)))
    assert "Welcome, all" in texts(document, "Script")
    assert "Ring the bell" in texts(document, "Do")
    assert document.styles["Script"].font.italic is True


def test_a_step_says_how_it_leads_on_and_what_to_do_with_time() -> None:
    own = sample_step(
        transition=Words("And now coffee.", ""),
        late=Words("Leave out the pairs.", ""),
        spare=Words("Ask again.", ""),
    )
    document = opened(made("en", sample_day(own, CAFE)))
    assert texts(document, "Transition")[1] == "And now coffee."
    assert texts(document, "Late")[1] == "1 · If you are late: Leave out the pairs."
    assert texts(document, "Spare")[1] == "1 · If there is time left: Ask again."
    assert "Next at 09:40: Café" in texts(document, "Note")


def test_what_goes_wrong_is_told_once_for_a_technique() -> None:
    document = opened(made("en", sample_day(sample_step(), sample_step(3), sample_step(4))))
    assert len(tables(document, "1 · What can go wrong", "What to do then")) == 1
    assert [text for text in texts(document, "Note") if "see step" in text] == [
        "What can go wrong, and what to do then: see step 1."
    ] * 2


def test_only_named_styles_and_no_empty_paragraphs_as_spacing() -> None:
    document = opened(made())
    ends = list(document.element.body.iter(qn("w:sectPr")))
    empty = [one._p for one in document.paragraphs if not one.text.strip()]
    assert [one for one in empty if one.find(f".//{qn('w:sectPr')}") is None] == []
    assert len(ends) == 3  # before the day, after it, at the end
    body = document.element.body
    direct = {child.tag for one in body.iter(qn("w:rPr")) for child in one}
    assert direct <= {qn("w:rStyle"), qn("w:noProof"), qn("w:webHidden")}
    assert all(one.find(qn("w:pStyle")) is not None for one in body.iter(qn("w:pPr")))
    kept = {
        qn(f"w:{name}") for name in ("pStyle", "keepNext", "pageBreakBefore", "numPr", "sectPr")
    }
    assert {child.tag for one in body.iter(qn("w:pPr")) for child in one} <= kept
    assert document.styles["Heading 2"].paragraph_format.keep_with_next is True


def test_above_the_pages_of_a_day_stand_the_day_the_step_and_its_time() -> None:
    document = opened(made())
    above = [
        [one.text.replace("\t", "") for one in section.header.paragraphs]
        + [
            one.get(qn("w:instr")).strip()
            for one in section.header._element.iter(qn("w:fldSimple"))
        ]
        for section in document.sections
    ]
    front = ["Spring conferenceFacilitator guide"]
    fields = ['STYLEREF "Step Heading" \\n', 'STYLEREF "Step Heading"', 'STYLEREF "Step Time"']
    day_line = "Day 1: Thursday 18 March" + "Spring conference"
    assert [above[0], above[2]] == [front, front]
    assert above[1] == ["1", day_line, " ", *fields]
    tab = document.sections[1].header.paragraphs[0]._p
    assert [one.get(qn("w:xAlign")) for one in tab.iter(qn("w:framePr"))] == ["right"]
    covers = [one.different_first_page_header_footer for one in document.sections]
    assert covers == [True, False, False]


def test_one_person_s_pack_ends_with_their_own_sheets() -> None:
    laid = sample_cafe()
    laid.tables[1].host_id = HELPER.id
    told = sample_guide(
        sample_day(sample_step(), CAFE, sample_step(4, note_taker=HELPER.id)),
        cafes={2: laid},
        heads=["Said"],
    )
    mine, other = (
        texts(opened(words(told, reader=GuideReader.FACILITATOR, member=member)), "Heading 1")
        for member in (HELPER.id, LEAD.id)
    )
    assert mine[-2:] == ["Table 2", "Your sheets for notes"]
    made = opened(words(told, reader=GuideReader.FACILITATOR, member=HELPER.id))
    listed = [row.cells for one in made.tables for row in one.rows if len(row.cells) == 3]
    assert [row[1].text for row in listed if row[2].text == HELPER.user.name] == ["3. Step 4"]
    assert other[-1] == "People stay anonymous"


def test_facts_stay_with_the_script_below_them() -> None:
    body = opened(made()).element.body
    (first, *_) = [
        table
        for table in body.iter(qn("w:tbl"))
        if _style(table.getnext()) == "Heading3"
        and table.find(f".//{qn('w:tblStyle')}").get(qn("w:val")) == "GuideFacts"
    ]
    assert all(one.find(qn("w:keepNext")) is not None for one in first.iter(qn("w:pPr")))


def test_every_heading_row_repeats_and_no_row_breaks() -> None:
    headed = [table for table in opened(made()).tables if table.style.name == "Guide Table"]
    assert [[cell.text for cell in table.rows[0].cells] for table in headed] == [
        ["Objective", "Served in steps"],
        ["Name", "Role", "Leads steps", "Helps in steps", "Takes notes"],
        ["Time", "Min.", "Step", "Technique", "Lead", "Room"],
        ["1 · What can go wrong", "What to do then"],
        ["What", "Time", "Then move"],
        ["Table", "Question", "Host", "Seats"],
        ["2 · What can go wrong", "What to do then"],
        ["Ready", "Material", "To bring", "At once", "Needed in steps"],
        ["When", "Step", "Takes notes"],
    ]
    for table in headed:
        rows = table._tbl.tr_lst
        repeats = [row.trPr.find(qn("w:tblHeader")) is not None for row in rows]
        assert repeats == [True] + [False] * (len(rows) - 1)
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_a_cafe_with_a_question_for_each_round() -> None:
    plan = sample_cafe(questions=[{"en": "One?", "sq": ""}])
    plan.tables[1].name, plan.tables[1].note_taker_name = Words("Staff", ""), "Dritan Gjoka"
    document = opened(words(sample_guide(sample_day(CAFE), cafes={2: plan})))
    (rounds,) = tables(document, "What", "Time", "Question, then move")
    assert rounds[0][2] == "One?\nMove; seated again at 09:25."
    assert rounds[2][2] == ""
    (laid,) = tables(document, "Table", "Question", "Host", "Seats")
    assert laid[1] == ["2", "Staff\nWhat lasts?", "Çeljeta Doçi\nnotes: Dritan Gjoka", "50"]


def test_the_agenda_at_a_glance() -> None:
    (rows,) = tables(opened(made()), "Time", "Min.", "Step", "Technique", "Lead", "Room")
    assert rows == [
        ["09:00–09:40", "40", "1. Step 1", "One, two, four, all", "Besnik Kola", "Salla"],
        ["09:40–11:25", "105", "2. Café", "World café", "Besnik Kola", "Salla"],
    ]


def test_the_overview_has_fewer_columns_on_small_paper_and_in_large_print() -> None:
    for chosen in ({"paper": PaperSize.A5}, {"large": True}):
        document = opened(words(sample_guide(sample_day(sample_step())), **chosen))
        (rows,) = tables(document, "Time", "Min.", "Step", "How, who, where")
        assert rows == [["09:00", "40", "1. Step 1", "One, two, four, all\nBesnik Kola\nSalla"]]


def sharing_a_page(document) -> list[str]:
    """The chapters that follow on the page of the one before."""
    return texts(document, "Chapter Below")


def test_short_chapters_share_a_page_and_a_long_one_begins_its_own() -> None:
    event, team = "The event on a page", "The team: who does what and when"
    assert sharing_a_page(opened(made())) == [event, team]
    many = [
        Member(id=n, role=Role.FACILITATOR, user=User(name=f"Somebody {n}")) for n in range(20, 60)
    ]
    guide = sample_guide(sample_day(sample_step()), team=[LEAD, *many])
    assert sharing_a_page(opened(words(guide))) == [event]
    of_three_pages = sample_guide(sample_day(sample_step()), objectives=[OBJECTIVE] * 30)
    assert sharing_a_page(opened(words(of_three_pages))) == [team]


def test_a_look_of_before_that_has_no_style_for_it_begins_a_page() -> None:
    look = docx.Document(str(LOOK))
    style = look.styles["Chapter Below"]
    style.element.getparent().remove(style.element)
    before = io.BytesIO()
    look.save(before)
    guide, choices = sample_guide(sample_day(sample_step())), Choices("en")
    with APP.test_request_context():
        document = opened(to_word(cut_guide(guide, choices), choices, before.getvalue()))
    assert "The event on a page" in texts(document, "Heading 1")


def test_a_short_chapter_stays_whole() -> None:
    document = opened(made())
    _event, team = (one for one in document.paragraphs if one.style.name == "Chapter Below")
    table = next(one for one in document.tables if one.rows[0].cells[0].text == "Name")
    kept = [
        cell.paragraphs[0].paragraph_format.keep_with_next
        for row in table.rows
        for cell in row.cells[:1]
    ]
    assert team.paragraph_format.keep_with_next is True
    assert kept == [True] * (len(table.rows) - 1) + [None]


def test_everybody_finds_what_they_do_and_when() -> None:
    told = sample_guide(sample_day(sample_step(), CAFE), cafes={2: sample_cafe()})
    own = [
        tables(
            opened(words(told, reader=GuideReader.FACILITATOR, member=member)),
            "When",
            "Step",
            "Role in this step",
        )
        for member in (LEAD.id, HELPER.id)
    ]
    [lead], [helper] = own
    assert lead == [["09:00–09:40", "1. Step 1", "leads"], ["09:40–11:25", "2. Café", "leads"]]
    assert [row[2] for row in helper] == ["helps", "helps"]


@pytest.mark.parametrize(
    ("paper", "size", "left"), [(PaperSize.A4, (210, 297), 3.0), (PaperSize.A5, (148, 210), 2.2)]
)
def test_paper_with_room_for_punching(paper: PaperSize, size: tuple[int, int], left: float) -> None:
    section = opened(words(sample_guide(sample_day(sample_step())), paper=paper)).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == size
    assert section.left_margin.cm == pytest.approx(left, abs=0.01)
    document = opened(words(sample_guide(sample_day(sample_step())), paper=paper))
    room = (section.page_width - section.left_margin - section.right_margin) / 635
    for table in document.element.body.iter(qn("w:tbl")):
        widths = [int(one.get(qn("w:w"))) for one in table.iter(qn("w:gridCol"))]
        assert sum(widths) == pytest.approx(room, abs=12)


def test_large_print_is_larger() -> None:
    told = sample_guide(sample_day(sample_step()))
    usual, large = (opened(words(told, large=large)).styles for large in (False, True))
    assert large["Script"].font.size / usual["Script"].font.size == pytest.approx(1.53, abs=0.05)


@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("sq", "sq-AL")])
def test_language_and_properties(language: str, tag: str) -> None:
    document = opened(made(language))
    assert {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))} == {tag}
    about = document.core_properties
    title = {"en": "Spring conference", "sq": "Konferenca e pranverës"}[language]
    assert (about.language, about.title, about.author) == (tag, title, "Besnik Kola")
    assert document.sections[0].footer.paragraphs[0].text.startswith("25 ")


def test_header_and_footer() -> None:
    section = opened(made()).sections[0]
    assert section.header.paragraphs[0].text == "Spring conference\tFacilitator guide"
    fields = [
        one.get(qn("w:instr")).strip() for one in section.footer._element.iter(qn("w:fldSimple"))
    ]
    assert fields == ["PAGE", "NUMPAGES"]
    assert section.different_first_page_header_footer is True


def test_a_title_is_no_field_and_stays_in_one_line_of_the_header() -> None:
    told = replace(sample_guide(sample_day(sample_step())), title="Notes {PAGE}\n\tof May")
    header = opened(words(told)).sections[0].header
    assert header.paragraphs[0].text == "Notes {\u2060PAGE} of May\tFacilitator guide"
    assert list(header._element.iter(qn("w:fldSimple"))) == []


def test_links_lead_to_what_is_there() -> None:
    body = opened(made()).element.body
    marks = [one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))]
    assert len(set(marks)) == len(marks)
    assert {one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))} <= set(marks)
    assert {"step_1", "step_2"} <= set(marks)


def test_pictures_say_what_they_show() -> None:
    document = opened(made())
    about = [one.get("descr") for one in document.element.body.iter(qn("wp:docPr"))]
    assert len(about) > 0
    assert all(text.startswith("The room from above.") for text in about)


def test_a_guide_with_nothing_in_it() -> None:
    document = opened(made("en", sample_day(), objectives=[], team=[]))
    assert "There is no step in the agenda yet." in texts(document, "Hole")
    assert texts(document, "Heading 1")[-1] == "People stay anonymous"


def test_a_guide_whose_fields_are_all_filled() -> None:
    told = sample_guide(sample_day(sample_step()), sources={1: "mentioned in 23 of 68 answers"})
    filled = replace(
        told.steps[0],
        speakers=["Ana Ruci"],
        helper="Stay.",
        notes="Write.",
        note_taker="Kujtim Pasha",
    )
    told = replace(told, days=[replace(told.days[0], steps=[filled])])
    document = opened(words(told))
    (objectives,) = tables(document, "Objective", "Served in steps")
    assert objectives == [["O1 · People stay in post\nSource: mentioned in 23 of 68 answers", "1"]]
    found = facts(document)
    assert found["Speakers"] == "Ana Ruci"
    assert found["Takes notes"] == "Kujtim Pasha. Write."
    assert found["Hosts, helpers"] == "Stay."


def test_who_comes() -> None:
    told = sample_guide(sample_day(sample_step()))
    guests = replace(
        told.guests,
        invited=120,
        coming=78,
        sectors=[("Civil society", 32), ("Local government", 40)],
        counties=12,
        outside=51,
    )
    found = facts(opened(words(replace(told, guests=guests))))
    assert found["Participants"] == (
        "110 expected · 120 invited · 78 coming, from 12 counties, 51 from outside the capital"
    )
    assert found["Who comes"] == (
        "Civil society: 32 (41%) · Local government: 40 (51.3%) · Others: 6 (7.7%)"
    )


def test_one_guest_is_told_as_one() -> None:
    told = sample_guide(sample_day(sample_step()))
    guests = replace(told.guests, invited=1, coming=1, counties=1, outside=0)
    found = facts(opened(words(replace(told, guests=guests, expected=1, language="sq"))))
    assert found["Pjesëmarrësit"] == "1 i pritshëm · 1 i ftuar · 1 i konfirmuar, nga 1 qark"


def test_the_short_guide_is_what_stands_on_a_card() -> None:
    document = opened(
        words(
            sample_guide(sample_day(sample_step(), CAFE), cafes={2: sample_cafe()}), scripts=False
        )
    )
    assert texts(document, "Script") == texts(document, "Do") == texts(document, "Minute") == []
    assert texts(document, "Step Heading") == ["Step 1", "Café"]
    assert texts(document, "Heading 1")[-3:] == [
        "Shopping list",
        "Room plans",
        "People stay anonymous",
    ]
    assert "The short guide, without the running scripts." in texts(document, "Cover Text")


def test_a_reader_is_asked_for() -> None:
    kicker = texts(
        opened(words(sample_guide(sample_day(sample_step())), reader=GuideReader.WHOLE)),
        "Cover Kicker",
    )
    assert kicker == ["Facilitator guide"]


def test_what_can_go_wrong_is_smaller_before_it_begins_another_page() -> None:
    """A step that is a little longer than a page; a short one keeps the usual letters."""
    troubles = PendingTable(TROUBLES, [["Nobody speaks", "Ask for a show of hands."]] * 3)
    assert set(fitted([troubles], PAGES[PaperSize.A4])[0].look.columns) == {"Table Text"}
    script = GuideLine("\n".join(["What to do."] * 45), "Do")
    *_script, small = fitted([script, troubles], PAGES[PaperSize.A4])
    assert set(small.look.columns) == {"Table Small"}
