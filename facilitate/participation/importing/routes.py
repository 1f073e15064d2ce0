"""An event's people from a file: its columns, what would change, everybody on the list; undone at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from ...directory.contacts.export_log import log_export
from ...directory.importing.preview import count_problem_rows
from ...directory.importing.routes import ListConversation
from ...directory.importing.step import ListImport
from ...events.access import Can, needs
from ...events.models import Event
from ...exchange.conversation import EventConversation, Taken, serve_conversation
from ...exchange.preview import Preview, PreviewChoice
from ...lib.opendocument_out import as_opendocument
from ...lib.tables import FileTable
from ...mail.outbox import send_mails_soon
from ...web.i18n import _l, _n
from ..blueprint import bp
from ..inviting.actions import people_list_file
from . import actions
from .step import PeopleStep
from .telling import participants_preview


@dataclass(kw_only=True)
class ParticipantsConversation(ListConversation, EventConversation[ListImport]):
    """A list of an event's people: the directory gets those it does not know, and everybody is on the list."""

    event: Event
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
