"""The page of looks: which one the event's guide wears, a new one, the way back."""

from collections.abc import Iterable, Sequence
from types import SimpleNamespace
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from ...agenda.actions import wait_for_agenda_lock
from ...data.db import db, get_or_404
from ...events.access import Can, needs
from ...events.models import Event
from ...lib.reading_child import FileProblem
from ...lib.text import make_slug as slug_of
from ...web.downloads import send_download
from ...web.i18n import _, label_of
from ...web.limits import limiter
from ..blueprint import bp
from ..models import GuideLook, GuideSetting
from ..queries import guide_setting_of
from . import actions
from . import labels as labels  # the sentences about files that cannot be used
from .forms import ChooseLookForm, NewLookForm, choose_look_form
from .queries import known_looks, look_content, planners_look


@bp.route("/events/<slug>/guide/look", methods=["GET", "POST"])
@needs(Can.WRITE_GUIDE)
def edit_look(event: Event) -> Any:
    """The looks there are; sent, the event's guide wears one of them."""
    if request.method == "POST":
        wait_for_agenda_lock(event)
    setting, known = guide_setting_of(event), known_looks()
    worn = _worn(setting, known)
    before, form = worn.look_id, choose_look_form(known, obj=worn)
    if form.saves(worn):
        actions.choose_look(event, setting, worn.look_id or None)
        flash(_("Saved. The guide now uses this style."))
        db.session.commit()
        return redirect(url_for("guides.edit_look", slug=event.slug))
    return _page(event, known, worn=before, wear=form, new=NewLookForm(formdata=None)), form.status


@bp.post("/events/<slug>/guide/look/new")
@needs(Can.WRITE_GUIDE)
@limiter.limit("30/minute")
def create_look(event: Event) -> Any:
    """A new look; the event's guide wears it at once."""
    form = NewLookForm()
    form.known = known_looks()
    if form.validate_on_submit():
        try:
            left = actions.read_look(form.content)
            wait_for_agenda_lock(event)
            setting, new = (
                guide_setting_of(event),
                actions.add_look(form.name.data, left, current_user.id),
            )
        except FileProblem as problem:
            form.file.errors = [label_of(problem.why)]
            form.known = known_looks()
        else:
            actions.choose_look(event, setting, new.id)
            flash(_("“%(name)s” was added; the guide now uses it.", name=new.name))
            db.session.commit()
            return redirect(url_for("guides.edit_look", slug=event.slug))
    worn = _worn(guide_setting_of(event), form.known)
    wear = choose_look_form(form.known, formdata=None, obj=worn)
    wear.version.data = str(worn.version)
    return _page(event, form.known, worn=worn.look_id, wear=wear, new=form), form.status


@bp.get("/events/<slug>/guide/looks/<int:look_id>.docx")
@needs(Can.WRITE_GUIDE)
def download_look(event: Event, look_id: int) -> Response:
    """A look to change in Word; 0 is the planner's."""
    name = slug_of(_("Document style"))
    if look_id == 0:
        return send_download(planners_look().read_bytes(), f"{name}.docx", as_is=True)
    found = get_or_404(GuideLook, GuideLook.id == look_id)
    content = look_content(look_id) or abort(404)
    return send_download(content, f"{name}-{slug_of(found.name)}.docx", as_is=True)


@bp.post("/events/<slug>/guide/looks/<int:look_id>/remove")
@needs(Can.WRITE_GUIDE)
def remove_look(event: Event, look_id: int) -> Any:
    """Take a look away, with the way back in the message."""
    found = get_or_404(GuideLook, GuideLook.id == look_id)
    if found.removed_at is None:
        actions.mark_look_removed(found, event)
    back = url_for("guides.restore_look", slug=event.slug, look_id=look_id)
    flash(_("“%(name)s” was removed.", name=found.name), f"undo:{back}")
    db.session.commit()
    return redirect(url_for("guides.edit_look", slug=event.slug))


@bp.post("/events/<slug>/guide/looks/<int:look_id>/restore")
@needs(Can.WRITE_GUIDE)
def restore_look(event: Event, look_id: int) -> Any:
    """Put a removed look back; an event that wore it wears it again."""
    found = get_or_404(GuideLook, GuideLook.id == look_id)
    actions.mark_look_restored(found)
    flash(_("“%(name)s” was restored.", name=found.name))
    db.session.commit()
    return redirect(url_for("guides.edit_look", slug=event.slug))


def _worn(setting: GuideSetting | None, known: Sequence[GuideLook]) -> SimpleNamespace:
    """What the event has chosen, as the form edits it; 0 where it is the planner's look, or the chosen one is removed."""
    number = setting.look_id if setting else None
    there = number in {one.id for one in known}
    return SimpleNamespace(
        version=setting.version if setting else 0, look_id=number if there else 0
    )


def _page(
    event: Event, known: Sequence[GuideLook], worn: int, wear: ChooseLookForm, new: NewLookForm
) -> str:
    return render_template(
        "guides/looks/look.html",
        event=event,
        looks=known,
        worn=worn,
        wear=wear,
        new=new,
        shown=shown_names,
    )


def shown_names(names: Iterable[str]) -> str:
    """`Heading 1, TOC 1`: Word keeps the names of its own styles in small letters and shows them in capital ones."""
    return ", ".join(
        f"TOC {name[4:]}" if name.startswith("toc ") else f"{name[:1].upper()}{name[1:]}"
        for name in names
    )
