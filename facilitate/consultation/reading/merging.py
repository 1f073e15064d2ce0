"""What merging themes does to the codings on passages."""

from collections.abc import Iterable
from typing import NamedTuple


class Coded(NamedTuple):
    """A theme on a passage (ids of both), the stance kept as its text, and the id of who put it there."""

    passage: int
    theme: int
    stance: str
    user: int | None


def merge_additions(codings: Iterable[Coded], source: int, target: int) -> set[Coded]:
    """What merging the theme `source` into `target` adds: a coding of `target` on every passage that only has `source`.

    Codings of `source` stay where they are, and so does what `target` has on a passage already, whatever its stance:
    merging twice adds nothing the second time.
    """
    codings = set(codings)
    there = {coded.passage for coded in codings if coded.theme == target}
    return {
        coded._replace(theme=target)
        for coded in codings
        if coded.theme == source and coded.passage not in there
    }


def passages_with_both(codings: Iterable[Coded], source: int, target: int) -> set[int]:
    """Passages that have both themes already."""
    codings = set(codings)
    of = {
        theme: {coded.passage for coded in codings if coded.theme == theme}
        for theme in (source, target)
    }
    return of[source] & of[target]
