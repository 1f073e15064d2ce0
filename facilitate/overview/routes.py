"""The front page and figures across events."""

from datetime import date
from typing import Any

from flask import Blueprint, render_template, request

from ..accounts.doors import signed_in
from ..downloads import send
from ..events.queries import my_events
from ..i18n import _, _n
from ..participation.counting.labels import BLOCKS, LINES
from ..participation.counting.queries import compare
from ..participation.counting.sheet import to_sheet
from .queries import beside, front_of
from .wording import due, lead, seats

bp = Blueprint("overview", __name__)


@bp.get("/")
@signed_in
def front() -> Any:
    front = front_of(my_events(), date.today())
    return render_template("overview/front.html", front=front, lead=lead(front), seats=seats, due=due)


@bp.get("/figures")
@signed_in
def figures() -> Any:
    """The events named in the address (`?event=SLUG`, several times) side by side."""
    events = my_events()
    comparison = compare(beside(events, request.args.getlist("event")))
    total = sum(one.total for one in comparison.figures)
    people = _n("%(num)d person counted", "%(num)d people counted", total)
    sentence = _n(
        "%(people)s at %(num)d event.", "%(people)s at %(num)d events.", len(comparison.events), people=people
    )
    return render_template(
        "overview/figures.html",
        events=events,
        chosen=[event.slug for event in comparison.events],
        comparison=comparison,
        sentence=sentence if total else _("Nobody is counted yet."),
        blocks=BLOCKS,
        names=LINES,
    )


@bp.get("/figures.xlsx")
@signed_in
def figures_xlsx() -> Any:
    """No event of its own: it speaks the language of who asks."""
    comparison = compare(beside(my_events(), request.args.getlist("event")))
    return send(to_sheet(comparison), "figures.xlsx")
