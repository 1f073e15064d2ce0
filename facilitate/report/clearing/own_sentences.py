"""What the planner itself wrote into an event: its starting lists, agendas and techniques say nothing of anybody."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from ...agenda.reusing.templating import shipped_agendas
from ...checklists.starting.queries import WORKBOOKS, shipped_list
from ...checklists.starting.task_list import StartingTask
from ...events.models import EventKind
from ...lib.text import clean_text
from ...techniques.shelf import shipped_techniques
from ...web.refused import Refused

A_SENTENCE = 3
"""Words from which on a text is a sentence of ours: a single name could be anybody's."""


@cache
def own_sentences() -> frozenset[str]:
    """Every sentence the planner may have put into an event, in both languages."""
    shipped = [
        *map(_tasks_of, WORKBOOKS),
        *(one.table for one in shipped_agendas().values()),
        *shipped_techniques().values(),
    ]
    said = (clean_text(text) for text in _texts(shipped))
    return frozenset(text for text in said if len(text.split()) >= A_SENTENCE)


def _tasks_of(kind: EventKind) -> Sequence[StartingTask]:
    """The tasks of a shipped list; none of one that somebody has broken: then its sentences are looked at as anybody's."""
    try:
        return shipped_list(kind).tasks
    except Refused:
        return ()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, Sequence | set | frozenset):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
