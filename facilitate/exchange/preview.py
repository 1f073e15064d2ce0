"""What a file would change, as people see it before they say yes, and the choices they make: the same for every list."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..web.i18n import _
from .lines import LineTopic, PreviewLine, problem_lines
from .marking_up import FileAnswer, ListPlace, build_answer, settle_choices
from .merge import Comparison, ListProblem, ListRecord, RowEdit, Value, comparison_summary
from .sentences import MOST_SHOWN, change_counts, problem_place

__all__ = ["MOST_SHOWN", "PreviewChoice", "Preview", "TableShown", "problem_place"]


@dataclass(frozen=True, kw_only=True)
class TableShown:
    """One table of a file. `key`: its name in the fields of the page, `title`: the heading above it, empty for an only one.

    `field_name`: what a column is called; `shown`: a value as people read it, in that row; `title_of`: what a row is called;
    `about`: what else is said of a new row. `place`: where in the file the table stands. `removes`: rows that are not in the file
    may go here too.
    """

    found: Comparison
    field_name: Callable[[str], str]
    shown: Callable[[Value, str, ListRecord], str]
    title_of: Callable[[ListRecord | RowEdit], str]
    about: Callable[[ListRecord], str] = lambda _record: ""
    place: ListPlace = ListPlace()
    key: str = ""
    title: str = ""
    removes: bool = True

    def clash_name(self, number: int, name: str) -> str:
        """The name of the field in which somebody chooses between both sides; `gone`: of a row removed here."""
        return "-".join(part for part in ("clash", self.key, str(number), name) if part)

    @property
    def out_name(self) -> str:
        """The name of the field in which somebody ticks rows that are to go here too."""
        return f"out-{self.key}" if self.key else "out"

    def lines(self, found: Comparison, sheet: str) -> Iterator[PreviewLine]:
        """Every row that is not as it is here already, once that is what was found."""
        for row in found.new:
            yield PreviewLine(what=LineTopic.NEW, sheet=sheet, row=row.number, title=row.title)
        nobody = ListRecord("", {})  # whatever its row
        for edit in found.edits:
            changed = [(LineTopic.CHANGED, one) for one in edit.changes]
            for what, change in [*changed, *((LineTopic.CLASHING, one) for one in edit.clashes)]:
                here = self.shown(change.online, change.name, nobody)
                yield PreviewLine(
                    what=what,
                    sheet=sheet,
                    row=edit.record.number,
                    title=edit.title,
                    column=self.field_name(change.name),
                    here=_("deleted") if edit.gone else here,
                    file=self.shown(change.file, change.name, nobody),
                )
        for row in found.missing:
            yield PreviewLine(what=LineTopic.MISSING, sheet=sheet, title=row.title)
        for row in found.repeated:
            yield PreviewLine(what=LineTopic.REPEATED, sheet=sheet, row=row.number, title=row.title)


@dataclass(frozen=True)
class PreviewChoice:
    """What somebody chose: clashes, by table, code and field, that go to the file; rows, by table and code, that go here too."""

    clashes: Collection[tuple[str, str, str]] = ()
    out: Collection[tuple[str, str]] = field(default_factory=frozenset)

    def settle(self, key: str, found: Comparison) -> Comparison:
        """The comparison of that table once this is chosen."""
        return settle_choices(found, [(code, name) for of, code, name in self.clashes if of == key])

    def decide(self, key: str, found: Comparison) -> "Decided":
        """What becomes of the rows of that table. Without a word the saved value of a clash stays."""
        edits = self.settle(key, found).edits
        changed = {
            edit.record.code: {change.name: change.file for change in edit.changes}
            for edit in edits
            if edit.changes and not edit.gone
        }
        back = [edit.record for edit in edits if edit.changes and edit.gone]
        out = [row.code for row in found.missing if (key, row.code) in self.out]
        return Decided([*back, *found.new], changed, out)


@dataclass(frozen=True)
class Decided:
    """Rows to make, new values by code and column, codes of rows to remove."""

    new: Sequence[ListRecord]
    changed: Mapping[str, Mapping[str, Value]]
    out: Sequence[str]

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.out)


@dataclass(frozen=True)
class Preview:
    """Everything that is shown: the tables, what could not be read, how it was understood.

    `besides`: what else a list finds in its file, `more`: the same for who reads no page; `also_does`, `also_asks`: whether that
    changes something, or could. `said`: the first sentence, where it is not the counts. `rests_on`: what changes with everything
    that a file is compared with, where answers change what is shown. `blocked`: nothing of it can be taken over.
    """

    tables: Sequence[TableShown]
    problems: Sequence[ListProblem]
    told: Sequence[ListProblem]
    besides: object = None
    also_does: bool = False
    also_asks: bool = False
    more: Sequence[PreviewLine] = ()
    said: str = ""
    rests_on: object = None
    blocked: bool = False

    @property
    def asks_order(self) -> bool:
        """Whether somebody has to say if the day or the month stands first in its dates."""
        return any(one.asks_order for one in self.told)

    @property
    def does_something(self) -> bool:
        """Whether taking it over would change anything, if nothing is chosen but what is offered first or clashes."""
        return self.also_does or any(one.found.does_something for one in self.tables)

    @property
    def finds_saved(self) -> bool:
        """Whether any row of the file is one that is saved here."""
        found = [one.found for one in self.tables]
        return any(one.edits or one.unchanged or one.missing for one in found)

    @property
    def offers_something(self) -> bool:
        """Whether somebody can say yes to anything."""
        missing = any(one.found.missing and one.removes for one in self.tables)
        return not self.blocked and (self.does_something or self.also_asks or missing)

    @property
    def asks_for_all(self) -> bool:
        """Whether so much was changed on both sides that one answer may hold for all of it."""
        return sum(len(edit.clashes) for one in self.tables for edit in one.found.clashing) > 1

    @property
    def counts(self) -> str:
        """The counts in one line for programs."""
        waits = sum(line.what is LineTopic.CLASHING for line in self.more)
        return comparison_summary(*(one.found for one in self.tables), waiting=waits)

    @property
    def sentence(self) -> str:
        """`3 new, 8 changed, 1 clashing; 70 unchanged, 2 missing.`"""
        if self.said:
            return self.said
        if not self.does_something:
            return _("Nothing in this file is different from what is saved.")
        return change_counts(one.found for one in self.tables)

    @property
    def fingerprint(self) -> str:
        """Changes when what would be taken over changes: somebody may edit between preview and confirmation."""
        rows = [
            (one.key, one.found.new, one.found.changed, one.found.clashing, one.found.missing)
            for one in self.tables
        ]
        seen = (rows, self.besides) if self.rests_on is None else self.rests_on
        what = repr(seen).encode("utf-8", "replace")
        return hashlib.sha256(what).hexdigest()[:16]

    def lines(self, chosen: PreviewChoice) -> Iterator[PreviewLine]:
        """The preview line by line, for who reads no page, once this is chosen."""
        yield from problem_lines(LineTopic.LEFT_OUT, self.problems)
        yield from problem_lines(LineTopic.TOLD, self.told)
        yield from self.more
        for one in self.tables:
            sheet = one.place.sheet if len(self.tables) > 1 else ""
            yield from one.lines(chosen.settle(one.key, one.found), sheet)

    def answer(self, chosen: PreviewChoice) -> FileAnswer:
        """What is written into the file that is given back."""
        return build_answer(self.lines(chosen), [one.place for one in self.tables])

    def chosen(
        self, form: Mapping[str, str], out: Callable[[str], Collection[str]]
    ) -> PreviewChoice:
        """What was chosen in a form; `out`: the values of a field that may be ticked several times.

        `clash-rest` holds for all that was changed on both sides and not chosen one by one.
        """
        rest = form.get("clash-rest")
        clashes = {
            (one.key, edit.record.code, change.name)
            for one in self.tables
            for number, edit in enumerate(one.found.clashing)
            for change in edit.clashes
            if (form.get(one.clash_name(number, "gone" if edit.gone else change.name)) or rest)
            == "file"
        }
        gone = {(one.key, code) for one in self.tables for code in out(one.out_name)}
        return PreviewChoice(clashes, gone)
