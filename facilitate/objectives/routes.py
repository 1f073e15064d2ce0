"""The objectives' pages: what the event is to reach, what could be presented, and by whom."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from .. import clock
from ..consultation.constellation.passage_filter import PassageFilter
from ..consultation.constellation.quoted import quoted_passages, spread_over_sectors
from ..consultation.models import Theme
from ..consultation.queries import themes_of
from ..data.db import db, get_or_404, row_id
from ..directory.models import Person
from ..directory.queries import all_counties, all_sectors
from ..directory.search import read_list_search
from ..events.access import Can, may, needs
from ..events.actions import add_goal as make_goal
from ..events.actions import add_objective
from ..events.models import AgreementStatus, Event, Goal, Objective
from ..events.queries import goals_of, objectives_of
from ..lib.text import Words
from ..web.i18n import _, _n, pick_wording
from ..web.refused import Refused
from . import actions, wording
from .board import objectives_board
from .forms import GoalForm, SpeakersForm, objective_form, presentation_form
from .models import Presentation
from .queries import themes_behind, themes_on
from .speaker_list import suggest_speakers

bp = Blueprint("objectives", __name__)
SHOWN = 12
"""Passages beside a form."""
KINDS: dict[str, actions.Kind] = {
    "goals": Goal,
    "objectives": Objective,
    "presentations": Presentation,
}
ONE = "/events/<slug>/objectives/<int:number>/"
"""What is done to one objective stands under this address …"""
ONE_OF = "/events/<slug>/objectives/<any(goals, presentations):kind>/<int:number>/"
"""… and to a goal or a presentation under this one."""
AN_OBJECTIVE = {"kind": "objectives"}


@bp.get("/events/<slug>/objectives")
@needs(Can.SEE)
def show_objectives(event: Event) -> Any:
    board, reads = objectives_board(event, clock.today_in(event)), may(Can.READ_ANSWERS)
    return render_template(
        "objectives/page.html",
        event=event,
        board=board,
        lead=wording.objectives_summary(board),
        origin=wording.source_sentence if reads else wording.source_sentence_outside,
        heard=wording.voices_sentence if reads else wording.voices_sentence_outside,
        statuses=list(AgreementStatus),
        shown=request.args.get("shown", ""),
    )


@bp.route("/events/<slug>/objectives/new", methods=["GET", "POST"])
@needs(Can.EDIT_OBJECTIVES)
def create_objective(event: Event) -> Any:
    return _new_objective(event)


@bp.route("/events/<slug>/objectives/goals/new", methods=["GET", "POST"])
@needs(Can.EDIT_OBJECTIVES)
def add_goal(event: Event) -> Any:
    return _new_goal(event)


@bp.route("/events/<slug>/objectives/presentations/new", methods=["GET", "POST"])
@needs(Can.EDIT_OBJECTIVES)
def add_presentation(event: Event) -> Any:
    return _new_presentation(event)


@bp.route("/events/<slug>/objectives/from-theme/<int:theme_id>", methods=["GET", "POST"])
@needs(Can.EDIT_OBJECTIVES)
def add_from_theme(event: Event, theme_id: int) -> Any:
    """A theme becomes an objective, or what the address asks for; its name is where the wording starts."""
    theme = _theme(event, theme_id)
    new = {"goal": _new_goal, "presentation": _new_presentation}.get(
        request.args.get("as", ""), _new_objective
    )
    return new(event, theme)


def _theme(event: Event, theme_id: int) -> Theme:
    return get_or_404(Theme, Theme.id == theme_id, Theme.event_id == event.id, ~Theme.gone)


def _new_goal(event: Event, theme: Theme | None = None) -> Any:
    form = GoalForm(data={"text": theme.name} if theme else None)
    if theme is not None and theme.goal_id is not None:
        return _taken(
            event, form, kind="goals", theme=theme, sentence=_("This theme has a goal already.")
        )
    if form.validate_on_submit():
        return _made(event, make_goal(event, form.text.data), theme)
    return _form(event, form, "goals", theme=theme)


def _new_objective(event: Event, theme: Theme | None = None) -> Any:
    start: dict[str, Any] = {"text": theme.name, "goal_id": theme.goal_id} if theme else {}
    form = objective_form(
        goals_of(event), **(start or {"goal_id": request.args.get("goal", type=row_id)})
    )
    if theme is not None and theme.objective_id is not None:
        return _taken(
            event,
            form,
            kind="objectives",
            theme=theme,
            sentence=_("This theme has an objective already."),
        )
    if form.validate_on_submit():
        goal = form.goal_id.data if form.goal_id else None
        row = add_objective(
            event, form.text.data, form.result.data, goal_id=goal, sought=form.sought.data
        )
        row.unserved_why, row.passed_to = form.unserved_why.data, form.passed_to.data
        return _made(event, row, theme)
    return _form(event, form, "objectives", theme=theme)


def _new_presentation(event: Event, theme: Theme | None = None) -> Any:
    objective, themes = request.args.get("objective", type=row_id), themes_of(event)
    its_own = [one.id for one in themes if objective and one.objective_id == objective]
    start: dict[str, Any] = {"objective_id": objective, "themes": its_own}
    if theme is not None:
        start = {"title": theme.name, "objective_id": theme.objective_id, "themes": [theme.id]}
    form = presentation_form(objectives_of(event), themes, **start)
    if form.validate_on_submit():
        typed = (form.title.data, form.why.data, form.objective_id.data, form.themes.data)
        return _made(event, actions.add_presentation(event, *typed), theme)
    return _form(event, form, "presentations", theme=theme)


def _taken(event: Event, form: Any, kind: str, theme: Theme, sentence: str) -> Any:
    """Somebody was faster: what was typed is shown back."""
    if not form.is_submitted():
        raise Refused(sentence)
    form.form_errors = [sentence]
    page, _status = _form(event, form, kind, theme=theme)
    return page, 409


def _made(event: Event, row: actions.Row, theme: Theme | None) -> Any:
    """Say that it is made, and let it take up the theme it is made of."""
    if theme is None:
        flash(_("Saved."))
    else:
        actions.link_theme(event, row, theme)
        flash(
            _(
                "%(code)s was created from the theme “%(theme)s”.",
                code=row.code,
                theme=pick_wording(theme.name),
            )
        )
    db.session.commit()
    return _back(event, row)


def _form(event: Event, form: Any, kind: str, theme: Theme | None = None, row: Any = None) -> Any:
    """The form, and beside it what people said."""
    wanted = _behind(theme, row)
    said = spread_over_sectors(quoted_passages(event, wanted), SHOWN) if wanted else []
    return render_template(
        "objectives/form.html",
        event=event,
        form=form,
        kind=kind,
        theme=theme,
        row=row,
        said=said,
        wanted=wanted,
    ), form.status


def _behind(theme: Theme | None, row: Any) -> PassageFilter | None:
    """Which passages stand behind a theme, or behind what was made of themes."""
    if theme is not None:
        return PassageFilter((theme.id,))
    match row:
        case Objective():
            return PassageFilter(objective=row.id)
        case Goal():
            return PassageFilter(goal=row.id)
        case Presentation():
            themes = tuple(one.id for one in themes_behind(row))
            return PassageFilter(themes) if themes else None
    return None


def _back(event: Event, row: actions.Row | None = None) -> Any:
    """Back to the page, to where the row stands."""
    place = f"{type(row).__name__.lower()}-{row.id}" if row is not None else None
    return redirect(
        url_for("objectives.show_objectives", slug=event.slug, shown=place, _anchor=place)
    )


@bp.route("/events/<slug>/objectives/<int:objective_id>", methods=["GET", "POST"])
@needs(Can.EDIT_OBJECTIVES)
def edit_objective(event: Event, objective_id: int) -> Any:
    row = get_or_404(Objective, Objective.id == objective_id, Objective.event_id == event.id)
    form = objective_form(goals_of(event), row)
    if form.saves(row):
        flash(_("Saved."))
        db.session.commit()
        return _back(event, row)
    return _form(event, form, "objectives", row=row)


@bp.route("/events/<slug>/objectives/goals/<int:goal_id>", methods=["GET", "POST"])
@needs(Can.EDIT_OBJECTIVES)
def edit_goal(event: Event, goal_id: int) -> Any:
    row = get_or_404(Goal, Goal.id == goal_id, Goal.event_id == event.id)
    form = GoalForm(obj=row)
    if form.saves(row):
        flash(_("Saved."))
        db.session.commit()
        return _back(event, row)
    return _form(event, form, "goals", row=row)


@bp.route("/events/<slug>/objectives/presentations/<int:presentation_id>", methods=["GET", "POST"])
@needs(Can.EDIT_OBJECTIVES)
def edit_presentation(event: Event, presentation_id: int) -> Any:
    row = get_or_404(
        Presentation, Presentation.id == presentation_id, Presentation.event_id == event.id
    )
    form = presentation_form(objectives_of(event), themes_of(event), row, themes_on(row))
    if form.saves(row):
        actions.set_presentation_themes(row, form.themes.data)
        flash(_("Saved."))
        db.session.commit()
        return _back(event, row)
    return _form(event, form, "presentations", row=row)


def _row(event: Event, kind: str, number: int) -> Any:
    model = KINDS[kind]
    return get_or_404(model, model.id == number, model.event_id == event.id)


@bp.post(f"{ONE}move", defaults=AN_OBJECTIVE)
@bp.post(f"{ONE_OF}move")
@needs(Can.EDIT_OBJECTIVES)
def move_objective(event: Event, kind: str, number: int) -> Any:
    row = _row(event, kind, number)
    actions.move_in_order(event, row, up=request.form.get("to") == "up")
    db.session.commit()
    return _back(event, row)


@bp.post(f"{ONE}status", defaults=AN_OBJECTIVE)
@bp.post(f"{ONE_OF}status")
@needs(Can.EDIT_OBJECTIVES)
def change_status(event: Event, kind: str, number: int) -> Any:
    """How far the team has agreed on it: one press."""
    row, status = _row(event, kind, number), request.form.get("status")
    if status not in list(AgreementStatus):
        abort(400)
    actions.set_status(row, AgreementStatus(status))
    db.session.commit()
    return _back(event, row)


@bp.post(f"{ONE}themes", defaults=AN_OBJECTIVE)
@bp.post(f"{ONE_OF}themes")
@needs(Can.EDIT_OBJECTIVES)
def change_themes(event: Event, kind: str, number: int) -> Any:
    """Take up one more theme, or let one go."""
    row = _row(event, kind, number)
    put, take = (request.form.get(name, 0, type=row_id) for name in ("put", "take"))
    theme = _theme(event, put or take)
    if put:
        actions.link_theme(event, row, theme)
    else:
        actions.unlink_theme(row, theme)
    db.session.commit()
    return _back(event, row)


@bp.post(f"{ONE}remove", defaults=AN_OBJECTIVE)
@bp.post(f"{ONE_OF}remove")
@needs(Can.EDIT_OBJECTIVES)
def remove_objective(event: Event, kind: str, number: int) -> Any:
    row, page = _row(event, kind, number), url_for("objectives.show_objectives", slug=event.slug)
    name = row.title if kind == "presentations" else row.text
    said = {
        "goals": _("The goal was removed; its objectives and themes stay."),
        "objectives": _("The objective was removed; its themes stay."),
        "presentations": _("The presentation was removed."),
    }
    return actions.REMOVALS.remove_on_page(event, row, name, said=said[kind], page=page)


@bp.route(
    "/events/<slug>/objectives/presentations/<int:presentation_id>/speakers",
    methods=["GET", "POST"],
)
@needs(Can.EDIT_OBJECTIVES)
def edit_speakers(event: Event, presentation_id: int) -> Any:
    """Who of the directory could give a presentation: suggested by theme, sector and county, chosen by ticking."""
    row, form, wanted = (
        _row(event, "presentations", presentation_id),
        SpeakersForm(),
        read_list_search(request.args),
    )
    if form.validate_on_submit():
        new = actions.choose_speakers(event, row, form.people.data)
        flash(_n("%(num)d person was chosen.", "%(num)d people were chosen.", new))
        db.session.commit()
        return redirect(_speakers(event, row, **wanted.address))
    return render_template(
        "objectives/speakers.html",
        event=event,
        row=row,
        form=form,
        asked=wanted,
        sectors=all_sectors(),
        counties=all_counties(),
        shown=suggest_speakers(event, row, wanted),
        reasons=wording.suggestion_reasons,
    ), form.status


@bp.post(
    "/events/<slug>/objectives/presentations/<int:presentation_id>/speakers/<int:person_id>/take-off"
)
@needs(Can.EDIT_OBJECTIVES)
def remove_presentation_speaker(event: Event, presentation_id: int, person_id: int) -> Any:
    row = _row(event, "presentations", presentation_id)
    speaker = actions.speaker_of(row, person_id)
    page = _speakers(event, row)
    if speaker is None:
        return redirect(page)
    name = db.session.get_one(Person, person_id).name
    return actions.REMOVALS.remove_on_page(event, speaker, Words(name, name), page=page)


def _speakers(event: Event, row: Presentation, **address: Any) -> str:
    return url_for("objectives.edit_speakers", slug=event.slug, presentation_id=row.id, **address)
