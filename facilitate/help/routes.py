"""The pages of help, and the link to the one that belongs to where one is.

Those about pages for people without an account are read without one; in the language of the page from which their *Help* leads.
"""

from contextlib import nullcontext
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask_login import current_user

from ..accounts.doors import public_page, signed_in
from ..lib.text import plain_text
from ..web.i18n import LANGUAGES, current_language, pick_wording, use_language
from .pages import HelpGroup, HelpPage, help_key_for, parse_help_text, shipped_help_pages

bp = Blueprint("help", __name__, url_prefix="/help")


@bp.get("/")
@public_page
def show_help_index() -> Any:
    """The titles a reader may open, group by group, in the order of their language's letters."""
    inside = current_user.is_authenticated
    with nullcontext() if inside else _asked_language():
        pages = [page for page in shipped_help_pages().values() if inside or page.for_everybody]
        pages.sort(key=lambda page: plain_text(pick_wording(page.title)))
        groups = [(group, [page for page in pages if page.group is group]) for group in HelpGroup]
        return render_template("help/index.html", groups=[one for one in groups if one[1]])


@bp.get("/<page_key>")
@public_page
def show_help_page(page_key: str) -> Any:
    """A page of help; one about work in the planner only for those who are signed in."""
    found = shipped_help_pages().get(page_key)
    if found is None:
        abort(404)
    if current_user.is_authenticated or not found.for_everybody:
        return _show_to_colleague(found)
    with _asked_language():
        return _rendered(found)


@signed_in
def _show_to_colleague(page: HelpPage) -> Any:
    return _rendered(page)


def _rendered(page: HelpPage) -> str:
    also = [shipped_help_pages()[one] for one in page.also]
    return render_template(
        "help/page.html",
        page=page,
        pieces=parse_help_text(pick_wording(page.text)),
        also=[one for one in also if one.for_everybody or current_user.is_authenticated],
    )


def _asked_language() -> Any:
    """Speak the language that the address names."""
    code = request.args.get("lang")
    return use_language(code) if code in LANGUAGES else nullcontext()


@bp.app_template_global()
def help_address(page_key: str = "") -> str:
    """The address of a page of help, or of the list; a visitor goes on in the language that is spoken."""
    code = None if current_user.is_authenticated else current_language()
    if page_key:
        return url_for("help.show_help_page", page_key=page_key, lang=code)
    return url_for("help.show_help_index", lang=code)


@bp.app_template_global()
def help_here() -> str:
    """The address of the help page that belongs to the page that is open, in its language where anybody may read both.

    A visitor of a page that has none, one that is not there say, is led to the list.
    """
    key = help_key_for(request.endpoint or "")
    if shipped_help_pages()[key].for_everybody:
        return url_for("help.show_help_page", page_key=key, lang=current_language())
    return help_address(key if current_user.is_authenticated else "")
