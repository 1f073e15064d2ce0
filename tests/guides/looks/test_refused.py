"""Files that cannot be a look: each is refused for what is wrong with it, before anything of it is used."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitate.data.content import content_folder
from facilitate.guides.looks.cleaning import clean_look
from facilitate.guides.looks.package import Unfit, Unusable

from .letters import (
    change_parts,
    colour_png,
    file_parts,
    in_header,
    make_letterhead,
    pack_parts,
    with_link,
    with_part,
)

OURS = content_folder("guides") / "guide.docx"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def why(content: bytes) -> Unfit | None:
    """Why a file is refused; None where it is not."""
    try:
        clean_look(content, OURS)
    except Unusable as problem:
        return problem.why
    return None


def typed(kind: str) -> bytes:
    """The letterhead with another content type of its main part."""
    return change_parts(
        make_letterhead(),
        **{
            "[Content_Types]_xml": lambda part: part.replace(
                b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                kind.encode(),
            )
        },
    )


def with_doctype(name: str) -> bytes:
    """The letterhead with a DOCTYPE in one of its parts."""
    files = file_parts(make_letterhead())
    head, rest = files[name].split(b"?>", 1)
    return pack_parts({**files, name: head + b"?>" + DOCTYPE + rest})


def bomb() -> bytes:
    """A part that unpacks to a thousand times its size."""
    return with_part(make_letterhead(), "word/bomb.xml", b" " * 7_000_000)


def field(code: str) -> bytes:
    """A long field in the header, its code spread over two runs."""
    half = len(code) // 2
    mark = '<w:fldChar w:fldCharType="{}"/>'
    texts = "".join(
        f'<w:instrText xml:space="preserve">{one}</w:instrText>'
        for one in (code[:half], code[half:])
    )
    return in_header(
        f"<w:r>{mark.format('begin')}{texts}{mark.format('separate')}<w:t>x</w:t>{mark.format('end')}</w:r>"
    )


def logo(ending: str, content: bytes) -> bytes:
    """The letterhead with another kind of picture in its header."""
    files = file_parts(make_letterhead())
    name = next(one for one in files if one.startswith("word/media/"))
    return pack_parts({**files, name: content})


MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
WRONG = {
    "nothing": (b"", Unfit.EMPTY),
    "too large": (make_letterhead() + b"\0" * 2**21, Unfit.TOO_LARGE),
    "old Word": (OLE, Unfit.OLD_WORD),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), Unfit.ENCRYPTED),
    "template": (typed(TEMPLATE), Unfit.TEMPLATE),
    "macros, named .docx": (typed(MACRO), Unfit.MACROS),
    "macros": (with_part(make_letterhead(), "word/vbaProject.bin"), Unfit.MACROS),
    "macros elsewhere": (with_part(make_letterhead(), "evil/VBAPROJECT.BIN"), Unfit.MACROS),
    "macros by a link": (
        with_link(make_letterhead(), "word/document.xml", "vbaProject", "odd.bin", outside=False),
        Unfit.MACROS,
    ),
    "buttons that run macros": (
        with_part(make_letterhead(), "customUI/customUI14.xml", b"<x/>"),
        Unfit.MACROS,
    ),
    "Excel": (
        pack_parts(
            {"[Content_Types].xml": b"<x/>", "_rels/.rels": b"<x/>", "xl/workbook.xml": b"<x/>"}
        ),
        Unfit.EXCEL,
    ),
    "OpenDocument": (
        pack_parts({"mimetype": b"application/vnd.oasis.opendocument.text"}),
        Unfit.OPEN_DOCUMENT,
    ),
    "picture": (colour_png(), Unfit.PICTURE),
    "PDF": (b"%PDF-1.7", Unfit.PDF),
    "text": (b"Dear Sir", Unfit.OTHER),
    "any archive": (pack_parts({"readme.txt": b"hello"}), Unfit.OTHER),
    "bomb": (bomb(), Unfit.BOMB),
    "a thousand parts": (pack_parts({f"word/{n}.xml": b"<x/>" for n in range(1100)}), Unfit.BOMB),
    "cut short": (make_letterhead()[:9000], Unfit.DAMAGED),
    "no XML": (
        change_parts(make_letterhead(), word__styles_xml=lambda _part: b"not xml"),
        Unfit.DAMAGED,
    ),
    "half a style sheet": (
        change_parts(make_letterhead(), word__styles_xml=lambda part: part[:3000]),
        Unfit.DAMAGED,
    ),
    "something else for styles": (
        change_parts(make_letterhead(), word__styles_xml=lambda _part: b"<x/>"),
        Unfit.DAMAGED,
    ),
    "too deep": (
        change_parts(
            make_letterhead(), word__header1_xml=lambda _part: b"<a>" * 5000 + b"</a>" * 5000
        ),
        Unfit.DAMAGED,
    ),
    "strict": (
        change_parts(
            make_letterhead(),
            word__document_xml=lambda part: part.replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            ),
        ),
        Unfit.STRICT,
    ),
    "entities in the styles": (with_doctype("word/styles.xml"), Unfit.DOCTYPE),
    "entities in the text": (with_doctype("word/document.xml"), Unfit.DOCTYPE),
    "entities in a part nobody reads": (
        with_part(make_letterhead(), "word/odd.xml", DOCTYPE + b"<x/>"),
        Unfit.DOCTYPE,
    ),
    "entities in two-byte letters": (
        with_part(make_letterhead(), "word/odd.xml", (DOCTYPE + b"<x/>").decode().encode("utf-16")),
        Unfit.DOCTYPE,
    ),
    "an embedded workbook": (
        with_part(make_letterhead(), "word/embeddings/sheet1.xlsx"),
        Unfit.EMBEDDED,
    ),
    "an embedded object": (
        with_link(make_letterhead(), "word/document.xml", "oleObject", "odd.bin", outside=False),
        Unfit.EMBEDDED,
    ),
    "a form control": (
        with_part(make_letterhead(), "word/activeX/activeX1.xml", b"<x/>"),
        Unfit.EMBEDDED,
    ),
    "a document in the document": (
        with_link(make_letterhead(), "word/document.xml", "aFChunk", "odd.html", outside=False),
        Unfit.EMBEDDED,
    ),
    "an object in the header": (in_header("<w:r><w:object/></w:r>"), Unfit.EMBEDDED),
    "a linked picture": (
        with_link(make_letterhead(), "word/header1.xml", "image", "https://example.com/pixel.png"),
        Unfit.OUTSIDE,
    ),
    "a picture on a server": (
        with_link(make_letterhead(), "word/document.xml", "image", "file://server/x.png"),
        Unfit.OUTSIDE,
    ),
    "a template on the web": (
        with_link(
            make_letterhead(), "word/settings.xml", "attachedTemplate", "https://example.com/x.dotm"
        ),
        Unfit.OUTSIDE,
    ),
    "a template on a server": (
        with_link(
            make_letterhead(), "word/settings.xml", "attachedTemplate", "file:///\\\\server\\x.dotm"
        ),
        Unfit.OUTSIDE,
    ),
    "a link to a file": (
        with_link(make_letterhead(), "word/header1.xml", "hyperlink", "file:///C:/evil.exe"),
        Unfit.OUTSIDE,
    ),
    "a link that runs": (
        with_link(make_letterhead(), "word/header1.xml", "hyperlink", "javascript:x"),
        Unfit.OUTSIDE,
    ),
    "a field that fetches": (
        field(' INCLUDEPICTURE "https://example.com/x.png" \\d '),
        Unfit.FIELD,
    ),
    "a field that runs": (field(" DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "), Unfit.FIELD),
    "a field in small letters": (field(" includetext x "), Unfit.FIELD),
    "a short field": (in_header("<w:fldSimple w:instr=' LINK x '/>"), Unfit.FIELD),
    "a field without an end": (
        in_header(
            '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>MACROBUTTON x</w:instrText></w:r>'
        ),
        Unfit.FIELD,
    ),
    "a drawing of Windows": (logo("emf", b"\x01\0\0\0" + b"\0" * 100), Unfit.LOGO),
    "a web page for a logo": (
        logo("png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        Unfit.LOGO,
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_named(name: str) -> None:
    content, reason = WRONG[name]
    assert why(content) == reason


def test_a_template_on_somebody_s_own_disk_is_left_out_quietly() -> None:
    target = "file:///C:\\Users\\somebody\\Templates\\Letter.dotx"
    assert (
        why(with_link(make_letterhead(), "word/settings.xml", "attachedTemplate", target)) is None
    )


def test_links_in_the_text_go_with_the_text() -> None:
    assert (
        why(with_link(make_letterhead(), "word/document.xml", "hyperlink", "file:///C:/x.docx"))
        is None
    )


def test_a_path_that_leads_out_of_the_archive_leads_nowhere() -> None:
    content = with_part(make_letterhead(), "../../../tmp/evil.xml", b"<x/>")
    with zipfile.ZipFile(io.BytesIO(clean_look(content, OURS).file)) as archive:
        assert [name for name in archive.namelist() if "evil" in name] == []


@given(st.data())
@settings(max_examples=15, deadline=None)
def test_whatever_is_broken_it_is_refused_in_words_or_used(data: st.DataObject) -> None:
    files = file_parts(LETTER)
    name = data.draw(st.sampled_from(sorted(files)))
    part = files[name]
    start = data.draw(st.integers(0, max(0, len(part) - 1)))
    end = data.draw(st.integers(start, min(len(part), start + 200)))
    files[name] = part[:start] + data.draw(st.binary(max_size=20)) + part[end:]
    assert why(pack_parts(files)) is None or why(pack_parts(files)) in Unfit


LETTER = make_letterhead(first="Kopertina")
