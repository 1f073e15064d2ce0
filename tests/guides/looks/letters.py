"""Word files to be uploaded: a letterhead as an organisation has it, and the same one with something wrong in it."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

HEADER = "word/header1.xml"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def colour_png(colour: bytes = b"\x80\x20\x40") -> bytes:
    """A small picture of one colour."""

    def piece(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 40, 20, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + colour * 40) * 20)
    return b"\x89PNG\r\n\x1a\n" + piece(b"IHDR", head) + piece(b"IDAT", rows) + piece(b"IEND", b"")


@cache
def make_letterhead(*, footer: str = "Rruga e Durrësit 1, Tiranë", first: str = "") -> bytes:
    """A letterhead: its own fonts and colours, a logo and a name above, the address below, a letter in between."""
    document = docx.Document()
    normal, title = document.styles["Normal"].font, document.styles["Heading 1"].font
    normal.name, normal.size = "Georgia", Pt(12)
    title.name, title.size, title.color.rgb = "Verdana", Pt(26), RGBColor(0x7A, 0x10, 0x20)
    fonts = title.element.rPr.rFonts
    for name in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[name]
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.left_margin, section.right_margin = Cm(4), Cm(2.5), Cm(2)
    line = section.header.paragraphs[0]
    line.add_run().add_picture(io.BytesIO(colour_png()), width=Cm(3))
    line.add_run("Bashkia e Shembullit")
    section.footer.paragraphs[0].text = footer
    if first:
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].text = first
    document.add_paragraph("Dear Sir, a secret letter")
    document.add_comment(
        document.add_paragraph("x").runs, text="A secret comment", author="Somebody"
    )
    document.core_properties.author = "A secret author"
    return document_bytes(document)


def document_bytes(document) -> bytes:
    """The bytes of a document."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def file_parts(content: bytes) -> dict[str, bytes]:
    """Every part of a file by its name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack_parts(files: dict[str, bytes]) -> bytes:
    """A file of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def change_parts(content: bytes, **edits: Callable[[bytes], bytes]) -> bytes:
    """The file with some parts edited; `__` in a name stands for `/`, `_` for `.`: `word__header1_xml`."""
    files = file_parts(content)
    for name, edit in edits.items():
        path = (
            name.replace("__rels__", "/_rels/")
            .replace("__", "/")
            .replace("_xml", ".xml")
            .replace("_rels", ".rels")
        )
        path = path.replace("/.rels/", "/_rels/")
        files[path] = edit(files[path])
    return pack_parts(files)


def with_link(content: bytes, part: str, kind: str, target: str, *, outside: bool = True) -> bytes:
    """The file with one more relationship of a part."""
    files = file_parts(content)
    folder, name = part.rsplit("/", 1)
    path = f"{folder}/_rels/{name}.rels"
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    mode = ' TargetMode="External"' if outside else ""
    one = f'<Relationship Id="rIdX" Type="{RELS}/{kind}" Target="{target}"{mode}/></Relationships>'
    files[path] = files.get(path, empty).replace(b"</Relationships>", one.encode())
    return pack_parts(files)


def with_part(content: bytes, name: str, part: bytes = b"x") -> bytes:
    """The file with one more part."""
    return pack_parts({**file_parts(content), name: part})


def in_header(xml: str) -> bytes:
    """The letterhead with one more paragraph of this in its header."""
    document = docx.Document(io.BytesIO(make_letterhead()))
    line = parse_xml(f"<w:p {nsdecls('w', 'r', 'wp', 'a', 'pic')}>{xml}</w:p>")
    document.sections[0].header._element.append(line)
    return document_bytes(document)


def body_of(content: bytes) -> str:
    """All the text of the body of a file."""
    document = docx.Document(io.BytesIO(content))
    return "\n".join(one.text or "" for one in document.element.body.iter(qn("w:t")))
