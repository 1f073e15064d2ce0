"""`Ana Kola and Rita Silva, Safe return`: names ahead of a title, which only commas divide."""

import re

from ...lib.text import plain_text
from .people import NamePosition, read_name, read_people

_AFTER_NAME = re.compile(r",\s+(?:and\s+|dhe\s+)?|\s+(?:and|dhe|&)\s+")
_INSTITUTION = re.compile(
    r"^\W*(?:the )?(?:head|director|deputy|chair|member|expert|professor|lecturer|officer|manager|drejtor|shef|anetar|ekspert|"
    r"pedagog|kryetar|koordinator|coordinator|representative|perfaqesues)|"
    r"\b(?:universit|ministr|police|polici|council|keshill|ngo|ojf|office of|agency|agjenci|institut|qendra|centre for|center for|"
    r"department|departament|drejtori|bashki|foundation|fondacion|embassy|ambasad|academy|akademi)"
)
"""What somebody is or where, rather than what is spoken about."""


def named_first(text: str) -> tuple[list[str], str]:
    """Who speaks, where several stand ahead of what they speak about, and the rest of the text."""
    parts = list(_AFTER_NAME.finditer(text))
    names, begins = [], 0
    for found in parts:
        name = read_name(text[begins : found.start()])
        if name is None:
            break
        names.append(name)
        begins = found.end()
        if (
            "," in found[0]
            and len(names) > 1
            and not read_name(_AFTER_NAME.split(text[begins:])[0])
        ):
            break
    rest = text[begins:]
    if (
        len(names) < 2
        or not any(one.sure for one in names)
        or len(rest.split()) < 3
        or _INSTITUTION.search(plain_text(rest))
        or read_people(rest, NamePosition.TAIL)
    ):
        return [], text
    return [one.text for one in names], rest
