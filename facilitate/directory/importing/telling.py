"""What a file would change in the directory, line by line: all that its page says, for the terminal and the answer."""

from collections.abc import Iterator

from ...exchange.lines import Line, Said, lines_said
from ...exchange.marking_up import Answer, TablePlace, answer_to
from ..labels import SPEAKS
from .labels import TOLD_FIELDS, sentence, told
from .plan import OPEN, Change, Outcome, Problem, Trouble
from .step import Step

AT = {
    Trouble.NO_OFFICE: "organisation",
    Trouble.OFFICE_OPEN: "organisation",
    Trouble.SECTOR: "organisation",
    Trouble.TAKEN: "organisation",
    Trouble.EMAIL: "email",
    Trouble.PHONE: "phone",
    Trouble.PLACE: "district",
}
"""At which field a row stumbles; elsewhere it is the row as a whole."""


def answer_about(step: Step) -> Answer:
    """What is written into the file that is given back."""
    columns = {str(TOLD_FIELDS[name]): at for at, name in enumerate(step.plan.columns) if name}
    place = TablePlace(step.table.sheet, step.header, columns)
    return answer_to(lines_of_outcome(step.outcome, step), [place])


def lines_of_outcome(found: Outcome, step: Step) -> Iterator[Line]:
    """Everything the page says, in its order."""
    yield from map(_line_of, found.problems)
    yield from lines_said(Said.TOLD, step.told)
    for note in found.notes:
        yield Line(what=Said.TOLD, row=note.row, column=_column(note.field), sentence=told(note))
    for one in found.changed:
        for change in one.changes:
            yield Line(
                what=Said.CHANGED,
                row=one.read.row,
                title=one.read.name or one.read.office,
                column=_column(change.field),
                here=shown(change, change.before),
                file=shown(change, change.after),
            )
    for read, _place in found.new:
        yield Line(what=Said.NEW, row=read.row, title=read.name or read.office)


def shown(change: Change, value: str) -> str:
    """A value of a change as people read it."""
    return str(SPEAKS.get(value, value) if change.field == "languages" else value) or "–"


def _line_of(problem: Problem) -> Line:
    what = Said.CLASHING if problem.trouble in OPEN else Said.LEFT_OUT
    return Line(
        what=what,
        row=problem.row,
        column=_column(AT.get(problem.trouble, "")),
        sentence=sentence(problem),
    )


def _column(field: str) -> str:
    return str(TOLD_FIELDS[field]) if field else ""
