"""What a guide is made of, in Word: real numbers, contents, pictures, pages, paper and large print, and an own look's lines."""

import io
from time import process_time

import docx
import pytest
from docx.oxml.ns import qn

from facilitate.data.content import content_folder
from facilitate.lib.document_tables import TableLook
from facilitate.lib.documents import WordFile

from .word_samples import TABLE, sample_png, write_everything

LOOK = content_folder("guides") / "guide.docx"


def opened(content: bytes):
    return docx.Document(io.BytesIO(content))


def made(**choices):
    return opened(write_everything(WordFile(LOOK), **choices))


def numbers(document) -> dict[str, tuple[str, int]]:
    """Every list: how it is written, and with what it starts."""
    root = document.part.numbering_part.element
    kinds = {one.get(qn("w:abstractNumId")): one for one in root.findall(qn("w:abstractNum"))}
    found = {}
    for one in root.findall(qn("w:num")):
        kind = kinds[one.find(qn("w:abstractNumId")).get(qn("w:val"))]
        start = one.find(f".//{qn('w:startOverride')}")
        text = kind.find(f".//{qn('w:lvlText')}").get(qn("w:val"))
        found[one.get(qn("w:numId"))] = (text, 1 if start is None else int(start.get(qn("w:val"))))
    return found


def list_of(paragraph) -> str | None:
    """The list a paragraph is in, by itself or by its style."""
    number = paragraph._p.find(f".//{qn('w:numId')}")
    style = paragraph.style
    while number is None and style is not None:
        number, style = style.element.find(f".//{qn('w:numId')}"), style.base_style
    return None if number is None else number.get(qn("w:val"))


def test_steps_share_one_list_and_begin_anew_where_numbers_jump() -> None:
    document = made()
    steps = [one for one in document.paragraphs if one.style.name in ("Step Heading", "Step Line")]
    assert [one.text for one in steps] == ["Step 1", "Step 2", "Step 7", "Step 8"]
    lists = [list_of(one) for one in steps]
    assert lists[0] == lists[1] != lists[2] == lists[3]
    assert [numbers(document)[lists[at]] for at in (0, 2)] == [("%1.", 1), ("%1.", 7)]


def test_chapters_count_and_the_title_of_the_contents_does_not() -> None:
    document = made()
    chapters = {list_of(one) for one in document.paragraphs if one.style.name == "Heading 1"}
    assert [numbers(document)[one] for one in chapters if one] == [("%1", 1)]
    title = next(one for one in document.paragraphs if one.style.name == "TOC Heading")
    assert list_of(title) == "0"


