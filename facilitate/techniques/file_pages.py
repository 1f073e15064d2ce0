"""A technique as a text file: to keep, to send to a colleague, and to bring back."""

from dataclasses import replace
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from ..accounts.doors import signed_in
from ..data.db import db
from ..web.downloads import send_download
from ..web.i18n import _, pick_wording
from . import actions
from .blueprint import bp
from .forms import TechniqueImportForm
from .queries import all_techniques
from .queries import technique_by_key as technique_of
from .shelf import MOST_BYTES, TechniqueImport, read_technique_file
from .table import table_to_toml, technique_to_table
from .technique import Technique


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
