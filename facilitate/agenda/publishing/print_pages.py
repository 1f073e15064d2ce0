"""The agenda on paper: the programme for participants, and the running order for the team."""

from typing import Any

from flask import render_template, request

from ... import clock
from ...events.access import Can, needs
from ...events.asked_language import asked_language
from ...events.models import Event
from ...events.queries import objectives_of, team_of
from ...techniques.queries import all_techniques
from ...web.i18n import format_days, use_language
from ..blueprint import bp
from ..programmes import programme_from
from ..queries import plan_of
from .leaving import plan_to_announce
from .public import public_days
from .queries import event_clock, programme_dates, venue_text
from .running_order import running_order_days


@bp.get("/events/<slug>/agenda/print/programme")
@needs(Can.SEE)
def print_programme(event: Event) -> Any:
    """The programme for participants as it is now: A4, a page a day."""
    code = asked_language(event)
    with use_language(code):
        programme = public_days(plan_to_announce(event, plan_of(event)).or_refused(), code)
        return render_template(
            "agenda/publishing/print_programme.html",
            event=event,
            programme=programme,
            code=code,
            when=format_days(*programme_dates(event, programme), year=True),
            place=venue_text(event),
        )


@bp.get("/events/<slug>/agenda/print/running-order")
@needs(Can.SEE)
def print_running_order(event: Event) -> Any:
    """Every step with its people; `notes=1` adds aim, what to say and do, materials. It is never remembered."""
    code, notes = asked_language(event), request.args.get("notes") == "1"
    programme = programme_from(event, plan_of(event), team_of(event), objectives_of(event))
    with use_language(code):
        return render_template(
            "agenda/publishing/print_running_order.html",
            event=event,
            code=code,
            notes=notes,
            sheets=running_order_days(programme, all_techniques(), code),
            at=event_clock(event, clock.now()),
        )
