"""Techniques of our own: made new, adapted, edited, taken off the shelf and put back."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_login import current_user

from ..accounts.doors import signed_in
from ..data.db import db
from ..web.i18n import _, current_language, pick_wording
from . import actions
from .blueprint import bp
from .drafts import TechniqueDraft, draft_of_technique, mismatched_minutes
from .drafts import technique_from_draft as made_of
from .forms import TechniqueForm
from .models import OwnTechnique
from .queries import all_techniques, own_technique
from .queries import technique_by_key as technique_of
from .technique import QuantityBasis, Speaks, Technique


@bp.route("/techniques/new", methods=["GET", "POST"])
@signed_in
def create_technique() -> Any:
    """A technique of our own from nothing."""
    return _add(TechniqueDraft(), _("A new technique"))


@bp.route("/techniques/<key>/adapt", methods=["GET", "POST"])
@signed_in
def adapt_technique(key: str) -> Any:
    """An own copy of any technique, to be changed; the technique itself stays as it is."""
    basis = technique_of(key) or abort(404)
    draft = draft_of_technique(basis)
    draft.name = actions.adapted_name(basis.name)
    return _add(draft, _("Adapt: %(name)s", name=pick_wording(basis.name)), basis)


@bp.route("/techniques/<key>/edit", methods=["GET", "POST"])
@signed_in
def edit_technique(key: str) -> Any:
    """Change a technique of our own; its maker and administrators may."""
    row = _mine(key, on_the_shelf=True)
    before = row.technique
    draft = draft_of_technique(before, row.version)
    form = _form(draft, key)
    if not form.saves(draft):
        return _page(
            form,
            _("Edit: %(name)s", name=pick_wording(before.name)),
            url_for("techniques.edit_technique", key=key),
            key,
        )
    actions.update_own_technique(row, made_of(draft, key, before))
    _saved(draft, _("Saved."))
    db.session.commit()
    return redirect(url_for("techniques.show_technique", key=key))


@bp.post("/techniques/<key>/remove")
@signed_in
def remove_technique(key: str) -> Any:
    """Take a technique of our own off the shelf."""
    row = _mine(key, on_the_shelf=True)
    actions.remove_own_technique(row)
    flash(
        _(
            "“%(name)s” was removed from the shelf. Agendas that use it keep their step.",
            name=pick_wording(row.technique.name),
        ),
        f"undo:{url_for('techniques.restore_technique', key=key)}",
    )
    db.session.commit()
    return redirect(url_for("techniques.show_shelf"))


@bp.post("/techniques/<key>/restore")
@signed_in
def restore_technique(key: str) -> Any:
    """Put a technique of our own back on the shelf, as it was."""
    row = _mine(key)
    actions.restore_own_technique(row)
    flash(_("“%(name)s” is back on the shelf.", name=pick_wording(row.technique.name)))
    db.session.commit()
    return redirect(url_for("techniques.show_technique", key=key))


def _add(draft: TechniqueDraft, title: str, basis: Technique | None = None) -> Any:
    form = _form(draft)
    at = (
        url_for("techniques.adapt_technique", key=basis.key)
        if basis
        else url_for("techniques.create_technique")
    )
    if not form.saves(draft):
        return _page(form, title, at, basis.key if basis else "")
    made = actions.create_own_technique(
        made_of(draft, "", basis), current_user, basis.key if basis else ""
    )
    _saved(draft, _("“%(name)s” is on the shelf.", name=draft.name.to(current_language())))
    db.session.commit()
    return redirect(url_for("techniques.show_technique", key=made.key))


def _form(draft: TechniqueDraft, key: str = "") -> TechniqueForm:
    form = TechniqueForm(obj=draft)
    form.offer(one for one in all_techniques().values() if one.key != key)
    return form


def _page(form: TechniqueForm, title: str, at: str, key: str) -> Any:
    back = (
        url_for("techniques.show_technique", key=key) if key else url_for("techniques.show_shelf")
    )
    context = {
        "title": title,
        "at": at,
        "back_to": back,
        "speaks": list(Speaks),
        "per": list(QuantityBasis),
    }
    return render_template("techniques/edit.html", form=form, **context), form.status


def _saved(draft: TechniqueDraft, sentence: str) -> None:
    """Say that it is kept, and where the minutes typed for the steps were not the usual ones."""
    together = mismatched_minutes([row["length"] for row in draft.steps], draft.minutes_usual)
    if together is not None:
        text = _(
            "The steps took %(typed)d minutes in total; they are now shared out over %(usual)d.",
            typed=together,
            usual=draft.minutes_usual,
        )
        sentence = f"{sentence} {text}"
    flash(sentence)


def _mine(key: str, on_the_shelf: bool = False) -> OwnTechnique:
    """Our own technique of that key to be changed: 404 where there is none, 403 where it is another one's or shipped."""
    row = own_technique(key)
    if row is None:
        abort(403 if technique_of(key) else 404)
    if not (current_user.administrator or row.user_id == current_user.id):
        abort(403)
    if on_the_shelf and row.removed_at is not None:
        abort(404)
    return row
