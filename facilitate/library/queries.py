"""Documents of the library as they stand on the shelf: by kind, each with its versions, for people who may see them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

import sqlalchemy as sa
from flask import url_for
from flask_login import current_user

from .. import clock
from ..data.db import db
from ..data.matching import excerpt_around, holds_words
from ..directory.search import Listing, cut_page
from ..lib.typed_addresses import address_host
from ..web.i18n import _, format_day, label_of, pick_wording, sort_by_name
from .models import LibraryDocument, LibraryText
from .reading import split_words
from .shelf import DocumentKind, LibraryReaders, ShelfFile, ShelfGroup, ShelfItem
from .stories import without_ended_stories

MOST_FOUND = 50
"""Documents that a search lists."""


def visible_readers() -> list[LibraryReaders]:
    """Whose documents the person signed in may see."""
    own = [LibraryReaders.PUBLIC, LibraryReaders.ACCOUNTS]
    return [*own, LibraryReaders.ADMINISTRATORS] if current_user.administrator else own


def document_groups() -> list[ShelfGroup]:
    """The documents the person signed in may see, by kind; one group that says what will come where there are none."""
    rows = _documents(visible_readers())
    groups = _by_kind(rows, public=False)
    expected = _("Laws, standards and procedures appear here once an administrator has added them.")
    return groups or [ShelfGroup("documents", _("Documents"), expected)]


def public_groups() -> list[ShelfGroup]:
    """The documents that everybody may see, by kind."""
    return _by_kind(_documents([LibraryReaders.PUBLIC]), public=True)


def _documents(readers: Collection[LibraryReaders]) -> Sequence[LibraryDocument]:
    one = LibraryDocument
    query = sa.select(one).where(one.readers.in_(readers), without_ended_stories(clock.today()))
    return db.session.scalars(query).all()


def _by_kind(rows: Sequence[LibraryDocument], public: bool) -> list[ShelfGroup]:
    """A version stands under the newest one that may be seen; the names of a kind in the order of the alphabet."""
    by_id = {row.id: row for row in rows}
    earlier: dict[int, list[LibraryDocument]] = {}
    heads: dict[DocumentKind, list[LibraryDocument]] = {}
    for row in rows:
        newest = _newest(row, by_id)
        if newest is row:
            heads.setdefault(row.kind, []).append(row)
        else:
            earlier.setdefault(newest.id, []).append(row)
    return [
        ShelfGroup(
            kind.value,
            label_of(kind),
            "",
            [
                document_item(row, public=public, earlier=earlier.get(row.id, ()))
                for row in sort_by_name(heads[kind], lambda row: pick_wording(row.title))
            ],
        )
        for kind in DocumentKind
        if kind in heads
    ]


def _newest(row: LibraryDocument, by_id: Mapping[int, LibraryDocument]) -> LibraryDocument:
    seen = {row.id}
    while (later := by_id.get(row.replaced_by_id or 0)) is not None and later.id not in seen:
        seen.add(later.id)
        row = later
    return row


def document_item(
    row: LibraryDocument,
    *,
    public: bool = False,
    earlier: Iterable[LibraryDocument] = (),
    found: str = "",
) -> ShelfItem:
    """A document as it stands on the shelf; `public`: with the addresses that need no account."""
    page = "library.send_public_document" if public else "library.export_document"
    files = []
    if row.size:
        ending = row.file_name.rsplit(".", 1)[-1]
        files.append(ShelfFile(_KINDS.get(ending, ending), url_for(page, document_id=row.id)))
    if row.address:
        files.append(ShelfFile(address_host(row.address), row.address))
    edits = not public and current_user.administrator
    story = row.kind is DocumentKind.STORY
    told = "library.read_public_story" if public else "library.show_story"
    before = sorted(earlier, key=lambda one: (one.on is not None, one.on, one.id), reverse=True)
    return ShelfItem(
        title=pick_wording(row.title),
        readers=row.readers,
        url=url_for(told, document_id=row.id) if story else files[0].url if files else "",
        on=row.on,
        detail=row.number,
        files=files,
        ended=_ended(row),
        found=found or pick_wording(row.about),
        edit=url_for("library.edit_document", document_id=row.id) if edits and not story else "",
        earlier=[document_item(one, public=public) for one in before],
    )


_KINDS = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel", "pptx": "PowerPoint"}


def _ended(row: LibraryDocument) -> str:
    if row.replaced_by_id is not None:
        return _("replaced by a newer version")
    if row.ended_on is not None and row.kind is DocumentKind.STORY:
        return _("the consent ended on %(day)s", day=format_day(row.ended_on, "dated"))
    if row.ended_on is not None:
        return _("not in force since %(day)s", day=format_day(row.ended_on, "dated"))
    return ""


def find_documents(
    words: Sequence[str], most: int, readers: Collection[LibraryReaders] = ()
) -> list[LibraryDocument]:
    """The documents that hold all these words, those with all in their title first: of those the person signed in may see, or `readers`."""
    if not words:
        return []
    one, found = LibraryDocument, LibraryText
    in_title = sa.and_(
        *(
            sa.func.lower(sa.cast(one.title, sa.Text)).contains(word, autoescape=True)
            for word in words
        )
    )
    query = (
        sa.select(one)
        .join(found, found.document_id == one.id)
        .where(
            one.readers.in_(readers or visible_readers()),
            without_ended_stories(clock.today()),
            *(found.words.contains(word, autoescape=True) for word in words),
        )
        .order_by(
            sa.case((in_title, 0), else_=1), one.replaced_by_id.is_not(None), one.on.desc(), one.id
        )
    )
    return list(db.session.scalars(query.limit(most)))


def texts_of(documents: Sequence[LibraryDocument], most: int) -> dict[int, str]:
    """What the files of these documents say, the first letters of each."""
    found = LibraryText
    ids = [one.id for one in documents]
    query = sa.select(found.document_id, sa.func.substr(found.text, 1, most))
    return {key: text for key, text in db.session.execute(query.where(found.document_id.in_(ids)))}


SHOWN, LOOKED_AT = 10, 20_000
"""Of so many documents the place is shown where the words stand, if it is within so many letters."""


def search_shelf(
    typed: str, standing: Sequence[ShelfGroup], *, public: bool = False
) -> list[ShelfGroup]:
    """The documents that hold every word typed, then what else on the shelf is called so; `public`: of those for everybody."""
    words = split_words(typed)
    if not words:
        return []
    others = [
        ShelfGroup(
            group.key,
            group.name,
            "",
            [one for one in group.items if holds_words(f"{one.title} {one.detail}", words)],
        )
        for group in standing
    ]
    rows = find_documents(words, MOST_FOUND + 1, [LibraryReaders.PUBLIC] if public else ())
    found = found_items(rows[:MOST_FOUND], words, public=public)
    cut = len(rows) > MOST_FOUND
    documents = ShelfGroup("documents", _("Documents"), "", found, cut=cut)
    return [group for group in (documents, *others) if group.items]


def found_items(
    rows: Sequence[LibraryDocument], words: Sequence[str], *, public: bool = False
) -> list[ShelfItem]:
    """Documents with these words as they stand on the shelf; the first ones with what stands round the words."""
    texts = texts_of(rows[:SHOWN], LOOKED_AT)
    found = {
        key: excerpt_around(text, words) for key, text in texts.items() if holds_words(text, words)
    }
    return [document_item(row, public=public, found=found.get(row.id, "")) for row in rows]


def page_of_groups(
    groups: Iterable[ShelfGroup], number: int
) -> tuple[Listing[ShelfItem], list[ShelfGroup]]:
    """The page `number` of all that stands in these groups, and what of it stands in each."""
    every = [(group, item) for group in groups for item in group.items]
    page = cut_page(every, number)
    shown: dict[str, ShelfGroup] = {}
    for group, item in page.rows:
        part = shown.setdefault(group.key, replace(group, items=[]))
        shown[group.key] = replace(part, items=[*part.items, item])
    listing = Listing([item for _group, item in page.rows], page.number, page.pages, page.total)
    return listing, list(shown.values())
