"""What a file would change in the directory, line by line: all that its page says, for the terminal and the answer."""

from collections.abc import Iterator

from ...exchange.lines import LineTopic, PreviewLine, problem_lines
from ...exchange.marking_up import FileAnswer, ListPlace, build_answer
from ...web.i18n import _
from ..labels import SPEAKS
from .labels import row_note_sentence, row_problem_sentence
from .plan import DROPPED, OPEN, RowFieldChange, RowTrouble
from .step import ListImport

AT = {
    RowTrouble.NO_OFFICE: "organisation",
    RowTrouble.OFFICE_OPEN: "organisation",
    RowTrouble.SECTOR: "organisation",
    RowTrouble.TAKEN: "organisation",
    RowTrouble.EMAIL: "email",
    RowTrouble.PHONE: "phone",
    RowTrouble.PLACE: "district",
}
"""At which field a row stumbles; elsewhere it is the row as a whole."""


def directory_answer(step: ListImport) -> FileAnswer:
    """What is written into the file that is given back."""
    return build_answer([*row_lines(step), *change_lines(step)], [list_table_place(step)])


def list_table_place(step: ListImport) -> ListPlace:
    """Where the list stands in its file."""
    columns = {step.fields[name]: at for at, name in enumerate(step.plan.columns) if name}
    return ListPlace(step.table.sheet, step.header, columns)


def row_lines(step: ListImport) -> Iterator[PreviewLine]:
    """What is not taken and why, and how the rest was read."""
    for problem in step.outcome.problems:
        what = LineTopic.CLASHING if problem.trouble in OPEN else LineTopic.LEFT_OUT
        column = step.fields.get(AT.get(problem.trouble, ""), "")
        yield PreviewLine(
            what=what, row=problem.row, column=column, sentence=row_problem_sentence(problem)
        )
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
    yield from problem_lines(LineTopic.TOLD, step.told)
    for note in step.outcome.notes:
        what = LineTopic.LEFT_OUT if note.told in DROPPED else LineTopic.TOLD
        yield PreviewLine(
            what=what,
            row=note.row,
            column=step.fields.get(note.field, ""),
            sentence=row_note_sentence(note),
        )


def change_lines(step: ListImport) -> Iterator[PreviewLine]:
    """What is taken of each row."""
    for one in step.outcome.changed:
        for change in one.changes:
            yield PreviewLine(
                what=LineTopic.CHANGED,
                row=one.read.row,
                title=one.read.name or one.read.office,
                column=step.fields[change.field],
                here=shown_value(change, change.before),
                file=shown_value(change, change.after),
            )
    for read, _place in step.outcome.new:
        yield PreviewLine(what=LineTopic.NEW, row=read.row, title=read.name or read.office)


def shown_value(change: RowFieldChange, value: str) -> str:
    """A value of a change as people read it."""
    return str(SPEAKS.get(value, value) if change.field == "languages" else value) or "–"
