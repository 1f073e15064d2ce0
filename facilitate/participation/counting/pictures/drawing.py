"""A picture being drawn: shapes and words as SVG that is right by itself in a file and takes the page's colours on a page.

Every colour is written twice: as an attribute, which a file alone shows, and as a class, which the style sheet colours
anew, for dark screens too. Names are escaped here and nowhere else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import resvg_py
from markupsafe import Markup, escape

INK, SOFT, LINE, GROUND, ACCENT = "#1f2a30", "#57626a", "#d5cfc2", "#ffffff", "#0b5d5b"
STEPS = ("#e6f0ef", "#bdd6d5", "#8fb8b6", "#4a8684", "#0b5d5b")
"""Five shades, light to dark; letters are dark on the first three and white on the others."""
SECTORS = {
    "central_government": ("#1f5fa8", "G"),
    "local_government": ("#6aa5dc", "L"),
    "civil_society": ("#b8561a", "C"),
    "international_ngo": ("#7a4b9c", "N"),
    "intergovernmental": ("#b58fd0", "I"),
    "donor": ("#2a7d5e", "D"),
    "media": ("#6f6f6f", "M"),
    "business": ("#8a6d1f", "B"),
    "academia": ("#a33b5f", "A"),
    "other": ("#4d5a60", "O"),
    "government": ("#12365f", "G+"),
}
"""Colour and letter of each sector, as the style sheet has them; and of government together."""
LIGHT = frozenset({"local_government", "intergovernmental"})
"""Sectors so light that letters on them are dark."""
HIDDEN = "*"
"""Stands for a number that is not shown."""
FONT = "Roboto, system-ui, 'Segoe UI', 'Noto Sans', sans-serif"
BOLDER = 1.13
"""How much wider letters are in bold, in the widest font that a page may be shown with."""
_NARROW, _WIDE = frozenset("iíjlItf.,:;'’!|()[]·-–/ "), frozenset("mwMWÇOQGD%@&+…")


@dataclass
class Canvas:
    """What is drawn so far on a picture that is `width` wide."""

    width: float
    shapes: list[str] = field(default_factory=list)

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str,
        css: str = "",
        **more: object,
    ) -> None:
        """A rectangle; `more` are further attributes, `_` standing for `-`."""
        self.shapes.append(
            f'<rect x="{x:g}" y="{y:g}" width="{_length(width)}" height="{_length(height)}" fill="{fill}"{_css(css)}{_more(more)}/>'
        )

    def path(self, strokes: str, fill: str = "none", css: str = "", **more: object) -> None:
        """A path; `more` as above."""
        self.shapes.append(f'<path d="{strokes}" fill="{fill}"{_css(css)}{_more(more)}/>')

    def circle(
        self, x: float, y: float, radius: float, fill: str, css: str = "", **more: object
    ) -> None:
        """A circle; `more` as above."""
        self.shapes.append(
            f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{fill}"{_css(css)}{_more(more)}/>'
        )

    def text(
        self,
        text: str,
        x: float,
        y: float,
        *,
        size: float = 13,
        fill: str = INK,
        css: str = "",
        anchor: str = "start",
        bold: bool = False,
    ) -> None:
        """One line of text that stands on `y`."""
        more = f' text-anchor="{anchor}"' if anchor != "start" else ""
        more += ' font-weight="600"' if bold else ""
        self.shapes.append(
            f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" fill="{fill}"{_css(css)}{more}>{escape(text)}</text>'
        )

    def lines(self, lines: Sequence[str], x: float, y: float, **look: object) -> None:
        """Several lines of text, the first one standing on `y`."""
        size = float(str(look.get("size", 13)))
        for place, line in enumerate(lines):
            self.text(line, x, y + place * size * 1.2, **look)  # type: ignore[arg-type]

    def add(self, markup: str) -> None:
        """Markup made elsewhere."""
        self.shapes.append(markup)

    def done(self, height: float, about: str) -> Markup:
        """The whole picture; `about` says its numbers to who cannot see it."""
        return Markup(
            f'<svg xmlns="http://www.w3.org/2000/svg" class="pic" viewBox="0 0 {self.width:g} {height:g}" '
            f'width="{self.width:g}" height="{height:g}" role="img" aria-label="{escape(about)}" font-family="{FONT}">'
            f'<rect width="{self.width:g}" height="{height:g}" fill="{GROUND}" class="pic-ground"/>{"".join(self.shapes)}</svg>'
        )


def _length(value: float) -> str:
    return f"{max(value, 0):.2f}".rstrip("0").rstrip(".")


def _css(names: str) -> str:
    return f' class="{escape(names)}"' if names else ""


def _more(more: Mapping[str, object]) -> str:
    return "".join(f' {name.replace("_", "-")}="{value}"' for name, value in more.items())


def estimated_width(text: str, size: float, bold: bool = False) -> float:
    """About how wide the text gets: a little too much rather than too little."""
    wide = sum(
        0.34 if c in _NARROW else 0.92 if c in _WIDE else 0.7 if c.isupper() else 0.6 for c in text
    )
    return wide * size * (BOLDER if bold else 1.0)


def wrap_text(
    text: str, width: float, size: float, most: int = 3, *, bold: bool = False
) -> list[str]:
    """The text on as many lines as it needs, at most so many; what does not fit ends in `…`."""
    lines: list[str] = []
    for word in filter(None, text.split(" ")):
        if lines and estimated_width(f"{lines[-1]} {word}", size, bold) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [fit_text(line, width, size, bold=bold) for line in lines]


def fit_text(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """The text, or as much of it as is not wider, with `…`; `bold`: as it will be drawn."""
    if estimated_width(text, size, bold) <= width:
        return text
    while text and estimated_width(text + "…", size, bold) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def sector_colour(key: str) -> tuple[str, str]:
    """Colour and class of a sector; one that was added here is drawn like `other`."""
    known = key if key in SECTORS else "other"
    return SECTORS[known][0], f"fill s-{known}"


def row_letter(key: str, place: int) -> str:
    """The letter of a sector; other rows are counted A, B, C …"""
    return SECTORS[key][1] if key in SECTORS else chr(ord("A") + place % 26)


def spread_apart(
    wanted: Sequence[float], low: float, high: float, least: float | Sequence[float]
) -> list[float]:
    """Places as near to those wanted (rising) as may be, none nearer to the next than `least` (one for all, or each to its next)."""
    number = len(wanted)
    gaps: list[float] = (
        [least] * max(number - 1, 0) if isinstance(least, int | float) else list(least)
    )
    whole = sum(gaps)
    squeeze = min(1.0, (high - low) / whole) if whole > 0 else 1.0
    gaps = [gap * squeeze for gap in gaps]
    places: list[float] = []
    for n, place in enumerate(wanted):
        places.append(max(place, places[-1] + gaps[n - 1]) if places else max(place, low))
    limit = high
    for n in range(number - 1, -1, -1):
        places[n] = min(places[n], limit)
        limit = places[n] - (gaps[n - 1] if n else 0)
    return places


FONTS = [
    str(Path(__file__).parent / "font" / f"Roboto-{weight}.ttf") for weight in ("Regular", "Bold")
]
ZOOM = 2
"""Dots for each point of a picture: sharp on paper 16 cm wide, 200 dots to the inch."""


@lru_cache(maxsize=64)
def render_png(picture: Markup) -> bytes:
    """The picture as the bytes of a PNG on white."""
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=str(picture),
            zoom=ZOOM,
            skip_system_fonts=True,
            font_files=FONTS,
            font_family="Roboto",
            sans_serif_family="Roboto",
        )
    )


def png_size(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG in dots."""
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
