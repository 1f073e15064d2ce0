"""QR codes, many at once: one picture (PNG, black on white, no image library) for every text.

Hundreds of codes are asked for together, and they differ in a few letters. A QR code of one version, level and mask is
linear: what a changed bit of the text changes in the picture is the same whatever the other bits are. So `segno` draws one
code of every length, and once for every bit that ever differs; all others are made by exclusive or, bit for bit the
same as `segno` would draw them. A few codes it draws itself.
"""

import base64
import struct
import zlib
from collections.abc import Sequence
from functools import lru_cache

import segno

FEW = 40
"""Up to so many codes it is quicker to draw each."""
LEVEL, MASK = "m", 3
"""How much may be damaged (15 %), and the pattern laid over the code: one of the eight of the standard."""
MODULE = 8
"""Dots a module is wide and high: a byte of the picture."""
QUIET = 2
"""White modules around the code in the picture; the paper around it gives the rest."""


def qr_pictures(texts: Sequence[str]) -> list[bytes]:
    """The picture of each text, as PNG; all in the size of the longest."""
    drawn = [text.encode() for text in texts]
    if not drawn:
        return []
    version = int(_make(max(drawn, key=len), None).version)
    if len(drawn) <= FEW:
        return [_png(_bits(text, version), 17 + 4 * version) for text in drawn]
    patterns: dict[int, tuple[bytes, int]] = {}
    found = []
    for text in drawn:
        if len(text) not in patterns:
            patterns[len(text)] = text, _bits(text, version)
        first, bits = patterns[len(text)]
        for place, (a, b) in enumerate(zip(first, text, strict=True)):
            if a != b:
                bits ^= _difference(version, place, a ^ b)
        found.append(_png(bits, 17 + 4 * version))
    return found


def qr_picture(text: str) -> bytes:
    """The picture of one text."""
    return qr_pictures([text])[0]


def picture_address(png: bytes) -> str:
    """A picture as the address of an image that stands in the page itself."""
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


def _make(text: bytes, version: int | None) -> segno.QRCode:
    return segno.make(
        text, error=LEVEL, mode="byte", mask=MASK, version=version, boost_error=False, micro=False
    )


def _bits(text: bytes, version: int) -> int:
    """The modules of a code row by row, the first one the highest bit."""
    rows = _make(text, version).matrix
    return int("".join("".join("1" if module else "0" for module in row) for row in rows), 2)


@lru_cache(maxsize=4096)
def _difference(version: int, place: int, bits: int) -> int:
    """What changing these bits of the byte at that place changes in a code."""
    found = 0
    for bit in range(8):
        if bits >> bit & 1:
            found ^= _bit(version, place, bit)
    return found


@lru_cache(maxsize=4096)
def _bit(version: int, place: int, bit: int) -> int:
    return _bits(b"\0" * place + bytes([1 << bit]), version) ^ _nothing(version, place)


@lru_cache(maxsize=512)
def _nothing(version: int, place: int) -> int:
    """A code whose text is zero up to that place."""
    return _bits(b"\0" * (place + 1), version)


_TO_DOTS = bytes.maketrans(b"01", b"\xff\x00")


def _png(bits: int, size: int) -> bytes:
    """The modules as a picture of one bit a dot."""
    modules = f"{bits:0{size * size}b}".encode().translate(_TO_DOTS)
    beside = b"\xff" * QUIET
    whole = size + 2 * QUIET
    white = (b"\0" + b"\xff" * whole) * (MODULE * QUIET)
    rows = b"".join(
        (b"\0" + beside + modules[at : at + size] + beside) * MODULE
        for at in range(0, size * size, size)
    )
    head = struct.pack(">IIBBBBB", whole * MODULE, whole * MODULE, 1, 0, 0, 0, 0)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", head),
            _chunk(b"IDAT", zlib.compress(white + rows + white, 4)),
            _chunk(b"IEND", b""),
        ]
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )
