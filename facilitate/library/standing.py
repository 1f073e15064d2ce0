"""What stands in the planner already and belongs on the shelf: handbooks, reports, analyses, lists and agendas to start from."""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from flask import url_for

from ..accounts.doors import is_in_a_team
from ..agenda.reusing.queries import list_templates
from ..checklists.models import ChecklistTemplate
from ..checklists.starting.queries import NAMES, OWN
from ..data.db import db
from ..events.models import Event
from ..forums.kinds import forum_kind
from ..forums.models import Forum
from ..lib.pdf import pdf_maker
from ..lib.text import Words
from ..report.models import Edition, Proceedings
from ..report.released_report import edition_is_out
from ..situation.models import SituationReview
from ..situation.panorama.open_data import released_panoramas
from ..situation.period import period_key, period_name
from ..web.i18n import LANGUAGES, _, current_language, format_day, label_of, pick_wording
from .labels import HANDBOOKS
from .shelf import HandbookKind, LibraryReaders, ShelfFile, ShelfGroup, ShelfItem


def handbook_group() -> ShelfGroup:
    """The handbooks, each in both languages."""
    items = [
        ShelfItem(
            title=label_of(kind),
            readers=LibraryReaders.PUBLIC,
            detail=str(HANDBOOKS[kind]),
            files=_word_and_pdf("library.export_handbook", handbook=kind.value),
        )
        for kind in HandbookKind
    ]
    return ShelfGroup("handbooks", _("Handbooks"), "", items)


def open_data_groups() -> list[ShelfGroup]:
    """The numbers of forums that two people have released for everybody; nothing where there are none."""
    items = [
        ShelfItem(
            title=pick_wording(forum_kind(found.kind).name),
            readers=LibraryReaders.PUBLIC,
            detail=_("Latest half-year: %(period)s", period=period_name(found.period)),
            files=[
                ShelfFile(
                    "CSV",
                    url_for(
                        "situation.export_open_data",
                        kind=found.kind,
                        period=period_key(found.period),
                    ),
                )
            ],
        )
        for found in released_panoramas()
    ]
    return [ShelfGroup("open_data", _("Open data"), "", items)] if items else []


def standing_groups() -> list[ShelfGroup]:
    """What stands there by itself, as far as the person signed in may see it; each kind asks once, whatever there is."""
    return [
        handbook_group(),
        ShelfGroup(
            "reports",
            _("Reports of events"),
            _("The report of an event appears here once two people have released it."),
            _report_items(),
        ),
        ShelfGroup(
            "analyses",
            _("Situation analyses"),
            _("A county’s analysis appears here once its committee has approved it."),
            _analysis_items() if is_in_a_team() else [],
        ),
        *open_data_groups(),
        ShelfGroup("checklists", _("Starting checklists"), "", list(_checklist_items())),
        ShelfGroup("agendas", _("Starting agendas"), "", list(_agenda_items())),
    ]


def _report_items() -> list[ShelfItem]:
    """The edition that is out of each event, the latest event first."""
    last = (
        sa.select(Edition.event_id, sa.func.max(Edition.number).label("number"))
        .where(*edition_is_out())
        .group_by(Edition.event_id)
        .subquery()
    )
    rows = db.session.execute(
        sa.select(Event.title, Event.town, Event.first_day, Proceedings.token, Edition.released_at)
        .join(Proceedings, Proceedings.event_id == Event.id)
        .join(last, last.c.event_id == Event.id)
        .join(Edition, sa.and_(Edition.event_id == Event.id, Edition.number == last.c.number))
        .order_by(Event.first_day.desc(), Event.id)
    )
    return [
        ShelfItem(
            title=pick_wording(row.title),
            readers=LibraryReaders.LINK,
            url=url_for("report.show_public_report", token=row.token),
            on=row.released_at,
            detail=", ".join(filter(None, (row.town, format_day(row.first_day, "MMMM y")))),
            files=_word_and_pdf("report.export_public_report", token=row.token),
        )
        for row in rows
    ]


def _word_and_pdf(page: str, **address: Any) -> Sequence[ShelfFile]:
    """A paper in both languages as Word and, where it can be made, as PDF."""
    kinds = [("Word", ""), *([("PDF", "?as=pdf")] if pdf_maker() else [])]
    return [
        ShelfFile(f"{name} ({kind})", url_for(page, code=code, **address) + asked, code)
        for code, name in LANGUAGES.items()
        for kind, asked in kinds
    ]


def _analysis_items() -> list[ShelfItem]:
    """Analyses whose numbers are approved, with the file where they are filed, the latest half-year first."""
    rows = db.session.execute(
        sa.select(
            SituationReview.period,
            SituationReview.approved_on,
            SituationReview.document_id,
            Forum.name,
            Forum.slug,
        )
        .join(Forum, Forum.id == SituationReview.forum_id)
        .where(SituationReview.approved_on.is_not(None))
        .order_by(SituationReview.period.desc(), Forum.slug)
    )
    return [
        ShelfItem(
            title=pick_wording(row.name),
            readers=LibraryReaders.TEAMS,
            url=url_for("situation.show_analysis", slug=row.slug, period=period_key(row.period)),
            on=row.approved_on,
            detail=period_name(row.period),
            files=_filed(row.slug, row.document_id),
        )
        for row in rows
    ]


def _filed(slug: str, document_id: int | None) -> Sequence[ShelfFile]:
    if document_id is None:
        return ()
    page = "forums.download_document"
    return [ShelfFile("Word", url_for(page, slug=slug, document_id=document_id))]


def _checklist_items() -> Iterator[ShelfItem]:
    """The shipped lists, then those of teams."""
    for file, name in NAMES.items():
        yield _checklist(file.removesuffix(".xlsx"), name, LibraryReaders.ACCOUNTS)
    if is_in_a_team():
        columns = (ChecklistTemplate.id, ChecklistTemplate.name, ChecklistTemplate.at)
        for row in db.session.execute(sa.select(*columns).order_by(ChecklistTemplate.at.desc())):
            yield _checklist(f"{OWN}{row.id}", row.name, LibraryReaders.TEAMS, on=row.at)


def _checklist(key: str, name: Words, readers: LibraryReaders, **more: object) -> ShelfItem:
    address = url_for("library.export_starting_checklist", list_key=key)
    return ShelfItem(
        title=pick_wording(name),
        readers=readers,
        files=[ShelfFile("Excel", address, current_language())],
        **more,  # type: ignore[arg-type]
    )


def _agenda_items() -> Iterator[ShelfItem]:
    """The shipped agendas, then those of teams."""
    for one in list_templates():
        if is_in_a_team() or not one.own:
            yield ShelfItem(
                title=pick_wording(one.name),
                readers=LibraryReaders.TEAMS if one.own else LibraryReaders.ACCOUNTS,
                url=url_for("library.show_starting_agenda", template_key=one.key),
                on=one.at,
                detail=one.by,
            )
