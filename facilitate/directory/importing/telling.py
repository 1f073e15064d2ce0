"""What a file would change in the directory, as its page, the terminal and the answer say it."""

from collections.abc import Iterator

from ...exchange.lines import LineTopic, PreviewLine
from ...exchange.marking_up import ListPlace
from ...exchange.merge import Comparison, ListProblem, ListRecord, MergedField, RowEdit
from ...exchange.preview import Preview, TableShown
from ...web.i18n import _
from ..labels import SPEAKS
from .labels import import_summary, row_note_sentence, row_problem_sentence
from .plan import DROPPED, OPEN, ChangedRow, ReadRow, RowNote, RowProblem, RowTrouble
from .preview import count_problem_rows
from .queries import directory_stamp
from .step import ListImport

AT = {
    RowTrouble.NO_OFFICE: "organisation",
    RowTrouble.OFFICE_OPEN: "organisation",
    RowTrouble.SECTOR: "organisation",
    RowTrouble.TAKEN: "organisation",
    RowTrouble.PLACE: "district",
}
"""At which field a row stumbles; elsewhere it is the row as a whole."""


def directory_preview(step: ListImport) -> Preview:
    """What the rows would change."""
    found = step.outcome
    left = count_problem_rows(found.problems)
    about = {_new_code(read): (read, place) for read, place in found.new}
    table = TableShown(
        found=Comparison(
            new=tuple(_record(read, _new_code(read)) for read, _place in found.new),
            changed=tuple(map(_edit, found.changed)),
            unchanged=tuple(_record(read) for read in found.unchanged),
        ),
        field_name=step.fields.__getitem__,
        shown=lambda value, name, _row: shown_value(str(value or ""), name),
        title_of=lambda row: row.title,
        about=lambda record: about_new_row(step, *about[record.code]),
        place=list_table_place(step),
    )
    said = import_summary(len(found.new), len(found.changed), len(found.unchanged), left)
    return preview_of_rows(step, table, said, directory_stamp())


def preview_of_rows(step: ListImport, table: TableShown, said: str, stamp: str) -> Preview:
    """The preview of a list of people, with what its rows do not tell and what somebody has to decide."""
    found, problems = step.outcome, step.outcome.problems
    dropped = [note for note in found.notes if note.told in DROPPED]
    return Preview(
        [table],
        [
            *(_of_problem(step, one) for one in problems if one.trouble not in OPEN),
            *(_of_note(step, note) for note in dropped),
        ],
        [*step.told, *(_of_note(step, note) for note in found.notes if note not in dropped)],
        also_asks=bool(
            found.suspects
            or found.unknown
            or any(one.near or one.sector is not None for one in found.strange)
        ),
        more=[*_open_rows(step), *_unknown_values(step)],
        said=said,
        rests_on=stamp,
    )


def _new_code(read: ReadRow) -> str:
    return f"new-{read.row}"


def _record(read: ReadRow, code: str = "") -> ListRecord:
    return ListRecord(code, {"title": read.name or read.office}, number=read.row)


def _edit(one: ChangedRow) -> RowEdit:
    """A row that changes somebody who is there."""
    record = _record(one.read, str(one.id))
    changes = (MergedField(each.field, None, each.before, each.after) for each in one.changes)
    return RowEdit(record, record.title, tuple(changes))


def about_new_row(step: ListImport, read: ReadRow, place: int | str) -> str:
    """Where somebody new works, what they are and how they are reached."""
    if not step.plan.people:
        return ""
    office = (
        _("%(organisation)s (new)", organisation=step.outcome.offices[place][0])
        if isinstance(place, str)
        else step.here.offices[place].name
    )
    return " · ".join(
        part
        for part in (
            office,
            *(
                read.texts.get(name, "")
                for name in ("position_en", "position_sq", "email", "phone")
            ),
        )
        if part
    )


def list_table_place(step: ListImport) -> ListPlace:
    """Where the list stands in its file."""
    columns = {step.fields[name]: at for at, name in enumerate(step.plan.columns) if name}
    return ListPlace(step.table.sheet, step.header, columns)


def _of_problem(step: ListImport, problem: RowProblem) -> ListProblem:
    column = step.fields.get(AT.get(problem.trouble, ""), "")
    return ListProblem(problem.row, column, row_problem_sentence(problem))


def _of_note(step: ListImport, note: RowNote) -> ListProblem:
    column = step.fields.get(note.field, "")
    return ListProblem(note.row, column, row_note_sentence(note))


def _open_rows(step: ListImport) -> Iterator[PreviewLine]:
    """Rows that wait for somebody who decides."""
    for problem in step.outcome.problems:
        if problem.trouble in OPEN:
            one = _of_problem(step, problem)
            yield PreviewLine(
                what=LineTopic.CLASHING, row=one.number, column=one.column, sentence=one.sentence
            )


def _unknown_values(step: ListImport) -> Iterator[PreviewLine]:
    """Values that nobody knows, and what they are read as."""
    for one in step.outcome.unknown:
        name = step.meaning_of(one)
        yield PreviewLine(
            what=LineTopic.TOLD if name else LineTopic.LEFT_OUT,
            column=step.fields[one.field],
            title=one.text,
            sentence=_("It is read as “%(name)s”.", name=name)
            if name
            else _("It is not known here and is left out."),
        )


def shown_value(value: str, name: str) -> str:
    """A value of a change as people read it."""
    return str(SPEAKS.get(value, value) if name == "languages" else value) or "–"
