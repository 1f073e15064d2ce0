"""A workbook as an OpenDocument table (.ods): what its cells show, how wide columns are, which sheets and columns are hidden.

Formulas go as what they give now; drop-downs and charts stay behind, which is said where a chart stood.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from .opendocument import SPREADSHEET
from .sheets import OUTSIDE_XML, pause_garbage
from .uploads import unescape_cell

_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office",
        "table": "table",
        "text": "text",
        "style": "style",
        "fo": "xsl-fo-compatible",
        "number": "datastyle",
    }.items()
)
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest manifest:version="1.2" '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="{SPREADSHEET.decode()}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_STYLES = (
    '<number:date-style style:name="d"><number:day number:style="long"/><number:text>.</number:text>'
    '<number:month number:style="long"/><number:text>.</number:text><number:year number:style="long"/></number:date-style>'
    '<style:style style:name="day" style:family="table-cell" style:data-style-name="d"/>'
    '<style:style style:name="plain" style:family="table-cell">'
    '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/></style:style>'
    '<style:style style:name="line" style:family="table-cell"><style:table-cell-properties style:vertical-align="top"/></style:style>'
    '<number:number-style style:name="m"><number:number number:decimal-places="2" number:min-integer-digits="1" number:grouping="true"/></number:number-style>'
    '<style:style style:name="money" style:family="table-cell" style:data-style-name="m"/>'
    '<style:style style:name="bold" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="shown" style:family="table" style:master-page-name="Wide"><style:table-properties table:display="true"/></style:style>'
    '<style:style style:name="unseen" style:family="table"><style:table-properties table:display="false"/></style:style>'
)
_BLANKS = re.compile(" {2,}")
WIDTH = 0.19
"""Centimetres of a character."""
_PAGE = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document-styles office:version="1.2" {_SPACES}><office:automatic-styles>'
    '<style:page-layout style:name="wide"><style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm"'
    ' style:print-orientation="landscape" style:scale-to-X="1" style:scale-to-Y="0" fo:margin="1.2cm"/></style:page-layout>'
    '</office:automatic-styles><office:master-styles><style:master-page style:name="Wide" style:page-layout-name="wide">'
    "<style:footer><text:p><text:sheet-name>???</text:sheet-name> · <text:page-number>1</text:page-number></text:p></style:footer>"
    "</style:master-page></office:master-styles></office:document-styles>"
)
"""Landscape, as wide as the paper, the name of the sheet and the number of the page below."""
_CONSTANT_DATE = (1980, 1, 1, 0, 0, 0)


def as_opendocument(workbook: bytes, no_charts: str = "") -> bytes:
    """A workbook that the planner made, as an OpenDocument table. `no_charts`: the sentence below a sheet whose charts stay behind."""
    with pause_garbage():
        book = load_workbook(io.BytesIO(workbook), data_only=True)
        widths: dict[float, str] = {}
        sheets = "".join("".join(_sheet(sheet, widths, no_charts)) for sheet in book.worksheets)
    looks = "".join(
        f'<style:style style:name="{name}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width * WIDTH:.2f}cm"/></style:style>'
        for width, name in widths.items()
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2" {_SPACES}>'
        f"<office:automatic-styles>{_STYLES}{looks}</office:automatic-styles><office:body><office:spreadsheet>{sheets}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            zipfile.ZipInfo("mimetype", _CONSTANT_DATE), SPREADSHEET, zipfile.ZIP_STORED
        )
        for name, text in (
            ("META-INF/manifest.xml", _MANIFEST),
            ("content.xml", content),
            ("styles.xml", _PAGE),
        ):
            archive.writestr(zipfile.ZipInfo(name, _CONSTANT_DATE), text, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _sheet(sheet: Any, widths: dict[float, str], no_charts: str) -> Iterator[str]:
    look = "shown" if sheet.sheet_state == "visible" else "unseen"
    yield f'<table:table table:name={quoteattr(sheet.title)} table:style-name="{look}">'
    for number in range(1, sheet.max_column + 1):
        column = sheet.column_dimensions[get_column_letter(number)]
        width = max(float(column.width or 0), 0.5)
        name = widths.setdefault(width, f"w{len(widths)}")
        hidden = ' table:visibility="collapse"' if column.hidden else ""
        yield f'<table:table-column table:style-name="{name}"{hidden} table:default-cell-style-name="plain"/>'
    for row in sheet.iter_rows():
        yield ("<table:table-row>" + "".join(_cell(cell) for cell in row) + "</table:table-row>")
    if no_charts and sheet._charts:
        yield f"<table:table-row/><table:table-row>{_string(no_charts, 'line')}</table:table-row>"
    yield "</table:table>"


def _cell(cell: Any) -> str:
    value = cell.value
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, bool):
        said = str(value).lower()
        return f'<table:table-cell office:value-type="boolean" office:boolean-value="{said}"><text:p>{said}</text:p></table:table-cell>'
    if isinstance(value, int | float):
        money = "0.00" in cell.number_format
        look, said = (' table:style-name="money"', f"{value:.2f}") if money else ("", f"{value:g}")
        return f'<table:table-cell{look} office:value-type="float" office:value="{value!r}"><text:p>{said}</text:p></table:table-cell>'
    if isinstance(value, datetime | date):
        whole = (
            value.isoformat()
            if not isinstance(value, datetime) or value.time() != time()
            else value.date().isoformat()
        )
        return (
            f'<table:table-cell table:style-name="day" office:value-type="date" office:date-value="{whole}">'
            f"<text:p>{value:%d.%m.%Y}</text:p></table:table-cell>"
        )
    wraps = cell.alignment.wrap_text
    return _string(str(value), "bold" if cell.font.bold else "plain" if wraps else "line")


def _string(value: str, look: str) -> str:
    paragraphs = "".join(
        f"<text:p>{_text(line)}</text:p>"
        for line in unescape_cell(OUTSIDE_XML.sub("", value)).split("\n")
    )
    return f'<table:table-cell table:style-name="{look}" office:value-type="string">{paragraphs}</table:table-cell>'


def _text(line: str) -> str:
    """A line with its blanks and tabs as they are: OpenDocument makes one blank of several."""
    said = escape(line).replace("\t", "<text:tab/>")
    if said.startswith(" "):
        said = "<text:s/>" + said[1:]
    return _BLANKS.sub(lambda some: " " + "<text:s/>" * (len(some[0]) - 1), said)
