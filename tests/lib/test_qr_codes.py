"""QR codes made together are the codes that are drawn one by one."""

import random
import string
import zlib

import segno

from facilitate.lib.qr_codes import FEW, LEVEL, MASK, MODULE, QUIET, qr_picture, qr_pictures


def dots(png: bytes) -> list[list[bool]]:
    """The modules of a picture of ours, without the white around it: True is black."""
    size = int.from_bytes(png[16:20], "big") // MODULE
    start = png.index(b"IDAT")
    length = int.from_bytes(png[start - 4 : start], "big")
    raw = zlib.decompress(png[start + 4 : start + 4 + length])
    rows = [raw[n * (size + 1) + 1 : (n + 1) * (size + 1)] for n in range(0, size * MODULE, MODULE)]
    return [[byte == 0 for byte in row[QUIET:-QUIET]] for row in rows[QUIET:-QUIET]]


def drawn(text: str, version: int) -> list[list[bool]]:
    code = segno.make(
        text.encode(), error=LEVEL, mode="byte", mask=MASK, version=version, boost_error=False
    )
    return [[module == 1 for module in row] for row in code.matrix]


def test_many_codes_are_those_that_are_drawn_one_by_one() -> None:
    chance = random.Random(1)
    letters = string.ascii_letters + string.digits + "-_"
    texts = [
        f"https://planner.example.org/cafe/me/{n % 3 + 9}p{n}-{''.join(chance.choices(letters, k=11))}"
        for n in range(5, FEW + 100)
    ]
    version = int(
        segno.make(
            max(texts, key=len).encode(), error=LEVEL, mode="byte", boost_error=False, micro=False
        ).version
    )
    assert len(texts) > FEW  # many enough to be drawn together
    for text, png in zip(texts, qr_pictures(texts), strict=True):
        assert dots(png) == drawn(text, version)


def test_one_code_is_a_picture() -> None:
    png = qr_picture("https://planner.example.org/cafe/find/abc")
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert dots(png)[0][:8] == [True] * 7 + [False]


def test_no_text_is_no_code() -> None:
    assert qr_pictures([]) == []
