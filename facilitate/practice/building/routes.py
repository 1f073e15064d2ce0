"""This edition beside an earlier one, and what would repeat."""

from typing import Any

from flask import render_template, request

from ...events.access import Can, needs
from ...events.models import Event
from ...events.queries import my_events
from ...run.meanings import same_meanings
from ...techniques.queries import techniques_for_keys
from ...web.i18n import pick_wording
from ..blueprint import bp
from .queries import compared_editions
from .repeating import find_repeats
from .wording import half_day_text, minutes_longer_text, repeat_sentences, repeats_lead


@bp.get("/events/<slug>/builds-on")
@needs(Can.SEE)
def compare_editions(event: Event) -> Any:
    """Beside what it builds on, or beside another event chosen (`with`) of those the person may see."""
    alike = (event.kind, event.builds_on_id)
    others = [
        one for one in my_events() if one.id != event.id and (one.kind in alike or one.id in alike)
    ]
    asked = request.args.get("with", "")
    before = next(
        (one for one in others if (one.slug == asked if asked else one.id == event.builds_on_id)),
        None,
    )
    if before is None:
        return render_template("practice/building/choose.html", event=event, others=others)
    now, then = compared_editions(event, before)
    shelf = techniques_for_keys(
        {one.technique for side in (now, then) for one in side.edition.used}
    )
    names = {key: pick_wording(one.name) for key, one in shelf.items()}
    meant = same_meanings(now.edition.wordings, then.edition.wordings)
    found = find_repeats(now.edition, then.edition, meant)
    said = repeat_sentences(found, now.edition, pick_wording(before.title), names)
    return render_template(
        "practice/building/building.html",
        event=event,
        before=before,
        others=others,
        sides=(now, then),
        names=names,
        found=found,
        said=said,
        lead=repeats_lead(found, said, pick_wording(before.title)),
        when=half_day_text,
        longer=minutes_longer_text,
    )