def test_the_contents_lead_to_the_bookmarks_and_count_their_pages() -> None:
    body = made().element.body
    marks = [one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))]
    assert marks == ["day_1", "step_1", "step_2", "step_7", "step_8", "end"]
    links = [one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))]
    assert links == ["day_1", "step_1", "end"]
    codes = [one.text.split() for one in body.iter(qn("w:instrText"))]
    assert codes == [["PAGEREF", name, "\\h"] for name in links]
    kinds = [one.get(qn("w:fldCharType")) for one in body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"] * 3


def test_the_contents_have_word_s_own_styles() -> None:
    document = made()
    found = [
        (one.style.name, one.text)
        for one in document.paragraphs
        if one.style.name.lower().startswith("toc")
    ]
    assert found == [
        ("TOC Heading", "Contents"),
        ("toc 1", "1\tDay 1\u2003"),
        ("toc 2", "1.\tOpening\u2003"),
        ("toc 1", "End\u2003"),
    ]
    asked = document.settings.element.find(qn("w:updateFields"))
    assert asked is None  # Word would ask whether it may, each time the file is opened


def test_a_picture_says_what_it_shows_fits_the_line_and_is_kept_once() -> None:
    document = made()
    shown = document.inline_shapes
    assert [one._inline.docPr.get("descr") for one in shown] == [
        "A plan",
        "The same plan",
        "Another plan",
    ]
    assert [round(one.width.cm, 1) for one in shown] == [16.0, 4.0, 4.0]
    assert [round(one.height.cm, 1) for one in shown] == [8.0, 2.0, 2.0]
    images = [rel for rel in document.part.rels.values() if rel.reltype.endswith("/image")]
    assert len(images) == 2


def test_a_new_page_begins_without_an_empty_paragraph() -> None:
    body = made().element.body
    breaks = [one.getparent().getparent() for one in body.iter(qn("w:pageBreakBefore"))]
    assert ["".join(words.text or "" for words in one.iter(qn("w:t"))) for one in breaks] == [
        "Who",
        "Notes",
    ]


def test_lines_to_write_on_stay_together() -> None:
    lines = [one for one in made().paragraphs if one.style.name == "Write Line"]
    assert [one.paragraph_format.keep_with_next for one in lines] == [True, True, None]


@pytest.mark.parametrize(
    ("size", "wide", "page", "left", "line"),
    [
        ("a4", False, (21.0, 29.7), 3.0, 16.0),
        ("a4", True, (29.7, 21.0), 2.0, 25.7),
        ("a5", False, (14.8, 21.0), 2.2, 11.4),
        ("a5", True, (21.0, 14.8), 1.2, 18.6),
    ],
)
def test_paper(size: str, wide: bool, page: tuple[float, float], left: float, line: float) -> None:
    document = made(size=size, wide=wide)
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == page
    assert round(section.left_margin.cm, 1) == left
    assert [
        round(sum(cell.width.cm for cell in table.rows[0].cells), 1) for table in document.tables
    ] == [
        line,
        line,
    ]
    stops = [
        round(stop.position.cm, 1)
        for name in ("Header", "Footer", "toc 1", "toc 2", "Page Line")
        for stop in document.styles[name].paragraph_format.tab_stops
        if stop.alignment == docx.enum.text.WD_TAB_ALIGNMENT.RIGHT
    ]
    assert stops == [line] * 5


def test_large_print_is_larger_everywhere() -> None:
    small, large = made(large=False), made(large=True)
    sizes = {
        style.name: style.font.size.pt
        for style in small.styles
        if style.type == 1 and style.font.size
    }
    grown = {
        style.name: style.font.size.pt
        for style in large.styles
        if style.type == 1 and style.font.size
    }
    assert {
        name: abs(grown[name] - max(16, size * 1.53)) <= 0.26 for name, size in sizes.items()
    } == dict.fromkeys(sizes, True)
    assert min(grown.values()) == 16
    assert grown["Body Text"] == 16.0


def test_titles_suit_small_paper_and_text_stays() -> None:
    small = made(size="a5", large=False)
    assert small.styles["Body Text"].font.size.pt == 10.5
    assert 20 < small.styles["Title"].font.size.pt < 26


def own(header: str = "", footer: str = "") -> bytes:
    """An own look: the planner's with another header and footer."""
    document = docx.Document(str(LOOK))
    document.sections[0].header.paragraphs[0].text = header
    paragraph = document.sections[0].footer.paragraphs[0]
    for one in list(paragraph._p)[1:]:
        paragraph._p.remove(one)
    paragraph.text = footer
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def running(look: bytes) -> tuple[list[str], list[str]]:
    """The lines of header and footer of a file on that look."""
    file = WordFile(look)
    file.header("Spring\tGuide")
    file.footer("\tPage {PAGE} of {NUMPAGES}")
    section = opened(file.save()).sections[0]
    return lines(section.header), lines(section.footer)


def lines(part) -> list[str]:
    """Its paragraphs with what stands in fields; a tab is a tab."""
    pieces = {qn("w:t"): lambda one: one.text or "", qn("w:tab"): lambda _one: "\t"}
    return [
        "".join(pieces[one.tag](one) for one in line._p.iter(*pieces)) for line in part.paragraphs
    ]


def test_an_own_header_stays_and_what_is_missing_stands_below_the_page() -> None:
    assert running(own("Bashkia", "Rruga 1")) == (
        ["Bashkia"],
        ["Rruga 1", "Spring · Guide\tPage 1 of 1"],
    )


def test_a_long_line_below_an_own_footer_becomes_two() -> None:
    file = WordFile(own("Bashkia", "Rruga 1"))
    file.header("The spring conference on what lasts in the counties\tFacilitator guide")
    file.footer("English · 18 March 2027\tPage {PAGE}")
    assert lines(opened(file.save()).sections[0].footer) == [
        "Rruga 1",
        "The spring conference on what lasts in the counties · Facilitator guide",
        "English · 18 March 2027\tPage 1",
    ]


def test_an_own_look_without_lines_gets_ours() -> None:
    assert running(own()) == (["Spring\tGuide"], ["\tPage 1 of 1"])


def test_an_own_header_alone() -> None:
    assert running(own("Bashkia")) == (["Bashkia"], ["Spring · Guide\tPage 1 of 1"])


def test_pages_are_not_counted_twice() -> None:
    look = opened(own("", "Rruga 1"))
    look.sections[0].footer.paragraphs[0]._p.append(
        WordFile(LOOK)._document.sections[0].footer._element[0][1]
    )
    file = io.BytesIO()
    look.save(file)
    assert running(file.getvalue())[1] == ["Rruga 11"]


def test_a_thousand_steps_take_a_thousand_times_one() -> None:
    def seconds(count: int) -> float:
        file, begun = WordFile(LOOK), process_time()
        for number in range(count):
            file.add(f"Step {number}", "Step Heading", bookmark=f"step-{number}")
            file.add("Welcome", "Script")
            file.table(TABLE, [["a", "1", "b"]] * 3, ["A", "B", "C"], "Table")
            file.picture(sample_png(), 4.0, 2.0, "A plan")
        file.save()
        return process_time() - begun

    seconds(5)
    few, many = seconds(50), seconds(500)
    assert many < 20 * few
    assert many < 1.0


def test_a_table_fills_the_line_whatever_its_widths_add_up_to() -> None:
    file = WordFile(LOOK)
    file.table(TableLook("Guide Table", (1.0, 3.0), ("Table Text", "Table Text")), [["a", "b"]])
    row = opened(file.save()).tables[0].rows[0]
    assert [round(cell.width.cm, 1) for cell in row.cells] == [4.0, 12.0]
