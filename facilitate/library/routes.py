"""The shelf, its packages and the national analysis: what is read, downloaded and brought in, and what of it everybody may see."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from flask import Response, abort, flash, redirect, render_template, request
from flask_login import current_user
from wtforms import FileField
from wtforms.validators import ValidationError

from .. import clock
from ..accounts.doors import administrators_only, is_in_a_team, public_page, signed_in
from ..agenda.programmes import programme_from
from ..agenda.reusing.queries import OWN as OWN_AGENDA
from ..agenda.reusing.queries import template_plan
from ..checklists.starting.queries import WORKBOOKS, list_named
from ..checklists.starting.task_list import record_of_task, starting_list
from ..data.content import content_folder
from ..data.db import db
from ..data.matching import LONGEST
from ..directory.search import read_list_search
from ..events.models import Event
from ..exchange.list_files import render_list_workbook
from ..exchange.sentences import unread_reason
from ..forums.kinds import forum_kind, forum_kinds
from ..lib.pdf import pdf_maker
from ..lib.reading_child import FileProblem
from ..lib.text import Words, clean_text, make_slug
from ..situation.nation.pages import national_file_name, national_word, released_or_refused
from ..situation.nation.queries import NationalAnalysis
from ..situation.period import period_name, read_period
from ..web.downloads import keep_an_hour, make_pdf, send_download
from ..web.forms import PlannerForm
from ..web.i18n import LANGUAGES, _, _l, _n, current_language, label_of, pick_wording, use_language
from ..web.limits import limiter
from . import document_pages, story_pages
from .actions import add_document, read_document, replace_document, shelf_page
from .blueprint import bp
from .models import LibraryDocument
from .packing import LibraryImported, import_package, library_package, read_package
from .queries import MOST_FOUND, document_groups, page_of_groups, public_groups, search_shelf
from .reading import LibraryFile
from .shelf import DocumentKind, HandbookKind, LibraryReaders
from .standing import handbook_group, open_data_groups, standing_groups
from .word import render_handbook

__all__ = ["bp", "document_pages", "story_pages"]
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
        name = f"{make_slug(label_of(kind))}-{code}"
    if request.args.get("as") == "pdf" and pdf_maker():
        return keep_an_hour(send_download(_handbook_pdf(kind, code), f"{name}.pdf"))
    return keep_an_hour(send_download(render_handbook(kind, code), f"{name}.docx"))


@lru_cache(maxsize=len(HandbookKind) * len(LANGUAGES))
def _handbook_pdf(kind: HandbookKind, code: str) -> bytes:
    """Made once: a stranger may have it, too, and it is always the same."""
    return make_pdf(render_handbook(kind, code))


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
    asked = read_list_search(request.args)
    handbooks, data = handbook_group(), open_data_groups()
    groups = (
        search_shelf(asked.q, [handbooks, *data], public=True)
        if asked.q
        else [handbooks, *public_groups(), *data]
    )
    found, shown = page_of_groups(groups, asked.page)
    return render_template(
        "library/public.html",
        code=code,
        asked=asked,
        found=found,
        groups=shown,
        most_found=MOST_FOUND,
    )


@bp.post("/library/analyses/<kind>/<period>")
@administrators_only
def file_national_analysis(kind: str, period: str) -> Any:
    """Put it on the shelf in each language, for all accounts; the document's page says it to more people, or fewer."""
    number = read_period(period)
    if number is None or kind not in forum_kinds():
        abort(404)
    found = released_or_refused(kind, number)
    contents = {code: national_word(found, code) for code in LANGUAGES}
    files = {code: (content, read_document(content)) for code, content in contents.items()}
    rows = [_shelve(found, code, *file) for code, file in files.items()]
    flash(_("The national analysis is in the library, in every language."))
    db.session.commit()
    return redirect(shelf_page(rows[0]))


def _shelve(
    found: NationalAnalysis, code: str, content: bytes, known: LibraryFile
) -> LibraryDocument:
    """The file of one language; the one that was there before is its earlier version."""
    name = national_file_name(found, code)
    one = LibraryDocument
    before = db.session.scalar(
        sa.select(one)
        .where(
            one.kind == DocumentKind.ANALYSIS, one.file_name == name, one.replaced_by_id.is_(None)
        )
        .order_by(one.id.desc())
    )
    row = one(
        kind=DocumentKind.ANALYSIS,
        title=_title(found, code),
        on=clock.today(),
        readers=before.readers if before else LibraryReaders.ACCOUNTS,
    )
    add_document(row, current_user.id, known=known, file=(name, content))
    if before is not None:
        replace_document(before, row)
    return row


def _title(found: NationalAnalysis, code: str) -> Words:
    """`National situation analysis, first half of 2026 (shqip)`, in both languages."""
    said = {}
    for one in LANGUAGES:
        with use_language(one):
            said[one] = _(
                "National situation analysis, %(period)s: %(forums)s (%(language)s)",
                period=period_name(found.period),
                forums=pick_wording(forum_kind(found.kind).many),
                language=LANGUAGES[code],
            )
    return Words(said["en"], said["sq"])


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
