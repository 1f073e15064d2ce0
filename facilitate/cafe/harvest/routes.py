"""The harvest for the team: what all tables wrote, and what still lacks; more is written here too."""

import io
from dataclasses import dataclass, field
from typing import Any

import segno
import sqlalchemy as sa
from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from ...agenda.models import Step
from ...data.db import db, get_or_404
from ...events.access import Can, may, needs
from ...events.models import Event
from ...web.downloads import send_download
from ...web.i18n import _
from .. import actions as cafes
from ..addresses import table_url
from ..blueprint import bp
from ..cafe_view import cafe_view_or_404
from ..floor import CafeFloor
from ..models import Cafe, CafeNote, CafeTable
from . import actions, paper_pages, table_pages, wording
from .forms import EditKeyPointForm, TeamKeyPointForm, chosen_table, team_key_point_form
from .points import (
    HarvestGrouping,
    KeyPoint,
    clear_points,
    expected_rounds,
    group_points,
    written_in_round,
)
from .queries import notes_of

__all__ = ["bp", "paper_pages", "table_pages"]


@dataclass(frozen=True)
class HarvestFilter:
    """Which key points a page shows, put together by what; what the address says of it."""

    by: HarvestGrouping = HarvestGrouping.TABLE
    table: int | None = None
    round: int | None = None
    objective: int | None = None
    question: int | None = None
    questions: list[Any] = field(default_factory=list)

    @property
    def narrowed(self) -> bool:
        return any(
            one is not None for one in (self.table, self.round, self.objective, self.question)
        )

    def fits(self, point: KeyPoint) -> bool:
        """Whether it is among those asked for."""
        return (
            self.table in (None, point.table)
            and self.round in (None, point.round)
            and self.objective in (None, point.objective_id)
            and (self.question is None or self.questions[self.question] == point.question)
        )


def harvest_filter_from(points: list[KeyPoint]) -> HarvestFilter:
    """What the address asks for; what it cannot mean is left out."""
    questions = list(dict.fromkeys(point.question for point in points if point.question))
    by = request.args.get("by", "")
    question = request.args.get("question", None, int)
    return HarvestFilter(
        by=HarvestGrouping(by) if by in set(HarvestGrouping) else HarvestGrouping.TABLE,
        table=request.args.get("table", None, int),
        round=request.args.get("round", None, int),
        objective=request.args.get("objective", None, int),
        question=question if question is not None and 0 <= question < len(questions) else None,
        questions=questions,
    )


def _page(
    event: Event, step_id: int, form: TeamKeyPointForm | None = None, status: int = 200
) -> Any:
    view = cafe_view_or_404(event, step_id)
    floor, points = view.floor, notes_of(view.floor.cafe)
    leaving = clear_points(event, points)
    if not may(Can.TAKE_NOTES):  # who only looks reads what may leave the room
        points = leaving.points
    ask, standing = (
        harvest_filter_from(points),
        [(table.id, table.number) for table in floor.tables],
    )
    rounds = expected_rounds(floor.cafe.rounds, floor.cafe.held, points)
    number = ask.round or (rounds[-1] if rounds else 1)
    found = [point for point in points if ask.fits(point)]
    return render_template(
        "cafe/harvest/page.html",
        event=event,
        view=view,
        floor=floor,
        asked=ask,
        points=points,
        found=found,
        groups=group_points(found, ask.by),
        wording=wording,
        lead=wording.harvest_summary(points, len(floor.tables)),
        progress=[written_in_round(standing, points, one) for one in rounds],
        counts=_counts(floor, points),
        objectives={one.objective_id: one for one in points if one.objective_id}.values(),
        held_back=wording.held_back(leaving),
        form=form or team_key_point_form(floor, ask.table, number),
        By=HarvestGrouping,
        removed=notes_of(floor.cafe, removed=True) if may(Can.TAKE_NOTES) else [],
    ), status


def _counts(floor: CafeFloor, points: list[KeyPoint]) -> dict[int, list[int]]:
    """How many key points each table has in each round, by its id."""
    rounds = range(1, floor.cafe.rounds + 1)
    return {
        table.id: [
            sum(one.table == table.id and one.round == number for one in points)
            for number in rounds
        ]
        for table in floor.tables
    }


@bp.get("/events/<slug>/cafe/<int:step_id>/harvest")
@needs(Can.SEE)
def show_harvest(event: Event, step_id: int) -> Any:
    """The key points of all tables, put together as asked for."""
    return _page(event, step_id)


