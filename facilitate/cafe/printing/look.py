"""What all Word files of a café share: the look of guides/slips.docx, the language, what the file says about itself."""

from ...data.content import content_folder
from ...lib.boxes import BoxFile, TextRun
from ...lib.languages import TAGS
from ...web.i18n import _
from .papers import CafePaperHead
from .text_fitting import cut_to_width

HEADER = 125.0
"""Millimetres for what stands on the left above a page."""


def begin_file(head: CafePaperHead, title: str) -> BoxFile:
    """A file in the look of the café's papers, without a header and a footer yet."""
    file = BoxFile(content_folder("guides") / "slips.docx")
    file.language(TAGS[head.language])
    file.properties(title=f"{title} · {head.event}", subject=head.cafe)
    return file


def add_running_lines(file: BoxFile, head: CafePaperHead, title: str) -> None:
    """Event and café above every page, the number of the page below."""
    above = " · ".join(part for part in (head.event, head.cafe) if part)
    file.header(f"{cut_to_width(above, 9, HEADER)}\t{title}")
    file.footer(
        head.when + "\t" + _("Page %(page)s of %(pages)s", page="{PAGE}", pages="{NUMPAGES}")
    )


def sector_letter(file: BoxFile, sector: str, sign: str) -> TextRun:
    """The letter of a sector on its colour."""
    style = f"Sector {sector}"
    return TextRun(f" {sign} " if sign else "", style if file.has(style) else "")
