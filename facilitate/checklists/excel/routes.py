"""To Excel, and back."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from flask import flash, has_request_context, redirect, request, url_for
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from ... import clock
from ...data.db import db, get_or_404
from ...events.access import Can, may, needs
from ...events.models import Event
from ...events.queries import team_of
from ...exchange.conversation import EventConversation, Taken, serve_conversation
from ...exchange.marking_up import FileAnswer
from ...exchange.preview import Preview, PreviewChoice
from ...exchange.waiting import Parcel
from ...history.memory import undo_state
from ...lib.reading_child import FileProblem
from ...lib.text import make_slug as slug_of
from ...release.texts import owner_of_event, passage_finder
from ...release.wording import tell_of_lines
from ...web.downloads import open_table, send_download, send_table
from ...web.i18n import _, _l, _n, sort_by_name
from ...web.refused import Refused
from ..actions import undo_or_redo_last
from ..blueprint import bp
from ..models import ChecklistChange
from ..queries import member_names
from . import actions, preview
from .file_changes import why_no_task_list
from .foreign_list import KEPT, ListLook, list_plan, look_at_list
from .forms import TaskColumnsForm, offered_people, task_columns_form
from .merge import ChecklistChanges


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


class TaskColumns(NamedTuple):
    """What the columns of a list from elsewhere may be."""

    look: ListLook
    form: TaskColumnsForm

    @property
    def status(self) -> int:
        return self.form.status

    @property
    def meanings(self) -> Iterator[tuple[str, str]]:
        """What each column is taken for."""
        for heading, name in zip(self.look.headings, self.look.plan.fields, strict=True):
            own = _("a column of its own") if name == KEPT else ""
            yield heading, own or (preview.task_field_name(name) if name else "")

    @property
    def lacks(self) -> str:
        """What no list of tasks does without."""
        there = "title" in self.look.plan.fields
        return "" if there else _("No column of this file is the task. Name one “Task”.")


class ChecklistConversation(EventConversation[ChecklistChanges]):
    """An edited checklist of an event; a list from elsewhere is asked for its columns first."""

    key, name = "checklists", _l("Checklist")
    asks_columns = "checklists/excel/columns.html"
    shows = "checklists/excel/confirm.html"
    asks = _l(
        "The file you downloaded here, with your changes. Any other list works too: "
        "Excel (.xlsx), OpenDocument (.ods) or text (.csv)."
    )
    page, pages = "checklists.show_checklist", "checklists."

    def to_file(self, ending: str) -> bytes:
        if ending == "csv":
            return actions.checklist_csv(self.event)
        content = actions.checklist_workbook(self.event)
        return open_table(content) if ending == "ods" else content

    def step_after(self, parcel: Parcel) -> str:
        return "confirm" if look_at_list(parcel.content, parcel.name, ()).ours else "columns"

    def columns_of(self, parcel: Parcel) -> TaskColumns | None:
        """`sheet` and `head` in the address say where to look."""
        asked = request.args if has_request_context() else MultiDict[str, str]()
        look = look_at_list(
            parcel.content,
            parcel.name,
            people=member_names(team_of(self.event)).values(),
            sheet=asked.get("sheet", type=int),
            header=asked.get("head", type=int),
        )
        return (
            None if look.ours else TaskColumns(look, task_columns_form(look, self.event.first_day))
        )

    def planned(self, parcel: Parcel, step: TaskColumns) -> Parcel:
        plan = step.form.plan
        said = replace(plan, month_first=plan.month_first or bool(parcel.month_first))
        return replace(parcel, plan=said.to_json())

    def why_unread(self, problem: FileProblem) -> str:
        return why_no_task_list(problem)

    def read(self, parcel: Parcel) -> ChecklistChanges:
        return actions.compare_checklist_file(
            self.event,
            parcel.content,
            parcel.name,
            list_plan(parcel.plan) if parcel.plan else None,
            month_first=parcel.month_first,
        )

    def preview_of(self, found: ChecklistChanges) -> Preview:
        return preview.checklist_preview(found)

    def answer_about(self, found: ChecklistChanges, chosen: PreviewChoice) -> FileAnswer:
        people = self._people_meant(found)
        unknown = tuple(one for one in found.unknown if one.typed not in people)
        return self.preview_of(replace(found, unknown=unknown)).answer(chosen)

    def _people_meant(self, found: ChecklistChanges) -> dict[str, str]:
        """Who was meant by names nobody has, posted as `person-NUMBER`."""
        if not (found.unknown and has_request_context()):
            return {}
        people = set(member_names(team_of(self.event)).values())
        said = {
            one.typed: request.form.get(f"person-{number}", "")
            for number, one in enumerate(found.unknown)
        }
        return {typed: name for typed, name in said.items() if name in people}

    def take(
        self, found: ChecklistChanges, chosen: PreviewChoice, source: str, by: int | None
    ) -> Taken | None:
        self.find = passage_finder(owner_of_event(self.event))
        taken = actions.ChecklistChoices(
            {(code, name): "file" for _key, code, name in chosen.clashes},
            self._people_meant(found),
            frozenset(code for _key, code in chosen.out),
        )
        before = undo_state(ChecklistChange, self.event, by or 0).last
        touched = actions.apply_checklist_import(self.event, found, taken, by=by, source=source)
        now = undo_state(ChecklistChange, self.event, by or 0)
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
            **super().context(),
            "wording": preview,
            "team": may(Can.EDIT_TEAM),
            "offered": lambda unknown: offered_people(
                sort_by_name(list(member_names(team_of(self.event)).values()), str), unknown.nearest
            ),
        }


serve_conversation(
    bp,
    "/events/<slug>/checklist",
    needs(Can.EDIT_CHECKLIST),
    ChecklistConversation,
    columns=True,
)


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
