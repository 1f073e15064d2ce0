"""Texts in plain values, however deep; what is no text for readers stays."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from facilitate.lib.plain_values import map_texts


class Kind(StrEnum):
    PLAIN = "plain"


class Pair(NamedTuple):
    name: str
    number: int


@dataclass(frozen=True)
class Leaf:
    kind: Kind
    key: str
    text: str
    number: int = 0


@dataclass(frozen=True)
class Tree:
    title: str
    leaves: list[Leaf] = field(default_factory=list)
    pairs: tuple[Pair, ...] = ()
    named: dict[str, str] = field(default_factory=dict)
    nothing: str | None = None


def test_every_text_is_changed_and_nothing_else() -> None:
    tree = Tree("a", [Leaf(Kind.PLAIN, "k", "b", 3)], (Pair("c", 4),), {"d": "e"})
    assert map_texts(tree, str.upper, keep={"key"}) == Tree(
        "A", [Leaf(Kind.PLAIN, "k", "B", 3)], (Pair("C", 4),), {"d": "E"}
    )
    assert tree.title == "a"
