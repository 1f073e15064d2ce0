"""Documents of the library: added, edited, replaced and removed by administrators, downloaded by who may see them."""

import io
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from flask import Response, abort, flash, redirect, render_template, request, send_file
from flask_login import current_user
from sqlalchemy.orm import undefer

from ..accounts.doors import administrators_only, public_page, signed_in
from ..data.db import db, get_or_404
from ..forums.rhythm.filing import Unfiled
from ..lib.numbers import read_whole
from ..lib.reading_child import FileProblem
from ..web.downloads import keep_an_hour
from ..web.i18n import _, label_of, pick_wording
from ..web.limits import limiter
from .actions import (
    LIBRARY_EDITS,
    LIBRARY_REMOVALS,
    add_document,
    index_document,
    read_document,
    recording_document,
    remember_edit,
    replace_document,
    shelf_page,
)
from .blueprint import bp
from .forms import DocumentForm, NewDocumentForm, new_document_form
from .models import LibraryDocument, LibraryText
from .reading import LibraryFile
from .shelf import DocumentKind, LibraryReaders

DOCUMENT = "/library/documents/<int:document_id>"


@bp.route("/library/documents/new", methods=["GET", "POST"])
@administrators_only
@limiter.limit("60/minute", methods=["POST"])
def create_document() -> Any:
    """Put a document on the shelf: a new one, or (`replaces`) the next version of one."""
    old = _replaced()
    form = new_document_form(old)
    read = _read(form) if form.validate_on_submit() else None
    if read is None:
        return render_template("library/document.html", form=form, row=None, old=old), form.status
    known, content = read
    row, name = LibraryDocument(), form.file.data.filename if content else ""
    del form.file
    form.populate_obj(row)
    change = add_document(row, current_user.id, known=known, file=(name, content))
    old = _replaced()
    if old is not None:
        replace_document(old, row)
    flash(
        _("“%(name)s” is on the shelf.", name=pick_wording(row.title)),
        LIBRARY_EDITS.offer_undo(None, change, shelf_page(row)),
    )
    db.session.commit()
    return redirect(shelf_page(row))


def _replaced() -> LibraryDocument | None:
    """The document whose next version is added; one that has been replaced already is not replaced again."""
    asked = request.args.get("replaces", "")
    if not asked:
        return None
    number = read_whole(asked)
    if number is None:
        abort(404)
    one = LibraryDocument
    return get_or_404(
        one,
        one.id == number,
        one.replaced_by_id.is_(None),
        one.kind != DocumentKind.STORY,
    )


def _read(form: NewDocumentForm) -> tuple[LibraryFile | None, bytes] | None:
    """What was uploaded, read; nothing where the form says why it cannot be kept."""
    if not form.has_file:
        return None, b""
    content = form.content
    try:
        return read_document(content), content
    except FileProblem as problem:
        form.file.errors = [_refusal(problem.why)]
        return None


def _refusal(why: StrEnum) -> str:
    said: dict[StrEnum, str] = {
        Unfiled.TOO_LARGE: _("The file is too large: at most 24 MB."),
        Unfiled.OLD_WORD: _("This is an old Office file. Save it as .docx, .pptx, .xlsx or PDF."),
        Unfiled.OTHER: _("Please choose a PDF, an Office or OpenDocument file, a JPG or a PNG."),
    }
    return said.get(why) or label_of(why)


@bp.route(DOCUMENT, methods=["GET", "POST"])
@administrators_only
def edit_document(document_id: int) -> Any:
    """What a document is called, what it is, and who may see it."""
    row = _paper(document_id)
    form = DocumentForm(obj=row)
    with recording_document(row) as cells:
        saved = form.saves(row)
    if not saved:
        return render_template("library/document.html", form=form, row=row, old=None), form.status
    index_document(row)
    change = remember_edit(row, cells, current_user.id)
    flash(_("Saved."), LIBRARY_EDITS.offer_undo(None, change, shelf_page(row)))
    db.session.commit()
    return redirect(shelf_page(row))


@bp.post(f"{DOCUMENT}/remove")
@administrators_only
def remove_document(document_id: int) -> Any:
    """It goes to the planner's bin; the version it replaced is in force again."""
    row = _document(document_id)
    name, page = pick_wording(row.title), shelf_page(row)
    change = LIBRARY_REMOVALS.remove(None, row, row.title, current_user.id)
    flash(_("“%(name)s” was removed.", name=name), LIBRARY_REMOVALS.offer_undo(None, change, page))
    db.session.commit()
    return redirect(page)


@bp.get(f"{DOCUMENT}/file")
@signed_in
def export_document(document_id: int) -> Response:
    """Its file, for accounts; one for administrators is theirs alone."""
    row = _document(document_id)
    if row.readers is LibraryReaders.ADMINISTRATORS and not current_user.administrator:
        abort(403)
    return _sent(row)


@bp.get("/library/public/documents/<int:document_id>")
@public_page
@limiter.limit("120/minute")
def send_public_document(document_id: int) -> Response:
    """Its file, for everybody; one that is not public is not there."""
    one = LibraryDocument
    public = one.readers == LibraryReaders.PUBLIC
    return keep_an_hour(_sent(get_or_404(one, one.id == document_id, public)))


def _document(document_id: int) -> LibraryDocument:
    return get_or_404(LibraryDocument, LibraryDocument.id == document_id)


def _paper(document_id: int) -> LibraryDocument:
    """A document that is no story: that one is edited with its consent."""
    one = LibraryDocument
    return get_or_404(one, one.id == document_id, one.kind != DocumentKind.STORY)


def _sent(row: LibraryDocument) -> Response:
    """The file, always as a download; nothing in it runs here."""
    mine = sa.select(LibraryText).where(LibraryText.document_id == row.id)
    kept = db.session.scalar(mine.options(undefer(LibraryText.content)))
    if kept is None or kept.content is None:
        abort(404)
    answer = send_file(
        io.BytesIO(kept.content),
        mimetype=row.media_type,
        as_attachment=True,
        download_name=row.file_name,
        max_age=0,
    )
    answer.direct_passthrough = False
    answer.set_data(kept.content)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
