"""The counts of a questionnaire that leave the house: each is told beside what was told of it before, wherever that was.

Page, Word file, report and evaluation are editions of the same answers: what one of them told, `Questionnaire.counted` keeps.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..lib.telling import (
    Number,
    ToldTable,
    is_steady,
    readable_groups,
    tell_table,
    told_from_json,
    told_to_json,
)

Entry = dict[str, Any]
"""A table as it was told once: `groups` (see `lib/telling`), and `more` that was said of it."""
Counted = Mapping[str, Sequence[Entry]]
"""Everything that was told, by the key of its table, the last one last."""
SECTORS, INVITED = "sectors", "invited"


def speaking_of(themes: Collection[int]) -> str:
    """The key of the table of those who speak of any of these themes (their ids)."""
    return "themes/" + "+".join(map(str, sorted(themes)))


def read_from(page: Mapping[str, Any]) -> dict[str, list[Entry]]:
    """What can be read from a page that was published before its counts were kept: sectors and themes (see `sharing/frozen`)."""
    keys = [part["key"] for part in page["parts"]]
    tables: dict[str, tuple[Any, ...]] = {
        SECTORS: (keys, [part["answers"] for part in page["parts"]], page["answers"], {})
    }
    for theme in page["themes"]:
        more = {name: theme[name] for name in ("spread", "heard_in", "contested")}
        only = next((part["key"] for part in page["parts"] if part["name"] == theme["only"]), "")
        sides = theme["sides"] and [*theme["sides"], theme["answers"]]
        tables[speaking_of([theme["theme"]])] = (
            keys,
            theme["numbers"],
            theme["answers"],
            {**more, "only": only, "sides": sides},
        )
    return {
        key: [{"groups": told_to_json(readable_groups(*told)), **({"more": more} if more else {})}]
        for key, (*told, more) in tables.items()
        if told[-1] is not None
    }


def answers_told(counted: Counted) -> list[int]:
    """How many answers were told of, each time they were."""
    return [told_from_json(one["groups"]).total for one in counted.get(SECTORS, ())]


class CountsTelling:
    """What is told now of the answers to one questionnaire: the same however often it is asked, in every language."""

    def __init__(self, before: Counted | None = None) -> None:
        self.before: Counted = before or {}
        self.now: dict[str, Entry] = {}
        self.held: set[str] = set()
        self._told: dict[str, ToldTable | None] = {}

    def table(
        self, key: str, cells: Mapping[str, int], most: Number = None, *, hold: bool = False
    ) -> ToldTable | None:
        """A table as it may be told, None where it may not be; `hold`: it has to stay as it was told last."""
        if key not in self._told:
            before = self.before.get(key, ())
            earlier = [told_from_json(one["groups"]) for one in before]
            told = (earlier[-1] if earlier else None) if hold else tell_table(cells, earlier, most)
            if told is not None and (hold or told.total != sum(cells.values())):
                self.held.add(key)
            if told is not None:
                self.now[key] = before[-1] if key in self.held else {"groups": told_to_json(told)}
            self._told[key] = told
        return self._told[key]

    def more(self, key: str, say: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """What else is said of a table that is told: what was said with it where it stays as it was, else `say()`."""
        entry = self.now[key]
        if key not in self.held and "more" not in entry:
            entry["more"] = say()
        more: dict[str, Any] = entry.get("more", {})
        return more

    def said_before(self, key: str) -> list[dict[str, Any]]:
        """What else was said of a table, each time it was told."""
        return [one.get("more", {}) for one in self.before.get(key, ())]

    def added(self) -> dict[str, list[Entry]]:
        """Everything that was told before and now."""
        keys = dict.fromkeys((*self.before, *self.now))
        found = {key: list(self.before.get(key, ())) for key in keys}
        for key, entry in self.now.items():
            if entry not in found[key]:
                found[key].append(entry)
        return found


@dataclass(frozen=True)
class ToldPlace:
    """Where among what is told the counts of a question stand: its key, those of its lines, and of how many it is told at most."""

    key: str = "question"
    lines: Sequence[str] = ()
    telling: CountsTelling = field(default_factory=CountsTelling)
    most: Number = None

    def table(self, counts: Sequence[int]) -> ToldTable | None:
        """The table of the question's lines."""
        return self.telling.table(
            self.key, dict(zip(self.keys(len(counts)), counts, strict=True)), self.most
        )

    def keys(self, number: int) -> Sequence[str]:
        """The keys of so many lines; their places where none were given."""
        return self.lines or [str(place) for place in range(number)]


def all_steady(now: Sequence[int], was: Sequence[int]) -> bool:
    """Whether each number may be told after the one at its place."""
    return all(is_steady(mine, other) for mine, other in zip(now, was, strict=True))
