"""What a kind of forum counts: the list of indicators and their lines, changed by administrators."""

from typing import Any

from flask import flash, redirect, render_template, url_for

from .. import clock
from ..accounts.doors import administrators_only, in_a_team
from ..data.db import db, get_or_404
from ..forums.kinds import kind_name
from ..web.i18n import _, _n, pick_wording
from ..web.refused import Refused
from . import actions
from .actions import DEFINES
from .blueprint import KIND, bp
from .forms import indicator_form, unsaved_copy
from .models import SituationIndicator
from .period import latest_ended, period_name
from .queries import indicator_lines
from .usual import has_usual


@bp.get(f"{KIND}/indicators")
@in_a_team
def show_indicators(kind: str) -> Any:
    """Every indicator with its lines."""
    rows = indicator_lines(kind)
    now = [one for one in rows if one.last is None]
    return render_template(
        "situation/indicators.html",
        kind=kind,
        rows=now,
        ended=[one for one in rows if one.last is not None],
        usual=has_usual(kind),
        lead=_n(
            "%(num)d indicator is counted every half-year.",
            "%(num)d indicators are counted every half-year.",
            len(now),
        )
        if now
        else _("Nothing is counted yet."),
    )


@bp.post(f"{KIND}/indicators/usual")
@administrators_only
def add_usual(kind: str) -> Any:
    """Begin with the ready set; what is there already stays."""
    rows = actions.add_usual(kind, latest_ended(clock.today()))
    flash(_n("%(num)d indicator was added.", "%(num)d indicators were added.", len(rows)))
    db.session.commit()
    return redirect(url_for("situation.show_indicators", kind=kind))


@bp.route(f"{KIND}/indicators/new", methods=["GET", "POST"])
@administrators_only
def create_indicator(kind: str) -> Any:
    """One more indicator, asked for the half-year that ended last."""
    row, form = SituationIndicator(kind=kind, version=1), indicator_form(kind, None)
    if form.saves(row):
        actions.add_indicator(row, latest_ended(clock.today()))
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("situation.show_indicators", kind=kind))
    return _page(kind, None, form)


@bp.route(f"{KIND}/indicators/<int:indicator_id>", methods=["GET", "POST"])
@administrators_only
def edit_indicator(kind: str, indicator_id: int) -> Any:
    """A changed definition begins a new line; a name or a mere correction does not."""
    row = _newest(kind, indicator_id)
    form, draft = indicator_form(kind, row), unsaved_copy(row)
    if form.saves(draft):
        changed = {
            name: getattr(draft, name)
            for name in DEFINES
            if getattr(draft, name) != getattr(row, name)
        }
        wording = set(changed) <= {"unit", "definition", "counted"} and form.same.data
        row.name, row.mirrors = draft.name, draft.mirrors
        if changed and actions.has_numbers(row) and not wording:
            new = actions.begin_line(row, **changed)
            flash(
                _(
                    "Saved as a new series of numbers, asked for from the %(period)s on. The numbers so far stay with the old definition.",
                    period=period_name(new.first),
                )
            )
        else:
            for name, value in changed.items():
                setattr(row, name, value)
            flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("situation.show_indicators", kind=kind))
    return _page(kind, row, form)


def _page(kind: str, row: SituationIndicator | None, form: Any) -> tuple[str, int]:
    page = render_template(
        "situation/indicator.html",
        kind=kind,
        row=row,
        form=form,
        has_numbers=row is not None and actions.has_numbers(row),
        kind_name=kind_name,
    )
    return page, form.status


@bp.post(f"{KIND}/indicators/<int:indicator_id>/end")
@administrators_only
def end_indicator(kind: str, indicator_id: int) -> Any:
    """End an indicator: it is asked no longer, and its numbers stay."""
    row = _newest(kind, indicator_id)
    flash(_("“%(name)s” is no longer asked for. Its numbers stay.", name=pick_wording(row.name)))
    actions.end_line(row, latest_ended(clock.today()))
    db.session.commit()
    return redirect(url_for("situation.show_indicators", kind=kind))


def _newest(kind: str, indicator_id: int) -> SituationIndicator:
    """A line that may still be changed. Refused for one that has a later line."""
    one = SituationIndicator
    row = get_or_404(one, one.id == indicator_id, one.kind == kind)
    if row.last is not None or not actions.is_newest(row):
        raise Refused(_("This line has ended: its numbers show what was counted then."))
    return row
