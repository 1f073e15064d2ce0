"""The events that can be put side by side, kind by kind."""

from collections.abc import Collection, Sequence
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
    """All events of a kind, and how many of them are chosen."""

    kind: EventKind
    events: Sequence[EventChoice]

    @property
    def chosen(self) -> int:
        return sum(one.chosen for one in self.events)


def choices_by_kind(events: Sequence[Event], slugs: Collection[str]) -> list[KindOfEvents]:
    """The events kind by kind, in their order, those of these slugs chosen; a kind nobody plans is not there."""
    kinds = {
        kind: [
            EventChoice(event.slug, title_with_year(event), event.slug in slugs)
            for event in events
            if event.kind is kind
        ]
        for kind in EventKind
    }
    return [KindOfEvents(kind, found) for kind, found in kinds.items() if found]
