"""Who a typed line names: of the team, of the event's list, or somebody else."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ...lib.text import plain_text
from ..arriving.people import NamePosition, given_alone, is_given, read_people
from ..typed_lines import KnownNames

MARK = r"(?:(?<=\s)|(?:^))"
EDGES = " \t,;:–—-·|"
_AT = re.compile(rf"{MARK}@([^\W\d_][\w’'.-]*)((?:\s+[^\W\d_][\w’'.-]*){{0,2}})")
_CAPITAL = re.compile(r"[^\W\d_a-zçë]")
_BETWEEN_NAMES = re.compile(r"\s*[,;|]\s*|\s+(?:and|dhe|&)\s+")
_BRACKETS = re.compile(r"\s*\(([^()]{2,200})\)")
_NAMES_AT_END = re.compile(
    r"(?:\s*,\s*|\s+[–—-]\s+|\s+(?:by|with|led by|me|nga)\s+|"
    r"\s*[,;]?\s+(?:moderator(?:i|ja)?|moderon|moderated by|facilitator|lehtëson|drejton|lead)[:\s]\s*)"
    r"((?:[^\W\d_a-z][\w’'.-]*(?:\s*,\s*|\s+(?:and|dhe)\s+|\s*&\s*|\s+|$))+)$"
)
"""`…, Drita and Ilir`: names that end a line; read where all are of the team."""


@dataclass(frozen=True)
class NamedInLine:
    """Who of the team a line names, the names of others, who of the event's list these are, and names that several have."""

    members: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    persons: Mapping[str, int] = field(default_factory=dict)
    shared: tuple[str, ...] = ()


def take_people(text: str, known: KnownNames) -> tuple[str, NamedInLine]:
    """The line without those it names, and who they are."""
    named: list[str] = []

    def is_known(name: str) -> bool:
        return bool(_called(name, known.members) or _called(name, known.listed))

    def after_at(found: re.Match[str]) -> str:
        words = f"{found[1]}{found[2]}".split()
        for count in range(len(words), 0, -1):
            name = " ".join(words[:count]).strip(".,;")
            if count == 1 or is_known(name):
                rest = words[count:]
                break
        if not is_known(name) and len(words) > 1 and _has_family_name(words, found):
            name, rest = " ".join(words[:2]).strip(".,;"), words[2:]
            name = name.title() if name.islower() else name
        named.append(name)
        return " " + " ".join(rest)

    def in_brackets(found: re.Match[str]) -> str:
        names = read_people(found[1], NamePosition.BRACKET) or given_alone(found[1])
        if not names:
            return found[0]
        others = []
        for piece in _BETWEEN_NAMES.split(found[1]):
            within = [name for name in names if name in piece]
            if within or is_known(piece) or given_alone(piece):
                named.extend(within or [piece.strip()])
            elif piece.strip():
                others.append(piece.strip())
        named.extend(name for name in names if name not in named)
        return f" ({', '.join(others)})" if others else " "

    text = _BRACKETS.sub(in_brackets, _AT.sub(after_at, text))
    return " ".join(text.split()), _who_they_are(dict.fromkeys(named), known)


def _has_family_name(words: list[str], found: re.Match[str]) -> bool:
    """Whether the second word behind a sign is a name: with a capital, or as small as a given name that it ends the line with."""
    if _CAPITAL.match(words[1]):
        return True
    ends = not re.search(r"[^\W\d_]", found.string[found.end() :])
    return ends and len(words) == 2 and words[0].islower() and is_given(words[0])


def _who_they_are(named: Iterable[str], known: KnownNames) -> NamedInLine:
    members: list[int] = []
    names: list[str] = []
    persons: dict[str, int] = {}
    shared: list[str] = []
    for name in named:
        of_team, of_list = _called(name, known.members), _called(name, known.listed)
        if len(of_team) == 1:
            members += of_team
        elif len(of_list) == 1 and not of_team:
            names.append(known.listed[of_list[0]])
            persons[names[-1]] = of_list[0]
        else:
            names.append(name)
            shared += [name] if of_team or of_list else []
    once = tuple(dict.fromkeys(members)), tuple(dict.fromkeys(names))
    return NamedInLine(*once, persons, tuple(shared))


def take_team_at_end(text: str, members: Mapping[int, str]) -> tuple[str, tuple[int, ...]]:
    """The line without names that end it, where each is somebody's of the team, and who they are."""
    found = _NAMES_AT_END.search(text.rstrip(EDGES))
    if not found or not found.start():
        return text, ()
    named = [one for one in re.split(r"\s*,\s*|\s+(?:and|dhe)\s+|\s*&\s*", found[1]) if one]
    keys = [_called(one.strip(EDGES), members) for one in named]
    known = tuple(dict.fromkeys(key for one in keys for key in one))
    return (text[: found.start()], known) if all(len(one) == 1 for one in keys) else (text, ())


def _called(name: str, people: Mapping[int, str]) -> list[int]:
    """Who is meant by a name: whose whole name it is, else of whose it is a part."""
    wanted = plain_text(name).split()
    words = {key: plain_text(full).split() for key, full in people.items()}
    whole = [key for key, full in words.items() if full == wanted]
    return whole or [key for key, full in words.items() if wanted and set(wanted) <= set(full)]
