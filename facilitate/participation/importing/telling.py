"""What a file would change in an event's list, as its page, the terminal and the answer say it."""

from dataclasses import replace

from ...directory.importing.preview import count_problem_rows
from ...directory.importing.queries import directory_stamp
from ...directory.importing.telling import list_table_place, preview_of_rows
from ...exchange.lines import LineTopic, PreviewLine
from ...exchange.merge import ListRecord, Value
from ...exchange.preview import Preview, TableShown
from ...exchange.values import shown_value
from ...web.i18n import _, _n, label_of
from ..columns import READ_HERE
from ..models import ParticipantRole
from ..queries import people_stamp
from .step import PeopleStep


def participants_preview(step: PeopleStep) -> Preview:
    """What the rows would change in the event's list, and in the directory by the way."""
    found = step.comparison
    table = TableShown(
        found=found,
        field_name=lambda name: str(READ_HERE[name].label),
        shown=lambda value, name, _row: people_value_text(value, name),
        title_of=lambda row: row.title,
        about=lambda record: _about(step, record),
        place=list_table_place(step),
        removes=False,
    )
    said = _(
        "%(new)d new on the list, %(changed)d changed, %(same)d unchanged, %(left)d left out.",
        new=len(found.new),
        changed=len(found.edits),
        same=len(found.unchanged),
        left=count_problem_rows(step.outcome.problems),
    )
    if found.repeated:
        twice = _n(
            "%(num)d row says the same as another one.",
            "%(num)d rows say the same as another one.",
            len(found.repeated),
        )
        said = f"{said} {twice}"
    shown = preview_of_rows(step, table, said, f"{directory_stamp()}-{people_stamp(step.event)}")
    return replace(shown, more=[*shown.more, *map(_new_in_directory, step.offices_of_new.items())])


def _new_in_directory(somebody: tuple[str, str]) -> PreviewLine:
    """By the code of their row, with the name of their organisation."""
    code, office = somebody
    sentence = _("New in the directory: %(organisation)s", organisation=office)
    return PreviewLine(what=LineTopic.TOLD, row=int(code.removeprefix("new-")), sentence=sentence)


def _about(step: PeopleStep, record: ListRecord) -> str:
    """Where somebody new on the list works, how far they are and what they do."""
    said = [people_value_text(record.get(name), name) for name in ("standing", "parts")]
    new = [_("new in the directory")] if record.code in step.offices_of_new else []
    return " · ".join([step.office_of(record.code), *said, *new])


def people_value_text(value: Value, name: str) -> str:
    """A value as people read it."""
    if isinstance(value, tuple):
        return ", ".join(label_of(ParticipantRole(part)) for part in value)
    return shown_value(READ_HERE[name], value)
