"""Sending a finished file to the browser."""

import io

from flask import Response, send_file

from .lib.opendocument_out import as_opendocument

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ics": "text/calendar",
    "svg": "image/svg+xml",
    "csv": "text/csv",
    "png": "image/png",
    "jpg": "image/jpeg",
    "xml": "application/xml",
    "json": "application/json",
    "zip": "application/zip",
    "toml": "application/toml",
}


def send(content: bytes, name: str, *, attach: bool = True) -> Response:
    """The bytes as a download called `name`; its ending decides the type."""
    ending = name.rsplit(".", 1)[-1]
    response = send_file(
        io.BytesIO(content), mimetype=TYPES[ending], as_attachment=attach, download_name=name
    )
    response.direct_passthrough = False
    response.set_data(content)  # no stream: it may be compressed
    response.headers["Cache-Control"] = "no-store"  # it says who is invited, or what a link is for
    return response


def send_table(workbook: bytes, name: str, ending: str) -> Response:
    """A workbook as a download called `name`, as Excel (`xlsx`) or OpenDocument (`ods`) has it."""
    return send(as_opendocument(workbook) if ending == "ods" else workbook, f"{name}.{ending}")
