"""What an edited checklist would change, line by line: all that its page says, for the terminal, programs and the answer."""

from dataclasses import replace

from ...exchange.lines import LineTopic, ListWording, PreviewLine, comparison_lines, problem_lines
from ...exchange.marking_up import FileAnswer, build_answer, settle_choices
from ...web.i18n import _
from .actions import ChecklistChoices
from .merge import ChecklistChanges
from .preview import task_field_name, task_value_text

WORDING = ListWording(task_field_name, task_value_text)


def checklist_answer(found: ChecklistChanges, taken: ChecklistChoices | None = None) -> FileAnswer:
    """What is written into the file that is given back; `taken`: what was chosen, once it is taken over."""
    if taken is not None:
        tasks = settle_choices(
            found.tasks, {at for at, side in taken.clashes.items() if side == "file"}
        )
        unknown = tuple(one for one in found.unknown if one.typed not in taken.people)
        found = replace(found, tasks=tasks, unknown=unknown)
    return build_answer(checklist_change_lines(found), [found.place])


def checklist_change_lines(found: ChecklistChanges) -> list[PreviewLine]:
    """Everything the page says, in its order."""
    return [
        *problem_lines(LineTopic.LEFT_OUT, found.problems),
        *problem_lines(LineTopic.TOLD, found.told),
        *(
            PreviewLine(
                what=LineTopic.UNKNOWN,
                row=unknown.rows[0],
                title=unknown.typed,
                sentence=_(
                    "Nobody in the team has this name. Perhaps: %(names)s",
                    names=", ".join(unknown.nearest),
                )
                if unknown.nearest
                else _("Nobody in the team has this name."),
            )
            for unknown in found.unknown
        ),
        *(
            PreviewLine(what=LineTopic.TOLD, title=name, sentence=_("New job."))
            for name in found.jobs
        ),
        *(
            PreviewLine(what=LineTopic.TOLD, column=name, sentence=_("New column."))
            for name in found.columns.new
        ),
        *(
            PreviewLine(
                what=LineTopic.TOLD,
                column=name,
                sentence=_("No longer in the file, but kept here."),
            )
            for name in found.columns.lost
        ),
        *comparison_lines(found.tasks, WORDING),
    ]
