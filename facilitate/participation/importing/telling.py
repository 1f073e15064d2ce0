"""What a file would change in an event's list, line by line: all that its page says, for the terminal and the answer."""

from collections.abc import Iterator

from ...directory.importing.preview import count_problem_rows
from ...directory.importing.telling import list_table_place, row_lines
from ...exchange.lines import LineTopic, ListWording, PreviewLine, comparison_lines
from ...exchange.marking_up import FileAnswer, build_answer
from ...exchange.merge import Comparison, Value
from ...exchange.values import shown_value
from ...web.i18n import _, label_of
from ..columns import LIST
from ..models import ParticipantRole
from .step import PeopleStep


def people_import_lines(step: PeopleStep, found: Comparison) -> Iterator[PreviewLine]:
    """Everything the page says, in its order; `found`: the comparison once choices are made."""
    yield from row_lines(step)
    for code, office in step.offices_of_new.items():
        sentence = _("New in the directory: %(organisation)s", organisation=office)
        yield PreviewLine(
            what=LineTopic.TOLD, row=int(code.removeprefix("new-")), sentence=sentence
        )
    yield from comparison_lines(found, ListWording(people_field_name, people_value_text))


def people_import_answer(step: PeopleStep, found: Comparison) -> FileAnswer:
    """What is written into the file that is given back."""
    return build_answer(people_import_lines(step, found), [list_table_place(step)])


def people_import_summary(step: PeopleStep) -> str:
    """What would happen, in one line."""
    found = step.comparison
    return _(
        "%(new)d new on the list, %(changed)d changed, %(same)d unchanged, %(left)d left out.",
        new=len(found.new),
        changed=len(found.edits),
        same=len(found.unchanged),
        left=count_problem_rows(step.outcome.problems),
    )


def people_field_name(name: str) -> str:
    """What a column is called."""
    return str(LIST[name].label)


def people_value_text(value: Value, name: str) -> str:
    """A value as people read it."""
    if isinstance(value, tuple):
        return ", ".join(label_of(ParticipantRole(part)) for part in value)
    return shown_value(LIST[name], value)
