"""Itinerary slips as Word: 90 × 55 mm each (with many rounds 90 × 68), ten or eight on a page, to be cut along the lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from ...lib import qr_codes as codes
from ...lib.boxes import BoxFile, BoxRow, RichPara, RowBox, TextRun, WordPicture, rich_paragraph
from ...lib.document_tables import StyledPara
from ...web.i18n import _
from .badges import in_two
from .look import (
    begin_file,
    cut_to_width,
    largest_size,
    line_count,
    sector_letter,
    text_width,
    wrap_text,
)
from .papers import FEW_ROUNDS, CafePaperHead, Slip, SlipStop, cut_stack, on_a_page
from .table_word import short_address

WIDTH, CODE = 9.0, 2.9
"""How wide a slip is, and the part of it where its code stands (cm)."""
TOP = 2.05
"""How high the part with the name is (cm)."""
HEIGHTS = {10: 5.5, 8: 6.8}
"""How high a slip is, by how many stand on a page."""
NAMES = {22: "Slip Name", 17: "Slip Name Medium", 13: "Slip Name Small"}
ROOM = 83.0
"""Millimetres of a line."""
ROUNDS = {
    "large": ("Slip Round Large", 9.6, 18),
    "usual": ("Slip Round", 6.8, 14),
    "small": ("Slip Round Small", 3.9, 9.5),
}
"""Sizes of the rounds on a slip: their style, how high a line is (mm), and their letters (pt)."""
LINK = (7, 3.0)
"""Letters of a link (pt), and how high its line is (mm)."""
LINE, STOP = 58.0, 24.0
"""Millimetres of a line beside the code, and of it what is left for a room."""


def slips_document(
    head: CafePaperHead, slips: Sequence[Slip], *, stacked: bool = False, letters: bool = False
) -> bytes:
    """The slips as the bytes of a .docx, in the language spoken now; those with an address get its code.

    `stacked`: in the order in which the piles are alphabetical once the pages are cut. `letters`: with the sector's letter.
    """
    rounds = max((len(slip.stops) for slip in slips), default=0)
    on_page = on_a_page(rounds)
    height = HEIGHTS[on_page]
    file = begin_file(head, _("Slips"))
    free = (29.7 - height * on_page / 2) / 2
    file.page(top=free, bottom=free - 0.3, left=1.5, right=1.5, bare=True)
    shown = cut_stack(slips, on_page) if stacked else list(slips)
    images = dict(zip((slip.address for slip in slips), _codes(slips), strict=True))
    upper, lower = _shapes(height)
    said, about = SlipWords(), _("Code of the personal page")

    def rows() -> Iterator[tuple[BoxRow, Sequence[Sequence[StyledPara]]]]:
        for at in range(0, len(shown), 2):
            both = [*shown[at : at + 2], None][:2]
            yield upper, [_top(one, file, letters) if one else [] for one in both]
            cells: list[Sequence[StyledPara]] = []
            for one in both:
                if one:
                    cells += [_stops(one, rounds, said), _code(images[one.address], about)]
                else:
                    cells += [[], []]
            yield lower, cells

    if not slips:
        file.add(_("Nobody needs a slip."), "Body Text")
    else:
        file.boxes((WIDTH - CODE, CODE) * 2, rows(), _("Slips"))
    file.end()
    return file.save()


def _shapes(height: float) -> tuple[BoxRow, BoxRow]:
    """The row with two names, and the row below it with the rounds and the codes."""
    return (
        BoxRow(TOP, (RowBox(WIDTH, 2, "tlr"), RowBox(WIDTH, 2, "tlr"))),
        BoxRow(
            height - TOP,
            (
                RowBox(WIDTH - CODE, 1, "lb"),
                RowBox(CODE, 1, "rb", "bottom"),
                RowBox(WIDTH - CODE, 1, "lb"),
                RowBox(CODE, 1, "rb", "bottom"),
            ),
        ),
    )


class SlipWords(dict[tuple[str, int], str]):
    """Words that return on every slip, looked up once: `round` and `table` with a number."""

    def __missing__(self, key: tuple[str, int]) -> str:
        what, number = key
        self[key] = (
            _("Round %(number)d", number=number)
            if what == "round"
            else _("Table %(number)d", number=number)
        )
        return self[key]

    def when(self, stop: SlipStop, rounds: int) -> str:
        """`Round 2  14:10`; where there is one round and its time is known, `09:00`."""
        if rounds == 1 and stop.clock:
            return stop.clock
        return f"{self['round', stop.round]}  {stop.clock}".rstrip()

    def where(self, stop: SlipStop) -> str:
        """`Table 7`; said in words too where somebody sits out a round."""
        return self["table", stop.table] if stop.table else _("no seat")


@dataclass(frozen=True)
class SlipFit:
    """How the lower part of a slip is filled: the size of its rounds, and its links as they are printed.

    `named`: what its group is called and where it is, each with the size in which it fits beside the code.
    """

    size: str
    named: tuple[tuple[str, str], ...] = ()
    links: tuple[str, ...] = ()


def fit_slip(slip: Slip, rounds: int, said: SlipWords) -> SlipFit:
    """The rounds as large as their number allows; where links have to fit below, smaller ones.

    Links that do not fit even so are left out where a code leads to the page that has them, else the last ones are.
    """
    sizes = list(ROUNDS)[0 if rounds <= 3 else 1 if rounds <= FEW_ROUNDS else 2 :]
    texts = tuple(f"{said['table', table]}: {short_address(link)}" for table, link in slip.links)
    high = 10 * (HEIGHTS[on_a_page(rounds)] - TOP) - 1
    lines = len(slip.stops) + len(slip.called)
    for size in sizes if texts else ():
        if lines * ROUNDS[size][1] + _links_height(texts) <= high:
            return SlipFit(size, _named(slip, size), texts)
    if slip.address and texts:
        texts = (_("Links: on your own page, see the code"),)
    while texts and lines * ROUNDS[sizes[-1]][1] + _links_height(texts) > high:
        texts = texts[:-1]
    size = sizes[-1] if slip.links else sizes[0]
    return SlipFit(size, _named(slip, size), texts)


def _named(slip: Slip, largest: str) -> tuple[tuple[str, str], ...]:
    """What the group is called, and where it is: as large as it fits beside the code; the smallest is cut."""
    sizes = {ROUNDS[size][2]: size for size in list(ROUNDS)[list(ROUNDS).index(largest) :]}
    points = [largest_size(one, list(sizes), LINE) for one in slip.called]
    return tuple(
        (sizes[size], cut_to_width(one, size, LINE))
        for one, size in zip(slip.called, points, strict=True)
    )


def _links_height(texts: Sequence[str]) -> float:
    return LINK[1] * sum(ceil(text_width(text, LINK[0]) / (LINE - 6)) for text in texts)


def _top(slip: Slip, file: BoxFile, letters: bool) -> list[StyledPara]:
    """The name as large as it fits, then the organisation: one line below a name of two, else up to two; with a vote one less."""
    size = int(largest_size(slip.name, list(NAMES), ROOM))
    two = line_count(slip.name, size, ROOM) > 1
    name = slip.name
    if two and not in_two(name, size):
        name = " ".join(wrap_text(name, size, ROOM - 3, 2))
    office, lines = slip.organisation, 2 - two - bool(slip.vote)
    if slip.host:
        office = " · ".join((_("Host of table %(number)d", number=slip.host), office)).rstrip(" ·")
    office = " ".join(wrap_text(office, 9.5, ROOM - (8 if letters else 3), lines))
    runs: list[TextRun | str] = [office]
    if letters and slip.letter:
        runs = [sector_letter(file, slip.sector, slip.letter), " ", office]
    found = [StyledPara(name, NAMES[size])]
    if lines:
        found.append(rich_paragraph("Slip Office", *runs))
    if slip.vote:
        vote = _("Vote: %(address)s", address=short_address(slip.vote))
        found.append(StyledPara(vote, "Slip Office"))
    return found


def _stops(slip: Slip, rounds: int, said: SlipWords) -> list[StyledPara]:
    fit = fit_slip(slip, rounds, said)
    style = ROUNDS[fit.size][0]
    small = "Slip Clock Small" if fit.size == "small" else "Slip Clock"
    links = [StyledPara(text, "Slip Foot") for text in fit.links]
    names = [rich_paragraph(ROUNDS[size][0], text) for size, text in fit.named]
    stops = [_stop(stop, rounds, style, small, said) for stop in slip.stops]
    if slip.changes_rooms:
        rooms = [cut_to_width(stop.room, 9, STOP) for stop in slip.stops]
        stops = [
            replace(line, runs=(*line.runs, TextRun(f"  {room}", small))) if room else line
            for line, room in zip(stops, rooms, strict=True)
        ]
    return [*stops, *names, *links]


def _stop(stop: SlipStop, rounds: int, style: str, small: str, said: SlipWords) -> RichPara:
    return rich_paragraph(style, TextRun(said.when(stop, rounds), small), f"\t{said.where(stop)}")


def _codes(slips: Sequence[Slip]) -> list[bytes]:
    texts = [slip.address for slip in slips if slip.address]
    made = iter(codes.qr_pictures(texts))
    return [next(made) if slip.address else b"" for slip in slips]


def _code(png: bytes, about: str) -> list[StyledPara]:
    if not png:
        return []
    return [RichPara("", "Slip Code", picture=WordPicture(png, 2.45, about))]
