"""A table between the file and the directory: everything its pages, columns and preview, stand on."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from ...data.db import db
from ...exchange.merge import ListProblem
from ...exchange.remarks import comments_by_row, mark_problems, stray_comments, unkept_comments
from ...lib.tables import Table
from ...web.i18n import _, language
from ..columns import PEOPLE, POSITION, READ
from ..models import Kind, Level, Organisation, Person
from ..queries import sectors
from .comparing import Comparing
from .forms import ColumnsForm, HeadingsForm, columns_form, decided
from .headings import Row, Test, below, columns_of, guess, header_of, looks_like_phone, written_in
from .here import Lists
from .labels import struck, targets
from .offices import compare_offices
from .plan import Mapped, Outcome, Unknown
from .queries import heads, here, lists
from .reading import read_rows


class Step:
    """A table that waits, read under the headings and columns that were sent, or that are probable."""

    read, ours, form_kind = READ, PEOPLE, ColumnsForm
    """What its columns may be, what they are called in the planner's own list, and the form that says so."""

    def __init__(self, table: Table, sent: Mapping[str, Any]) -> None:
        self.table = table
        self.lists, self.sent = self.known_lists(), sent
        self.headings = HeadingsForm(sent if "header" in sent else None)
        known = heads(self.read, self.ours)
        self.header = self._header(header_of(self.table.rows, known))
        columns = columns_of(self.table.rows, self.header)
        guessed = guess(columns, known, self.tests())
        spoken = [
            written_in(columns[place].heading)
            for place, is_ in enumerate(guessed)
            if is_ == POSITION
        ]
        position = next((code for code in spoken if code), language())
        usual = {
            "header": self.header,
            "position": position,
            "kind": Kind.OTHER,
            "level": Level.COUNTY,
        }
        self.form = columns_form(
            columns,
            guessed,
            usual,
            sectors=sectors(),
            targets=targets(self.read),
            kind=self.form_kind,
        )

    def known_lists(self) -> Lists:
        """What may stand in the columns."""
        return lists()

    def tests(self) -> Mapping[str, Test]:
        """How a value is known for what it is where the heading does not say."""
        return tests(self.lists)

    @cached_property
    def fields(self) -> Mapping[str, str]:
        """What the columns are called where something is said about them."""
        return {one.name: str(one.told_as or one.label) for one in self.read.columns}

    def _header(self, found: int) -> int:
        """The headings somebody chose, if there is something in that row, else those that are found."""
        form = self.headings
        if "header" not in self.sent:
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
        return below(self.table.rows, self.header)

    def meaning_of(self, unknown: Unknown) -> str:
        """What a value that is not known counts as: its name; empty where it is left out."""
        value = decided(self.sent).values.get(unknown.key, unknown.nearest)
        return next(
            (name for name, key in self.lists.names[unknown.field].rows if value and key == value),
            "",
        )

    @property
    def does_something(self) -> bool:
        """Whether anything would change, or could once it is decided."""
        found = self.outcome
        return bool(found.new or found.changed or found.suspects or found.strange)

    @property
    def told(self) -> list[ListProblem]:
        """What stands beside the cells of the rows, and finds no place here."""
        rows, sheet, marks = (
            {number for number, _cells in self.rows},
            self.table.sheet,
            self.table.marks,
        )
        place = next((at for at, name in enumerate(self.plan.columns) if name), 0)
        comments = comments_by_row(marks)
        return [
            *mark_problems(marks, place, rows, sheet, struck=struck()),
            *unkept_comments(comments, rows, sheet),
            *stray_comments(comments, rows, self.header + 1, sheet),
        ]

    @cached_property
    def plan(self) -> Mapped:
        """What was decided of the columns."""
        return self.form.plan(self.header)

    @cached_property
    def here(self) -> Any:
        """The directory."""
        return here()

    @cached_property
    def outcome(self) -> Outcome:
        """What the rows would change, as far as it was decided."""
        reads, problems = read_rows(self.rows, self.plan)
        said = decided(self.sent)
        if not self.plan.people:
            return compare_offices(
                reads, problems, here=self.here, lists=self.lists, plan=self.plan, decided=said
            )
        return Comparing(self.here, self.lists, self.plan, said).all(reads, problems)


def tests(lists: Lists) -> Mapping[str, Test]:
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


def stamp() -> str:
    """Changes when anything in the directory does."""
    counts = [
        sa.select(count).scalar_subquery()
        for table in (Person, Organisation)
        for count in (sa.func.count(table.id), sa.func.max(table.id), sa.func.sum(table.version))
    ]
    return "-".join(str(number or 0) for number in db.session.execute(sa.select(*counts)).one())
