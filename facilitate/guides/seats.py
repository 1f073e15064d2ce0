"""Who sits where, for the hosts' sheets: people come into a guide only for the papers of those who receive them."""

from dataclasses import replace

from ..cafe import addresses
from ..cafe.printing.papers import PaperSeat, TablePaper, table_papers
from ..cafe.queries import cafe_steps, floor_of
from ..events.models import Event
from .guide import Guide, GuideCafe, GuideDay, GuideStep


def guide_with_seats(event: Event, guide: Guide) -> Guide:
    """The guide with everybody who comes to the tables of its cafés in each round."""
    if not any(step.cafe for step in guide.steps):
        return guide
    laid = {step.id for step in guide.steps if step.cafe}
    on = {one.id: one for one in cafe_steps(event, laid)}

    def with_people(step: GuideStep) -> GuideStep:
        found = floor_of(event, step.id, on.get(step.id)) if step.cafe else None
        if found is None or step.cafe is None:
            return step
        papers = table_papers(found[0], guide.language, addresses.table_url)
        return replace(step, cafe=_with(step.cafe, {one.number: one for one in papers}))

    def of_day(one: GuideDay) -> GuideDay:
        return replace(one, steps=[with_people(step) for step in one.steps])

    return replace(guide, days=[of_day(one) for one in guide.days])


def _with(cafe: GuideCafe, papers: dict[int, TablePaper]) -> GuideCafe:
    tables = []
    for one in cafe.tables:
        paper = papers[one.number]
        comes = tuple(tuple(_named(seat) for seat in talk.people) for talk in paper.talks)
        tables.append(replace(one, name=paper.name, comes=comes, address=paper.address))
    return replace(cafe, tables=tables)


def _named(seat: PaperSeat) -> str:
    """`Ana Kola (Shpresa)`"""
    return f"{seat.name} ({seat.organisation})" if seat.organisation else seat.name
