"""A released national analysis is put on the shelf, in each language; one of the same half-year is replaced."""

from typing import Any

import sqlalchemy as sa
from flask import abort, flash, redirect
from flask_login import current_user

from .. import clock
from ..accounts.doors import administrators_only
from ..data.db import db
from ..forums.kinds import forum_kind, forum_kinds
from ..lib.text import Words
from ..situation.nation.pages import released_or_refused
from ..situation.nation.queries import NationalAnalysis
from ..situation.nation.word import national_file_name, national_word
from ..situation.period import period_name, read_period
from ..web.i18n import LANGUAGES, _, pick_wording, use_language
from .actions import add_document, read_document, replace_document, shelf_page
from .blueprint import bp
from .models import LibraryDocument
from .reading import LibraryFile
from .shelf import DocumentKind, LibraryReaders


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
