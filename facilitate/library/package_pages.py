"""The library as one file for another planner, and one that comes from there."""

from typing import Any

from flask import Response, render_template
from flask_login import current_user
from wtforms import FileField
from wtforms.validators import ValidationError

from .. import clock
from ..accounts.doors import administrators_only
from ..data.db import db
from ..exchange.sentences import unread_reason
from ..lib.reading_child import FileProblem
from ..web.downloads import send_download
from ..web.forms import PlannerForm
from ..web.i18n import _, _l, _n, pick_wording
from ..web.limits import limiter
from .blueprint import bp
from .packing import LibraryImported, import_package, library_package, read_package


class PackageForm(PlannerForm):
    """The file of another planner."""

    file = FileField(
        _l("Package of another planner (.zip)"),
        description=_l(
            "There: Library → From and to another planner. 25 MB at most; larger ones by “facilitate library import”."
        ),
        render_kw={"accept": ".zip"},
    )

    def validate_file(self, field: Any) -> None:
        if not getattr(field.data, "filename", ""):
            raise ValidationError(_("Please choose a file."))


@bp.get("/library/package.zip")
@administrators_only
def export_library() -> Response:
    """Every document people of the planner may see, for another planner."""
    name = f"library-{clock.today().isoformat()}.zip"
    return send_download(library_package(), name)


@bp.route("/library/package", methods=["GET", "POST"])
@administrators_only
@limiter.limit("20/minute", methods=["POST"])
def import_library() -> Any:
    """Put the documents of another planner's package on the shelf; what is here already stays as it is."""
    form, found = PackageForm(), None
    if form.validate_on_submit():
        try:
            found = import_package(read_package(form.file.data.read()), current_user.id)
        except FileProblem as problem:
            form.file.errors = [unread_reason(problem)]
        db.session.commit()
    return render_template(
        "library/package.html", form=form, said=_said(found) if found else []
    ), form.status


def _said(found: LibraryImported) -> list[str]:
    new = len(found.new)
    said = [
        _n("%(num)d document is on the shelf.", "%(num)d documents are on the shelf.", new)
        if new
        else _("Nothing new is in it.")
    ]
    if new:
        said.append(_("Only administrators see them until you say on each who may."))
    if found.known:
        said.append(_n("%(num)d was here already.", "%(num)d were here already.", found.known))
    refused = [pick_wording(one.title) for one in found.refused]
    return [
        *said,
        *(_("“%(name)s” was left out: its file cannot be kept.", name=one) for one in refused),
    ]
