"""An event's people from a file: its columns, what would change, everybody on the list; undone at once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from ...directory.contacts.export_log import log_export
from ...directory.importing.preview import count_problem_rows
from ...directory.importing.queries import directory_stamp
from ...directory.importing.routes import ListConversation
from ...directory.importing.step import ListImport
from ...directory.importing.telling import list_table_place, preview_of_rows
from ...events.access import Can, needs
from ...events.models import Event
from ...exchange.conversation import EventConversation, Taken, serve_conversation
from ...exchange.lines import LineTopic, PreviewLine
from ...exchange.merge import ListRecord, Value
from ...exchange.preview import Preview, PreviewChoice, TableShown
from ...exchange.values import shown_value
from ...exchange.waiting import Parcel
from ...lib.opendocument_out import as_opendocument
from ...lib.tables import FileTable
from ...mail.outbox import send_mails_soon
from ...web.i18n import _, _l, _n, label_of
from ..blueprint import bp
from ..columns import READ_HERE
from ..inviting.actions import people_list_file
from ..models import ParticipantRole, Standing
from ..queries import people_stamp
from . import actions
from .step import PeopleStep


@dataclass(kw_only=True)
class ParticipantsConversation(ListConversation, EventConversation[ListImport]):
    """A list of an event's people: the directory gets those it does not know, and everybody is on the list.

    `standing`: of new people whose row says none, for who asks from elsewhere than a page.
    """

    event: Event
    standing: Standing | None = None
    key = "participants"
    layout = "layouts/event.html"
    title = _l("Import a list of people")
    lead = _l(
        "Say what each column is. Before anything is saved, you see who is new and what changes. "
        "Then everybody is added to the list of this event."
    )
    page, pages = "participation.show_people", "participation.list_"

    def __post_init__(self) -> None:
        EventConversation.__init__(self, self.event)

    def to_file(self, ending: str) -> bytes:
        count, content, name = people_list_file(self.event, contacts=True, ending=ending)
        log_export(None, name, count, self.event.slug)
        return as_opendocument(content) if ending == "ods" else content

    def step_of(
        self, table: FileTable, sent: Mapping[str, Any], columns: Mapping[str, Any] | None
    ) -> PeopleStep:
        return PeopleStep(table, sent, self.event, columns)

    def columns_of(self, parcel: Parcel) -> ListImport:
        step = super().columns_of(parcel)
        if self.standing is not None:
            step.form.standing.data = self.standing
        return step

    def preview_of(self, found: Any) -> Preview:
        return participants_preview(found)

    def take(self, found: Any, chosen: PreviewChoice, source: str, by: int | None) -> Taken | None:
        left = count_problem_rows(found.outcome.problems)
        settled = chosen.settle("", found.comparison)
        done = actions.apply_people_import(self.event, found, settled, by=by, source=source)
        if done is None:
            return None
        said = actions.IMPORTS.says(done.change)
        if left:
            said += " " + _n("%(num)d row was left out.", "%(num)d rows were left out.", left)
        return Taken(
            said,
            lambda: actions.IMPORTS.way_back(self.event, done.change, self.home),
            partial(send_mails_soon, done.mails),
        )

    def home_after(self, _found: ListImport) -> str:
        return self.home

    def context(self) -> Mapping[str, Any]:
        return {**super().context(), "event": self.event}


def conversation_of_participants(event: Event) -> ParticipantsConversation:
    """The pages on which a list of an event's people comes in."""
    return ParticipantsConversation(event=event)


serve_conversation(
    bp,
    "/events/<slug>/people/import",
    needs(Can.EDIT_PEOPLE),
    conversation_of_participants,
    "list_",
    first="",
    columns=True,
)


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
