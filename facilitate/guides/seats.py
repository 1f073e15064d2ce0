"""Who sits where, for the hosts' sheets: people come into a guide only for the papers of those who receive them."""

from collections.abc import Callable
from dataclasses import replace

from ..cafe import addresses
from ..cafe.floor import CafeFloor
from ..cafe.printing.papers import PaperSeat, TablePaper, table_papers
from ..cafe.queries import cafe_steps, floor_of
from ..events.models import Event
from .guide import Guide, GuideCafe, GuideDay, GuideStep
from .steps import with_room


def guide_with_seats(event: Event, guide: Guide) -> Guide:
    """The guide with everybody who comes to the tables of its cafés in each round."""
    laid = {step.id for step in guide.steps if step.cafe}

    def seated(cafe: GuideCafe, floor: CafeFloor) -> GuideCafe:
        papers = table_papers(floor, guide.language, addresses.table_url)
        return _with(cafe, {one.number: one for one in papers})

    return _with_floors(event, guide, laid, seated)


def guide_with_group_names(event: Event, guide: Guide) -> Guide:
    """The guide with what groups of people who are alike are called: their county, say."""
    alike = {step.id for step in guide.steps if step.cafe and step.cafe.alike}

    def named(cafe: GuideCafe, floor: CafeFloor) -> GuideCafe:
        names = {one.number: floor.name_of(one).to(guide.language) for one in floor.tables}
        return replace(
            cafe,
            tables=[
                replace(one, name=with_room(names.get(one.number, ""), one.room))
                for one in cafe.tables
            ],
        )

    return _with_floors(event, guide, alike, named)


def _with_floors(
    event: Event, guide: Guide, of: set[int], change: Callable[[GuideCafe, CafeFloor], GuideCafe]
) -> Guide:
    """The guide with the cafés of these steps changed by what is known of who sits there."""
    if not of:
        return guide
    on = {one.id: one for one in cafe_steps(event, of)}

    def with_floor(step: GuideStep) -> GuideStep:
        found = floor_of(event, step.id, on.get(step.id)) if step.id in of else None
        if found is None or step.cafe is None:
            return step
        return replace(step, cafe=change(step.cafe, found[0]))

    def of_day(one: GuideDay) -> GuideDay:
        return replace(one, steps=[with_floor(step) for step in one.steps])

    return replace(guide, days=[of_day(one) for one in guide.days])


def _with(cafe: GuideCafe, papers: dict[int, TablePaper]) -> GuideCafe:
    tables = []
    for one in cafe.tables:
        paper = papers[one.number]
        comes = tuple(tuple(_named(seat) for seat in talk.people) for talk in paper.talks)
        tables.append(
            replace(one, name=with_room(paper.name, one.room), comes=comes, address=paper.address)
        )
    return replace(cafe, tables=tables)


def _named(seat: PaperSeat) -> str:
    """`Ana Kola (Shpresa)`"""
    return f"{seat.name} ({seat.organisation})" if seat.organisation else seat.name
