"""What an event changed, and what the events of a year changed together: read, written on, taken along as a Word file."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from .. import clock
from ..accounts.doors import in_a_team
from ..consultation.sharing.wording import shown_number
from ..data.db import db, get_or_404
from ..events.access import Can, may, needs
from ..events.asked_language import asked_language
from ..events.models import Event, Objective
from ..events.queries import my_events
from ..forums.models import Forum
from ..forums.rhythm.queries import forums_in
from ..lib.text import make_slug
from ..objectives.models import ObjectiveIndicator
from ..web.downloads import send_download
from ..web.forms import FIRST_YEAR, LAST_YEAR, DayField, PlannerForm
from ..web.i18n import LANGUAGES, _, _l, current_language, use_language
from ..web.refused import Refused
from . import wording, year_wording
from .comparison import compare_changes
from .comparison_word import comparison_lead, render_comparison, row_heads, row_numbers
from .gathering import later_answers, outcomes_of
from .paper import outcomes_paper
from .readings import ReadingForm, read_indicator
from .word import render_outcomes_word, render_year_word
from .year import YearPeriod, gather_year
from .year_paper import year_file_name, year_paper

bp = Blueprint("outcomes", __name__)


class PeriodForm(PlannerForm):
    """The days that are told of; they stand in the address."""

    class Meta(PlannerForm.Meta):
        csrf = False

    first = DayField(_l("From"), name="from")
    last = DayField(_l("To"), name="to")


@bp.get("/events/<slug>/changed")
@needs(Can.SEE)
def show_outcomes(event: Event) -> Any:
    """Indicators then, now and as planned; actions kept, open and dropped."""
    return _page(event)


@bp.post("/events/<slug>/changed/<int:indicator_id>")
@needs(Can.EDIT_OBJECTIVES)
def record_reading(event: Event, indicator_id: int) -> Any:
    """How an indicator stands on a day."""
    mine = db.select(Objective.id).where(Objective.event_id == event.id)
    row = get_or_404(
        ObjectiveIndicator,
        ObjectiveIndicator.id == indicator_id,
        ObjectiveIndicator.objective_id.in_(mine),
    )
    form = ReadingForm(prefix=f"i{row.id}")
    if not form.validate_on_submit():
        return _page(event, form, row.id)
    read_indicator(row, form.on.data, form.value.data)
    flash(_("Saved."))
    db.session.commit()
    return redirect(
        url_for("outcomes.show_outcomes", slug=event.slug, _anchor=f"indicator-{row.id}")
    )


def _page(event: Event, wrong: ReadingForm | None = None, of: int = 0) -> Any:
    found, today = outcomes_of(event), clock.today_in(event)
    forms = {
        one.row.id: ReadingForm(prefix=f"i{one.row.id}", formdata=None, data={"on": today})
        for _objective, one in found.indicators
        if may(Can.EDIT_OBJECTIVES)
    }
    if wrong is not None:
        forms[of] = wrong
    return render_template(
        "outcomes/page.html",
        event=event,
        found=found,
        title=wording.outcomes_title(event, today),
        lead=wording.outcomes_lead(found, today),
        forms=forms,
        wrong=of,
        today=today,
        asked=later_answers(event, outside=not may(Can.READ_ANSWERS)),
        told=wording.later_answers_lead,
        shown=shown_number,
        wording=wording,
    ), wrong.status if wrong is not None else 200


@bp.get("/events/<slug>/changed.docx")
@needs(Can.SEE)
def download_outcomes(event: Event) -> Any:
    """What the event changed as a Word file, without words that nobody has decided about."""
    code, today = asked_language(event), clock.today_in(event)
    with use_language(code):
        found = outcomes_of(event)
        asked = later_answers(event, outside=True)
        paper = outcomes_paper(found, today, asked)
        content, name = render_outcomes_word(paper, today), make_slug(paper.title)
    return send_download(content, f"{event.slug}-{name}-{code}.docx")


@bp.get("/year")
@in_a_team
def show_year() -> Any:
    """The period asked for: `?year=2026`, or `?from=2026-07-01&to=2027-06-30`; `&forum=SLUG` for its meetings alone."""
    (period, form), today = _period(), clock.today()
    found = gather_year(period, my_events(), today, outside=False)
    return render_template(
        "outcomes/year.html",
        found=found,
        period=period,
        form=form,
        asked=_asked(period),
        forums=forums_in(period.last.year),
        title=year_wording.year_title(period),
        lead=year_wording.year_lead(found),
        state=year_wording.action_state,
        unseen=year_wording.unseen_sentence,
        reached_lead=year_wording.reached_lead,
        training=year_wording.training_sentence,
    ), form.status


@bp.get("/year/beside")
@in_a_team
def show_changes_beside() -> Any:
    """What the events one works in decided, promised and changed: year beside year, forum beside forum."""
    return render_template(
        "outcomes/comparison.html",
        found=compare_changes(my_events()),
        lead=comparison_lead(),
        heads=row_heads(),
        numbers=row_numbers,
    )


@bp.get("/year/beside.docx")
@in_a_team
def download_changes_beside() -> Any:
    """What the events one works in decided, promised and changed, as a Word file."""
    code = request.args.get("lang", "")
    code = code if code in LANGUAGES else current_language()
    found = compare_changes(my_events())
    if not found.years:
        raise Refused(_("Nothing to compare yet"))
    with use_language(code):
        content = render_comparison(found, clock.today())
        name = make_slug(_("Year beside year"))
    return send_download(content, f"{name}-{code}.docx")


@bp.get("/year.docx")
@in_a_team
def download_year() -> Any:
    """The period as a Word file, without words that nobody has decided about."""
    code, today = request.args.get("lang", ""), clock.today()
    code = code if code in LANGUAGES else current_language()
    with use_language(code):
        period, form = _period()
        for wrong in form.errors.values():
            raise Refused(wrong[0])
        found = gather_year(period, my_events(), today, outside=True)
        content = render_year_word(year_paper(found), today)
        name = year_file_name(found)
    return send_download(content, f"{name}-{code}.docx")


def _asked(period: YearPeriod) -> dict[str, Any]:
    """The address of a period."""
    days = {"year": period.year} if period.year else {"from": period.first, "to": period.last}
    return {**days, **({"forum": period.forum.slug} if period.forum else {})}


def _period() -> tuple[YearPeriod, PeriodForm]:
    """The days asked for, and the form they are in: with mistakes in it, the year that is told of is this one."""
    slug, year = (
        request.args.get("forum", ""),
        request.args.get("year", clock.today().year, type=int),
    )
    forum = get_or_404(Forum, Forum.slug == slug) if slug else None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        abort(404)
    whole = YearPeriod(date(year, 1, 1), date(year, 12, 31), forum)
    if not (request.args.get("from") or request.args.get("to")):
        return whole, PeriodForm(formdata=None, obj=whole)
    form = PeriodForm(formdata=request.args)
    if not form.validate():
        return whole, form
    first, last = sorted((form.first.data, form.last.data))
    return YearPeriod(first, last, forum), form
