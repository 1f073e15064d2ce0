"""The shelf, what is read and downloaded from it, and what of it everybody may see."""

from collections.abc import Sequence
from typing import Any

from flask import Response, abort, render_template, request

from .. import clock
from ..accounts.doors import is_in_a_team, public_page, signed_in
from ..agenda.programmes import programme_from
from ..agenda.reusing.queries import OWN as OWN_AGENDA
from ..agenda.reusing.queries import template_plan
from ..checklists.starting.queries import WORKBOOKS, list_named
from ..checklists.starting.task_list import record_of_task, starting_list
from ..data.content import content_folder
from ..events.models import Event
from ..exchange.list_files import render_list_workbook
from ..lib.text import clean_text, make_slug
from ..web.downloads import keep_an_hour, send_download
from ..web.i18n import current_language, label_of, use_language
from ..web.limits import limiter
from . import document_pages, national_pages, package_pages, story_pages
from .blueprint import bp
from .queries import document_groups, public_groups
from .search import LONGEST, search_shelf
from .shelf import HandbookKind
from .standing import handbook_group, open_data_groups, standing_groups
from .word import render_handbook

__all__ = ["bp", "document_pages", "national_pages", "package_pages", "story_pages"]
PAPER = "any(en, sq)"
HANDBOOK = f"any({', '.join(HandbookKind)})"


@bp.get("/library")
@signed_in
def show_library() -> Any:
    """Everything on the shelf that the person signed in may see, by kind; or (`q`) what holds these words."""
    asked = clean_text(request.args.get("q", ""))[:LONGEST]
    standing = standing_groups()
    groups = search_shelf(asked, standing) if asked else [*document_groups(), *standing]
    return render_template("library/shelf.html", q=asked, groups=groups)


@bp.get("/library/checklists/<list_key>.xlsx")
@signed_in
def export_starting_checklist(list_key: str) -> Response:
    """A starting checklist as a workbook; those of teams are for teams."""
    chosen = list_named(list_key) or abort(404)
    if chosen.kind:
        name = WORKBOOKS[chosen.kind]
        return send_download((content_folder("checklists") / name).read_bytes(), name)
    if not is_in_a_team():
        abort(403)
    records = {task.code: record_of_task(task) for task in chosen.tasks}
    one = starting_list(chosen.name, chosen.key, records, current_language())
    return send_download(render_list_workbook(one), f"{chosen.key}.xlsx")


@bp.get("/library/agendas/<template_key>")
@signed_in
def show_starting_agenda(template_key: str) -> Any:
    """The days and steps of a starting agenda; those of teams are for teams."""
    name, plan = template_plan(template_key) or abort(404)
    if template_key.startswith(OWN_AGENDA) and not is_in_a_team():
        abort(403)
    dates: Sequence[Any] = [day.on for day in plan.in_order] or [clock.today()]
    shown = Event(first_day=dates[0], last_day=dates[-1])
    return render_template(
        "library/agenda.html", name=name, programme=programme_from(shown, plan, [], [])
    )


@bp.get(f"/library/handbooks/<{HANDBOOK}:handbook>-<{PAPER}:code>.docx")
@public_page
@limiter.limit("30/minute")
def export_handbook(handbook: str, code: str) -> Response:
    """A handbook in that language, for everybody: it says nothing but what comes with the planner."""
    kind = HandbookKind(handbook)
    with use_language(code):
        name = f"{make_slug(label_of(kind))}-{code}.docx"
    return keep_an_hour(send_download(render_handbook(kind, code), name))


@bp.get("/library/public")
@public_page
@limiter.limit("120/minute")
def show_public_library() -> Any:
    """What everybody may see, in the language of who reads it."""
    return _public(current_language())


@bp.get(f"/library/public/<{PAPER}:code>")
@public_page
@limiter.limit("120/minute")
def show_public_library_in(code: str) -> Any:
    """What everybody may see, in that language."""
    with use_language(code):
        return _public(code)


def _public(code: str) -> str:
    return render_template(
        "library/public.html",
        code=code,
        groups=[handbook_group(), *public_groups(), *open_data_groups()],
    )
