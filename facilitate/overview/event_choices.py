"""The events that can be put side by side, by what kind of meeting each really was."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ..events.models import Event, EventKind
from ..participation.counting.across_events import title_with_year


@dataclass(frozen=True)
class EventChoice:
    """An event that can be chosen: its name with the year, whether it is."""

    slug: str
    name: str
    chosen: bool


@dataclass(frozen=True)
class KindOfEvents:
    """All events of a kind, which a forum may call in its own way, and how many of them are chosen."""

    name: str
    events: Sequence[EventChoice]

    @property
    def chosen(self) -> int:
        return sum(one.chosen for one in self.events)


def choices_by_kind(
    events: Sequence[Event], slugs: Collection[str], names: Mapping[int, str]
) -> list[KindOfEvents]:
    """The events kind by kind, in their order, those of these slugs chosen. `names`: what each event is called, by its number."""
    order = list(EventKind)
    kinds: dict[str, list[EventChoice]] = {}
    for event in sorted(events, key=lambda one: (order.index(one.kind), names[one.id])):
        choice = EventChoice(event.slug, title_with_year(event), event.slug in slugs)
        kinds.setdefault(names[event.id], []).append(choice)
    return [KindOfEvents(name, found) for name, found in kinds.items()]
