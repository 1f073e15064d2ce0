"""An event's webhooks: added, tried, paused, removed; what was sent."""

from typing import Any

import sqlalchemy as sa
from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import current_user

from .. import clock
from ..data.db import db, get_or_404
from ..events.access import Can, needs
from ..events.models import Event
from ..web.i18n import _
from . import actions, noticing
from .forms import WebhookForm
from .models import Happened, Webhook

bp = Blueprint("webhooks", __name__, url_prefix="/events/<slug>/webhooks")


@bp.route("", methods=["GET", "POST"])
@needs(Can.EDIT_EVENT)
def show_webhooks(event: Event) -> Any:
    """Whom this event tells; the secret of a new one is shown once."""
    form, made = WebhookForm(), None
    if form.validate_on_submit():
        told = db.session.scalar(sa.select(noticing.count_event_answers(event.id))) or 0
        user = current_user._get_current_object()
        made = actions.new_webhook(event, user, form.address.data, form.kinds.data, told=told)
        db.session.commit()
        form = WebhookForm(formdata=None)
    hooks = actions.webhooks_of(event)
    return render_template(
        "webhooks/page.html",
        event=event,
        form=form,
        made=made,
        hooks=hooks,
        unheard=actions.unheard_among(hooks),
        calls=actions.webhook_calls(event),
        at_home=clock.at_home,
        kinds=Happened,
    ), form.status


@bp.post("/<int:webhook_id>/<any(try, pause, resume, remove):what>")
@needs(Can.EDIT_EVENT)
def change_webhook(event: Event, webhook_id: int, what: str) -> Any:
    """Send something to try it; pause, resume, remove."""
    hook = get_or_404(Webhook, Webhook.id == webhook_id, Webhook.event_id == event.id)
    if what == "try":
        actions.note_call(hook, Happened.EVENT, {"ids": [event.id], "test": True}, clock.now())
        flash(_("A test notification was sent. The result is below; reload the page to see it."))
    elif what == "pause":
        actions.pause_webhook(hook)
    elif what == "resume":
        actions.resume_webhook(hook)
    else:
        db.session.delete(hook)
        flash(_("%(address)s no longer gets notifications.", address=hook.address))
    db.session.commit()
    if what in ("try", "resume"):
        actions.send_calls_soon()
    return redirect(url_for("webhooks.show_webhooks", slug=event.slug))