@bp.post("/events/<slug>/cafe/<int:step_id>/harvest")
@needs(Can.TAKE_NOTES)
def add_key_point(event: Event, step_id: int) -> Any:
    """One more key point of a table, typed by the team."""
    floor = cafe_view_or_404(event, step_id).floor
    form = team_key_point_form(floor)
    if not form.validate_on_submit():
        return _page(event, step_id, form, 422)
    table, number = chosen_table(form, floor.tables), form.round.data or 1
    cafe = cafes.cafe_of(step_id)
    question, text = floor.question(table, number), form.text.data
    actions.write_note(
        cafe,
        table,
        number=number,
        question=question,
        text=text,
        key=form.key.data or "",
        by=current_user.id,
    )
    flash(_("Saved for table %(table)d, round %(round)d.", table=table.number, round=number))
    db.session.commit()
    return _back(event, step_id, table=table.id, round=number)


def _back(event: Event, step_id: int, **more: Any) -> Any:
    return redirect(url_for("cafe.show_harvest", slug=event.slug, step_id=step_id, **more))


def _cafe(event: Event, step_id: int) -> sa.ScalarSelect[int]:
    """The café in that step of the event."""
    return (
        sa.select(Cafe.id)
        .join(Step, Cafe.step_id == Step.id)
        .where(Step.id == step_id, Step.event_id == event.id, Step.removed_at.is_(None))
        .scalar_subquery()
    )


def _note(event: Event, step_id: int, note_id: int) -> CafeNote:
    return get_or_404(CafeNote, CafeNote.id == note_id, CafeNote.cafe_id == _cafe(event, step_id))


@bp.route("/events/<slug>/cafe/<int:step_id>/harvest/<int:note_id>", methods=["GET", "POST"])
@needs(Can.TAKE_NOTES)
def edit_key_point(event: Event, step_id: int, note_id: int) -> Any:
    """Change a key point; one that was taken out meanwhile is put back by it."""
    note = _note(event, step_id, note_id)
    form = EditKeyPointForm(obj=note)
    if form.saves(note):
        actions.restore_note(note)
        flash(_("Saved."))
        db.session.commit()
        return _back(event, step_id)
    return render_template(
        "cafe/harvest/note.html", event=event, form=form, note=note, step_id=step_id
    ), form.status


@bp.post("/events/<slug>/cafe/<int:step_id>/harvest/<int:note_id>/<any(remove, back, up):what>")
@needs(Can.TAKE_NOTES)
def change_key_point(event: Event, step_id: int, note_id: int, what: str) -> Any:
    """Take a key point out, put it back, or move it up."""
    note = _note(event, step_id, note_id)
    table_pages.DO[what](note)
    if what == "remove":
        address = url_for(
            "cafe.change_key_point", slug=event.slug, step_id=step_id, note_id=note_id, what="back"
        )
        flash(_("Removed."), f"undo:{address}")
    db.session.commit()
    return _back(event, step_id)


@bp.get("/events/<slug>/cafe/<int:step_id>/harvest/tables")
@needs(Can.TAKE_NOTES)
def show_table_addresses(event: Event, step_id: int) -> Any:
    """The address of each table's page, as a link and as a QR code."""
    view = cafe_view_or_404(event, step_id)
    return render_template(
        "cafe/harvest/tables.html", event=event, view=view, floor=view.floor, table_url=table_url
    )


def _table(event: Event, step_id: int, table_id: int) -> CafeTable:
    return get_or_404(
        CafeTable, CafeTable.id == table_id, CafeTable.cafe_id == _cafe(event, step_id)
    )


@bp.get("/events/<slug>/cafe/<int:step_id>/harvest/tables/<int:table_id>/qr.svg")
@needs(Can.TAKE_NOTES)
def show_table_qr(event: Event, step_id: int, table_id: int) -> Any:
    """The address of a table's page as a QR code, dark on white also where the page is dark."""
    table, image = _table(event, step_id, table_id), io.BytesIO()
    segno.make(table_url(table.token), error="m").save(
        image, kind="svg", scale=6, border=3, dark="#000", light="#fff", svgns=True, nl=False
    )
    return send_download(image.getvalue(), f"{event.slug}-{table.number}.svg", attach=False)


@bp.post("/events/<slug>/cafe/<int:step_id>/harvest/tables/<int:table_id>/renew")
@needs(Can.EDIT_CAFE)
def renew_table(event: Event, step_id: int, table_id: int) -> Any:
    """Give a table another address, where the old one has come into wrong hands."""
    table = _table(event, step_id, table_id)
    actions.renew_address(table)
    flash(
        _(
            "Table %(number)d has a new address; the old one no longer works. Print its sheet again.",
            number=table.number,
        )
    )
    db.session.commit()
    return redirect(url_for("cafe.show_table_addresses", slug=event.slug, step_id=step_id))
