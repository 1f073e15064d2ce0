"""What an edited checklist would change, line by line: all that its page says, for the terminal, programs and the answer."""

from dataclasses import replace

from ...exchange.lines import LineTopic, ListWording, PreviewLine, comparison_lines, problem_lines
from ...exchange.marking_up import FileAnswer, build_answer, settle_choices
from ...web.i18n import _
from .actions import Taken
from .merge import Found
from .preview import field_name, shown

WORDING = ListWording(field_name, shown)


def answer_about(found: Found, taken: Taken | None = None) -> FileAnswer:
    """What is written into the file that is given back; `taken`: what was chosen, once it is taken over."""
    if taken is not None:
        tasks = settle_choices(
            found.tasks, {at for at, side in taken.clashes.items() if side == "file"}
        )
        unknown = tuple(one for one in found.unknown if one.typed not in taken.people)
        found = replace(found, tasks=tasks, unknown=unknown)
    return build_answer(lines_of_found(found), [found.place])


def lines_of_found(found: Found) -> list[PreviewLine]:
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
