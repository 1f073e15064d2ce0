"""What an edited budget would change, line by line, and what is written into the file that is given back."""

from collections.abc import Iterator
from functools import partial

from ...exchange.lines import LineTopic, ListWording, PreviewLine, comparison_lines, problem_lines
from ...exchange.marking_up import FileAnswer, build_answer, settle_choices
from ...exchange.merge import Comparison
from .actions import Found, Taken
from .columns import Table
from .preview import field_name, shown


def answer_about(found: Found, taken: Taken | None = None) -> FileAnswer:
    """What is written into the file; `taken`: what was chosen, once it is taken over."""
    chosen = taken.clashes if taken else ()
    tables = {
        table: settle_choices(
            comparison, [(code, name) for of, code, name in chosen if of is table]
        )
        for table, comparison in found.tables.items()
    }
    places = [found.returned.tables[table].place for table in tables]
    return build_answer(_lines(found, tables), places)


def _lines(found: Found, tables: dict[Table, Comparison]) -> Iterator[PreviewLine]:
    yield from problem_lines(LineTopic.LEFT_OUT, found.returned.problems)
    yield from problem_lines(LineTopic.TOLD, found.returned.told)
    for table, comparison in tables.items():
        wording = ListWording(partial(field_name, table), shown)
        yield from comparison_lines(comparison, wording, found.returned.tables[table].place.sheet)
