"""What people need, for the organiser who orders it: sums, and who."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from flask import render_template
from flask_login import current_user

from ...data.db import db, then_write
from ...directory.contacts.export_log import log_export
from ...events.access import Can, needs
from ...events.models import Event
from ...lib.text import make_slug, plain_text
from ...web.downloads import send_download
from ...web.i18n import _, label_of, pick_wording, use_language
from ..blueprint import bp
from ..inviting.queries import InviteeLine, invitee_lines
from ..inviting.sheet import NeedsRow, needs_sheet
from ..labels import arrival_said
from ..models import Standing
from ..nights import arrival_day, nights_needed


class ParticipantNeed(NamedTuple):
    """What one of those who come needs."""

    interpreter: bool
    lodging: bool
    diet: str
    access: str
    arrival: str


@dataclass(frozen=True)
class NeedsCount:
    """How many need what. `beds` by night (each by the day it begins); `open_arrivals`: need a bed, did not say from when."""

    interpreters: int
    diets: list[tuple[str, int]]
    access: int
    lodging: int
    beds: dict[date, int]
    open_arrivals: int


def count_needs(needs: Iterable[ParticipantNeed], first: date, last: date) -> NeedsCount:
    """The sums an organiser orders by. A diet is the same however its letters are written."""
    needs = list(needs)
    beds: Counter[date] = Counter()
    for need in needs:
        if need.lodging:
            beds.update(nights_needed(need.arrival, first, last))
    diets: Counter[str] = Counter(
        plain_text(need.diet.strip()) for need in needs if need.diet.strip()
    )
    written = {plain_text(need.diet.strip()): need.diet.strip() for need in reversed(needs)}
    return NeedsCount(
        interpreters=sum(need.interpreter for need in needs),
        diets=[
            (written[key], number)
            for key, number in sorted(diets.items(), key=lambda pair: (-pair[1], pair[0]))
        ],
        access=sum(bool(need.access.strip()) for need in needs),
        lodging=sum(need.lodging for need in needs),
        beds=dict(sorted(beds.items())),
        open_arrivals=sum(need.lodging and arrival_day(need.arrival) is None for need in needs),
    )


WHO = (Standing.COMING, Standing.WAITING, Standing.ATTENDED)


def _need(line: InviteeLine) -> ParticipantNeed:
    one = line.registration
    return (
        ParticipantNeed(
            interpreter=one.interpreter,
            lodging=one.lodging,
            diet=one.diet,
            access=one.access,
            arrival=one.arrival,
        )
        if one
        else ParticipantNeed(interpreter=False, lodging=False, diet="", access="", arrival="")
    )


def _asks(line: InviteeLine) -> bool:
    one = line.registration
    return one is not None and bool(
        one.interpreter or one.lodging or one.diet or one.access or one.remark
    )


def lines_with_needs(event: Event) -> list[InviteeLine]:
    """Who of those who come needs something."""
    return [line for line in invitee_lines(event, *WHO) if _asks(line)]


@bp.get("/events/<slug>/people/needs")
@needs(Can.EDIT_PEOPLE)
def show_people_needs(event: Event) -> Any:
    lines = invitee_lines(event, *WHO)
    seated = [line for line in lines if line.row.standing is not Standing.WAITING]
    return render_template(
        "participation/answering/needs.html",
        event=event,
        counted=count_needs(map(_need, seated), event.first_day, event.last_day),
        coming=len(seated),
        answered=sum(bool(line.registration and line.registration.answered_at) for line in seated),
        lines=[line for line in lines if _asks(line)],
        arrival_said=arrival_said,
    )


@bp.get("/events/<slug>/people/needs.xlsx")
@needs(Can.EDIT_PEOPLE)
def export_people_needs(event: Event) -> Any:
    """Who needs what. It says who needs help: that it left the house is written down."""
    lines = lines_with_needs(event)
    with use_language(event.language):
        title = _("What people need")
        content = needs_sheet(
            f"{title} – {pick_wording(event.title)}", [_row(event, line) for line in lines]
        )
        name = f"{event.slug}-{make_slug(title)}.xlsx"
    then_write()
    log_export(current_user.id, name, len(lines), event.slug)
    db.session.commit()
    return send_download(content, name)


def _row(event: Event, line: InviteeLine) -> NeedsRow:
    row, one, yes = line.row, line.registration, _("yes")
    assert one is not None
    beds = len(nights_needed(one.arrival, event.first_day, event.last_day)) if one.lodging else None
    return NeedsRow(
        name=row.person.name,
        organisation=row.organisation.name,
        standing=label_of(row.standing),
        interpreter=yes if one.interpreter else "",
        diet=one.diet,
        access=one.access,
        lodging=yes if one.lodging else "",
        arrival=arrival_said(one.arrival, event.first_day),
        nights=beds,
        remark=one.remark,
    )
