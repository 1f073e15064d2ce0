"""What a file would change in the directory, line by line: all that its page says, for the terminal and the answer."""

from collections.abc import Iterator

from ...exchange.lines import LineTopic, PreviewLine, problem_lines
from ...exchange.marking_up import FileAnswer, TablePlace, build_answer
from ...web.i18n import _
from ..labels import SPEAKS
from .labels import sentence, told
from .plan import DROPPED, OPEN, Change, Trouble
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


def answer_about(step: Step) -> FileAnswer:
    """What is written into the file that is given back."""
    return build_answer([*said_of_rows(step), *changes_of(step)], [place_of(step)])


def place_of(step: Step) -> TablePlace:
    """Where the list stands in its file."""
    columns = {step.fields[name]: at for at, name in enumerate(step.plan.columns) if name}
    return TablePlace(step.table.sheet, step.header, columns)


def said_of_rows(step: Step) -> Iterator[PreviewLine]:
    """What is not taken and why, and how the rest was read."""
    for problem in step.outcome.problems:
        what = LineTopic.CLASHING if problem.trouble in OPEN else LineTopic.LEFT_OUT
        column = step.fields.get(AT.get(problem.trouble, ""), "")
        yield PreviewLine(what=what, row=problem.row, column=column, sentence=sentence(problem))
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
            what=what, row=note.row, column=step.fields.get(note.field, ""), sentence=told(note)
        )


def changes_of(step: Step) -> Iterator[PreviewLine]:
    """What is taken of each row."""
    for one in step.outcome.changed:
        for change in one.changes:
            yield PreviewLine(
                what=LineTopic.CHANGED,
                row=one.read.row,
                title=one.read.name or one.read.office,
                column=step.fields[change.field],
                here=shown(change, change.before),
                file=shown(change, change.after),
            )
    for read, _place in step.outcome.new:
        yield PreviewLine(what=LineTopic.NEW, row=read.row, title=read.name or read.office)


def shown(change: Change, value: str) -> str:
    """A value of a change as people read it."""
    return str(SPEAKS.get(value, value) if change.field == "languages" else value) or "–"
