"""The letter to all members: written, looked at, then as a Word file or by mail."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...db import db
from ...downloads import send as send_file
from ...i18n import _, _n
from ...lib.text import Words
from ...mail import can_mail, send_all_soon
from ...refused import Refused
from ..blueprint import bp
from ..doors import keepers
from ..models import Forum
from . import sending
from .forms import LetterForm
from .letter import TEXT, Letter, fingerprint, letters
from .queries import members_with_history
from .word import to_word

BEGINNING = Words("Dear {name},\n\n\n\nKind regards", "I/E nderuar {name},\n\n\n\nMe respekt")


@bp.route("/forums/<slug>/members/letter", methods=["GET", "POST"])
@keepers
def letter(forum: Forum) -> Any:
    """`do` is the button: look, word, send. Nothing goes out that was not looked at as it is."""
    form = LetterForm(text=BEGINNING)
    if not form.validate_on_submit():
        return _page(forum, form, []), form.status
    written = _written(forum, form)
    seen, do = form.fingerprint.data == fingerprint(written), request.form.get("do")
    if do == "word":
        return send_file(to_word(written, clock.today(), written[0].subject), f"{forum.slug}-letters.docx")
    if do == "send" and seen:
        return _send(forum, written)
    return _page(forum, form, written, changed=do == "send"), 409 if do == "send" else 200


def _written(forum: Forum, form: LetterForm) -> list[Letter]:
    """Everybody's letter. Refused where there is nobody to write to."""
    people = sending.recipients(
        forum.kind, members_with_history(forum).present, observers=form.observers.data
    )
    if not people:
        raise Refused(_("This forum has no members to write to yet."))
    return letters(form.subject.data, form.text.data, forum.name, people)


def _send(forum: Forum, written: Sequence[Letter]) -> Any:
    if not can_mail():
        raise Refused(_("No mail server is set. Download the letters as a Word file."))
    ids = sending.send(forum, written, current_user.id, clock.today())
    flash(_n("%(num)d letter goes out.", "%(num)d letters go out.", len(ids)))
    db.session.commit()
    send_all_soon(ids)
    return redirect(url_for("forums.members", slug=forum.slug))


def _page(forum: Forum, form: LetterForm, written: Sequence[Letter], *, changed: bool = False) -> str:
    if written:
        form.fingerprint.data = fingerprint(written)
    return render_template(
        "forums/members/letter.html",
        forum=forum,
        form=form,
        written=written,
        mailed=[one for one in written if one.to.email],
        known=str(TEXT),
        mails=can_mail(),
        changed=changed,
    )
