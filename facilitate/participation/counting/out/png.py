"""Pictures as PNG: drawn with a font of our own, because a server may have none."""

from functools import lru_cache
from pathlib import Path

import resvg_py
from markupsafe import Markup

FONTS = [
    str(Path(__file__).parent.parent / "pictures" / "font" / f"Roboto-{weight}.ttf")
    for weight in ("Regular", "Bold")
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
