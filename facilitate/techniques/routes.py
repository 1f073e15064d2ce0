"""The shelf of techniques, one of them to read, and one as a file; techniques of one's own."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from markupsafe import Markup

from ..accounts.doors import signed_in
from ..data.db import db
from ..web.downloads import send_download
from ..web.i18n import LANGUAGES, _, current_language, pick_wording, use_language
from . import actions, labels
from .drafts import TechniqueDraft, draft_of_technique, mismatched_minutes
from .drafts import technique_from_draft as made_of
from .drawing import draw_technique
from .forms import TechniqueForm, TechniqueImportForm, name_taken_text
from .models import OwnTechnique
from .queries import all_techniques, own_technique, removed_techniques, technique_makers
from .queries import technique_by_key as technique_of
from .search import answers_to, near_techniques
from .shelf import MOST_BYTES, TechniqueImport, broken_techniques, read_technique_file
from .shelf_view import (
    filter_address,
    filter_from_address,
    filter_part_text,
    questions_by_sector,
    time_technique,
)
from .table import table_to_toml, technique_to_table
from .technique import Energy, QuantityBasis, Speaks, Technique, TechniqueFamily
from .technique_filter import (
    MaterialLimit,
    TechniqueOrigin,
    filter_relaxations,
    filter_techniques,
    techniques_by_family,
)

bp = Blueprint("techniques", __name__)


__all__ = ["bp", "labels"]


@bp.get("/techniques")
@signed_in
def show_shelf() -> Any:
    """The techniques that suit what is asked in the address, the best fit first; all by family where nothing is."""
    asked, all_, own = filter_from_address(request.args), all_techniques(), technique_makers()
    hits = filter_techniques(asked, all_.values(), own.keys(), current_language())
    near = near_techniques(asked.query, all_.values()) if asked.query else {}
    answers = answers_to(asked, all_.values(), own.keys(), near)
    answers = [one for one in answers if one not in hits]
    groups = [(None, hits)] if asked.ranks else techniques_by_family(hits)
    ways = [] if hits or answers else filter_relaxations(asked, all_.values(), own.keys())
    return render_template(
        "techniques/shelf.html",
        asked=asked,
        groups=groups if hits else [],
        hits=len(hits),
        answers=answers,
        near=near,
        all=all_,
        made=own,
        parts=[filter_part_text(asked, part) for part in asked.parts],
        event=request.args.get("event", ""),
        ways=[
            (filter_part_text(asked, part), filter_address(asked.without(part)), count)
            for part, count in ways
        ],
        families=list(TechniqueFamily),
        energies=list(Energy),
        brings=list(MaterialLimit),
        whose=list(TechniqueOrigin),
        broken=broken_techniques(),
        taken_off=removed_techniques(),
    )


@bp.get("/techniques/<key>")
@signed_in
def show_technique(key: str) -> Any:
    """One technique to read and to print, in the language asked for (`lang`) and for so many `minutes`."""
    one = technique_of(key) or abort(404)
    code = request.args.get("lang", "")
    code = code if code in LANGUAGES else current_language()
    length = time_technique(one, request.args.get("minutes"))
    related = [other for other in map(technique_of, one.related) if other]
    own = technique_makers().get(key)
    with use_language(code):
        context = {
            "technique": one,
            "length": length,
            "code": code,
            "own": own,
            "picture": draw_technique(one.drawing, one.name.to(code)) if one.drawing else "",
            "questions": questions_by_sector(one, code),
        }
        paper = Markup(render_template("techniques/paper.html", **context))
    basis = technique_of(own.based_on) if own and own.based_on else None
    event = request.args.get("event", "")
    return render_template(
        "techniques/technique.html",
        paper=paper,
        related=related,
        basis=basis,
        event=event,
        **context,
    )


@bp.get("/techniques/<key>/card")
@signed_in
def show_technique_card(key: str) -> Any:
    """The technique on one sheet of paper, for the hand, in the language asked for and for so many minutes."""
    one = technique_of(key) or abort(404)
    code = request.args.get("lang", "")
    code = code if code in LANGUAGES else current_language()
    with use_language(code):
        return render_template(
            "techniques/card.html",
            technique=one,
            length=time_technique(one, request.args.get("minutes")),
            code=code,
            picture=draw_technique(one.drawing, one.name.to(code)) if one.drawing else "",
            questions=questions_by_sector(one, code),
        )


@bp.get("/techniques/<key>.toml")
@signed_in
def export_technique(key: str) -> Any:
    """The technique as a text file, which `import_technique` reads."""
    one = technique_of(key) or abort(404)
    return send_download(table_to_toml(technique_to_table(one)).encode(), f"{key}.toml")


@bp.route("/techniques/bring", methods=["GET", "POST"])
@signed_in
def import_technique() -> Any:
    """A technique from a text file comes onto the shelf as one of our own."""
    form = TechniqueImportForm()
    if not form.validate_on_submit():
        return render_template("techniques/bring.html", form=form, problems=[]), form.status
    found = _read()
    if found.technique is None:
        return render_template("techniques/bring.html", form=form, problems=found.problems), 422
    if twin := _twin(found.technique):
        flash(_("“%(name)s” is already on the shelf, word for word.", name=pick_wording(twin.name)))
        return redirect(url_for("techniques.show_technique", key=twin.key))
    if taken := name_taken_text(found.technique.name, all_techniques().values()):
        return render_template("techniques/bring.html", form=form, problems=[taken]), 422
    row = actions.create_own_technique(found.technique, current_user)
    flash(
        _("“%(name)s” is on the shelf.", name=pick_wording(found.technique.name)),
        f"undo:{url_for('techniques.remove_technique', key=row.key)}",
    )
    db.session.commit()
    return redirect(url_for("techniques.show_technique", key=row.key))


def _read() -> TechniqueImport:
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        return TechniqueImport(problems=[_("Choose a file first.")])
    return read_technique_file(upload.stream.read(MOST_BYTES + 1))


def _twin(one: Technique) -> Technique | None:
    """The technique of the shelf that is the same but for its key."""
    known = [other for other in all_techniques().values() if other.name == one.name]
    return next(
        (
            other
            for other in known
            if technique_to_table(replace(other, key="")) == technique_to_table(one)
        ),
        None,
    )


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
