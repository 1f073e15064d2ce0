"""The mix that is wanted, beside the people there are."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_login import current_user

from ...data.db import db, get_or_404
from ...directory.queries import all_counties, all_sectors
from ...events.access import Can, needs
from ...events.models import Event
from ...web.i18n import _, both
from ..actions import REMOVALS
from ..blueprint import bp
from ..models import Target
from ..queries import registration_of
from .forms import target_form
from .mix import COMING, ON_THE_LIST, Wish, measured
from .queries import groups_of, targets_of
from .wording import Teller, Told


def told_targets(event: Event) -> list[Told]:
    """Every wish of the event with a live count: four statements."""
    targets, groups, places = targets_of(event), groups_of(event), all_counties()
    teller, keys = Teller(all_sectors(), places), [place.key for place in places]
    found = []
    for target in targets:
        wish = Wish(target.kind, tuple(target.keys.split()), target.least)
        listed, coming = (measured(wish, groups, keys, of) for of in (ON_THE_LIST, COMING))
        found.append(teller.told(target.id, wish, listed, coming))
    return found


@bp.route("/events/<slug>/people/mix", methods=["GET", "POST"])
@needs(Can.EDIT_PEOPLE)
def mix(event: Event) -> Any:
    form = target_form(event, registration_of(event).asks_gender)
    if form.validate_on_submit():
        db.session.add(
            Target(event_id=event.id, kind=form.kind.data, keys=form.keys, least=form.least.data)
        )
        flash(_("The target was added."))
        db.session.commit()
        return redirect(url_for("participation.mix", slug=event.slug))
    return render_template(
        "participation/inviting/mix.html", event=event, form=form, targets=told_targets(event)
    ), form.status


@bp.post("/events/<slug>/people/mix/<int:target_id>/remove")
@needs(Can.EDIT_PEOPLE)
def mix_remove(event: Event, target_id: int) -> Any:
    row = get_or_404(Target, Target.id == target_id, Target.event_id == event.id)
    page = url_for("participation.mix", slug=event.slug)
    change = REMOVALS.remove(event, row, both(lambda: _("Target mix")), current_user.id)
    flash(_("The target was removed."), REMOVALS.way_back(event, change, page))
    db.session.commit()
    return redirect(page)
