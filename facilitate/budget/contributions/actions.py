"""What happens to contributions: confirmed, received, and what participants' employers carry counted in one go."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from ...data.db import db
from ...events.models import Event
from ...lib.text import Words
from ...participation.models import Participation, Standing
from ..actions import place_row
from ..models import (
    Contribution,
    ContributionKind,
    CostCategory,
    CostLine,
    PledgeStatus,
    ValuationBasis,
)

_TITLES = {
    CostCategory.TRAVEL: Words("Travel, paid by employers", "Udhëtimi, i paguar nga punëdhënësit"),
    CostCategory.PER_DIEM: Words(
        "Per diem, paid by employers", "Dietat, të paguara nga punëdhënësit"
    ),
    CostCategory.LODGING: Words(
        "Lodging, paid by employers", "Akomodimi, i paguar nga punëdhënësit"
    ),
}
PERSON = Words("person", "person")


def confirm_contribution(row: Contribution, on: date) -> None:
    """Mark a contribution as confirmed on that day; what is received already stays so."""
    if row.pledge is PledgeStatus.PLEDGED:
        row.pledge = PledgeStatus.CONFIRMED
    row.confirmed_on = row.confirmed_on or on
    db.session.flush()


def receive_contribution(row: Contribution, on: date) -> None:
    """Mark a contribution as received on that day."""
    row.pledge, row.received_on = PledgeStatus.RECEIVED, row.received_on or on
    row.confirmed_on = row.confirmed_on or on
    db.session.flush()


def count_from_outside(event: Event) -> int:
    """How many come, or came, from another county than the one the event is in."""
    coming = (Standing.COMING, Standing.ATTENDED)
    mine = sa.select(sa.func.count()).select_from(Participation)
    mine = mine.where(Participation.event_id == event.id, Participation.standing.in_(coming))
    elsewhere = sa.or_(
        Participation.county_id.is_(None), Participation.county_id != (event.county_id or 0)
    )
    return int(db.session.scalar(mine.where(elsewhere)) or 0)


def count_employers(
    event: Event, people: int, each: Sequence[tuple[CostCategory, int]], currency: str
) -> int:
    """Write down what the employers of so many people carry: a cost line and a contribution that covers it, for each

    amount (cents a person) that is more than nothing. Gives how many lines.
    """
    made = 0
    for category, cents in each:
        if not cents or not people:
            continue
        line = place_row(
            CostLine(
                category=category,
                title=_TITLES[category],
                unit=PERSON,
                quantity=100 * people,
                unit_cents=cents,
                currency=currency,
            ),
            event,
        )
        place_row(
            Contribution(
                kind=ContributionKind.EMPLOYER,
                title=_TITLES[category],
                quantity=100 * people,
                unit_cents=cents,
                currency=currency,
                basis=ValuationBasis.DAY_RATE,
                pledge=PledgeStatus.PLEDGED,
                line_id=line.id,
            ),
            event,
        )
        made += 1
    return made


def copy_contribution(row: Contribution) -> Contribution:
    """A copy of a contribution, pledged only."""
    event = db.session.get_one(Event, row.event_id)
    made = Contribution(
        organisation_id=row.organisation_id,
        giver=row.giver,
        kind=row.kind,
        title=row.title,
        quantity=row.quantity,
        unit_cents=row.unit_cents,
        currency=row.currency,
        basis=row.basis,
        basis_note=row.basis_note,
        line_id=row.line_id,
        category=row.category,
        note=row.note,
        extra=dict(row.extra or {}),
    )
    return place_row(made, event)
