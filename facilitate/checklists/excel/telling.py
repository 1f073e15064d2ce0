"""What an edited checklist would change, line by line: all that its page says, for the terminal, programs and the answer."""

from dataclasses import replace

from ...exchange.lines import Line, Said, Wording, lines_of, lines_said
from ...exchange.marking_up import Answer, answer_to
from ...exchange.merge import Edit
from ...i18n import _
from .actions import Taken
from .merge import Found
from .preview import field_name, shown

WORDING = Wording(field_name, shown)


def answer_about(found: Found, taken: Taken | None = None) -> Answer:
    """What is written into the file that is given back; `taken`: what was chosen, once it is taken over."""
    return answer_to(lines_of_found(found if taken is None else _settled(found, taken)), found.place)


def _settled(found: Found, taken: Taken) -> Found:
    """The same when the choices are made: what was chosen from the file is a change like the others."""

    def settled(edit: Edit) -> Edit:
        chosen = tuple(
            one for one in edit.clashes if taken.clashes.get((edit.record.code, one.name)) == "file"
        )
        rest = tuple(one for one in edit.clashes if one not in chosen)
        return replace(edit, changes=(*edit.changes, *chosen), clashes=rest)

    clashing = tuple(settled(edit) for edit in found.tasks.clashing)
    unknown = tuple(one for one in found.unknown if one.typed not in taken.people)
    return replace(found, tasks=replace(found.tasks, clashing=clashing), unknown=unknown)


def lines_of_found(found: Found) -> list[Line]:
    """Everything the page says, in its order."""
    return [
        *lines_said(Said.LEFT_OUT, found.problems),
        *lines_said(Said.TOLD, found.told),
        *(
            Line(
                what=Said.UNKNOWN, row=unknown.rows[0], title=unknown.typed,
                sentence=_("Nobody in the team is called so. Perhaps: %(names)s", names=", ".join(unknown.nearest))
                if unknown.nearest
                else _("Nobody in the team is called so."),
            )
            for unknown in found.unknown
        ),
        *(Line(what=Said.TOLD, title=name, sentence=_("New job.")) for name in found.jobs),
        *(Line(what=Said.TOLD, column=name, sentence=_("New column.")) for name in found.columns.new),
        *(
            Line(what=Said.TOLD, column=name, sentence=_("No longer in the file, and kept here."))
            for name in found.columns.lost
        ),
        *lines_of(found.tasks, WORDING),
    ]  # fmt: skip
