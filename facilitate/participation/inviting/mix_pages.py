"""The mix that is wanted, beside the people there are."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_login import current_user

from ...data.db import db, get_or_404
from ...directory.queries import all_counties, all_sectors
from ...events.access import Can, needs
from ...events.models import Event
from ...web.i18n import _, in_both_languages
from ..actions import REMOVALS
from ..blueprint import bp
from ..models import Target
from ..queries import registration_setting
from .forms import target_form
from .mix import COMING, ON_THE_LIST, TargetWish, measure_target
from .queries import invitee_groups, targets_of
from .wording import TargetProgress, TargetTeller


def targets_with_counts(event: Event) -> list[TargetProgress]:
    """Every wish of the event with a live count."""
    targets, groups, places = targets_of(event), invitee_groups(event), all_counties()
    teller, keys = TargetTeller(all_sectors(), places), [place.key for place in places]
    found = []
    for target in targets:
        wish = TargetWish(target.kind, tuple(target.keys.split()), target.least)
        listed, coming = (measure_target(wish, groups, keys, of) for of in (ON_THE_LIST, COMING))
        found.append(teller.told(target.id, wish, listed, coming))
    return found


@bp.route("/events/<slug>/people/mix", methods=["GET", "POST"])
@needs(Can.EDIT_PEOPLE)
def edit_target_mix(event: Event) -> Any:
    form = target_form(event, registration_setting(event).asks_gender)
    if form.validate_on_submit():
        db.session.add(
            Target(event_id=event.id, kind=form.kind.data, keys=form.keys, least=form.least.data)
        )
        flash(_("The target was added."))
        db.session.commit()
        return redirect(url_for("participation.edit_target_mix", slug=event.slug))
    return render_template(
        "participation/inviting/mix.html",
        event=event,
        form=form,
        targets=targets_with_counts(event),
    ), form.status


@bp.post("/events/<slug>/people/mix/<int:target_id>/remove")
@needs(Can.EDIT_PEOPLE)
def remove_target(event: Event, target_id: int) -> Any:
    row = get_or_404(Target, Target.id == target_id, Target.event_id == event.id)
    page = url_for("participation.edit_target_mix", slug=event.slug)
    change = REMOVALS.remove(
        event, row, in_both_languages(lambda: _("Target mix")), current_user.id
    )
    flash(_("The target was removed."), REMOVALS.offer_undo(event, change, page))
    db.session.commit()
    return redirect(page)
