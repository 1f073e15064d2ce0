"""Text as cells and documents hold it, and without what dresses it up: bullets, emphasis, links."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from ...lib.text import clean_text
from .vocabulary import BULLET

_EMPHASIS = re.compile(r"(\*{1,3}|_{2,3}|`|~~)(?=\S)|(?<=\S)(\*{1,3}|_{2,3}|`|~~)")

_UNDERLINED = re.compile(r"(?<!\w)_(?=[^\s_])|(?<=[^\s_])_(?!\w)")
"""Markdown's emphasis by one line below; inside a word it is none."""
_PICTURE = re.compile(r"(?<!\w):[a-z][a-z+-]{2,40}(?:_[a-z+-]+)*:(?!\w)\s?")
"""`:coffee:`: a picture's name."""
_BROKEN_OFF = re.compile(r"\\$", re.MULTILINE)
"""Markdown's sign for a line that is broken."""
_ESCAPED = re.compile(r"\\([#&$%*_~+!.()\[\]{}<>-])")
"""`Activity \\# 2`: a sign that Markdown is told to leave alone."""
_AHEAD = re.compile(r"^\d{1,2}(?:\.\d{1,2}){1,2}\.?\s+(?=[^\W\d_])")
"""`4.1 Parks levy`: what numbers a title."""
_LINK = re.compile(r"!?\[([^\]]*)\]\((?:[^)]*)\)")

MOST_UNDERSTOOD = 1_200
"""Characters of a text in which title, people and room are looked for; what follows is said of the step."""


def without_marks(text: str) -> str:
    """The text without Markdown's signs."""
    text = re.sub(r"[ \u00a0]{4,}", "   ", _BROKEN_OFF.sub("", text))
    if len(text) < MOST_UNDERSTOOD:
        text = re.sub(r"^(\s*)_(.+)_(\s*)$", r"\1\2\3", text)
    plain = _EMPHASIS.sub("", _LINK.sub(r"\1", _PICTURE.sub("", text)))
    plain = _ESCAPED.sub(r"\1", plain)
    return _UNDERLINED.sub("", plain).replace("\u00a0", " ").replace("\u200b", "")


def without_bullet(text: str) -> str:
    """The text without a bullet or number in front."""
    found = BULLET.match(text)
    return text[found.end() :] if found and found.end() < len(text) else text


def tidy_title(text: str) -> str:
    """A title as it should stand: one line, without bullet, loose brackets and signs at its ends."""
    line = " ".join(without_bullet(without_marks(text)).split())
    line = _AHEAD.sub("", line, count=1)
    line = re.sub(r"\(\s*[,;–-]*\s*\)|\[\s*\]", " ", line)
    line = " ".join(line.split()).strip(" ,;:–—|-•*·\t/\\").strip()
    line = re.sub(r"\s+([,;:.!?])", r"\1", line)
    if line.endswith(".") and not line.endswith("..") and not re.search(r"\b\w{1,3}\.$", line):
        line = line[:-1]
    return line


def text_of_cell(value: Any) -> str:
    """What stands in a cell, as people read it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return (
            value.isoformat(" ", "minutes")
            if value.hour or value.minute
            else value.date().isoformat()
        )
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return clean_text(str(value))


def are_of_one_label(one: str, other: str) -> bool:
    """`Breakout: Youth`, `Breakout: Elders`: neither stands over the other."""
    label, colon, _rest = one.partition(":")
    return bool(colon) and other.startswith(label + colon)


def first_line_of(title: str) -> tuple[str, list[str]]:
    """The first line of a cell and those below it; what goes on in small letters belongs to the line above."""
    lines = [line.strip() for line in title.split("\n") if line.strip()]
    while len(lines) > 1 and (
        lines[1][0].islower()
        and not re.match(
            r"^[a-z]\)|^(moder|fol|me pjes|nga |by |with |(?:z|znj|zj|zt|mr|mrs|ms|dr|prof)\b\.?\s)",
            lines[1],
        )
    ):
        lines[0:2] = [f"{lines[0]} {lines[1]}"]
    return (lines[0], lines[1:]) if lines else ("", [])
