"""What an edited budget would change, line by line, and what is written into the file that is given back."""

from collections.abc import Iterator
from functools import partial

from ...exchange.lines import Line, Said, Wording, lines_of, lines_said
from ...exchange.marking_up import Answer, answer_to, settled
from ...exchange.merge import Comparison
from .actions import Found, Taken
from .columns import Table
from .preview import field_name, shown


def answer_about(found: Found, taken: Taken | None = None) -> Answer:
    """What is written into the file; `taken`: what was chosen, once it is taken over."""
    chosen = taken.clashes if taken else ()
    tables = {
        table: settled(comparison, [(code, name) for of, code, name in chosen if of is table])
        for table, comparison in found.tables.items()
    }
    places = [found.returned.tables[table].place for table in tables]
    return answer_to(_lines(found, tables), places)


def _lines(found: Found, tables: dict[Table, Comparison]) -> Iterator[Line]:
    yield from lines_said(Said.LEFT_OUT, found.returned.problems)
    yield from lines_said(Said.TOLD, found.returned.told)
    for table, comparison in tables.items():
        wording = Wording(partial(field_name, table), shown)
        yield from lines_of(comparison, wording, found.returned.tables[table].place.sheet)
