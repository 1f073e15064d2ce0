"""The pages of help, and the link to the one that belongs to where one is."""

from typing import Any

from flask import Blueprint, abort, render_template, request, url_for

from ..accounts.doors import signed_in
from ..web.i18n import pick_wording
from .pages import help_key_for, parse_help_text, shipped_help_pages

bp = Blueprint("help", __name__, url_prefix="/help")


@bp.get("/")
@signed_in
def show_help_index() -> Any:
    return render_template("help/index.html", pages=list(shipped_help_pages().values()))


@bp.get("/<page_key>")
@signed_in
def show_help_page(page_key: str) -> Any:
    found = shipped_help_pages().get(page_key)
    if found is None:
        abort(404)
    return render_template(
        "help/page.html",
        page=found,
        pieces=parse_help_text(pick_wording(found.text)),
        also=[shipped_help_pages()[one] for one in found.also],
    )


@bp.app_template_global()
def help_here() -> str:
    """The address of the help page that belongs to the page that is open."""
    return url_for("help.show_help_page", page_key=help_key_for(request.endpoint or ""))
