"""What all Word files of a café share: the look of guides/slips.docx, the language, what the file says about itself."""

from ...data.content import content_folder
from ...lib.boxes import BoxFile, TextRun
from ...web.i18n import _
from .fitting import cut
from .papers import Head

HEADER = 125.0
"""Millimetres for what stands on the left above a page."""
TAGS = {"en": "en-GB", "sq": "sq-AL"}


def begin(head: Head, title: str) -> BoxFile:
    """A file in the look of the café's papers, without a header and a footer yet."""
    file = BoxFile(content_folder("guides") / "slips.docx")
    file.language(TAGS[head.language])
    file.properties(title=f"{title} · {head.event}", subject=head.cafe)
    return file


def running(file: BoxFile, head: Head, title: str) -> None:
    """Event and café above every page, the number of the page below."""
    above = " · ".join(part for part in (head.event, head.cafe) if part)
    file.header(f"{cut(above, 9, HEADER)}\t{title}")
    file.footer(
        head.when + "\t" + _("Page %(page)s of %(pages)s", page="{PAGE}", pages="{NUMPAGES}")
    )


def letter(file: BoxFile, sector: str, sign: str) -> TextRun:
    """The letter of a sector on its colour."""
    style = f"Sector {sector}"
    return TextRun(f" {sign} " if sign else "", style if file.has(style) else "")
