"""What was assembled anew is taken into what the team has written: line by line, as three people would compare.

Where only one side has changed, that side holds. Where both have, both stand, and it is said.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class MergeConflict:
    """A place both sides have changed: how it was assembled first, how the team wrote it, how it is assembled now."""

    before: str
    mine: str
    now: str


@dataclass(frozen=True)
class MergedText:
    """The text with both in it, and where both had changed the same place."""

    text: str
    conflicts: tuple[MergeConflict, ...] = ()


def merge_texts(before: str, mine: str, now: str) -> MergedText:
    """`mine` with everything that changed between `before` and `now`; in a conflict mine stands, then the new lines."""
    base, ours, theirs = before.splitlines(), mine.splitlines(), now.splitlines()
    lines: list[str] = []
    conflicts: list[MergeConflict] = []
    for a, b, c in _regions(base, ours, theirs):
        if b == c or c == a:
            lines += b
        elif b == a:
            lines += c
        else:
            fresh = [line for line in c if line not in b and line not in a]
            kept = [
                line for line in b if line not in a or line in c
            ]  # what went from the sources goes
            lines += [*kept, *fresh]
            conflicts.append(MergeConflict("\n".join(a), "\n".join(b), "\n".join(c)))
    return MergedText("\n".join(lines), tuple(conflicts))


Region = tuple[list[str], list[str], list[str]]


def _regions(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[Region]:
    """The three texts cut where all of them agree: pieces that are the same, and pieces that are not, in turn."""
    mine, new = _matches(base, ours), _matches(base, theirs)
    both = [place for place in sorted(mine) if place in new]
    found: list[Region] = []
    at = (0, 0, 0)
    for place in both:
        to = (place, mine[place], new[place])
        if to != at:
            found.append(
                (list(base[at[0] : to[0]]), list(ours[at[1] : to[1]]), list(theirs[at[2] : to[2]]))
            )
        line = [base[place]]
        found.append((line, line, line))
        at = (to[0] + 1, to[1] + 1, to[2] + 1)
    found.append((list(base[at[0] :]), list(ours[at[1] :]), list(theirs[at[2] :])))
    return found


def _matches(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """For lines of the base that the other text still has: where they stand there."""
    blocks = SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
    return {one.a + step: one.b + step for one in blocks for step in range(one.size)}
