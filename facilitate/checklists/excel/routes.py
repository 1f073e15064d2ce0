"""To Excel, and back."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db, get_or_404
from ...events.access import Can, may, needs
from ...events.models import Event
from ...events.queries import team_of
from ...exchange.answers import keep_marked_file, send_kept_answer, send_marked_file
from ...exchange.waiting import Parcel, WaitingFiles, bare_file_name, unpack_parcel
from ...history.memory import undo_state
from ...lib.reading_child import FileProblem
from ...lib.text import make_slug as slug_of
from ...release.checker import passage_finder
from ...release.importing import tell_of_lines
from ...release.texts import owner_of_event
from ...web.downloads import send_download, send_table
from ...web.i18n import _, _n, sort_by_name
from ...web.limits import limiter
from ...web.refused import Refused
from ..actions import undo
from ..blueprint import bp
from ..models import ChecklistChange
from ..queries import names_of
from . import actions, preview
from .bringing import why_no_list
from .elsewhere import look_at, plan_of
from .forms import BringBackForm, columns_form, offered_people
from .merge import Found
from .telling import answer_about

WAITING, ANSWERED = WaitingFiles("checklists"), WaitingFiles("checklist-answers")


@bp.get("/events/<slug>/checklist.ods", defaults={"ending": "ods"})
@bp.get("/events/<slug>/checklist.xlsx", defaults={"ending": "xlsx"})
@needs(Can.SEE)
def export(event: Event, ending: str) -> Any:
    """The workbook; `people` in the address: with one more sheet for everybody."""
    content = actions.export(event, people=request.args.get("people") == "1")
    return send_table(content, f"{slug_of(event.slug)}-{clock.today_in(event):%Y-%m-%d}", ending)


@bp.get("/events/<slug>/checklist.csv")
@needs(Can.SEE)
def export_csv(event: Event) -> Any:
    return send_download(
        actions.export_csv(event), f"{slug_of(event.slug)}-{clock.today_in(event):%Y-%m-%d}.csv"
    )


@bp.route("/events/<slug>/checklist/bring-back", methods=["GET", "POST"])
@needs(Can.EDIT_CHECKLIST)
@limiter.limit("30/minute", methods=["POST"])
def bring_back(event: Event) -> Any:
    """First step: the file. A list from elsewhere goes on to its columns."""
    form = BringBackForm()
    if form.validate_on_submit():
        content = form.file.data.read() if form.file.data else b""
        parcel = Parcel(
            bare_file_name(form.file.data.filename or "") if form.file.data else "", content
        )
        try:
            ours = look_at(content, parcel.name, ()).ours
            if ours:
                actions.read_back(event, content, parcel.name)
            endpoint = "checklists.confirm" if ours else "checklists.bring_back_columns"
            return redirect(url_for(endpoint, slug=event.slug, token=_keep(event, parcel)))
        except (Refused, FileProblem) as problem:
            said = why_no_list(problem) if isinstance(problem, FileProblem) else str(problem)
            form.file.errors = [said if form.file.data else _("Please choose a file.")]
    return render_template("checklists/excel/bring_back.html", event=event, form=form), form.status


@bp.route("/events/<slug>/checklist/bring-back/<token>/columns", methods=["GET", "POST"])
@needs(Can.EDIT_CHECKLIST)
def bring_back_columns(event: Event, token: str) -> Any:
    """For a list from elsewhere: what each column is. `sheet` and `head` in the address say where to look."""
    parcel, people = _parcel(event, token), names_of(team_of(event)).values()
    asked = request.args
    look = look_at(
        parcel.content,
        parcel.name,
        people=people,
        sheet=asked.get("sheet", type=int),
        header=asked.get("head", type=int),
    )
    if look.ours:
        return redirect(url_for("checklists.confirm", slug=event.slug, token=token))
    form = columns_form(look, event.first_day)
    if form.validate_on_submit():
        token = _keep(event, Parcel(parcel.name, parcel.content, form.plan.to_json()))
        return redirect(url_for("checklists.confirm", slug=event.slug, token=token))
    page = render_template(
        "checklists/excel/columns.html",
        event=event,
        form=form,
        look=look,
        token=token,
        name=parcel.name,
    )
    return page, form.status


@bp.route("/events/<slug>/checklist/bring-back/<token>", methods=["GET", "POST"])
@needs(Can.EDIT_CHECKLIST)
def confirm(event: Event, token: str) -> Any:
    """Last step: everything that would change; sent, it is taken over as one change."""
    parcel = _parcel(event, token)
    plan = plan_of(parcel.plan) if parcel.plan else None
    found = actions.read_back(event, parcel.content, parcel.name, plan)
    mark = preview.fingerprint(found)
    if request.method == "POST" and request.form.get("fingerprint") == mark:
        find = passage_finder(owner_of_event(event))
        _take_over(event, found, parcel)
        db.session.commit()
        WAITING.drop(event.id, token)
        address = url_for("report.clearing", slug=event.slug) if may(Can.WRITE_REPORT) else ""
        tell_of_lines(find, found.texts, address)
        return redirect(url_for("checklists.page", slug=event.slug))
    status = 409 if request.method == "POST" else 200
    return _preview_page(event, found, parcel=parcel, token=token, mark=mark, status=status)


@bp.get("/events/<slug>/checklist/bring-back/<token>/marked.xlsx")
@needs(Can.EDIT_CHECKLIST)
def marked_file(event: Event, token: str) -> Any:
    """The file that waits, and in it what would be taken over, what not and why."""
    parcel = _parcel(event, token)
    plan = plan_of(parcel.plan) if parcel.plan else None
    found = actions.read_back(event, parcel.content, parcel.name, plan)
    return send_marked_file(parcel, answer_about(found))


@bp.get("/events/<slug>/checklist/answers/<token>.xlsx")
@needs(Can.EDIT_CHECKLIST)
def answered_file(event: Event, token: str) -> Any:
    """The file that was taken over, and in it what became of each row; for a day."""
    return send_kept_answer(ANSWERED, event.id, token)


def _take_over(event: Event, found: Found, parcel: Parcel) -> None:
    """Take over what was chosen, and offer to undo it."""
    by, before = current_user.id, undo_state(ChecklistChange, event, current_user.id).last
    chosen = preview.choices_of(found, request.form, set(names_of(team_of(event)).values()))
    touched = actions.apply(event, found, chosen, by=by, source=parcel.name)
    now = undo_state(ChecklistChange, event, by)
    if now.last == before or now.undo is None:
        flash(_("Nothing was changed."))
        return
    said = (
        _n("%(num)d task was changed or added.", "%(num)d tasks were changed or added.", touched)
        if touched
        else _("Saved.")
    )
    flash(
        said, "undo:" + url_for("checklists.bring_back_undo", slug=event.slug, change_id=now.undo)
    )
    keep_marked_file(
        ANSWERED,
        event.id,
        parcel=parcel,
        answer=answer_about(found, chosen),
        address=lambda token: url_for("checklists.answered_file", slug=event.slug, token=token),
    )


def _preview_page(
    event: Event, found: Found, parcel: Parcel, token: str, mark: str, status: int
) -> Any:
    people = sort_by_name(list(names_of(team_of(event)).values()), str)
    offered = [offered_people(people, unknown.nearest) for unknown in found.unknown]
    page = render_template(
        "checklists/excel/confirm.html",
        event=event,
        status=status,
        token=token,
        found=found,
        preview=preview,
        mark=mark,
        parcel=parcel,
        offered=offered,
        team=may(Can.EDIT_TEAM),
    )
    return page, status


@bp.post("/events/<slug>/checklist/bring-back/undo/<int:change_id>")
@needs(Can.EDIT_CHECKLIST)
def bring_back_undo(event: Event, change_id: int) -> Any:
    """Undo what was brought back, as a whole; twice clicked is once undone."""
    change = get_or_404(
        ChecklistChange, ChecklistChange.id == change_id, ChecklistChange.event_id == event.id
    )
    if undo_state(ChecklistChange, event, current_user.id).undo != change.id:
        raise Refused(
            _(
                "You have changed something else in the checklist since then, or this has "
                "already been undone."
            )
        )
    undo(event, current_user.id)
    flash(_("The changes from “%(file)s” were undone.", file=change.source))
    db.session.commit()
    return redirect(url_for("checklists.page", slug=event.slug))


@bp.post("/events/<slug>/checklist/bring-back/<token>/cancel")
@needs(Can.EDIT_CHECKLIST)
def cancel(event: Event, token: str) -> Any:
    WAITING.drop(event.id, token)
    flash(_("Nothing was changed."))
    return redirect(url_for("checklists.page", slug=event.slug))


def _keep(event: Event, parcel: Parcel) -> str:
    return WAITING.keep(event.id, parcel.packed())


def _parcel(event: Event, token: str) -> Parcel:
    kept = WAITING.find_or_404(event.id, token)
    return unpack_parcel(kept)
