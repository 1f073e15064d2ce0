"""Reading the answers: sieving them, putting themes on passages, the constellation of themes and sectors."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from ...db import db, get_or_404
from ...directory.queries import counties, sectors
from ...events.access import Can, needs
from ...events.models import Event
from ...i18n import _, label, language, words
from ...lib.text import Words
from ..actions import add_theme, put_theme, take_theme
from ..constellation import count, waiting
from ..forms import CodingForm, SieveForm, ThemeForm, sieve_form
from ..models import Answer, Passage, Questionnaire, Theme
from ..picture import draw
from ..queries import found_by, marks_of, passages, progress, questions_of, themes_of, themes_on, turnout
from .blueprint import bp

AT_ONCE = 25


@bp.get("/events/<slug>/consultation/answers")
@needs(Can.READ_ANSWERS)
def answers(event: Event) -> Any:
    return _reading(event)


def _reading(event: Event, wrong: CodingForm | None = None, passage_id: int = 0) -> str:
    """The answers that pass the sieve in the address, 25 at a time; `wrong` is a form with mistakes."""
    questions, themes = questions_of(event), themes_of(event)
    form = sieve_form(request.args, sectors(), counties(), questions, themes)
    found = list(found_by(event, form.sieve).values())
    pages = max(1, -(-len(found) // AT_ONCE))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    shown = found[(page - 1) * AT_ONCE : page * AT_ONCE]
    ids = [passage for some in shown for passage in some]
    rows = passages(ids)
    return render_template(
        "consultation/answers.html",
        event=event,
        form=form,
        sieve=form.sieve.address(),
        found=len(found),
        page=page,
        pages=pages,
        answers=[[rows[passage] for passage in some] for some in shown],
        on=themes_on(ids),
        themes=themes,
        questions={question.id: question for question in questions},
        progress=progress(event),
        wrong={passage_id: wrong} if wrong else {},
    )


@bp.post("/events/<slug>/consultation/passages/<int:passage_id>")
@needs(Can.EDIT_CONSULTATION)
def code(event: Event, passage_id: int) -> Any:
    """Put a theme on a passage, take one off, or put on a new one; the sieve stands in the address."""
    asked = db.select(Answer.id).join(Questionnaire).where(Questionnaire.event_id == event.id)
    passage = get_or_404(Passage, Passage.id == passage_id, Passage.answer_id.in_(asked))
    form = CodingForm()
    if form.validate():
        _code(event, passage, form)
        db.session.commit()
    if request.headers.get("HX-Request") == "true":
        return _again(event, passage, form), form.status
    if form.errors:
        return _reading(event, form, passage.id), form.status
    return redirect(
        url_for("consultation.answers", slug=event.slug, **_place(), _anchor=f"passage-{passage.id}")
    )


def _place() -> dict[str, Any]:
    """Where in the answers somebody is: the sieve and the page, as they stand in the address."""
    return {**SieveForm(formdata=request.args).sieve.address(), "page": request.args.get("page", 1, type=int)}


def _again(event: Event, passage: Passage, form: CodingForm) -> str:
    """The one passage with its themes, without the page around it."""
    return render_template(
        "consultation/passage.html",
        event=event,
        passage=passage,
        themes=themes_of(event),
        on=themes_on([passage.id])[passage.id],
        sieve=_place(),
        wrong=form if form.errors else None,
    )


def _code(event: Event, passage: Passage, form: CodingForm) -> None:
    if form.put.data is not None:
        put_theme(passage, _theme(event, form.put.data))
    elif form.take.data is not None:
        take_theme(passage, _theme(event, form.take.data))
    else:
        typed = form.new.data or ""
        name = Words(sq=typed) if language() == "sq" else Words(en=typed)
        put_theme(passage, add_theme(event, name))


def _theme(event: Event, theme_id: int) -> Theme:
    return get_or_404(Theme, Theme.id == theme_id, Theme.event_id == event.id)


@bp.get("/events/<slug>/consultation/themes")
@needs(Can.READ_ANSWERS)
def themes(event: Event) -> Any:
    """The constellation: themes and sectors, as a picture or as a table."""
    rows, who = themes_of(event), turnout(event)
    counts = count([theme.id for theme in rows], list(who.sectors), marks_of(event))
    columns = [sector for sector in sectors() if sector.key in who.sectors]
    by_id = {theme.id: theme for theme in rows}
    drawing = draw(
        [(words(by_id[row.theme].name), row.cells, label(row.spread)) for row in counts],
        {sector.key: words(sector.short) for sector in columns},
        who.sectors,
    )
    return render_template(
        "consultation/themes.html",
        event=event,
        themes=by_id,
        counts=counts,
        columns=columns,
        turnout=who,
        drawing=drawing,
        as_table=request.args.get("view") == "table",
        progress=progress(event),
        waiting=waiting(counts, {theme.id for theme in rows if theme.objective_id}),
    )


@bp.route("/events/<slug>/consultation/themes/new", methods=["GET", "POST"])
@needs(Can.EDIT_CONSULTATION)
def new_theme(event: Event) -> Any:
    form = ThemeForm()
    if form.validate_on_submit():
        add_theme(event, form.name.data)
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("consultation.themes", slug=event.slug, view="table"))
    return render_template("consultation/theme.html", event=event, form=form), form.status


@bp.route("/events/<slug>/consultation/themes/<int:theme_id>", methods=["GET", "POST"])
@needs(Can.EDIT_CONSULTATION)
def theme(event: Event, theme_id: int) -> Any:
    row = _theme(event, theme_id)
    form = ThemeForm(obj=row)
    if form.saves(row):
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("consultation.themes", slug=event.slug, view="table"))
    return render_template("consultation/theme.html", event=event, form=form, theme=row), form.status


@bp.post("/events/<slug>/consultation/themes/<int:theme_id>/remove")
@needs(Can.EDIT_CONSULTATION)
def theme_remove(event: Event, theme_id: int) -> Any:
    db.session.delete(_theme(event, theme_id))
    flash(_("The theme is removed from every passage."))
    db.session.commit()
    return redirect(url_for("consultation.themes", slug=event.slug, view="table"))
