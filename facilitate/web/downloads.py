"""Sending a finished file to the browser: as it is, or as the address asks for it (`as=pdf`, `as=odt`, `as=ods`).

Making a PDF or an OpenDocument text takes a process and seconds, so that only who is signed in gets one; everybody else gets the
Word file. Who has chosen OpenDocument for their account gets it without asking.
"""

import io
from collections.abc import Sequence
from contextlib import suppress

from flask import Response, current_app, request, send_file
from flask_login import current_user

from ..lib.opendocument_out import as_opendocument
from ..lib.pdf import (
    PdfNotMade,
    as_open_sheet,
    as_open_text,
    as_pdf,
    pdf_maker,
    with_page_numbers,
)
from .i18n import _
from .refused import Refused

HOUR = 3600
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ics": "text/calendar",
    "svg": "image/svg+xml",
    "csv": "text/csv",
    "txt": "text/plain",
    "vcf": "text/vcard",
    "png": "image/png",
    "jpg": "image/jpeg",
    "xml": "application/xml",
    "json": "application/json",
    "zip": "application/zip",
    "toml": "application/toml",
}


def send_download(
    content: bytes, name: str, *, attach: bool = True, as_is: bool = False
) -> Response:
    """The bytes as a download called `name`; its ending decides the type. `as_is`: other programs want just this kind of file."""
    if not as_is:
        content, name = _as_wanted(content, name)
    ending = name.rsplit(".", 1)[-1]
    response = send_file(
        io.BytesIO(content), mimetype=TYPES[ending], as_attachment=attach, download_name=name
    )
    response.direct_passthrough = False
    response.set_data(content)  # no stream: it may be compressed
    response.headers["Cache-Control"] = "no-store"  # it says who is invited, or what a link is for
    return response


def _as_wanted(content: bytes, name: str) -> tuple[bytes, str]:
    """The file and its name, in the format the address asks for or the account prefers."""
    stem, _dot, ending = name.rpartition(".")
    signed_in = current_user.is_authenticated
    usual = "open" if signed_in and current_user.open_documents else ""
    asked = request.values.get("as", usual)
    if ending == "xlsx" and asked in ("ods", "open"):
        return open_table(content), f"{stem}.ods"
    if ending == "docx" and signed_in:
        if asked == "pdf":
            return make_pdf(content), f"{stem}.pdf"
        if asked == "odt":
            return make_open_text(content), f"{stem}.odt"
        if asked == "open" and pdf_maker():
            with suppress(PdfNotMade):
                return as_open_text(content), f"{stem}.odt"
        return numbered([content])[0], name
    return content, name


def numbered(documents: Sequence[bytes]) -> list[bytes]:
    """Word files whose contents tell their pages where they can be counted now; else as they are, their contents links alone."""
    if current_app.extensions["settings"].count_pages and pdf_maker():
        with suppress(PdfNotMade):
            return with_page_numbers(documents)
    return list(documents)


def offers_pdf() -> bool:
    """Whether who is here may have Word files as PDF, too."""
    return bool(current_user.is_authenticated and pdf_maker())


def keep_an_hour(answer: Response) -> Response:
    """What everybody may have may be kept for an hour, and is sent again only where it has changed."""
    if not current_user.is_authenticated:
        answer.headers["Cache-Control"] = f"public, max-age={HOUR}"
        answer.add_etag()
        answer.make_conditional(request)
    return answer


def send_picture(content: bytes, media_type: str) -> Response:
    """A picture of what may be withdrawn: kept by who sees it alone, and asked for each time whether it is still there."""
    answer = Response(content, mimetype=media_type)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def send_table(workbook: bytes, name: str, ending: str) -> Response:
    """A workbook as a download called `name`, as Excel (`xlsx`) or OpenDocument (`ods`) has it."""
    return send_download(open_table(workbook) if ending == "ods" else workbook, f"{name}.{ending}")


def open_table(workbook: bytes) -> bytes:
    """A workbook as OpenDocument table: by LibreOffice with its looks and charts, where it is there; else its cells alone, which it says."""
    if pdf_maker():
        with suppress(PdfNotMade):
            return as_open_sheet(workbook)
    return as_opendocument(workbook, _("The chart of this sheet is in the Excel file only."))


def make_open_text(document: bytes) -> bytes:
    """A Word file as OpenDocument text. Raises Refused with a plain sentence where that cannot be."""
    try:
        return as_open_text(document)
    except PdfNotMade as error:
        raise Refused(open_text_refusal(error)) from error


def open_text_refusal(error: PdfNotMade) -> str:
    """Why there is no OpenDocument text, and what to do instead."""
    if error.why == "missing":
        return _(
            "This planner cannot make .odt files: LibreOffice is not installed on its computer. Use the Word file."
        )
    return _("The .odt file could not be made. Please try again in a minute, or use the Word file.")


def make_pdf(document: bytes) -> bytes:
    """A Word file as PDF. Raises Refused with a plain sentence where that cannot be."""
    try:
        return as_pdf(document)
    except PdfNotMade as error:
        raise Refused(pdf_refusal(error)) from error


def pdf_refusal(error: PdfNotMade) -> str:
    """Why there is no PDF, and what to do instead."""
    if error.why == "missing":
        return _(
            "This planner cannot make PDF files: LibreOffice is not installed on its computer. Use the Word file."
        )
    if error.why == "busy":
        return _("Other PDF files are being made. Please try again in a minute.")
    return _("The PDF could not be made. Use the Word file.")
