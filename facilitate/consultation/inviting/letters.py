"""The text of a letter: placeholders in braces, and what goes in their place. Never `str.format`: people type it."""

import re
from collections.abc import Mapping

PLACEHOLDERS = ("name", "event", "link", "closes", "minutes", "host")
"""What may stand in braces."""
LINK = "{link}"
_KNOWN = re.compile(r"\{(" + "|".join(PLACEHOLDERS) + r")\}")
_LOOKS_LIKE_ONE = re.compile(r"\{\s*([^{}\s][^{}\n]{0,60}?)\s*\}")


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with the values in place of its placeholders, in one go: braces in a value stay as they are.

    Anything else in braces, and braces that stand alone, stay too.
    """
    return _KNOWN.sub(lambda found: values[found[1]], text)


def one_line(text: str) -> str:
    """The text on one line: what stands in the head of a mail must not begin a new line there."""
    return " ".join(text.split())


def unknown(text: str) -> list[str]:
    """What stands in braces and is no placeholder, with its braces, each once."""
    found = _LOOKS_LIKE_ONE.finditer(text)
    return list(dict.fromkeys(one[0] for one in found if not _KNOWN.fullmatch(one[0])))
