"""A table between the file and the directory: everything its pages, columns and preview, stand on."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from ...exchange.merge import ListProblem
from ...exchange.remarks import comments_by_row, mark_problems, stray_comments, unkept_comments
from ...lib.tables import FileTable
from ...web.i18n import _, current_language
from ..columns import HOLDS, PEOPLE, POSITION, READ
from ..models import Level, OfficeKind
from ..queries import all_sectors
from .comparing import PeopleComparison
from .foreign_lists import with_office_lines
from .forms import ListColumnsForm, ListHeadingsForm, list_columns_form, read_decisions
from .headings import (
    Row,
    Test,
    file_columns,
    find_heading_row,
    guess_column_meanings,
    is_said_once,
    language_of_heading,
    looks_like_phone,
    rows_below_headings,
)
from .known_directory import KnownLists
from .labels import column_targets, left_out_sentence
from .offices import compare_offices
from .plan import ColumnMapping, DirectoryOutcome, UnknownValue
from .queries import headings_of_tables, read_known_directory, read_known_lists
from .reading import read_list_rows


class ListImport:
    """A table that waits, read under the headings and columns that were sent, or that are probable."""

    read, ours, form_kind = READ, PEOPLE, ListColumnsForm
    """What its columns may be, what they are called in the planner's own list, and the form that says so."""

    def __init__(
        self, table: FileTable, sent: Mapping[str, Any], before: Mapping[str, Any] | None = None
    ) -> None:
        """`before`: what was said of the columns, where that is no part of what was `sent`."""
        self.table = table
        self.lists, self.sent = self.known_lists(), sent
        self.said = sent if before is None else before
        self.headings = ListHeadingsForm(self.said if "header" in self.said else None)
        known = headings_of_tables(self.read, self.ours)
        self.header = self._header(find_heading_row(self.table.rows, known))
        columns = file_columns(self.table.rows, self.header, known)
        guessed = guess_column_meanings(columns, known, self.tests())
        if self.header and "organisation" not in {
            to for one in guessed for to in HOLDS.get(one, (one,))
        }:
            self.table = with_office_lines(table, self.header)
            columns = file_columns(self.table.rows, self.header, known)
            guessed = guess_column_meanings(columns, known, self.tests())
        spoken = [
            language_of_heading(columns[place].heading)
            for place, is_ in enumerate(guessed)
            if POSITION in HOLDS.get(is_, (is_,))
        ]
        position = next((code for code in spoken if code), current_language())
        usual = {
            **self.usual(guessed),
            "header": self.header,
            "position": position,
            "kind": OfficeKind.OTHER,
            "level": Level.COUNTY,
            "fill_down": "organisation" in guessed
            and is_said_once(self.table.rows, self.header, guessed.index("organisation")),
        }
        self.form = list_columns_form(
            columns,
            guessed,
            usual,
            sectors=all_sectors(),
            targets=column_targets(self.read),
            kind=self.form_kind,
            sent=before,
        )

    @property
    def status(self) -> int:
        """Of the page that asks for the columns."""
        return max(self.form.status, self.headings.status)

    @property
    def meanings(self) -> Iterator[tuple[str, str]]:
        """What each column is taken for."""
        called = column_targets(self.read)
        for column, field in self.form.mapped:
            yield column.heading or column.letter, str(called[field.data]) if field.data else ""

    @property
    def lacks(self) -> str:
        """What no list of people or organisations does without."""
        self.form.check_columns()
        return " ".join(dict.fromkeys(map(str, self.form.form_errors)))

    def known_lists(self) -> KnownLists:
        """What may stand in the columns."""
        return read_known_lists()

    def usual(self, _guessed: Sequence[str]) -> Mapping[str, Any]:
        """What else holds for all rows until somebody says otherwise, by what the columns probably are."""
        return {}

    def tests(self) -> Mapping[str, Test]:
        """How a value is known for what it is where the heading does not say."""
        return value_tests(self.lists)

    @cached_property
    def fields(self) -> Mapping[str, str]:
        """What the columns are called where something is said about them."""
        return {one.name: str(one.told_as or one.label) for one in self.read.columns}

    def _header(self, found: int) -> int:
        """The headings somebody chose, if there is something in that row, else those that are found."""
        form = self.headings
        if "header" not in self.said:
            form.header.data = found
        elif form.validate():
            chosen = int(form.header.data or 0)
            if chosen == 0 or any(number == chosen for number, _cells in self.table.rows):
                return chosen
            form.header.errors = [_("There is nothing in this row.")]
        return found

    @cached_property
    def rows(self) -> list[Row]:
        """The rows below the headings."""
        return rows_below_headings(self.table.rows, self.header)

    def meaning_of(self, unknown: UnknownValue) -> str:
        """What a value that is not known counts as: its name; empty where it is left out."""
        value = read_decisions(self.sent).values.get(unknown.key, unknown.nearest)
        return self.name_of(unknown.field, value)

    def name_of(self, field: str, value: object) -> str:
        """What a value of a short list is called; empty where there is none."""
        rows = self.lists.names[field].rows
        return next((name for name, key in rows if value and key == str(value)), "")

    @property
    def told(self) -> list[ListProblem]:
        """What stands beside the cells of the rows, and finds no place here."""
        rows, marks = {number for number, _cells in self.rows}, self.table.marks
        place = next((at for at, name in enumerate(self.plan.columns) if name), 0)
        comments = comments_by_row(marks)
        return [
            *mark_problems(marks, place, rows, "", struck=left_out_sentence()),
            *unkept_comments(comments, rows, ""),
            *stray_comments(comments, rows, self.header + 1, ""),
        ]

    @cached_property
    def plan(self) -> ColumnMapping:
        """What was decided of the columns."""
        return self.form.plan(self.header)

    @cached_property
    def here(self) -> Any:
        """The directory."""
        return read_known_directory()

    @cached_property
    def outcome(self) -> DirectoryOutcome:
        """What the rows would change, as far as it was decided."""
        reads, problems = read_list_rows(self.rows, self.plan)
        said = read_decisions(self.sent)
        if not self.plan.people:
            return compare_offices(
                reads, problems, here=self.here, lists=self.lists, plan=self.plan, decided=said
            )
        return PeopleComparison(self.here, self.lists, self.plan, said).all(reads, problems)


def value_tests(lists: KnownLists) -> Mapping[str, Test]:
    """How a value is known for what it is where the heading does not say."""
    names = lists.names
    return {
        "email": lambda text: "@" in text,
        "phone": looks_like_phone,
        "sector": lambda text: names["sector"].exact(text) is not None,
        "kind": lambda text: names["kind"].exact(text) is not None,
        "district": lambda text: (
            names["district"].exact(text) is not None and names["county"].exact(text) is None
        ),
        "county": lambda text: names["county"].exact(text) is not None,
    }
