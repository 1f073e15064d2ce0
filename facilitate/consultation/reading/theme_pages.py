"""The pages of themes: their list, editing, merging, splitting, removing, taking back, and similar sentences."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, session, url_for
from flask_login import current_user

from ...data.db import db, get_or_404, row_id
from ...events.access import Can, needs
from ...events.models import Event
from ...web.i18n import _, pick_wording
from ...web.refused import Refused
from ..blueprint import bp
from ..models import Stance, Theme, ThemeChange
from ..queries import themes_of
from . import changes
from .actions import (
    COLOURS,
    add_new_theme,
    apply_themes_to_spans,
    lock_themes_to_apply,
    theme_with_name,
)
from .changes import merge_additions, passages_with_both
from .forms import SplitForm, ThemeForm, shorten_text
from .queries import reply_of
from .sentences import TextSpan
from .showing import theme_signs
from .suggesting import passages_of, suggestions_for, theme_uses
from .summary_pages import has_model

LEFT_OUT = "left_out"
"""Where the session keeps the sentences that somebody said no to."""


def _theme(event: Event, theme_id: int) -> Theme:
    """A theme that is there; one that was merged or removed says so, another one is no page."""
    row = get_or_404(Theme, Theme.id == theme_id, Theme.event_id == event.id)
    if row.gone:
        raise Refused(
            _("This theme was merged or removed in the meantime. Check the list of themes.")
        )
    return row


def _to_list(event: Event) -> Any:
    return redirect(url_for("consultation.list_themes", slug=event.slug))


def _done(event: Event, change: ThemeChange | None) -> None:
    """Say what was done, with a way to take it back."""
    if change is None:
        flash(_("Saved."))
    else:
        page = url_for("consultation.list_themes", slug=event.slug)
        undo = changes.THEMES.offer_undo(event, change, page)
        flash(changes.theme_change_sentence(change), undo)


@bp.get("/events/<slug>/consultation/themes/all")
@needs(Can.CODE_ANSWERS)
def list_themes(event: Event) -> Any:
    themes = themes_of(event)
    return render_template(
        "consultation/reading/themes.html",
        event=event,
        themes=themes,
        signs=theme_signs(themes, COLOURS),
        used=theme_uses(event),
    )


@bp.route("/events/<slug>/consultation/themes/new", methods=["GET", "POST"])
@needs(Can.CODE_ANSWERS)
def create_theme(event: Event) -> Any:
    form = ThemeForm()
    if form.validate_on_submit():
        if add_new_theme(event, form.name.data, form.description.data):
            flash(_("Saved."))
            db.session.commit()
            return _to_list(event)
        form.name.errors = [_("There is already a theme with this name.")]
    return render_template("consultation/reading/theme.html", event=event, form=form), form.status


@bp.route("/events/<slug>/consultation/themes/<int:theme_id>", methods=["GET", "POST"])
@needs(Can.CODE_ANSWERS)
def edit_theme(event: Event, theme_id: int) -> Any:
    row = _theme(event, theme_id)
    before, form = changes.theme_wording(row), ThemeForm(obj=row)
    if form.saves(row):
        _done(event, changes.note_theme_edit(event, row, before, current_user))
        db.session.commit()
        return _to_list(event)
    others = len(themes_of(event)) > 1
    return render_template(
        "consultation/reading/theme.html",
        event=event,
        form=form,
        theme=row,
        others=others,
        summarises=has_model(),
    ), form.status


@bp.post("/events/<slug>/consultation/themes/<int:theme_id>/move")
@needs(Can.CODE_ANSWERS)
def move_theme(event: Event, theme_id: int) -> Any:
    changes.move_theme(event, _theme(event, theme_id), up=request.form.get("to") == "up")
    db.session.commit()
    return _to_list(event)


@bp.post("/events/<slug>/consultation/themes/<int:theme_id>/remove")
@needs(Can.CODE_ANSWERS)
def remove_theme(event: Event, theme_id: int) -> Any:
    _done(event, changes.remove_theme(event, _theme(event, theme_id), current_user))
    db.session.commit()
    return _to_list(event)


@bp.route("/events/<slug>/consultation/themes/<int:theme_id>/merge", methods=["GET", "POST"])
@needs(Can.CODE_ANSWERS)
def merge_theme(event: Event, theme_id: int) -> Any:
    """Choose the theme to merge into, see what that moves, then do it."""
    row = _theme(event, theme_id)
    into = request.values.get("into", 0, type=row_id)
    target = _theme(event, into) if into else None
    if request.method == "POST" and target:
        _done(event, changes.merge_themes(event, row, target, current_user))
        db.session.commit()
        return _to_list(event)
    codings = changes.codings_of(row, target) if target else []
    others = [other for other in themes_of(event) if other.id != row.id]
    return render_template(
        "consultation/reading/merge.html",
        event=event,
        theme=row,
        target=target,
        others=others,
        moving=len(merge_additions(codings, row.id, into)),
        there=len(passages_with_both(codings, row.id, into)),
    ), 422 if request.method == "POST" else 200


@bp.route("/events/<slug>/consultation/themes/<int:theme_id>/split", methods=["GET", "POST"])
@needs(Can.CODE_ANSWERS)
def split_theme(event: Event, theme_id: int) -> Any:
    """Choose passages of a theme and name the new theme they make."""
    row, form = _theme(event, theme_id), SplitForm()
    chosen = set(request.form.getlist("passage", type=row_id))
    if form.validate_on_submit():
        if theme_with_name(event, form.name.data):
            form.name.errors = [_("There is already a theme with this name.")]
        elif chosen:
            _done(
                event,
                changes.split_theme(
                    event, row, passages=chosen, name=form.name.data, user=current_user
                ),
            )
            db.session.commit()
            return _to_list(event)
    nothing = request.method == "POST" and not chosen
    return render_template(
        "consultation/reading/split.html",
        event=event,
        theme=row,
        form=form,
        passages=passages_of(row),
        chosen=chosen,
        nothing=nothing,
    ), 422 if nothing else form.status


@bp.route("/events/<slug>/consultation/themes/<int:theme_id>/suggestions", methods=["GET", "POST"])
@needs(Can.CODE_ANSWERS)
def suggest_passages(event: Event, theme_id: int) -> Any:
    """Sentences without a theme that are like those of this one; a person takes or leaves each."""
    row = _theme(event, theme_id)
    if request.method == "POST":
        _decide(event, row)
        db.session.commit()
        return redirect(url_for("consultation.suggest_passages", slug=event.slug, theme_id=row.id))
    kept = refused_of_theme(session.get(LEFT_OUT), row.id)
    said_no = list(dict.fromkeys([*kept, *request.args.getlist("no")]))[-200:]
    found = suggestions_for(event, row, said_no)
    return render_template(
        "consultation/reading/suggestions.html",
        event=event,
        theme=row,
        found=found,
        said_no=said_no,
        shortened=shorten_text,
    )


def _decide(event: Event, row: Theme) -> None:
    """Leave a sentence out, show again what was left out, or put the theme on it."""
    kept = session.get(LEFT_OUT)
    if "again" in request.form:
        session[LEFT_OUT] = forget_refused(kept, row.id)
        return
    reply_id, start, end = (
        request.form.get(name, 0, type=row_id) for name in ("reply", "start", "end")
    )
    if "no" in request.form:
        session[LEFT_OUT] = add_refused(kept, row.id, f"{reply_id}-{start}-{end}")
        return
    against = request.form.get("stance") == Stance.AGAINST
    _put(
        event,
        row,
        reply_id=reply_id,
        span=TextSpan(start, end),
        stance=Stance.AGAINST if against else Stance.FOR,
    )
    if against:
        flash(_("“%(theme)s” was applied: speaks against it.", theme=pick_wording(row.name)))
    else:
        flash(_("“%(theme)s” was applied.", theme=pick_wording(row.name)))


def _put(event: Event, row: Theme, reply_id: int, span: TextSpan, stance: Stance) -> None:
    reply = reply_of(event, reply_id)
    if reply is None:
        raise Refused(_("This answer no longer exists."))
    apply_themes_to_spans(
        reply,
        [span],
        themes=lock_themes_to_apply(event, [row.id]),
        user=current_user,
        stance=stance,
    )


MOST = 120
"""How many are kept, of all themes together, the latest: a session is a cookie and holds four kilobytes."""


def refused_of_theme(kept: Any, theme: int) -> list[str]:
    """The sentences (`reply-start-end`) that a session holds for a theme, in the order they were refused."""
    begin = f"{theme}:"
    return [row.removeprefix(begin) for row in _rows(kept) if row.startswith(begin)]


def add_refused(kept: Any, theme: int, sentence: str) -> list[str]:
    """What the session holds after one more was refused; the same one again counts once, as the latest."""
    row = f"{theme}:{sentence}"
    return [*(old for old in _rows(kept) if old != row), row][-MOST:]


def forget_refused(kept: Any, theme: int) -> list[str]:
    """What the session holds after those of a theme are shown again."""
    return [row for row in _rows(kept) if not row.startswith(f"{theme}:")]


def _rows(kept: Any) -> Sequence[str]:
    return [row for row in kept if isinstance(row, str)] if isinstance(kept, list) else []
