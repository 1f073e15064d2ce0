"""Badges as Word: 90 × 68 mm each, eight on a page, to be cut along the lines."""

from collections.abc import Sequence

from ...lib import qr_codes as codes
from ...lib.boxes import BoxRow, RichPara, RowBox, WordPicture
from ...lib.document_tables import StyledPara
from ...web.i18n import _
from .badges import ON_PAGE, SIZES, Badge
from .look import begin_file
from .papers import CafePaperHead

WIDTH, CODE = 9.0, 2.9
"""How wide a badge is, and the part of it where its code stands (cm)."""
TOP, HIGH = 3.8, 6.8
"""How high the part with the name is, and the whole badge (cm)."""
NAMES = dict(
    zip(
        SIZES,
        ("Badge Name", "Badge Name Medium", "Badge Name Small", "Badge Name Tiny"),
        strict=True,
    )
)


def badges_document(head: CafePaperHead, badges: Sequence[Badge]) -> bytes:
    """The badges as the bytes of a .docx, in the language spoken now."""
    file = begin_file(head, _("Badges"))
    free = (29.7 - HIGH * ON_PAGE / 2) / 2
    file.page(top=free, bottom=free - 0.3, left=1.5, right=1.5, bare=True)
    images = codes.qr_pictures([one.address for one in badges])
    about = _("Code of the badge")
    upper = BoxRow(TOP, (RowBox(WIDTH, 2, "tlr"), RowBox(WIDTH, 2, "tlr")))
    lower = BoxRow(
        HIGH - TOP,
        (RowBox(WIDTH - CODE, 1, "lb", "center"), RowBox(CODE, 1, "rb", "bottom")) * 2,
    )
    rows: list[tuple[BoxRow, Sequence[Sequence[StyledPara]]]] = []
    for at in range(0, len(badges), 2):
        both = [*zip(badges[at : at + 2], images[at : at + 2], strict=True), None][:2]
        rows.append((upper, [_top(pair[0]) if pair else [] for pair in both]))
        cells: list[Sequence[StyledPara]] = []
        for pair in both:
            cells += [_way(pair[0]), _code(pair[1], about)] if pair else [[], []]
        rows.append((lower, cells))
    if rows:
        file.boxes((WIDTH - CODE, CODE) * 2, rows, _("Badges"))
    file.end()
    return file.save()


def _top(one: Badge) -> list[StyledPara]:
    office = "Badge Office Small" if one.tight else "Badge Office"
    names = [StyledPara(one.text, NAMES[one.size])]
    offices = [StyledPara(" ".join(one.office), office)] if one.office else []
    return [
        StyledPara(one.event, "Badge Event"),
        *names,
        *offices,
        StyledPara(one.parts, "Badge Part"),
    ]


def _way(one: Badge) -> list[StyledPara]:
    style = "Badge Stops Large" if one.large else "Badge Stops"
    return [StyledPara(text, style) for text in one.way]


def _code(png: bytes, about: str) -> list[StyledPara]:
    return [RichPara("", "Badge Code", picture=WordPicture(png, 2.5, about))]
