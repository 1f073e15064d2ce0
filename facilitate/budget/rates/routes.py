"""Exchange rates on their page: each with its day and where it is from."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db, get_or_404
from ...events.access import Can, needs
from ...events.models import Event
from ...lib.text import Words
from ...web.i18n import _
from .. import wording
from ..blueprint import bp
from ..models import Rate
from ..queries import book_of, currency_of
from . import actions
from .forms import OwnCurrencyForm, RateForm, rate_form


@bp.route("/events/<slug>/budget/rates", methods=["GET", "POST"])
@needs(Can.EDIT_BUDGET)
def edit_rates(event: Event) -> Any:
    """The rates with their days and sources; posting writes one down, in place of the one its currency had."""
    own = currency_of(event)
    form = rate_form(own, clock.today_in(event))
    if form.validate_on_submit():
        row = actions.save_rate(
            event,
            str(form.currency.data),
            worth=form.rate,
            on=form.on.data,
            source=form.source.data,
        )
        flash(wording.rate_said(row.currency, row.worth, own))
        db.session.commit()
        return redirect(url_for("budget.edit_rates", slug=event.slug))
    own_form = OwnCurrencyForm(formdata=None, data={"own": own})
    return _render_rates(event, own, form, own_form), form.status


def _render_rates(event: Event, own: str, form: RateForm, own_form: OwnCurrencyForm) -> str:
    return render_template(
        "budget/rates/rates.html",
        event=event,
        form=form,
        own=own,
        book=book_of(event, clock.today_in(event)),
        wording=wording,
        own_form=own_form,
    )


@bp.post("/events/<slug>/budget/currency")
@needs(Can.EDIT_BUDGET)
def save_own_currency(event: Event) -> Any:
    """The sums are given in another currency from now on."""
    form = OwnCurrencyForm()
    if form.validate_on_submit():
        actions.change_own_currency(event, str(form.own.data))
        flash(_("The sums are now given in %(currency)s.", currency=form.own.data))
        db.session.commit()
        return redirect(url_for("budget.edit_rates", slug=event.slug))
    own = currency_of(event)
    return _render_rates(event, own, rate_form(own, clock.today_in(event)), form), 422


@bp.post("/events/<slug>/budget/rates/<int:rate_id>/remove")
@needs(Can.EDIT_BUDGET)
def remove_rate(event: Event, rate_id: int) -> Any:
    row = get_or_404(Rate, Rate.id == rate_id, Rate.event_id == event.id)
    currency = row.currency
    page = url_for("budget.edit_rates", slug=event.slug)
    change = actions.REMOVALS.remove(event, row, Words(currency), current_user.id)
    flash(
        _("The rate for %(currency)s was removed.", currency=currency),
        actions.REMOVALS.offer_undo(event, change, page),
    )
    db.session.commit()
    return redirect(page)
