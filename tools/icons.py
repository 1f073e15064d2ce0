"""Draws the planner's sign as PNG, for phones that keep a page beside their programs and read no SVG: python -m tools.icons"""

import re
from pathlib import Path

import resvg_py

STATIC = Path(__file__).parent.parent / "facilitate" / "static"
SIGN = STATIC / "icon.svg"
MADE = {
    "icon-192.png": (192, False),
    "icon-512.png": (512, False),
    "icon-maskable-512.png": (512, True),
}
"""By the file's name: how wide in dots, and whether a phone cuts it to a shape of its own."""


def draw_icon(width: int, *, maskable: bool) -> bytes:
    """The sign as PNG. One that is cut fills its square, and what it shows keeps within the inner four fifths."""
    svg = SIGN.read_text()
    if maskable:
        ground, shapes = re.findall(r"<rect[^>]*>|<circle.*(?=</svg>)", svg)
        square = re.sub(r' rx="\d+"', "", ground)
        svg = svg.replace(ground, square).replace(
            shapes, f'<g transform="translate(3.2 3.2) scale(.8)">{shapes}</g>'
        )
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True))


def main() -> None:
    """Draw them all."""
    for name, (width, maskable) in MADE.items():
        (STATIC / name).write_bytes(draw_icon(width, maskable=maskable))


if __name__ == "__main__":
    main()
