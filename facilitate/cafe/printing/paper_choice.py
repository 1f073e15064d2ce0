"""What is asked for when a café's papers are made: the language, which slips and how, the floor they are made from."""

from collections.abc import Mapping
from typing import Any

from ...events.models import Event
from ...web.i18n import _
from ...web.refused import Refused
from .. import addresses
from ..cafe_view import cafe_view_or_404
from ..floor import CafeFloor
from .actions import SlipChoice
from .papers import CafePaperHead, TablePaper, paper_head, table_papers


def slip_choice_from(values: Mapping[str, Any]) -> SlipChoice:
    """Which slips, as the form on the page says it; a form that was sent names its ticks, a bare address has the usual ones."""
    sent = values.get("which") in ("all", "changed")
    return SlipChoice(
        changed=values.get("which") == "changed",
        stacked=values.get("stacked") == "1",
        codes=values.get("codes") == "1" if sent else True,
        letters=values.get("letters") == "1",
    )


def floor_for(event: Event, step_id: int, *, seated: bool) -> CafeFloor:
    """The floor with its tables; refuses where there is nothing to print yet. `seated`: the paper holds people's seats."""
    floor = cafe_view_or_404(event, step_id).floor
    if not floor.tables:
        raise Refused(_("There are no tables yet, so there is nothing to print."))
    if seated and floor.seating is None:
        raise Refused(_("Nobody has a seat yet, so there is nothing to print."))
    return floor


def table_papers_in(
    event: Event, floor: CafeFloor, code: str, *, in_room: bool = False
) -> tuple[CafePaperHead, list[TablePaper]]:
    """The head and the tables of a paper, in the language spoken now; `in_room`: without those that are only online."""
    papers = table_papers(floor, code, addresses.table_url)
    shown = [one for one in papers if not (in_room and one.is_online)]
    return paper_head(floor, event.title, code), shown
