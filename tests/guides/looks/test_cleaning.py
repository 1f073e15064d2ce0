"""What is left of an organisation's Word file: its styles, header, footer and logo, and nothing else of it."""

import io
from functools import cache

import docx
import pytest
from docx.oxml.ns import qn

from facilitate.data.content import content_folder
from facilitate.guides.looks.adopting import contrast_with_white
from facilitate.guides.looks.cleaning import CleanedLook, clean_look
from facilitate.lib.documents import WordFile

from ...lib.test_word_order import misplaced, roots
from ...lib.word_samples import write_everything
from .letters import (
    body_of,
    change_parts,
    colour_png,
    document_bytes,
    file_parts,
    in_header,
    make_letterhead,
    pack_parts,
    with_link,
    with_part,
)

OURS = content_folder("guides") / "guide.docx"


@cache
def left_of(content: bytes) -> CleanedLook:
    return clean_look(content, OURS)


def opened(content: bytes):
    return docx.Document(io.BytesIO(content))


def test_header_footer_and_logo_stay_and_the_text_goes() -> None:
    left = left_of(make_letterhead(first="Kopertina"))
    section = opened(left.file).sections[0]
    assert [one.text for one in section.header.paragraphs] == ["Bashkia e Shembullit"]
    assert [one.text for one in section.footer.paragraphs] == ["Rruga e Durrësit 1, Tiranë"]
    assert [one.text for one in section.first_page_header.paragraphs] == ["Kopertina"]
    assert section.different_first_page_header_footer is True
    files = file_parts(left.file)
    assert files["word/media/logo1.png"] == colour_png()
    assert [name for name, content in files.items() if b"secret" in content.lower()] == []
    assert body_of(left.file) == body_of(OURS.read_bytes())


def test_only_known_parts_are_kept() -> None:
    odd = with_part(with_part(make_letterhead(), "customXml/item1.xml", b"<x/>"), "word/odd.bin")
    assert sorted(file_parts(left_of(odd).file)) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "word/_rels/document.xml.rels",
        "word/_rels/header1.xml.rels",
        "word/document.xml",
        "word/fontTable.xml",
        "word/footer2.xml",
        "word/header1.xml",
        "word/media/logo1.png",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
        "word/theme/theme1.xml",
    ]


def test_sizes_and_colours_of_theirs_are_kept() -> None:
    styles = opened(left_of(make_letterhead()).file).styles
    assert (styles["Normal"].font.name, styles["Normal"].font.size.pt) == ("Georgia", 12)
    assert (styles["Heading 1"].font.size.pt, str(styles["Heading 1"].font.color.rgb)) == (
        26,
        "7A1020",
    )


def test_styles_it_lacks_come_from_ours_in_its_letters_and_colours() -> None:
    left = left_of(make_letterhead())
    assert [
        name in left.taken
        for name in ("Script", "Step Heading", "Guide Table", "Heading 1", "Title")
    ] == [
        True,
        True,
        True,
        False,
        False,
    ]
    styles = opened(left.file).styles
    assert styles["Step Heading"].base_style.name == "Heading 2"
    assert styles["Body Text"].font.name is None
    assert styles["Script"].font.name == "Verdana"
    assert str(styles["Minute"].font.color.rgb) == "7A1020"
    assert styles["Script"].font.size.pt == 13
    fill = styles["Guide Table"].element.find(f".//{qn('w:shd')}").get(qn("w:fill"))
    assert fill == "7A1020"


def test_a_light_colour_is_no_ground_for_white_letters() -> None:
    document = opened(make_letterhead())
    document.styles["Heading 1"].font.color.rgb = docx.shared.RGBColor(0xFF, 0xD0, 0x40)
    styles = opened(left_of(document_bytes(document)).file).styles
    assert styles["Guide Table"].element.find(f".//{qn('w:shd')}").get(qn("w:fill")) == "404040"


def test_contrast_as_wcag_counts_it() -> None:
    assert [round(contrast_with_white(one), 1) for one in ("000000", "FFFFFF", "777777")] == [
        21.0,
        1.0,
        4.5,
    ]


def test_the_planners_look_lacks_nothing_and_comes_out_the_same() -> None:
    left = left_of(OURS.read_bytes())
    assert left.taken == []
    mine, theirs = opened(OURS.read_bytes()).styles, opened(left.file).styles
    assert [one.name for one in theirs] == [one.name for one in mine]


def test_chapters_begin_a_page_as_the_guide_wants_it() -> None:
    styles = opened(left_of(make_letterhead()).file).styles
    assert styles["Heading 1"].paragraph_format.page_break_before is True
    document = opened(make_letterhead())
    document.styles["Heading 1"].paragraph_format.page_break_before = False
    kept = opened(left_of(document_bytes(document)).file).styles
    assert kept["Heading 1"].paragraph_format.page_break_before is False


def test_letters_for_the_wall_keep_their_size() -> None:
    styles = opened(left_of(make_letterhead()).file).styles
    assert styles["Wall Text"].font.size == opened(OURS.read_bytes()).styles["Wall Text"].font.size


def test_what_was_cleaned_can_be_cleaned_again() -> None:
    once = left_of(make_letterhead(first="Kopertina"))
    twice = left_of(once.file)
    assert twice.taken == []
    assert file_parts(twice.file)["word/styles.xml"] == file_parts(once.file)["word/styles.xml"]


def test_a_style_of_the_same_name_and_another_kind_makes_room() -> None:
    document = opened(make_letterhead())
    document.styles.add_style("Script", docx.enum.style.WD_STYLE_TYPE.CHARACTER)
    left = left_of(document_bytes(document))
    assert "Script" in left.taken
    assert opened(left.file).styles["Script"].type == docx.enum.style.WD_STYLE_TYPE.PARAGRAPH


