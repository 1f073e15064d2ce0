"""What to bring for the whole event, in one list: on the page and for Excel."""

from typing import Any

from flask import render_template

from ...events.access import Can, needs
from ...events.models import Event
from ...techniques.queries import all_techniques
from ...web.downloads import send_download
from ...web.i18n import _, _n, pick_wording, use_language
from .. import shopping as rule
from ..blueprint import bp
from ..queries import plan_of
from .shopping_sheet import render_shopping_sheet


@bp.get("/events/<slug>/agenda/shopping")
@needs(Can.SEE)
def show_shopping(event: Event) -> Any:
    plan = plan_of(event)
    dates = {day.id: day.on for day in plan.in_order}
    found = rule.shopping_list(plan, event.expected, all_techniques())
    return render_template(
        "agenda/shopping.html",
        event=event,
        found=found,
        lead=_counted_for(event, found),
        plan=plan,
        dates=dates,
    )


@bp.get("/events/<slug>/agenda/shopping.xlsx")
@needs(Can.SEE)
def download_shopping(event: Event) -> Any:
    """The list in the event's language."""
    found = rule.shopping_list(plan_of(event), event.expected, all_techniques())
    with use_language(event.language):
        title = f"{_('Shopping list')} · {pick_wording(event.title)}"
        content = render_shopping_sheet(title, _counted_for(event, found), found, event.language)
    return send_download(content, f"{event.slug}-shopping.xlsx")


def _counted_for(event: Event, found: rule.Shopping) -> str:
    """How many things, and for how many people they are counted, as a sentence."""
    count = len(found.counted) + len(found.uncounted)
    things = _n("%(num)d thing to bring", "%(num)d things to bring", count)
    if not event.expected:
        return _(
            "%(things)s. The number of people expected is not set yet, so nothing is counted "
            "per person.",
            things=things,
        )
    people = _n("%(num)d person", "%(num)d people", event.expected)
    return _("%(things)s, counted for %(people)s.", things=things, people=people)
