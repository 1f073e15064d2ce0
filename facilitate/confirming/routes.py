"""The own entry by link, and for administrators who has confirmed it, whom to ask, and what waits to be looked at."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask_login import current_user

from .. import clock
from ..accounts.doors import administrators_only, public_page
from ..data.db import db
from ..directory.blueprint import bp
from ..directory.queries import undelivered_people
from ..mailing.pages import MailingPage, show_mailing
from ..web.i18n import _, _n, reader_language, refresh
from ..web.limits import limiter
from ..web.refused import Refused
from .actions import ENTRY_RECORDS, apply_waiting, confirm_entry, discard_waiting, hold_entry
from .forms import OwnEntryForm, shown_entry
from .mailing import USUAL, EntryMailing
from .models import EntryLink
from .queries import (
    EntryStage,
    asked_entry,
    link_behind,
    link_of,
    moment_sent,
    office_called,
    people_by_stage,
    waiting_links,
)

__all__ = ["ENTRY_RECORDS", "bp"]


@bp.route("/own/<token>", methods=["GET", "POST"])
@public_page
@limiter.limit("60/minute")
def confirm_own_entry(token: str) -> Any:
    """What the directory knows of somebody, to be confirmed or corrected; without account, by a link that ends."""
    link = link_behind(token) or abort(404)
    if "language" not in session and not current_user.is_authenticated:
        session["language"] = reader_language(link.person.languages, USUAL)
        refresh()
    asked = asked_entry(link.person, link)
    if not asked.is_open(clock.today()):
        return render_template("confirming/ended.html", until=asked.open_until), 410
    form = OwnEntryForm(obj=shown_entry(link))
    if form.is_submitted():
        hold_entry(link)
    if form.saves(shown_entry(link)):
        waits = form.waits_of(link.person)
        confirm_entry(link, form.own_of(link.person), waits, left=form.left.data)
        flash(
            _("Thank you. What concerns others too is changed once somebody has looked at it.")
            if waits
            else _("Thank you. You stay marked as having left.")
            if form.left.data
            else _("Thank you. Your entry is confirmed.")
        )
        db.session.commit()
        return redirect(url_for("directory.confirm_own_entry", token=token))
    page = render_template("confirming/own.html", link=link, person=link.person, form=form)
    return page, form.status


@bp.get("/confirmations")
@administrators_only
def show_confirmations() -> Any:
    """How true the directory is: who has confirmed, who is silent, what waits, which mails did not go out."""
    found = people_by_stage(clock.today())
    everybody, late = [one for some in found.values() for one in some], undelivered_people()
    return render_template(
        "confirming/page.html",
        found={stage: len(found.get(stage, ())) for stage in EntryStage},
        unmailed=sum(not one.email for one, _link in everybody),
        undelivered=[(one, late[one.id]) for one, _link in everybody if one.id in late],
        waiting=waiting_links(),
        office_called=office_called,
        moment_sent=moment_sent,
        lead=_n(
            "%(num)d of %(all)d people has confirmed their own entry within a year.",
            "%(num)d of %(all)d people have confirmed their own entry within a year.",
            len(found.get(EntryStage.CONFIRMED, ())),
            all=len(everybody),
        )
        if everybody
        else _("Nobody is in the directory yet."),
    )


@bp.route("/confirmations/ask", methods=["GET", "POST"])
@administrators_only
def ask_for_confirmation() -> Any:
    """The yearly letter, to everybody who has not confirmed for a year and was not asked."""
    return _mailing_page(reminding=False)


@bp.route("/confirmations/remind", methods=["GET", "POST"])
@administrators_only
def remind_of_confirmation() -> Any:
    """The reminder, to the silent only."""
    return _mailing_page(reminding=True)


def _mailing_page(*, reminding: bool) -> Any:
    def page(mailing: MailingPage) -> str:
        return render_template("confirming/sending.html", mailing=mailing, reminding=reminding)

    return show_mailing(
        EntryMailing(reminding=reminding),
        page,
        back=url_for("directory.show_confirmations"),
        stem="own-entries",
        addresses=current_user.may_see_contacts,
    )


@bp.post("/confirmations/<int:person_id>/apply")
@administrators_only
def apply_own_entry(person_id: int) -> Any:
    """What somebody sent about their own entry becomes it."""
    link = _waiting(person_id)
    change = apply_waiting(link, current_user.id)
    said = (
        _("Applied, but the organisation is not in the directory yet: add it, then apply again.")
        if link.waits
        else _("Applied.")
    )
    return _done(said, change)


@bp.post("/confirmations/<int:person_id>/discard")
@administrators_only
def discard_own_entry(person_id: int) -> Any:
    """The entry stays as it is."""
    return _done(_("Discarded."), discard_waiting(_waiting(person_id), current_user.id))


def _waiting(person_id: int) -> EntryLink:
    """What somebody sent, as it was looked at."""
    link = link_of(person_id) or abort(404)
    hold_entry(link)
    if not link.waits:
        abort(404)
    if request.args.get("seen", moment_sent(link)) != moment_sent(link):
        raise Refused(
            _("They have sent something else since you opened this page. Look at it again.")
        )
    return link


def _done(said: str, change: Any) -> Any:
    page = url_for("directory.show_confirmations")
    flash(said, ENTRY_RECORDS.offer_undo(None, change, page))
    db.session.commit()
    return redirect(page)