def test_dark_table_headings_do_not_meet_our_dark_ground() -> None:
    document = opened(make_letterhead())
    style = document.styles.add_style("Table Heading", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    style.font.color.rgb = docx.shared.RGBColor(0, 0, 0)
    styles = opened(left_of(document_bytes(document)).file).styles
    assert str(styles["Table Heading"].font.color.rgb) == "FFFFFF"


def test_an_id_that_is_taken_is_not_taken_twice() -> None:
    document = opened(make_letterhead())
    document.styles.add_style(
        "Something else", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH
    ).element.set(qn("w:styleId"), "StepHeading")
    styles = opened(left_of(document_bytes(document)).file).styles
    assert styles["Step Heading"].style_id == "StepHeading2"


@pytest.mark.parametrize("first", ["", "Kopertina"])
@pytest.mark.parametrize("size", ["a4", "a5"])
def test_a_guide_in_it_is_in_order(size: str, first: str) -> None:
    content = write_everything(WordFile(left_of(make_letterhead(first=first)).file), size)
    assert [misplaced(root) for root in roots(content)] == [[]] * 6
    document = opened(content)
    assert [one.text for one in document.sections[0].header.paragraphs] == ["Bashkia e Shembullit"]
    ids = [one.get("id") for root in roots(content) for one in root.iter(qn("wp:docPr"))]
    assert len(ids) == len(set(ids)) == 4


def test_a_letterhead_keeps_the_room_above_its_text() -> None:
    document = opened(write_everything(WordFile(left_of(make_letterhead()).file)))
    section = document.sections[0]
    assert [
        round(one.cm, 1) for one in (section.top_margin, section.left_margin, section.right_margin)
    ] == [
        4,
        3,
        2,
    ]


def test_headers_of_earlier_sections_hold_for_the_last() -> None:
    document = opened(make_letterhead(first="Kopertina"))
    document.add_section()
    section = opened(left_of(document_bytes(document)).file).sections[0]
    assert [one.text for one in section.header.paragraphs] == ["Bashkia e Shembullit"]
    assert [one.text for one in section.first_page_header.paragraphs] == ["Kopertina"]


def test_even_pages_keep_their_own() -> None:
    document = opened(make_letterhead())
    document.settings.odd_and_even_pages_header_footer = True
    document.sections[0].even_page_header.paragraphs[0].text = "Faqe çift"
    left = opened(write_everything(WordFile(left_of(document_bytes(document)).file)))
    assert left.settings.odd_and_even_pages_header_footer is True
    assert left.sections[0].even_page_header.paragraphs[0].text == "Faqe çift"
    assert left.sections[0].even_page_footer.paragraphs[0].text.startswith("Spring · Guide")


def test_tracked_changes_comments_and_marks_leave_the_header() -> None:
    def edit(part: bytes) -> bytes:
        more = (
            b'<w:p><w:bookmarkStart w:id="3" w:name="x"/><w:ins w:id="1" w:author="a"><w:r><w:t>new</w:t></w:r></w:ins>'
            b'<w:del w:id="2" w:author="a"><w:r><w:delText>old</w:delText></w:r></w:del><w:bookmarkEnd w:id="3"/></w:p></w:hdr>'
        )
        return part.replace(b"</w:hdr>", more)

    left = left_of(change_parts(make_letterhead(), word__header1_xml=edit))
    header = next(
        content for name, content in file_parts(left.file).items() if name.startswith("word/header")
    )
    assert [one in header for one in (b"new", b"old", b"bookmark", b"w:ins")] == [
        True,
        False,
        False,
        False,
    ]


def test_a_plain_web_address_in_the_header_stays() -> None:
    linked = with_link(
        make_letterhead(), "word/header1.xml", "hyperlink", "https://bashkia.example/"
    )
    linked = change_parts(
        linked,
        word__header1_xml=lambda part: part.replace(
            b"</w:hdr>",
            b'<w:p><w:hyperlink r:id="rIdX"><w:r><w:t>web</w:t></w:r></w:hyperlink></w:p></w:hdr>',
        ),
    )
    rels = [
        part
        for name, part in file_parts(left_of(linked).file).items()
        if "header" in name and name.endswith(".rels")
    ]
    assert [b'Target="https://bashkia.example/" TargetMode="External"' in one for one in rels] == [
        True
    ]


def test_page_numbers_and_dates_stay() -> None:
    begin, end = (f'<w:fldChar w:fldCharType="{one}"/>' for one in ("begin", "end"))
    code = '<w:instrText xml:space="preserve"> DATE \\@ "d.M.yyyy" </w:instrText>'
    assert left_of(in_header(f"<w:r>{begin}{code}{end}</w:r>")).file


def test_a_chart_in_the_header_goes_and_the_rest_stays() -> None:
    drawing = (
        '<w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/><wp:docPr id="9" name="c"/><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart '
        'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rIdC"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
    header = next(
        part
        for name, part in file_parts(left_of(in_header(drawing)).file).items()
        if name.startswith("word/header")
    )
    assert [b"rIdC" in header, b"Bashkia" in header] == [False, True]


def test_a_file_without_styles_or_settings_gets_ours() -> None:
    files = file_parts(make_letterhead())
    rels = files["word/_rels/document.xml.rels"]
    for name in ("styles", "settings", "numbering", "theme/theme1", "fontTable"):
        del files[f"word/{name}.xml"]
    files["word/_rels/document.xml.rels"] = rels
    left = left_of(pack_parts(files))
    assert opened(left.file).styles["Heading 1"].font.name == "Cambria" or "heading 1" in left.taken
    assert write_everything(WordFile(left.file))
