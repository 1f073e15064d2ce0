"""`Ana Kola and Rita Silva, Safe return`, `“Safe return” Ana Kola`: names around a title that no label tells from it."""

import re
from collections.abc import Sequence

from ...lib.text import plain_text
from .finishing import RawStep
from .people import NamePosition, read_name, read_people

_AFTER_NAME = re.compile(r",\s+(?:and\s+|dhe\s+)?|\s+(?:and|dhe|&)\s+")
_INSTITUTION = re.compile(
    r"^\W*(?:the )?(?:head|director|deputy|chair|member|expert|professor|lecturer|officer|manager|drejtor|shef|anetar|ekspert|"
    r"pedagog|kryetar|koordinator|coordinator|representative|perfaqesues)|"
    r"\b(?:universit|ministr|police|polici|council|keshill|ngo|ojf|office of|agency|agjenci|institut|qendra|centre for|center for|"
    r"department|departament|drejtori|bashki|foundation|fondacion|embassy|ambasad|academy|akademi)"
)
"""What somebody is or where, rather than what is spoken about."""


def all_names(text: str) -> list[str]:
    """The names of a text that lists several people and nothing else, one of whom at least surely is one."""
    names = [read_name(one) for one in _AFTER_NAME.split(text) if one.strip()]
    sure = any(one is not None and one.sure for one in names)
    return [one.text for one in names if one] if len(names) > 1 and sure and all(names) else []


_BEHIND_QUOTE = re.compile(
    r"^(?P<title>.*[\"“„«].{3,}[\"”»])[,.;:]?\s+(?:[–—-]\s+|by\s+|nga\s+)?(?P<rest>[^\"“”„«»]{3,160})$"
)


def named_behind_quote(text: str) -> tuple[list[str], str]:
    """Who stands behind a title in quotation marks, and the rest of the text."""
    found = _BEHIND_QUOTE.match(text)
    if not found:
        return [], text
    rest = re.sub(r"\([a-z ]{3,20}\)", " ", found["rest"]).strip()  # (details)
    title = re.sub(r"[,.](?=[\"”»]$)", "", found["title"])
    parts = [one for one in _AFTER_NAME.split(rest) if one.strip()]
    names = [read_name(one) for one in parts]
    if parts and all(names):
        return [one.text for one in names if one], title
    people = read_people(rest, NamePosition.TAIL)
    return (people, title) if people else ([], text)


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


_ADDRESSED = re.compile(
    r"(?<=\w)(?:,|\s+(?:of|by|from|with|nga|me|e|i|të))?\s+(?:z|zj|znj|zoti[nt]?|zonj[aës]+|mr|mrs|ms|h\.?\s?e\.?\s+(?:mr|mrs|ms))\b\.?\s*"
    r"(?P<name>(?-i:[^\W\d_a-z][\w’'-]+(?:\s[^\W\d_a-z][\w’'-]+){1,2}))\W*$",
    re.IGNORECASE,
)


def addressed_last(text: str) -> tuple[list[str], str]:
    """Who ends a text with an honorific, and the rest of it: `Fjala e Kryetarit z. Edi Leka`."""
    found = _ADDRESSED.search(text)
    if not found or len(text[: found.start()].split()) > 12:
        return [], text
    name = read_name(found["name"])
    return ([name.text], text[: found.start()]) if name else ([], text)


_SET_OFF = re.compile(r"\s+[–—-]\s+|:\s+")


def name_by_others(steps: Sequence[RawStep]) -> None:
    """`Ana Kola - Safe return`, where another step tells that Ana Kola is somebody: she is here, too."""
    known = {plain_text(name) for step in steps for name in step.people if len(name.split()) > 1}
    for step in steps:
        pieces = _SET_OFF.split(step.title)
        marks = _SET_OFF.findall(step.title)
        at = next((place for place, one in enumerate(pieces) if plain_text(one) in known), None)
        if at is None or len(pieces) < 2:
            continue
        name = pieces.pop(at)
        del marks[min(at, len(marks) - 1)]
        step.title = "".join(
            f"{piece}{mark}" for piece, mark in zip(pieces, [*marks, ""], strict=True)
        )
        step.people = [*step.people, name] if name not in step.people else step.people


def shared_out(people: Sequence[str], groups: int) -> list[list[str]]:
    """Who is with each group of a row: one each where as many are named, else all with all."""
    names = [name for one in people for name in read_people(one)]
    return [[name] for name in names] if len(names) == groups else [list(people)] * groups
