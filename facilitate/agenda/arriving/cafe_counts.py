"""Tables, rounds and harvest as a line names them: `9 tables 3x20 harvest 30`, `6 tryeza, 3 raunde nga 20 minuta`."""

import re
from typing import NamedTuple

from ...lib.text import plain_text
from ..group_forms import CAFE_FORM
from .number_words import figures_for_counts

CAFE = r"\b(world[ -]?cafe|kaf(?:e\w*|ja) (?:boteror|e botes\b)|knowledge cafe)"
"""How a title says, in plain letters, that a step is a café."""
COUNT_MARK = (
    r"(?:(?<=[\s(])|(?:^))(?:(?:(?:with|in|at|for|and|of|me|në|ne|te|për|dhe|nga|prej)\s+)+(?=\d))?"
)
"""Where a count begins: with what joins it to the title, which would join nothing without it."""
_THINGS = r"tables?|tryeza|tavolina|groups?|grupe|teams?|skuadra|stations?|stacione|circles|rrathë|pairs|çifte"
COUNTED_PEOPLE = r"people|persons?|participants?|guests?|veta|vetë|persona|pjesëmarrës|njerëz"
PEOPLE = re.compile(rf"{COUNT_MARK}(\d{{1,5}})\s+(?:{COUNTED_PEOPLE})\b", re.IGNORECASE)
"""`70 people`, `për 70 veta`."""
_ROUNDS = re.compile(
    rf"{COUNT_MARK}(\d{{1,2}})\s?(?:(?:raunde?|rounds?)\s?[x×]|x|×|herë|raunde?|rounds?)\s?(?:[,;/x×]\s?)?(?P<of>(?:of|nga|me|prej|à)\s)?(?P<minutes>\d{{1,3}})"
    rf"(?!\s+(?:{_THINGS}|{COUNTED_PEOPLE})\b)(?:[\s-]?(?:min\w*|['’′m]))?(?P<each>\s(?:each|secil[ia]))?(?=[\s,.;)]|$)",
    re.IGNORECASE,
)
_ROUNDS_LONG = re.compile(
    rf"{COUNT_MARK}(\d{{1,2}})\s(?P<minutes>\d{{1,3}})[\s-]?(?:min\w*|['’′])\s(?:raunde?|rounds?)(?=[\s,.;)]|$)",
    re.IGNORECASE,
)
"""`3 20-minute rounds`."""
_ROUNDS_ALONE = re.compile(
    r"(?:(?<=[\s(,;/])|^)(\d{1,2})\s(?:raunde|rounds?)(?=\s*(?:[,;/.)]|$))", re.IGNORECASE
)
"""Rounds without their minutes: these follow from the length of the step."""
_AFTER_ROUNDS = r"(?:harvest|plenary|vjelj\w*|korrj\w*|mbledhj\w*|raportim\w*|report-?back)"
_HARVEST = re.compile(
    rf"{COUNT_MARK}(?:\+\s?)?{_AFTER_ROUNDS}\s(?:(?:of|for|prej|nga|me|për)\s)?(\d{{1,3}})(?:[\s-]?(?:min\w*|['’′m]))?(?=[\s,.;)]|$)"
    rf"|{COUNT_MARK}(?:\+\s?)?(\d{{1,3}})[\s-]?(?:min\w*|['’′m])\s(?:(?:of|for|për)\s(?:the\s)?)?{_AFTER_ROUNDS}(?=[\s,.;)]|$)",
    re.IGNORECASE,
)
"""`harvest 30`, `harvest of 20 minutes`, `20 minutes of harvest`."""
_GROUPS = re.compile(
    rf"{COUNT_MARK}(\d{{1,3}})\s+(?:{_THINGS})\b",
    re.IGNORECASE,
)
_GROUPS_TIMES = re.compile(
    rf"{COUNT_MARK}(\d{{1,3}})\s?(?:(?:{_THINGS})\s+)?[x×]\s?(\d{{1,2}})\s+(?:people|persons?|veta|vetë|persona|pjesëmarrës)(?=[\s,.;)]|$)",
    re.IGNORECASE,
)
"""`5x8 people`, `5 tables x 8 people`: groups of so many."""
_OF_GROUPS = re.compile(
    rf"{COUNT_MARK}(\d{{1,3}})\s+(?=(?:grupe|tryeza|tavolina)\s+(?:pune|tematike|diskutimi|fokusi|të vogla)\b)",
    re.IGNORECASE,
)
"""`5 grupe pune`: the count of what the title is."""
_SEATS = re.compile(
    r"(?<=[^\W\d_])\s+(?:of|for|me\s+nga|me|nga|prej|à)\s+(\d{1,2})(?:\s+(?:people|persons?|seats?|veta|vetash|vetë|persona|personash|vende|ulëse))?(?=[\s,.;)]|$)",
    re.IGNORECASE,
)
"""What stands behind *9 tables*: how many sit at each."""
_LOOSE = re.compile(
    r"(?:\s+(?:with|in|at|and|of|me|në|dhe|nga)|\s*[,;+])+\s*(?=[,;:)]|$)", re.IGNORECASE
)
"""What joined the counts to the title and now joins nothing."""
_AFTER_COLON = re.compile(r"\s*:\s*[,;]\s*")
"""What stood between a count that is gone and what follows: `World café: 6 tables, a walk`."""
MOST_AT_ONE = 20
"""People at one table; more are those at all of them: `9 tables for 70 people`."""
_SIZE = re.compile(
    rf"(?:\b(?:in|në|ne)\s+)?\b(?:{_THINGS})\s+(?:of|me\s+nga|me|nga|prej|à)\s+(\d{{1,2}})(?:\s+(?:{COUNTED_PEOPLE}))?(?=[\s,.;)]|$)",
    re.IGNORECASE,
)
"""`groups of 5`, where no count of groups stands before it."""
SIZE_MARK = "\ue000"
"""Where the words of a size stood."""
_WAY_OF_SIZE = re.compile(rf"^(?P<joins>(?:in|në|ne)\s+)?(?P<groups>{_THINGS})\b", re.IGNORECASE)
_SAYS_GROUPS = re.compile(r"\b(?:groups?|grup\w*)\b")
_IS_WORK = re.compile(r"\b(?:work|pune\w*)$")
"""What says little without *in groups* behind it."""
LONGEST_BARE = 40
"""Minutes of a round where a line says them after a comma, `3 rounds, 20 min`; more are the length of the step."""


