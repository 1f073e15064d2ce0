"""The agendas that come with the planner (guides/agendas): read once, by the name of their file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...data.content import content_folder, read_toml, words_from_toml
from ...lib.text import Words
from ..plan import Plan
from .templating import from_shipped


@dataclass(frozen=True)
class ShippedAgenda:
    """One of them: its name, its table as the file has it, and the agenda it stands for."""

    key: str
    name: Words
    table: Mapping[str, Any]
    plan: Plan


@cache
def shipped_agendas() -> dict[str, ShippedAgenda]:
    """All of them by key, the shortest first."""
    found = []
    for path in sorted((content_folder("guides") / "agendas").glob("*.toml")):
        table = read_toml(path)
        found.append(
            ShippedAgenda(path.stem, words_from_toml(table["name"]), table, from_shipped(table))
        )
    found.sort(key=lambda one: (len(one.plan.days), len(one.plan.steps), one.key))
    return {one.key: one for one in found}
