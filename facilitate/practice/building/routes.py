"""This edition beside an earlier one, and what would repeat."""

from typing import Any

from flask import render_template, request

from ...events.access import Can, needs
from ...events.models import Event
from ...events.queries import my_events
from ...techniques.queries import needed
from ...web.i18n import words
from ..blueprint import bp
from .queries import sides
from .repeating import repeats
from .wording import lead, longer, sentences, when


@bp.get("/events/<slug>/builds-on")
@needs(Can.SEE)
def building(event: Event) -> Any:
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
    now, then = sides(event, before)
    shelf = needed({one.technique for side in (now, then) for one in side.edition.used})
    names = {key: words(one.name) for key, one in shelf.items()}
    found = repeats(now.edition, then.edition)
    said = sentences(found, now.edition, words(before.title), names)
    return render_template(
        "practice/building/building.html",
        event=event,
        before=before,
        others=others,
        sides=(now, then),
        names=names,
        found=found,
        said=said,
        lead=lead(found, said, words(before.title)),
        when=when,
        longer=longer,
    )
