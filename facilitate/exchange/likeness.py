"""A list that lost its codes: which of its rows is which of those that are known here, by what they say."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from ..lib.text import plain_text
from ..web.i18n import _, _n
from .merge import ListProblem, code_from_title

LIKE = 0.86
"""How alike two texts must be, from 0 to 1, once most rows of a list say exactly what is known."""
MOST_COMPARED = 400
"""Rows that are compared with each other one by one."""


@dataclass(frozen=True)
class RecognisedRows:
    """The codes of rows that have none, by row number; `ours`: so many are known that it is our own list without its codes."""

    codes: Mapping[int, str] = field(default_factory=dict)
    ours: bool = False
    new: int = 0

    def told(self, sheet: str) -> list[ListProblem]:
        """What is said about it."""
        if not self.codes:
            return []
        if self.ours:
            sentence = _(
                "This looks like your own list without its codes: %(matched)d matched, %(new)d new.",
                matched=len(self.codes),
                new=self.new,
            )
            return [ListProblem(0, "", sentence, sheet)]
        numbers = sorted(self.codes)
        sentence = _n(
            "Row %(rows)s is the same as an existing one and counts as that one.",
            "%(num)d rows are the same as existing ones and count as those.",
            len(numbers),
            rows=numbers[0],
        )
        return [ListProblem(0, "", sentence, sheet)]


def recognise_rows(
    titles: Mapping[int, str], coded: Collection[str], known: Mapping[str, Collection[str]]
) -> RecognisedRows:
    """Find the rows without a code (`titles`: by their number) among what is known: codes with all that they are called.

    `coded`: codes that other rows of the file have. Each code is given once. Only where most rows say exactly what is known,
    the others may say it nearly.
    """
    free = {
        code: {plain_text(name) for name in names if name}
        for code, names in known.items()
        if code not in coded
    }
    wanted = {number: plain_text(title) for number, title in titles.items() if title}
    found = _exactly(
        wanted, {number: code_from_title(title) for number, title in titles.items()}, free
    )
    ours = not coded and len(wanted) > 1 and 2 * len(found) >= len(wanted)
    if ours:
        rest = {number: key for number, key in wanted.items() if number not in found}
        taken = set(found.values())
        found |= _nearly(rest, {code: names for code, names in free.items() if code not in taken})
    return RecognisedRows(found, ours, len(wanted) - len(found))


def _exactly(
    wanted: Mapping[int, str], made: Mapping[int, str], free: Mapping[str, Collection[str]]
) -> dict[int, str]:
    """Rows that say what one is called; of those that say the same, the first in the file is the first in the list."""
    codes: dict[str, list[str]] = {}
    for code, names in free.items():
        for name in names:
            codes.setdefault(name, []).append(code)
    found: dict[int, str] = {}
    taken: set[str] = set()
    for number, key in wanted.items():
        before = [made[number]] if made[number] in free else []
        free_one = next((one for one in (*before, *codes.get(key, ())) if one not in taken), None)
        if free_one is not None:
            found[number] = free_one
            taken.add(free_one)
    return found


def _nearly(wanted: Mapping[int, str], free: Mapping[str, Collection[str]]) -> dict[int, str]:
    """Rows that say nearly what one is called, the most alike first."""
    if len(wanted) > MOST_COMPARED or len(free) > MOST_COMPARED:
        return {}
    pairs = []
    for number, key in wanted.items():
        matcher = SequenceMatcher(None, b=key)
        for code, names in free.items():
            alike = max((_ratio(matcher, name) for name in names), default=0.0)
            if alike >= LIKE:
                pairs.append((alike, number, code))
    found: dict[int, str] = {}
    for _alike, number, code in sorted(pairs, key=lambda pair: (-pair[0], pair[1])):
        if number not in found and code not in found.values():
            found[number] = code
    return found


def _ratio(matcher: "SequenceMatcher[str]", name: str) -> float:
    matcher.set_seq1(name)
    return (
        matcher.ratio()
        if matcher.real_quick_ratio() >= LIKE and matcher.quick_ratio() >= LIKE
        else 0.0
    )
