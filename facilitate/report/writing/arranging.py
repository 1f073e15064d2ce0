"""In which order the sections stand, and which of them are in the report."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..proceedings import Section


@dataclass(frozen=True)
class Arrangement:
    """The order somebody has chosen (keys; empty: the usual one), and the keys that are left out."""

    order: tuple[str, ...] = ()
    out: frozenset[str] = frozenset()

    @classmethod
    def of(cls, kept: Iterable[Mapping[str, Any]]) -> "Arrangement":
        """What `Proceedings.sections` says."""
        rows = [row for row in kept if isinstance(row.get("key"), str)]
        return cls(
            tuple(dict.fromkeys(row["key"] for row in rows)),
            frozenset(row["key"] for row in rows if not row.get("included", True)),
        )

    def kept(self) -> list[dict[str, Any]]:
        """As `Proceedings.sections` keeps it."""
        return [{"key": key, "included": key not in self.out} for key in self.order]


def arrange_sections(sections: Sequence[Section], wanted: Arrangement) -> list[Section]:
    """The sections in the order wanted, their own ones too; one nobody knew then stands behind its usual neighbour."""
    place = {key: number for number, key in enumerate(wanted.order)}
    known = [one for one in sections if one.key in place]
    known.sort(key=lambda one: place[one.key])
    found = list(known)
    before = ""
    for one in sections:
        if one.key not in place:
            keys = [other.key for other in found]
            found.insert(keys.index(before) + 1 if before else 0, one)
        before = one.key
    return [replace(one, sections=tuple(arrange_sections(one.sections, wanted))) for one in found]


def included_sections(sections: Sequence[Section], wanted: Arrangement) -> tuple[Section, ...]:
    """Those that are in the report, in their order, with something to read in them."""
    kept = [
        replace(one, sections=included_sections(one.sections, wanted))
        for one in arrange_sections(sections, wanted)
        if one.key not in wanted.out
    ]
    return tuple(one for one in kept if not one.empty)


def move_in_arrangement(
    sections: Sequence[Section], wanted: Arrangement, key: str, to: int
) -> Arrangement:
    """The arrangement with that section at place `to` (from 1) among those it stands with. Raises KeyError if it is not there."""
    rows = arrange_sections(sections, wanted)
    tops = [one.key for one in rows]
    inside = {one.key: [own.key for own in one.sections] for one in rows}
    group = tops if key in inside else next((keys for keys in inside.values() if key in keys), None)
    if group is None:
        raise KeyError(key)
    group.remove(key)
    group.insert(max(0, min(to - 1, len(group))), key)
    return replace(wanted, order=tuple(one for top in tops for one in (top, *inside[top])))
