"""Who is named with an @ in what somebody wrote: `@Arta Hoxha`, `@arta`, accents or not."""

from collections.abc import Mapping

from ...lib.text import plain_text


def mentioned_names(text: str, names: Mapping[int, str]) -> set[int]:
    """The numbers of those among `names` who are named: in full, or by a first name only one of them has.

    An @ inside a word is an address, not a mention.
    """
    wanted = _written(names)
    found, said = set(), plain_text(text)
    for at, letter in enumerate(said):
        if letter == "@" and not (at and said[at - 1].isalnum()):
            rest = said[at + 1 : at + 201]
            ways = [
                way
                for way in wanted
                if rest.startswith(way) and not rest[len(way) : len(way) + 1].isalnum()
            ]
            if ways:
                found.add(wanted[max(ways, key=len)])
    return found - {0}


def _written(names: Mapping[int, str]) -> dict[str, int]:
    """Every way somebody can be named, and whom it means; 0 where it may be several."""
    found: dict[str, int] = {}
    for first in (True, False):  # a full name outdoes a first name
        ways: dict[str, int] = {}
        for key, name in names.items():
            way = plain_text(name).split(" ")[0] if first else " ".join(plain_text(name).split())
            if way:
                ways[way] = 0 if way in ways else key
        found |= ways
    return found
