"""News that members send in: by their account, or by the link of an edition they were sent; it waits until somebody puts it into an edition."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_login import current_user

from ..accounts.doors import administrators_only, signed_in
from ..accounts.doors import public_page as everybody
from ..data.db import db, get_or_404
from ..lib.text import Words
from ..web.i18n import _, current_language, pick_wording
from ..web.limits import limiter
from . import actions
from .actions import BULLETIN_REMOVALS
from .blueprint import bp
from .forms import BulletinItemForm, SendNewsForm
from .leaving import edition_to_leave
from .models import BulletinEdition, BulletinItem

SENT_IN = "/sent-in/<int:sent_id>"


@bp.route("/send-in", methods=["GET", "POST"])
@signed_in
@limiter.limit("20/hour", methods=["POST"])
def send_in_news() -> Any:
    """Whoever has an account sends in what is new at their office."""
    form = SendNewsForm(sent_by=current_user.name)
    return _sending(form, url_for("bulletin.list_editions"), outside=False)


@bp.route("/read/<token>/send-in", methods=["GET", "POST"])
@everybody
@limiter.limit("10/hour", methods=["POST"])
def send_in_news_by_link(token: str) -> Any:
    """Whoever was sent an edition sends in what is new, without an account."""
    edition = get_or_404(BulletinEdition, BulletinEdition.token == token)
    if edition.released_at is None or not edition_to_leave(edition).out:
        abort(404)
    page = url_for("bulletin.read_edition_in", token=token, code=current_language())
    return _sending(SendNewsForm(), page, outside=True)


def _sending(form: SendNewsForm, page: str, outside: bool) -> Any:
    if form.validate_on_submit():
        code = current_language()
        actions.keep_sent_in(
            BulletinItem(
                kind=form.kind.data,
                heading=Words(**{code: form.heading.data}),
                text=Words(**{code: form.text.data}) if form.text.data else Words(),
                link=form.link.data,
                sent_by=form.sent_by.data,
            )
        )
        flash(_("Thank you. The editor of the bulletin has it now."))
        db.session.commit()
        return redirect(page)
    return render_template(
        "bulletin/send_in.html", form=form, page=page, outside=outside
    ), form.status


@bp.route(SENT_IN, methods=["GET", "POST"])
@administrators_only
def edit_sent_in(sent_id: int) -> Any:
    """Complete it in both languages: saved, it is in the edition that is being put together."""
    row = _waiting(sent_id)
    form = BulletinItemForm(obj=row)
    if form.saves(row):
        edition = actions.create_edition()
        actions.lock_edition(edition)
        actions.check_open(edition)
        row.edition_id = edition.id
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("bulletin.show_edition", edition_id=edition.id))
    return render_template("bulletin/item.html", edition=None, row=row, form=form), form.status


@bp.post(f"{SENT_IN}/remove")
@administrators_only
def remove_sent_in(sent_id: int) -> Any:
    row = _waiting(sent_id)
    name = pick_wording(row.heading)
    page = url_for("bulletin.list_editions")
    change = BULLETIN_REMOVALS.remove(None, row, row.heading, current_user.id)
    flash(_("“%(name)s” was removed.", name=name), BULLETIN_REMOVALS.offer_undo(None, change, page))
    db.session.commit()
    return redirect(page)


def _waiting(sent_id: int) -> BulletinItem:
    return get_or_404(BulletinItem, BulletinItem.id == sent_id, BulletinItem.edition_id.is_(None))
