"""An event's people: found, taken in, moved on, taken out."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import flash, redirect, render_template, request, url_for
from sqlalchemy.orm import joinedload

from ...db import db, get_or_404
from ...directory.models import Person
from ...directory.queries import counties, find_people, sectors
from ...directory.search import asked
from ...events.access import Can, needs
from ...events.models import Event
from ...i18n import _, _n
from ...refused import Refused
from ..actions import invite_all
from ..actions import set_standing as give_standing
from ..blueprint import bp
from ..forms import AddForm, StandingForm, participation_form
from ..labels import said
from ..models import Participation, Standing
from ..queries import Wanted, find, is_there, standings


def _wanted() -> Wanted:
    return Wanted(**vars(asked(request.args)), standing=request.args.get("standing", ""))


@bp.get("/events/<slug>/people")
@needs(Can.SEE_PEOPLE)
def people(event: Event) -> Any:
    wanted = _wanted()
    return render_template(
        "participation/people.html",
        event=event,
        wanted=wanted,
        found=find(event, wanted),
        summary=said(standings(event)),
        sectors=sectors(),
        counties=counties(),
        standings=Standing,
        form=StandingForm(formdata=None),
    )


@bp.post("/events/<slug>/people/standing")
@needs(Can.EDIT_PEOPLE)
def set_standing(event: Event) -> Any:
    form = StandingForm()
    if not form.validate_on_submit() or not form.people.data:
        raise Refused(_("Tick the people first, then choose what they are now."))
    number = give_standing(event, form.people.data, form.standing.data)
    flash(_n("%(num)d person changed.", "%(num)d people changed.", number))
    db.session.commit()
    return redirect(
        url_for("participation.people", slug=event.slug, page=_wanted().page, **_wanted().address)
    )


@bp.route("/events/<slug>/people/add", methods=["GET", "POST"])
@needs(Can.EDIT_PEOPLE)
def add(event: Event) -> Any:
    form, wanted = AddForm(), asked(request.args)
    if form.validate_on_submit():
        chosen = (
            sa.select(Person)
            .where(Person.id.in_(form.people.data or []))
            .options(joinedload(Person.organisation))
        )
        new = invite_all(
            event, db.session.scalars(chosen), form.standing.data, form.parts.data or (), date.today()
        )
        flash(_n("%(num)d person is in the list now.", "%(num)d people are in the list now.", len(new)))
        db.session.commit()
        return redirect(url_for("participation.people", slug=event.slug))
    return render_template(
        "participation/add.html",
        event=event,
        form=form,
        asked=wanted,
        found=find_people(wanted, but=is_there(event)),
        sectors=sectors(),
        counties=counties(),
    ), form.status


@bp.route("/events/<slug>/people/<int:row_id>", methods=["GET", "POST"])
@needs(Can.EDIT_PEOPLE)
def person(event: Event, row_id: int) -> Any:
    row = get_or_404(Participation, Participation.id == row_id, Participation.event_id == event.id)
    form = participation_form(row)
    if form.saves(row):
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("participation.people", slug=event.slug))
    return render_template("participation/person.html", event=event, row=row, form=form), form.status


@bp.post("/events/<slug>/people/<int:row_id>/remove")
@needs(Can.EDIT_PEOPLE)
def remove(event: Event, row_id: int) -> Any:
    row = get_or_404(Participation, Participation.id == row_id, Participation.event_id == event.id)
    flash(_("%(name)s is no longer in the list.", name=row.person.name))
    db.session.delete(row)
    db.session.commit()
    return redirect(url_for("participation.people", slug=event.slug))
