"""What a file of the library is and says: known by its content, its words taken out once. Read in a child."""

import html
import io
import re
import time
import zipfile
from dataclasses import dataclass

from ..forums.rhythm.filing import TYPES as FILED
from ..forums.rhythm.filing import document_ending
from ..lib.text import clean_text, plain_text
from ..lib.uploads import BROKEN_ARCHIVE, UploadLimits

ROOM = UploadLimits(packed=24 * 2**20, part=96 * 2**20, unpacked=192 * 2**20)
"""What a document may weigh: 24 MB as it comes, a little less than a request may."""
TYPES = {
    **FILED,
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
"""What is taken, by the ending it gets."""
ACCEPT = ",".join(f".{ending}" for ending in (*TYPES, "jpeg"))
MOST_TEXT, MOST_WORDS = 300_000, 30_000
"""Letters of a file that are kept, and letters of the different words it is found by."""
MOST_SECONDS = 10
"""So long pages of a PDF are read; what comes later is not searched."""
_PARTS = {
    "docx": re.compile(r"word/(document|footnotes)\.xml"),
    "pptx": re.compile(r"ppt/slides/slide\d+\.xml"),
    "xlsx": re.compile(r"xl/(sharedStrings|worksheets/sheet\d+)\.xml"),
    **dict.fromkeys(("odt", "ods", "odp"), re.compile(r"content\.xml")),
}
"""The parts of an office file in which its text stands."""
_NUMBERS = re.compile(r"<(v|f)\b[^>]*>[^<]*</\1>")
"""Values and formulas of a sheet: its words stand elsewhere."""
_ENDS = re.compile(r"</(?:w:p|a:p|si|is|text:p|text:h)>|<(?:w:tab|w:br|text:tab|text:s)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class LibraryFile:
    """What a file is, by its ending, and what it says."""

    ending: str
    text: str


def read_library_file(content: bytes) -> LibraryFile:
    """What the file is and says; a picture says nothing. Raises NotFiled for what cannot be kept."""
    ending = document_ending(content, ROOM, tuple(TYPES))
    text = _pdf_text(content) if ending == "pdf" else ""
    if ending in _PARTS:
        text = _office_text(content, _PARTS[ending])
    lines = (" ".join(line.split()) for line in clean_text(text).splitlines())
    return LibraryFile(ending, "\n".join(filter(None, lines))[:MOST_TEXT])


def _office_text(content: bytes, wanted: re.Pattern[str]) -> str:
    """The words of those parts; the packing of the file has been looked at."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = sorted(filter(wanted.fullmatch, archive.namelist()))
            markup = "\n".join(archive.read(name).decode("utf-8", "replace") for name in names)
    except BROKEN_ARCHIVE:
        return ""
    return html.unescape(_TAG.sub("", _ENDS.sub("\n", _NUMBERS.sub("", markup))))


def _pdf_text(content: bytes) -> str:
    """The words of its pages, as far as they are letters; of a scanned or a broken one nothing."""
    from pypdf import PdfReader  # noqa: PLC0415 – takes 0.2 s, in the child that reads a PDF alone

    found: list[str] = []
    until = time.monotonic() + MOST_SECONDS
    try:
        for page in PdfReader(io.BytesIO(content)).pages:
            found.append(page.extract_text())
            if time.monotonic() > until or sum(map(len, found)) > MOST_TEXT:
                break
    except Exception:  # noqa: BLE001 – it raises whatever a broken page leads to; the file is kept all the same
        return "\n".join(found)
    return "\n".join(found)


def split_words(text: str) -> list[str]:
    """The words of a text without accents, a number's parts each by itself: `121/2016` is two."""
    return _WORD.findall(plain_text(text))


def different_words(*texts: str) -> str:
    """Each word of these texts once, the first texts first, as the library looks for them."""
    words = dict.fromkeys(word for text in texts for word in split_words(text) if len(word) > 1)
    return " ".join(words)[:MOST_WORDS]
