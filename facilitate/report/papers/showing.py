"""What a template needs to show a report: what kind a block is, drawings as they are, words in quotation marks."""

import re
from base64 import b64encode
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from ...consultation.sharing.wording import quote_text
from ...web.i18n import _, current_language
from ..blueprint import bp
from ..content import KIND_NAMES
from ..proceedings import Report, ReportPicture


@bp.app_template_filter("block_kind")
def block_kind(block: Any) -> str:
    """`paragraph`, `table`, `trail` …"""
    return KIND_NAMES[type(block)]


@bp.app_template_filter("drawn")
def safe_drawing(content: bytes, about: str) -> Markup:
    """A drawing for a page. One that is more than shapes and words – somebody else's – is shown as a picture alone."""
    text = content.decode()
    if set(_TAG.findall(text)) <= SHAPES and not _MORE.search(text):
        return Markup(text)  # noqa: S704 - nothing but shapes and escaped words
    return Markup('<img class="pic" src="{}" alt="{}">').format(
        _data("image/svg+xml", content), about
    )


SHAPES = frozenset(
    {
        "svg",
        "g",
        "rect",
        "path",
        "circle",
        "line",
        "polygon",
        "polyline",
        "text",
        "tspan",
        "title",
        "desc",
    }
)
"""What a drawing of the planner is made of."""
_TAG = re.compile(r"</?([^\s/>]+)")
_MORE = re.compile(r"\s(on[a-z]+|style|href|xlink:href)\s*=|<[!?]|javascript:", re.IGNORECASE)


@bp.app_template_filter("in_quotes")
def in_quotes(text: str) -> str:
    """Words in the quotation marks of the language."""
    return quote_text(text)


def _data(media_type: str, content: bytes) -> str:
    return f"data:{media_type};base64,{b64encode(content).decode()}"


def photo_urls(report: Report, address: Callable[[int], str]) -> Callable[[ReportPicture], str]:
    """The address of each photo of a report, by its number from 1."""
    places = {id(one): number for number, one in enumerate(report.photos, 1)}
    return lambda picture: address(places[id(picture)])


def report_kicker() -> str:
    """What it is, above its title."""
    return _("Report of the proceedings")


@bp.app_template_filter("megabytes")
def size_in_megabytes(size: int) -> str:
    """The size of a file: `1.4 MB`, `30 kB`."""
    if size < 2**20:
        return f"{max(1, round(size / 1024))} kB"
    text = f"{size / 2**20:.1f} MB"
    return text.replace(".", ",") if current_language() == "sq" else text
