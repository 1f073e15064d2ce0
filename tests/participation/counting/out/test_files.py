"""The files of figures: each is opened again and holds what the report says, stars where it says nothing."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pytest
from flask import Flask
from openpyxl import load_workbook

from facilitate.data.content import content_folder
from facilitate.participation.counting.across_events import EventInShort
from facilitate.participation.counting.out.actions import (
    FILES,
    figures_drawing,
    figures_file,
)
from facilitate.participation.counting.out.book import figures_workbook
from facilitate.participation.counting.out.table import escape_formula, report_csv
from facilitate.participation.counting.out.word import figures_word_file
from facilitate.participation.counting.pictures.choice import report_pictures
from facilitate.participation.counting.pictures.drawing import png_size, render_png
from facilitate.participation.counting.report import (
    BlockKey,
    FiguresColumn,
    FiguresReport,
    FlowStep,
    TableFamily,
    freeze_figures,
    thaw_figures,
)
from facilitate.participation.counting.wording import figures_sentence
from facilitate.web.i18n import use_language

from ..pictures.blocks import named_table
from .reports import figures_report, in_csv, in_excel, in_word

TODAY = date(2027, 3, 20)
EVENTS = (
    FiguresColumn("launch-2004", "Launch 2004", 88, "of 88 who attended"),
    FiguresColumn("annual-2005", "Annual 2005", None, "of over 90", published=True),
    FiguresColumn("annual-2006", "Annual 2006", 119, "of 119 who attended"),
)


@pytest.fixture(autouse=True)
def speaking(app: Flask):
    """English is spoken."""
    with app.test_request_context():
        yield


def across() -> FiguresReport:
    """Three events; of the second only one share is known."""
    block = named_table(
        BlockKey.SECTOR, {"civil_society": (38, None, 45), "donor": (5, None, None)}, EVENTS
    )
    known = {"civil_society": 609, "donor": None}
    rows = tuple(
        replace(row, shares=(row.shares[0], known[row.key], row.shares[2])) for row in block.rows
    )
    return FiguresReport("Figures", "", (replace(block, rows=rows),), across=True, left_out=True)


def test_csv_has_a_line_for_every_number() -> None:
    heads, *lines = in_csv(report_csv(figures_report()))
    assert heads == [
        "Table of figures",
        "Who",
        "Counted",
        "People",
        "Share in percent",
        "Of how many",
        "What the share is of",
    ]
    assert len(lines) == len(FlowStep) + 5 * 3 + 12 * 3
    assert ["By sector", "civil society", "Attended", "66", "55.5", "119", ""] in lines
    assert ["By sector", "donor", "Attended", "*", "*", "119", ""] in lines
    assert ["By flow", "walk in", "People", "9", "", "", ""] in lines


def test_csv_runs_nothing() -> None:
    names = {line[1] for line in in_csv(report_csv(figures_report()))}
    assert '\'=HYPERLINK("x")' in names
    assert [escape_formula(text) for text in ("+1", "-a", "@b", "\tx", "Civil")] == [
        "'+1",
        "'-a",
        "'@b",
        "'\tx",
        "Civil",
    ]


def test_a_share_that_was_never_published_is_a_dash_and_a_hidden_one_a_star() -> None:
    lines = in_csv(report_csv(across()))
    assert [
        "By sector",
        "civil society",
        "Annual 2005 (as published)",
        "–",
        "60.9",
        "",
        "of over 90",
    ] in lines
    assert ["By sector", "donor", "Annual 2005 (as published)", "–", "–", "", "of over 90"] in lines
    assert ["By sector", "donor", "Annual 2006", "*", "*", "119", "of 119 who attended"] in lines


def test_excel_has_contents_a_table_a_sheet_and_native_charts() -> None:
    content = figures_workbook(figures_report(), TODAY)
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Contents", "By flow", "By sector", "By county"]
    links = [
        cell.hyperlink.location
        for row in book["Contents"].iter_rows(max_col=1)
        for cell in row
        if cell.hyperlink
    ]
    assert [link.split("!")[0] for link in links] == ["'By flow'", "'By sector'", "'By county'"]
    said = [row[0] for row in in_excel(content)["Contents"]]
    assert said[:3] == ["Spring conference", "119 people came.", "Every county is represented."]
    assert (
        "* means that the number is not shown: fewer than three people, or a number that would reveal them. A zero is a real zero."
        in said
    )
    assert said[-1] == "Made on 20 March 2027."
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert sum(name.startswith("xl/charts/chart") for name in names) == 3


def test_excel_holds_raw_counts_as_numbers_and_shares_as_shares() -> None:
    rows = {row[0]: row for row in in_excel(figures_workbook(figures_report(), TODAY))["By sector"]}
    assert rows["civil society"][1:7] == [90, 0.562, 70, 0.56, 66, 0.555]
    assert rows["donor"][1:7] == [3, 0.019, "*", "*", "*", "*"]
    sheet = load_workbook(io.BytesIO(figures_workbook(figures_report(), TODAY)))["By sector"]
    formula = next(
        cell for (cell,) in sheet.iter_rows(max_col=1) if cell.value == '=HYPERLINK("x")'
    )
    assert (formula.data_type, formula.quotePrefix) == ("s", True)


def test_a_chart_is_drawn_from_hidden_numbers_without_stars() -> None:
    sheet = load_workbook(io.BytesIO(figures_workbook(figures_report(), TODAY)))["By sector"]
    hidden = [name for name, one in sheet.column_dimensions.items() if one.hidden]
    values = [cell.value for name in hidden for cell in sheet[name]]
    assert "*" not in values
    assert {90, 70, 66} <= set(values)
    assert sorted({"Invited", "Confirmed", "Attended"} & {str(value) for value in values}) == [
        "Attended",
        "Confirmed",
        "Invited",
    ]
    chart = (
        zipfile.ZipFile(io.BytesIO(figures_workbook(figures_report(), TODAY)))
        .read("xl/charts/chart2.xml")
        .decode()
    )
    assert 'dispBlanksAs val="gap"' in chart
    assert 'plotVisOnly val="0"' in chart
    assert "barChart" in chart
    assert "Cache" not in chart, "no number is kept beside the cells"


def test_across_events_the_chart_is_of_lines_over_shares() -> None:
    content = figures_workbook(across(), TODAY)
    chart = zipfile.ZipFile(io.BytesIO(content)).read("xl/charts/chart1.xml").decode()
    assert "lineChart" in chart
    assert chart.count("<ser>") == 2
    rows = {row[0]: row for row in in_excel(content)["By sector"]}
    assert rows["civil society"][1:7] == [38, 0.432, "–", 0.609, 45, 0.378]
    assert rows["Who"][3] == "Annual 2005 (as published)"


def test_word_has_the_tables_with_repeated_heads_and_pictures_that_say_their_numbers() -> None:
    content = figures_word_file(figures_report(), content_folder("guides") / "guide.docx", TODAY)
    texts, tables = in_word(content)
    assert [one[0] for one in tables] == [
        ["", "People"],
        *[["", "Invited", "Confirmed", "Attended"]] * 2,
    ]
    assert ["donor", "3 · 1.9%", "*", "*"] in tables[1]
    assert ["civil society", "90 · 56.2%", "70 · 56.0%", "66 · 55.5%"] in tables[1]
    assert texts[:4] == [
        "Spring conference",
        "Participation",
        "119 people came.",
        "Every county is represented.",
    ]
    assert any(text.startswith("By county. Berat: Invited 9") for text in texts)
    xml = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    assert xml.count("<w:tblHeader") == 3
    pictures = [
        name for name in zipfile.ZipFile(io.BytesIO(content)).namelist() if name.endswith(".png")
    ]
    assert len(pictures) == 3


def beside(number: int) -> bytes:
    """So many events beside one another, as Word."""
    columns = [FiguresColumn(f"e{n}", f"Event {n}", 10) for n in range(number)]
    block = named_table(BlockKey.SECTOR, {"donor": (4,) * number}, columns)
    return figures_word_file(
        FiguresReport("Figures", "", (block,), across=True),
        content_folder("guides") / "guide.docx",
        TODAY,
    )


def test_columns_of_stars_alone_are_one_sentence() -> None:
    columns = [FiguresColumn(key, key, 10) for key in ("invited", "coming")]
    look = content_folder("guides") / "guide.docx"
    for counts, heads, said in (
        (
            (4, None),
            [["", "invited", "Share"]],
            "The column “coming” is not shown, because its numbers would reveal small groups.",
        ),
        ((None, None), [], "Not shown: the groups are so small that no number here may be shown."),
    ):
        block = named_table(BlockKey.SECTOR, {"donor": counts, "media": counts}, columns)
        report = FiguresReport("Figures", "", (block,), left_out=True)
        texts, tables = in_word(figures_word_file(report, look, TODAY))
        assert [one[0] for one in tables] == heads
        assert said in texts


def test_where_no_table_may_tell_anything_it_is_said_once() -> None:
    columns = [FiguresColumn(key, key, 2) for key in ("invited", "coming")]
    told = {"donor": (None, None), "media": (None, None)}
    blocks = tuple(named_table(key, told, columns) for key in (BlockKey.SECTOR, BlockKey.GENDER))
    report = FiguresReport("Figures", "", blocks, left_out=True)
    texts, tables = in_word(
        figures_word_file(report, content_folder("guides") / "guide.docx", TODAY)
    )
    said = "Not shown: the groups are so small that no number here may be shown."
    assert (tables, texts.count(said)) == ([], 1)
    assert not {block.title for block in blocks} & set(texts)


def test_rows_of_stars_alone_are_named_in_that_sentence() -> None:
    columns = [FiguresColumn(key, key, 10) for key in ("invited", "coming")]
    told = {"donor": (4, None), "media": (None, None), "business": (None, None)}
    report = FiguresReport("Figures", "", (named_table(BlockKey.SECTOR, told, columns),))
    look = content_folder("guides") / "guide.docx"
    texts, tables = in_word(figures_word_file(report, look, TODAY))
    names = [row.name for row in report.blocks[0].rows]
    assert [[row[0] for row in one] for one in tables] == [["", names[0]]]
    assert (
        f"Not shown, because the groups are too small: “{names[1]}”, “{names[2]}”. "
        "The column “coming” is not shown, because its numbers would reveal small groups." in texts
    )


def test_what_counts_nobody_is_left_to_the_sentence() -> None:
    """Neither tables of zeros nor what their stars and shares would mean."""
    columns = [FiguresColumn(key, key, 0) for key in ("invited", "coming")]
    block = named_table(BlockKey.SECTOR, {"donor": (0, 0), "media": (0, 0)}, columns)
    empty = replace(block, key=BlockKey.ROLE, rows=())
    said = figures_sentence((block,))
    report = FiguresReport("Figures", said, (block, empty))
    texts, tables = in_word(
        figures_word_file(report, content_folder("guides") / "guide.docx", TODAY)
    )
    assert (texts, tables) == (["Figures", "Participation", said], [])


def test_excel_says_once_what_may_not_be_told_and_has_no_sheet_of_zeros() -> None:
    """As on paper: no sheet that is stars alone, none that counts nobody; a long title is whole in the contents."""
    columns = [FiguresColumn(key, key, 10) for key in ("invited", "coming")]
    stars = named_table(BlockKey.SECTOR, {"donor": (None, None), "media": (None, None)}, columns)
    zeros = named_table(BlockKey.GENDER, {"woman": (0, 0)}, columns)
    long = "Organisations: first-time and returning"
    told = replace(named_table(BlockKey.LEVEL, {"county": (4, 6)}, columns), title=long)
    report = FiguresReport("Figures", "Ten came.", (stars, zeros, told), left_out=True)
    book = load_workbook(io.BytesIO(figures_workbook(report, TODAY)))
    assert len(book.sheetnames) == 2
    listed = {row[0]: row[1:] for row in book["Contents"].iter_rows(values_only=True) if row[0]}
    said = "Not shown: the groups are so small that no number here may be shown."
    assert listed[stars.title] == ("–", said)
    assert zeros.title not in listed
    assert listed[long][0] == 1
    nobody = FiguresReport("Figures", "Nobody has been counted yet.", (zeros,))
    (contents,) = load_workbook(io.BytesIO(figures_workbook(nobody, TODAY)))
    assert [row[0] for row in contents.iter_rows(values_only=True) if row[0]] == [
        "Figures",
        "Nobody has been counted yet.",
        "Made on 20 March 2027.",
    ]


def test_too_few_to_be_told_are_not_called_nobody() -> None:
    columns = [FiguresColumn("attended", "Attended", None)]
    block = named_table(BlockKey.SECTOR, {"donor": (None,), "media": (None,)}, columns)
    assert (
        figures_sentence((block,))
        == "How many people came is not told: it could give somebody away."
    )


@pytest.mark.parametrize(("number", "on_side"), [(4, False), (5, True), (8, True)])
def test_many_events_stand_in_one_table_on_a_page_on_its_side(number: int, on_side: bool) -> None:
    content = beside(number)
    _texts, tables = in_word(content)
    assert [one[0] for one in tables] == [["", *(f"Event {n}" for n in range(number))]]
    page = docx.Document(io.BytesIO(content)).sections[0]
    assert (int(page.page_width or 0) > int(page.page_height or 0)) is on_side


def test_more_events_make_tables_of_about_as_many_each_with_its_heading() -> None:
    texts, tables = in_word(beside(9))
    assert [len(one[0]) for one in tables] == [1 + 5, 1 + 4]
    assert texts.count("By sector, continued") == 1


def test_every_event_on_one_line_comes_first() -> None:
    lines = [
        EventInShort(
            "launch-2004", "Launch 2004", "–", "88", "Civil society 43.2%", "6 presenters", False
        ),
        EventInShort("annual-2005", "Annual 2005", "2", "over 90", "Civil society 60.9%", "", True),
    ]
    heads = ["Event", "Days", "Participants", "Shares", "Also"]
    last = ["Annual 2005 (as published)", "2", "over 90", "Civil society 60.9%", "–"]
    texts, tables = in_word(figures_file(across(), "docx", "en", TODAY, short=lines))
    assert (tables[0][0], tables[0][2], texts.count("Every event on one line")) == (heads, last, 1)
    sheets = in_excel(figures_file(across(), "xlsx", "en", TODAY, short=lines))
    assert list(sheets)[:2] == ["Contents", "Every event on one line"]
    listed = [row[0] for row in sheets["Contents"]]
    assert [name for name in sheets if name in listed] == list(sheets)[1:]
    assert sheets["Every event on one line"][2:4] == [
        heads,
        ["Launch 2004", "–", 88, "Civil society 43.2%", "6 presenters"],
    ]


@pytest.mark.parametrize("code", ["en", "sq"])
def test_files_speak_the_language_asked_for(code: str) -> None:
    who = {"en": "Participation", "sq": "Pjesëmarrja"}[code]
    texts, _tables = in_word(figures_file(figures_report(), "docx", code, TODAY))
    assert who in texts
    assert ("Përmbajtja" in in_excel(figures_file(figures_report(), "xlsx", code, TODAY))) is (
        code == "sq"
    )
    assert (in_csv(figures_file(figures_report(), "csv", code, TODAY))[0][0] == "Tabela") is (
        code == "sq"
    )


def test_a_picture_needs_no_font_of_the_machine() -> None:
    with use_language("sq"):
        picture = report_pictures(figures_report())[0].draw(640)
    wide, high = png_size(render_png(picture))
    assert wide == 1280
    blank = render_png(type(picture)(picture.replace("<text", "<desc").replace("</text", "</desc")))
    assert png_size(blank) == (wide, high)
    assert render_png(picture) != blank, "letters are drawn"


def test_a_picture_as_a_file() -> None:
    svg, png = (
        figures_drawing(figures_report(), "county", ending, "en") for ending in ("svg", "png")
    )
    assert svg.startswith(b'<svg xmlns="http://www.w3.org/2000/svg"')
    assert png[:4] == b"\x89PNG"


def test_what_was_published_comes_back_as_it_was() -> None:
    for one in (figures_report(), across()):
        assert thaw_figures(json.loads(json.dumps(freeze_figures(one)))) == one


def test_a_report_of_the_house_goes_into_no_file() -> None:
    house = figures_report(families=(TableFamily((BlockKey.SECTOR,), ()),))
    for ending in FILES:
        with pytest.raises(ValueError, match="never leaves"):
            figures_file(house, ending, "en", TODAY)
    with pytest.raises(ValueError, match="never published"):
        freeze_figures(house)
