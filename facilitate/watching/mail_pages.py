"""The mail server, set up and tried on a page; and the planner's address, tried from here."""

from typing import Any

from flask import current_app, flash, redirect, render_template, url_for
from flask_login import current_user

from ..accounts.audit import AuditAct, note_act
from ..accounts.doors import administrators_only
from ..data.db import db, end_transaction
from ..mail.setup import keep_setup, kept_setup, mail_server
from ..web.i18n import _
from .blueprint import bp
from .forms import AddressForm, MailForm, MailTestForm
from .trials import send_test_mail, try_address, why_no_mail


@bp.route("/planner/mail", methods=["GET", "POST"])
@administrators_only
def edit_mail_setup() -> Any:
    """What holds: the environment's word, or what is typed here."""
    before, fixed = kept_setup(), bool(current_app.extensions["settings"].mail_url)
    form = MailForm(obj=before)
    if not fixed and form.validate_on_submit():
        setup = form.setup(before)
        keep_setup(setup)
        note_act(AuditAct.MAIL, current_user, about=f"{setup.host}:{setup.port} {setup.sender}")
        flash(_("Saved. Now try it with a test mail."))
        db.session.commit()
        return redirect(url_for("watching.edit_mail_setup"))
    return _page(form, MailTestForm(formdata=None, to=current_user.email))


@bp.post("/planner/mail/remove")
@administrators_only
def remove_mail_setup() -> Any:
    """Nothing is sent any more; links are taken along instead."""
    keep_setup(None)
    note_act(AuditAct.MAIL, current_user, about="–")
    flash(_("The mail server was removed. Nothing is sent from now on."))
    db.session.commit()
    return redirect(url_for("watching.edit_mail_setup"))


@bp.post("/planner/mail/test")
@administrators_only
def send_mail_test() -> Any:
    """One mail, sent while the administrator waits; what became of it is told in words."""
    form, server = MailTestForm(), mail_server()
    if not form.validate_on_submit():
        return _page(MailForm(formdata=None, obj=kept_setup()), form)
    if server.url:
        end_transaction()
        error = send_test_mail(server, form.to.data)
        if error is None:
            flash(
                _(
                    "The server accepted the test mail for %(to)s. Check whether it arrives; "
                    "look in the spam folder too.",
                    to=form.to.data,
                )
            )
        else:
            flash(why_no_mail(error, server), "problem")
    return redirect(url_for("watching.edit_mail_setup"))


def _page(form: MailForm, test: MailTestForm) -> Any:
    server, kept = mail_server(), kept_setup()
    fixed = bool(current_app.extensions["settings"].mail_url)
    if kept and kept.password:
        form.password.description = _("A password is kept. Leave this empty to keep it.")
    return render_template(
        "watching/mail.html",
        form=form,
        test=test,
        server=server,
        fixed=fixed,
        kept=kept,
    ), (test.status if test.errors else form.status)


@bp.post("/planner/address")
@administrators_only
def try_own_address() -> Any:
    """Whether this planner is reached at the address given, asked from where it runs."""
    form = AddressForm()
    if form.validate_on_submit():
        end_transaction()
        well, said = try_address(form.address.data.rstrip("/"))
        flash(said, "message" if well else "problem")
    else:
        flash(form.address.errors[0], "problem")
    return redirect(url_for("watching.show_planner", _anchor="address"))
