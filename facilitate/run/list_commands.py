"""The commands `facilitate list` and `facilitate checklist`: a list of an event or of the planner as a file, and an edited file back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from werkzeug.exceptions import NotFound

from ..agenda.editing.room_list import conversation_of_rooms
from ..agenda.publishing.sheet_pages import AgendaConversation
from ..budget.excel.routes import BudgetConversation
from ..cafe.laying.table_list import conversation_of_tables
from ..cafe.queries import cafe_steps
from ..checklists.excel.routes import ChecklistConversation
from ..consultation.inviting.list_pages import InvitationsConversation
from ..directory.importing.routes import ListConversation, OfficesConversation
from ..events.models import Event
from ..exchange.conversation import FileConversation
from ..forums.models import Forum
from ..forums.programme.guidance_list import conversation_of_guidance
from ..forums.programme.standard_list import conversation_of_standards
from ..lib.clock import format_wall_time
from ..participation.importing.routes import conversation_of_participants
from ..practice.lessons.lesson_list import conversation_of_lessons
from ..setup.past_meetings import conversation_of_meetings
from ..situation.tables.year_list import conversation_of_years
from ..web.i18n import pick_wording
from .import_command import ImportOptions, imports_a_list, write_list
from .planner_app import inside_app
from .terminal import find_event, find_forum, output_option

LISTS: dict[str, Callable[[Event], FileConversation[Any]]] = {
    "agenda": AgendaConversation,
    "budget": BudgetConversation,
    "checklist": ChecklistConversation,
    "invitations": InvitationsConversation,
    "lessons": conversation_of_lessons,
    "participants": conversation_of_participants,
    "rooms": conversation_of_rooms,
}
"""Every list of an event by what it is called in commands; the tables of a café besides, of which an event may have several."""
TABLES = "tables"
OF_PLANNER: dict[str, Callable[[], FileConversation[Any]]] = {
    "organisations": OfficesConversation,
    "people": ListConversation,
}
"""The lists of the directory."""
OF_FORUM: dict[str, Callable[[Forum], FileConversation[Any]]] = {
    "advice": conversation_of_guidance,
    "meetings": conversation_of_meetings,
    "numbers": conversation_of_years,
    "standards": conversation_of_standards,
}
"""The lists of a forum."""
WHICH = click.argument("which", type=click.Choice(sorted([*LISTS, TABLES, *OF_PLANNER, *OF_FORUM])))
SLUG = click.argument("slug", nargs=-1, metavar="[EVENT or FORUM]")
CAFE = click.option("--cafe", type=int, help="The number of the café, where the event has several.")


@click.group("list")
def lists() -> None:
    """A list of an event or of the planner (budget, people, rooms …) as a file, and back."""


@lists.command("export")
@WHICH
@SLUG
@CAFE
@output_option("{slug}-{which}.xlsx")
@inside_app
def list_export(which: str, slug: tuple[str, ...], cafe: int | None, output: Path) -> None:
    """Write the list WHICH of EVENT to Excel, OpenDocument (-o FILE.ods) or a text (-o FILE.csv).

    People and organisations are lists of the planner: without EVENT. Advice, meetings, numbers and standards are lists of a FORUM.
    """
    write_list(find_list(which, slug, cafe), output)


@lists.command("import")
@WHICH
@SLUG
@CAFE
@imports_a_list
@inside_app
def list_import(asked: ImportOptions, which: str, slug: tuple[str, ...], cafe: int | None) -> None:
    """Compare an edited FILE (.xlsx, .ods, .csv) with the list WHICH of EVENT, row by row.

    Ends with 3 when something in the file was left out: a cell nobody can read, what was changed on both sides.
    """
    asked.bring_back(find_list(which, slug, cafe))


def find_list(which: str, slug: tuple[str, ...], cafe: int | None) -> FileConversation[Any]:
    """The list that is meant, or a plain sentence."""
    if which in OF_PLANNER:
        if slug:
            raise click.ClickException(
                f"The list “{which}” is of the planner: leave “{slug[0]}” out."
            )
        return OF_PLANNER[which]()
    if which in OF_FORUM and len(slug) == 1:
        return OF_FORUM[which](find_forum(slug[0]))
    if len(slug) != 1:
        raise click.ClickException(f"Say of which event: facilitate list … {which} EVENT …")
    event = find_event(slug[0])
    if which == TABLES:
        return conversation_of_tables(event, _cafe_of(event, cafe))
    try:
        return LISTS[which](event)
    except NotFound as problem:
        raise click.ClickException(f"This event has no list “{which}” yet.") from problem


def _cafe_of(event: Event, asked: int | None) -> int:
    """The step of the café that is meant; of several, somebody has to say which."""
    there = {one.step.id: one for one in cafe_steps(event)}
    if not there:
        raise click.ClickException("This event has no world café in its agenda.")
    if asked is None and len(there) == 1:
        return next(iter(there))
    if asked not in there:
        named = "\n".join(
            f"  --cafe {key}  {one.day.on.isoformat()} {format_wall_time(one.start)}  {pick_wording(one.step.title)}"
            for key, one in there.items()
        )
        raise click.ClickException(f"This event has more than one café. Say which:\n{named}")
    return asked


@click.group()
def checklist() -> None:
    """The checklist as an Excel file, and back."""


@checklist.command("export")
@click.argument("slug")
@output_option("{slug}-checklist.xlsx")
@inside_app
def checklist_export(slug: str, output: Path) -> None:
    """Write the checklist of SLUG to Excel, or as OpenDocument (-o FILE.ods) or a table in text (-o FILE.csv)."""
    write_list(ChecklistConversation(find_event(slug)), output)


@checklist.command("import")
@click.argument("slug")
@imports_a_list
@inside_app
def checklist_import(asked: ImportOptions, slug: str) -> None:
    """Compare an edited FILE (.xlsx, .ods, .csv) with the checklist of SLUG, row by row.

    Ends with 3 when something in the file was left out: a cell nobody can read, a name nobody has, what was changed on both
    sides.
    """
    asked.bring_back(ChecklistConversation(find_event(slug)))
