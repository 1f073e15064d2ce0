"""The shelf of techniques, one of them to read, and one as a file."""

from dataclasses import replace
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from markupsafe import Markup

from ..accounts.doors import signed_in
from ..data.db import db
from ..web.downloads import send_download
from ..web.i18n import LANGUAGES, _, current_language, pick_wording, use_language
from . import actions, own_pages
from .blueprint import bp
from .drawing import draw_technique
from .forms import TechniqueImportForm, name_taken_text
from .queries import all_techniques, removed_techniques, technique_makers
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
from .technique import Energy, Technique, TechniqueFamily
from .technique_filter import (
    MaterialLimit,
    TechniqueOrigin,
    filter_relaxations,
    filter_techniques,
    techniques_by_family,
)

__all__ = ["bp", "own_pages"]


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
