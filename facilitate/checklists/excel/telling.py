"""What an edited checklist would change, line by line: all that its page says, for the terminal, programs and the answer."""

from dataclasses import replace

from ...exchange.lines import Line, Said, Wording, lines_of, lines_said
from ...exchange.marking_up import Answer, answer_to, settled
from ...web.i18n import _
from .actions import Taken
from .merge import Found
from .preview import field_name, shown

WORDING = Wording(field_name, shown)


def answer_about(found: Found, taken: Taken | None = None) -> Answer:
    """What is written into the file that is given back; `taken`: what was chosen, once it is taken over."""
    if taken is not None:
        tasks = settled(found.tasks, {at for at, side in taken.clashes.items() if side == "file"})
        unknown = tuple(one for one in found.unknown if one.typed not in taken.people)
        found = replace(found, tasks=tasks, unknown=unknown)
    return answer_to(lines_of_found(found), [found.place])


def lines_of_found(found: Found) -> list[Line]:
    """Everything the page says, in its order."""
    return [
        *lines_said(Said.LEFT_OUT, found.problems),
        *lines_said(Said.TOLD, found.told),
        *(
            Line(
                what=Said.UNKNOWN,
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
        *(Line(what=Said.TOLD, title=name, sentence=_("New job.")) for name in found.jobs),
        *(
            Line(what=Said.TOLD, column=name, sentence=_("New column."))
            for name in found.columns.new
        ),
        *(
            Line(what=Said.TOLD, column=name, sentence=_("No longer in the file, but kept here."))
            for name in found.columns.lost
        ),
        *lines_of(found.tasks, WORDING),
    ]
