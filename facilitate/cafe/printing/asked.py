"""What is asked for when a café's papers are made: the language, which slips and how, the floor they are made from."""

from collections.abc import Mapping
from typing import Any

from ...events.models import Event
from ...web.i18n import _
from ...web.refused import Refused
from .. import addresses
from ..floor import Floor
from ..shown import shown
from .actions import Wanted
from .papers import Head, TablePaper, head_of, table_papers


def wanted_of(values: Mapping[str, Any]) -> Wanted:
    """Which slips, as the form on the page says it; a form that was sent names its ticks, a bare address has the usual ones."""
    sent = values.get("which") in ("all", "changed")
    return Wanted(
        changed=values.get("which") == "changed",
        stacked=values.get("stacked") == "1",
        codes=values.get("codes") == "1" if sent else True,
        letters=values.get("letters") == "1",
    )


def floor_for(event: Event, step_id: int, *, seated: bool) -> Floor:
    """The floor with its tables; refuses where there is nothing to print yet. `seated`: the paper holds people's seats."""
    floor = shown(event, step_id).floor
    if not floor.tables:
        raise Refused(_("There are no tables yet, so there is nothing to print."))
    if seated and floor.seating is None:
        raise Refused(_("Nobody has a seat yet, so there is nothing to print."))
    return floor


def table_papers_in(
    event: Event, floor: Floor, code: str, *, in_room: bool = False
) -> tuple[Head, list[TablePaper]]:
    """The head and the tables of a paper, in the language spoken now; `in_room`: without those that are only online."""
    papers = table_papers(floor, code, addresses.table_url)
    shown = [one for one in papers if not (in_room and one.is_online)]
    return head_of(floor, event.title, code), shown