class CafeCounts(NamedTuple):
    """What a line says of a café. `rounds`: how many, and the minutes of each; 0 and None where it says nothing."""

    groups: int = 0
    rounds: tuple[int, int] | None = None
    harvest: int = 0
    people: int = 0

    @property
    def minutes(self) -> int:
        """How long the rounds and their harvest take; 0 where no rounds are named."""
        count, each = self.rounds or (0, 0)
        return count * (each + CAFE_FORM.move) + self.harvest


def take_rounds(text: str) -> tuple[str, tuple[int, int] | None, int]:
    """The line without rounds and the harvest after them; the rounds, and the minutes of the harvest."""
    found = _ROUNDS.search(text) or _ROUNDS_LONG.search(text)
    if not found or not int(found[1]) or not int(found["minutes"]):
        return text, None, 0
    if (
        int(found["minutes"]) > LONGEST_BARE
        and "," in found[0]
        and not (found["of"] or found["each"])
    ):
        return text, None, 0
    text = f"{text[: found.start()]} {text[found.end() :]}"
    after = _HARVEST.search(text)
    if after:
        text = f"{text[: after.start()]} {text[after.end() :]}"
    return text, (int(found[1]), int(found["minutes"])), int(after[1] or after[2]) if after else 0


def take_rounds_alone(text: str) -> tuple[str, int]:
    """The line without rounds whose minutes it does not say, and how many these are."""
    return take_count(text, _ROUNDS_ALONE)


def take_seats(text: str) -> tuple[str, int]:
    """The line without how many sit at each of its tables, and how many that are at all of them; 0 where it says nothing."""
    if times := _GROUPS_TIMES.search(text):
        groups = f" {times[1]} {'group' if times[1] == '1' else 'groups'} "
        rest = f"{text[: times.start()]}{groups}{text[times.end() :]}"
        return rest, int(times[1]) * int(times[2])
    tables = _GROUPS.search(text)
    seats = _SEATS.match(text, tables.end()) if tables else None
    if not tables or not seats or int(seats[1]) > MOST_AT_ONE:
        return text, 0
    return f"{text[: seats.start()]}{text[seats.end() :]}", int(tables[1]) * int(seats[1])


def take_size(text: str) -> tuple[str, str, int]:
    """The line without how many people a group has, where it does not say how many groups; those words, and the number."""
    found = None if _GROUPS.search(text) else _SIZE.search(text)
    if not found:
        return text, "", 0
    return f"{text[: found.start()]} {SIZE_MARK} {text[found.end() :]}", found[0], int(found[1])


def says_groups(title: str) -> bool:
    """Whether a title says how many groups or rounds there are."""
    text = figures_for_counts(title).text
    return bool(_GROUPS.search(text) or _OF_GROUPS.search(text) or take_rounds(text)[1])


def size_of_groups(title: str) -> int:
    """How many people a group has, where a title says that and not how many groups; else 0."""
    return take_size(figures_for_counts(title).text)[2]


def without_size(text: str, in_words: str) -> str:
    """The line whose size stood at `SIZE_MARK` as `in_words`, now that the number is known: `Work in groups`, `Groups by county`."""
    before = plain_text(text.partition(SIZE_MARK)[0]).strip(" ,;:–—-")
    way = _WAY_OF_SIZE.match(in_words)
    if way is None or _SAYS_GROUPS.search(before):
        return text.replace(SIZE_MARK, " ")
    if not before:
        return text.replace(SIZE_MARK, way["groups"].capitalize())
    return text.replace(SIZE_MARK, way[0] if way["joins"] and _IS_WORK.search(before) else " ")


def groups_for(people: int, size: int) -> int:
    """How many groups of at most `size` so many people are."""
    return -(-people // size)


def take_groups(text: str) -> tuple[str, int]:
    """The line without its tables or groups, and how many these are."""
    if _OF_GROUPS.search(text):
        return take_count(text, _OF_GROUPS)
    return take_count(text, _GROUPS)


def take_count(text: str, pattern: re.Pattern[str]) -> tuple[str, int]:
    """The line without the first place that fits, and the number there; 0 where none does."""
    found = pattern.search(text)
    if not found:
        return text, 0
    return f"{text[: found.start()]} {text[found.end() :]}", int(found[1])


def take_cafe_counts(text: str) -> tuple[str, CafeCounts]:
    """The line of a café without its tables, rounds and people; any other line stays as it is."""
    if not re.search(CAFE, plain_text(text)):
        return text, CafeCounts()
    line = figures_for_counts(text)
    left, at_tables = take_seats(line.text)
    left, rounds, harvest = take_rounds(left)
    left, groups = take_groups(left)
    if not (rounds or groups):
        return text, CafeCounts()
    left, people = take_count(left, PEOPLE)
    left = line.in_words_again(_AFTER_COLON.sub(": ", _LOOSE.sub("", " ".join(left.split()))))
    return left, CafeCounts(groups, rounds, harvest, people or at_tables)
