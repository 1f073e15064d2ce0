"""Letters and digits drawn as strokes, as on an architect's plan: a server may have no fonts at all.

Small letters only. A letter stands on a line at 6, small letters reach up to 2, tall ones to 0, tails down to 8.
"""

from ..lib.text import plain_text

_ROUND = "M4 4A2 2 0 1 1 0 4A2 2 0 1 1 4 4"
_C = "M3.5 2.7A2 2 0 1 0 3.5 5.3"
_E = "M0 4H4A2 2 0 1 0 3.4 5.4"
_LETTERS: dict[str, tuple[float, str]] = {
    "a": (4, _ROUND + "M4 2V6"),
    "b": (4, _ROUND + "M0 0V6"),
    "c": (3.5, _C),
    "ç": (3.5, _C + "M2.2 6V7L1.4 8"),
    "d": (4, _ROUND + "M4 0V6"),
    "e": (4, _E),
    "ë": (4, _E + "M1 .5V.6M3 .5V.6"),
    "f": (2.2, "M2.2 .1A1.2 1.2 0 0 0 1 1.3V6M0 2H2"),
    "g": (4, _ROUND + "M4 2V6A2 2 0 0 1 .4 7.2"),
    "h": (3.6, "M0 0V6M0 3.8A1.8 1.8 0 0 1 3.6 3.8V6"),
    "i": (0, "M0 2V6M0 .4V.5"),
    "j": (1, "M1 2V7A1 1 0 0 1 0 8M1 .4V.5"),
    "k": (3, "M0 0V6M3 2L0 4.4M1 3.6L3 6"),
    "l": (0, "M0 0V6"),
    "m": (5.6, "M0 2V6M0 3.4A1.4 1.4 0 0 1 2.8 3.4V6M2.8 3.4A1.4 1.4 0 0 1 5.6 3.4V6"),
    "n": (3.6, "M0 2V6M0 3.8A1.8 1.8 0 0 1 3.6 3.8V6"),
    "o": (4, _ROUND),
    "p": (4, _ROUND + "M0 2V8"),
    "q": (4, _ROUND + "M4 2V8"),
    "r": (1.8, "M0 2V6M0 4A2 2 0 0 1 1.8 2"),
    "s": (3, "M2.9 2.7A1.5 1 0 0 0 1.5 2A1.5 1 0 0 0 1.5 4A1.5 1 0 0 1 1.5 6A1.5 1 0 0 1 .1 5.3"),
    "t": (2, "M1 .6V5A1 1 0 0 0 2 6M0 2H2"),
    "u": (3.6, "M0 2V4.2A1.8 1.8 0 0 0 3.6 4.2M3.6 2V6"),
    "v": (3.6, "M0 2L1.8 6L3.6 2"),
    "w": (5, "M0 2L1.2 6L2.5 2L3.8 6L5 2"),
    "x": (3, "M0 2L3 6M3 2L0 6"),
    "y": (3.6, "M0 2L1.8 6M3.6 2L1 8"),
    "z": (3, "M0 2H3L0 6H3"),
    "0": (4, "M2 0A2 3 0 1 0 2 6A2 3 0 1 0 2 0"),
    "1": (1.8, "M0 1.4L1.8 0V6"),
    "2": (4, "M.2 1.8A1.9 1.8 0 0 1 4 1.9C4 3.4 1 4.4 0 6H4"),
    "3": (4, "M.4 1.1A1.7 1.45 0 1 1 1.9 2.9A1.9 1.55 0 1 1 .1 4.9"),
    "4": (4, "M3 6V0L0 4.2H4"),
    "5": (4, "M3.6 0H.7L.4 2.7A2.1 1.9 0 1 1 .1 5.1"),
    "6": (4, "M3.3 0C1.4 .8 0 2.6 0 4.1A2 1.9 0 1 0 4 4.1A2 1.9 0 0 0 .1 3.6"),
    "7": (4, "M0 0H4L1.4 6"),
    "8": (
        4,
        "M2 0A1.6 1.4 0 1 0 2 2.8A1.6 1.4 0 1 0 2 0M2 2.8A1.9 1.6 0 1 0 2 6A1.9 1.6 0 1 0 2 2.8",
    ),
    "9": (4, "M.7 6C2.6 5.2 4 3.4 4 1.9A2 1.9 0 1 0 0 1.9A2 1.9 0 0 0 3.9 2.4"),
    "-": (2, "M0 4H2"),
}
_GAP, _SPACE = 1.6, 2.0


def _known(text: str) -> list[tuple[float, str]]:
    """Widths and strokes; a letter with an accent that is not drawn loses it, what is no letter is a space."""
    letters: list[tuple[float, str]] = []
    for sign in text.lower():
        found = _LETTERS.get(sign) or _LETTERS.get(plain_text(sign)[:1])
        letters.append(found or (_SPACE, ""))
    return letters


def lettering_width(text: str, size: float) -> float:
    """How wide the text gets where a tall letter is `size` high."""
    letters = _known(text)
    return (sum(one for one, _strokes in letters) + _GAP * max(len(letters) - 1, 0)) * size / 6


def draw_lettering(text: str, x: float, y: float, size: float, anchor: str = "middle") -> str:
    """The text as SVG strokes; `x` is its middle, `start` or `end`, `y` the middle of its small letters or digits."""
    scale = size / 6
    left = x - lettering_width(text, size) * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
    middle = 3 if text.isdigit() else 4
    at, pieces = 0.0, []
    for wide, strokes in _known(text):
        if strokes:
            pieces.append(f'<path transform="translate({at:.4g})" d="{strokes}"/>')
        at += wide + _GAP
    place = f"translate({left:.5g} {y - middle * scale:.5g}) scale({scale:.4g})"
    line = 0.7 if text.isdigit() else 0.6
    return (
        f'<g transform="{place}" fill="none" stroke="#1f1d1a" stroke-width="{line}" '
        f'stroke-linecap="round" stroke-linejoin="round">{"".join(pieces)}</g>'
    )
