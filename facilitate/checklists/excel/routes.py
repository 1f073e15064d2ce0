"""To Excel, and back."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db, get_or_404
from ...events.access import Can, may, needs
from ...events.models import Event
from ...events.queries import team_of
from ...exchange.conversation import FileConversation, Taken, serve_conversation
from ...exchange.marking_up import FileAnswer
from ...exchange.preview import Preview, PreviewChoice
from ...exchange.waiting import Parcel
from ...history.memory import undo_state
from ...lib.reading_child import FileProblem
from ...lib.text import make_slug as slug_of
from ...release.checker import passage_finder
from ...release.importing import tell_of_lines
from ...release.texts import owner_of_event
from ...web.downloads import send_download, send_table
from ...web.i18n import _, _l, _n, sort_by_name
from ...web.refused import Refused
from ..actions import undo_or_redo_last
from ..blueprint import bp
from ..models import ChecklistChange
from ..queries import member_names
from . import actions, preview
from .file_changes import why_no_task_list
from .foreign_list import list_plan, look_at_list
from .forms import offered_people, task_columns_form
from .merge import ChecklistChanges
from .telling import checklist_answer


@bp.get("/events/<slug>/checklist.ods", defaults={"ending": "ods"})
@bp.get("/events/<slug>/checklist.xlsx", defaults={"ending": "xlsx"})
@needs(Can.SEE)
def export_checklist(event: Event, ending: str) -> Any:
    """The workbook; `people` in the address: with one more sheet for everybody."""
    content = actions.checklist_workbook(event, people=request.args.get("people") == "1")
    return send_table(content, f"{slug_of(event.slug)}-{clock.today_in(event):%Y-%m-%d}", ending)


@bp.get("/events/<slug>/checklist.csv")
@needs(Can.SEE)
def export_checklist_csv(event: Event) -> Any:
    return send_download(
        actions.checklist_csv(event), f"{slug_of(event.slug)}-{clock.today_in(event):%Y-%m-%d}.csv"
    )


class ChecklistConversation(FileConversation[ChecklistChanges]):
    """An edited checklist of an event; a list from elsewhere is asked for its columns first."""

    key = "checklists"
    shows = "checklists/excel/confirm.html"
    asks = _l(
        "The file you downloaded here, with your changes. Any other list works too: "
        "Excel (.xlsx), OpenDocument (.ods) or text (.csv)."
    )

    def __init__(self, event: Event) -> None:
        self.event, self.owner_id, self.name = event, event.id, _("Checklist")
        self.home = url_for("checklists.show_checklist", slug=event.slug)

    def url(self, step: str, **more: Any) -> str:
        return url_for(f"checklists.{step}", slug=self.event.slug, **more)

    def step_after(self, parcel: Parcel) -> str:
        ours = look_at_list(parcel.content, parcel.name, ()).ours
        return "confirm" if ours else "bring_back_columns"

    def why_unread(self, problem: FileProblem) -> str:
        return why_no_task_list(problem)

    def read(self, parcel: Parcel) -> ChecklistChanges:
        plan = list_plan(parcel.plan) if parcel.plan else None
        return actions.compare_checklist_file(self.event, parcel.content, parcel.name, plan)

    def preview_of(self, found: ChecklistChanges) -> Preview:
        return preview.checklist_preview(found)

    def answer_about(
        self, found: ChecklistChanges, chosen: PreviewChoice | None = None
    ) -> FileAnswer:
        return checklist_answer(found, self._taken(found, chosen) if chosen else None)

    def _taken(self, found: ChecklistChanges, chosen: PreviewChoice) -> actions.ChecklistChoices:
        """What was chosen, with who was meant by names nobody has, posted as `person-NUMBER`."""
        people = set(member_names(team_of(self.event)).values())
        said = {
            one.typed: request.form.get(f"person-{number}", "")
            for number, one in enumerate(found.unknown)
        }
        return actions.ChecklistChoices(
            {(code, name): "file" for _key, code, name in chosen.clashes},
            {typed: name for typed, name in said.items() if name in people},
            frozenset(code for _key, code in chosen.out),
        )

    def take(self, found: ChecklistChanges, chosen: PreviewChoice, source: str) -> Taken | None:
        self.find = passage_finder(owner_of_event(self.event))
        by, before = current_user.id, undo_state(ChecklistChange, self.event, current_user.id).last
        taken = self._taken(found, chosen)
        touched = actions.apply_checklist_import(self.event, found, taken, by=by, source=source)
        now = undo_state(ChecklistChange, self.event, by)
        if now.last == before or now.undo is None:
            return None
        said = _n(
            "%(num)d task was changed or added.", "%(num)d tasks were changed or added.", touched
        )
        return Taken(
            said if touched else _("Saved."),
            lambda: self.url("bring_back_undo", change_id=now.undo),
        )

    def after_commit(self, found: ChecklistChanges) -> None:
        slug = self.event.slug
        address = url_for("report.show_clearing", slug=slug) if may(Can.WRITE_REPORT) else ""
        tell_of_lines(self.find, found.texts, address)

    def context(self) -> Mapping[str, Any]:
        return {
            "event": self.event,
            "wording": preview,
            "team": may(Can.EDIT_TEAM),
            "offered": lambda unknown: offered_people(
                sort_by_name(list(member_names(team_of(self.event)).values()), str), unknown.nearest
            ),
        }


serve_conversation(bp, "/events/<slug>/checklist", needs(Can.EDIT_CHECKLIST), ChecklistConversation)


@bp.route("/events/<slug>/checklist/bring-back/<token>/columns", methods=["GET", "POST"])
@needs(Can.EDIT_CHECKLIST)
def bring_back_columns(event: Event, token: str) -> Any:
    """For a list from elsewhere: what each column is. `sheet` and `head` in the address say where to look."""
    talk, people = ChecklistConversation(event), member_names(team_of(event)).values()
    parcel = talk.parcel(token)
    asked = request.args
    look = look_at_list(
        parcel.content,
        parcel.name,
        people=people,
        sheet=asked.get("sheet", type=int),
        header=asked.get("head", type=int),
    )
    if look.ours:
        return redirect(url_for("checklists.confirm", slug=event.slug, token=token))
    form = task_columns_form(look, event.first_day)
    if form.validate_on_submit():
        token = talk.keep(Parcel(parcel.name, parcel.content, form.plan.to_json()))
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
    undo_or_redo_last(event, current_user.id)
    flash(_("The changes from “%(file)s” were undone.", file=change.source))
    db.session.commit()
    return redirect(url_for("checklists.show_checklist", slug=event.slug))
