"""The harvest on paper, as a Word file, and on the wall; each speaks the event's language unless another one is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, request

from ...data.content import content_folder
from ...events.access import Can, needs
from ...events.asked_language import asked_language
from ...events.models import Event
from ...lib.documents import WordFile
from ...lib.text import TAGS, make_slug
from ...web.downloads import send_download
from ...web.i18n import _, format_day, pick_wording, use_language
from ..blueprint import bp
from ..cafe_view import cafe_view_or_404
from ..floor import CafeFloor
from . import wording
from .points import ClearedPoints, HarvestGrouping, PointGroup, clear_points, group_points
from .queries import notes_of
from .wording import group_heading, point_place


@dataclass(frozen=True)
class HarvestHead:
    """What stands above: the event, the café's step, `18 March 2027 · Tiranë`, the first sentence; the language of it all.

    `warning`: that it is a working paper, and what of it is not checked for privacy.
    """

    event: str
    cafe: str
    when: str
    lead: str
    language: str
    warning: str = ""


def harvest_document(head: HarvestHead, groups: Sequence[PointGroup]) -> bytes:
    """The key points as the bytes of a .docx, in the language spoken now."""
    file = WordFile(content_folder("guides") / "guide.docx")
    file.language(TAGS[head.language])
    file.properties(title=head.cafe, subject=_("Harvest"))
    file.header(f"{head.event}\t" + _("Harvest · working paper"))
    file.footer("\t" + _("Page %(page)s of %(pages)s", page="{PAGE}", pages="{NUMPAGES}"))
    file.add(_("Harvest: %(cafe)s", cafe=head.cafe), "Title")
    file.add(" · ".join(part for part in (head.event, head.when) if part), "Subtitle")
    file.add(head.warning, "Hole")
    file.add(head.lead, "Lead")
    for group in groups:
        file.add(group_heading(group), "Heading 2", with_next=True)
        _points(file, group)
    return file.save()


def _points(file: WordFile, group: PointGroup) -> None:
    if group.by is not HarvestGrouping.TABLE:
        for point in group.points:
            file.add(_line(point.text, point_place(point)), "List Bullet")
        return
    file.add(pick_wording(group.question), "Lead", with_next=True)
    for part in group.parts:
        title = _("Round %(number)d", number=part.round)
        file.add(
            " · ".join(text for text in (title, pick_wording(part.question)) if text),
            "Heading 3",
            with_next=True,
        )
        for point in part.points:
            file.add(_line(point.text), "List Bullet")


def _line(text: str, where: str = "") -> str:
    """A key point on one line, and where it was said."""
    one = " ".join(text.split())
    return f"{one} ({where})" if where else one


def asked_grouping() -> HarvestGrouping:
    """What the key points are to be put together by (`by`); by question, where nothing is said."""
    by = request.args.get("by", "")
    return HarvestGrouping(by) if by in set(HarvestGrouping) else HarvestGrouping.QUESTION


def harvest_head(event: Event, floor: CafeFloor, found: ClearedPoints, code: str) -> HarvestHead:
    """What stands above the key points, in the language spoken now."""
    lead = wording.harvest_summary(found.points, len(floor.tables))
    when = format_day(floor.on.day.on, "dated") if floor.on else ""
    return HarvestHead(
        event=pick_wording(event.title),
        cafe=pick_wording(floor.title) or _("World café"),
        when=" · ".join(part for part in (when, event.town) if part),
        lead=lead,
        language=code,
        warning=wording.on_paper(found),
    )


@bp.get("/events/<slug>/cafe/<int:step_id>/harvest/print")
@needs(Can.SEE)
def print_harvest(event: Event, step_id: int) -> Any:
    """The key points for paper."""
    floor, code = cafe_view_or_404(event, step_id).floor, asked_language(event)
    found = clear_points(event, notes_of(floor.cafe))
    with use_language(code):
        return render_template(
            "cafe/harvest/print.html",
            event=event,
            floor=floor,
            wording=wording,
            groups=group_points(found.points, asked_grouping()),
            head=harvest_head(event, floor, found, code),
            By=HarvestGrouping,
        )


@bp.get("/events/<slug>/cafe/<int:step_id>/harvest.docx")
@needs(Can.SEE)
def export_harvest(event: Event, step_id: int) -> Any:
    """The key points as a Word file."""
    floor, code = cafe_view_or_404(event, step_id).floor, asked_language(event)
    found = clear_points(event, notes_of(floor.cafe))
    with use_language(code):
        head = harvest_head(event, floor, found, code)
        name = f"{make_slug(_('Harvest'))}-{event.slug}-{code}.docx"
        return send_download(
            harvest_document(head, group_points(found.points, asked_grouping())), name
        )


@bp.get("/events/<slug>/cafe/<int:step_id>/harvest/wall")
@needs(Can.SEE)
def show_harvest_wall(event: Event, step_id: int) -> Any:
    """The key points in big letters for the plenary: one group after the other (`at`, from 1)."""
    floor, code = cafe_view_or_404(event, step_id).floor, asked_language(event)
    points = clear_points(event, notes_of(floor.cafe)).points
    found = group_points(
        points, asked_grouping() if "by" in request.args else HarvestGrouping.TABLE
    )
    at = min(max(request.args.get("at", 1, int), 1), max(len(found), 1))
    with use_language(code):
        return render_template(
            "cafe/harvest/wall.html",
            event=event,
            floor=floor,
            wording=wording,
            count=len(found),
            at=at,
            By=HarvestGrouping,
            group=found[at - 1] if found else None,
            by=found[0].by if found else HarvestGrouping.TABLE,
        )
