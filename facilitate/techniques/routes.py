"""The shelf of techniques."""

from typing import Any

from flask import Blueprint, abort, render_template, request

from ..accounts.doors import signed_in
from ..i18n import in_order, language
from ..lib.text import clean
from . import labels as labels  # the names of families and quantities
from .queries import shelf as all_techniques
from .queries import technique as technique_of
from .shelf import broken, found
from .technique import Family

bp = Blueprint("techniques", __name__)


@bp.get("/techniques")
@signed_in
def shelf() -> Any:
    query = clean(request.args.get("q", ""))[:100]
    hits = in_order(found(query, all_techniques().values()), lambda one: one.name.to(language()))
    families = [(family, [one for one in hits if one.family is family]) for family in Family]
    return render_template(
        "techniques/shelf.html", query=query, families=families, hits=len(hits), total=len(all_techniques()),
        broken=broken(),
    )  # fmt: skip


@bp.get("/techniques/<key>")
@signed_in
def technique(key: str) -> Any:
    one = technique_of(key) or abort(404)
    related = [other for other in map(technique_of, one.related) if other]
    return render_template("techniques/technique.html", technique=one, related=related)
