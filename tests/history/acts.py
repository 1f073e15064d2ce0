"""One example of everything that can be undone: what somebody does, and what somebody else does to the same then.

Whatever gets a history of its own, or a new kind of it, stands here too (`test_undoing.py`).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from facilitate.accounts.models import User
from facilitate.agenda import actions as agenda
from facilitate.agenda.adding.actions import (
    insert_typed_steps,
    names_known_in,
    read_lines,
)
from facilitate.agenda.history import AgendaAct
from facilitate.agenda.placing import move_in_plan, move_step_by_one, remove_from_plan
from facilitate.agenda.plan import PARKED, Plan, PlanPlace, PlanStep
from facilitate.agenda.typed_lines import prepare_typed_steps
from facilitate.budget.actions import remove_row as remove_line
from facilitate.budget.actions import restore_row
from facilitate.budget.excel.actions import IMPORTS as BUDGETS_IMPORTED
from facilitate.budget.models import CostLine
from facilitate.budget.queries import cost_lines
from facilitate.bulletin.actions import remember_edit as remember_item
from facilitate.bulletin.models import BulletinItem
from facilitate.cafe.actions import cafe_of, save_seating
from facilitate.cafe.laying.table_list import kept_tables
from facilitate.cafe.mixing.actions import remove_wish
from facilitate.cafe.models import Cafe, CafeTable, TableImport
from facilitate.cafe.models import SeatingCause as Seated
from facilitate.cafe.queries import cafe_steps, current_seating
from facilitate.cafe.seats import seating_from_json
from facilitate.checklists.actions import (
    append_task,
    mark_done,
    mark_open,
    new_task,
    remember_checklist_change,
    remove_from_checklist,
)
from facilitate.checklists.models import ChecklistAct as Done
from facilitate.checklists.models import ChecklistTemplate, TaskStatus
from facilitate.checklists.queries import tasks_of
from facilitate.checklists.starting.actions import LIST_IMPORTS
from facilitate.confirming.actions import confirm_entry
from facilitate.confirming.models import EntryLink
from facilitate.consultation.models import Coding, ThemeChange
from facilitate.consultation.queries import themes_of
from facilitate.consultation.reading import changes as themes
from facilitate.data.db import db
from facilitate.data.row_cells import recording_rows
from facilitate.directory.importing.reading import read_list
from facilitate.directory.models import Organisation, Person, RosterEntry
from facilitate.events.models import Event
from facilitate.exchange.marking_up import settle_choices
from facilitate.exchange.merge import ListRecord
from facilitate.exchange.preview import Decided
from facilitate.forums.models import Activity, Forum, ForumMember
from facilitate.forums.presidency.activity_list import ACTIVITY_IMPORTS
from facilitate.forums.programme.actions import PROGRAMME_IMPORTS
from facilitate.forums.programme_models import StandardCheck
from facilitate.history.merges import merge_and_remember
from facilitate.history.models import Change
from facilitate.lib.cells import cells_from_rows
from facilitate.lib.text import Words
from facilitate.library.actions import index_document, recording_document, remember_edit
from facilitate.library.models import LibraryDocument
from facilitate.participation.importing.actions import apply_people_import
from facilitate.participation.importing.step import PeopleStep
from facilitate.participation.models import Participation, Standing
from facilitate.practice.lessons.lesson_list import kept_lessons
from facilitate.practice.models import ForumLessonImport, Lesson, LessonImport
from facilitate.roster.actions import save_entry
from facilitate.setup.past_meetings import PastMeetingImport, kept_meetings
from facilitate.situation.actions import send_part
from facilitate.situation.models import SituationSending
from facilitate.situation.tables.year_list import IMPORTS as YEARS_IMPORTED

from ..directory.importing.tables import sheet_of_rows
from ..moment import planner_today

ONE, OTHER = 1, 2
"""Accounts: who does something, and who does something to the same then."""
Meddle = Callable[[], Any]
Act = Callable[[Event], tuple[int, Meddle]]
ACTS: dict[tuple[str, str], Act] = {}
"""By room and kind: does it and gives the number of the change, and what collides with undoing it."""


def register_act(room: str, kind: str) -> Callable[[Act], Act]:
    """Register an example."""
    return lambda one: ACTS.setdefault((room, kind), one)


# The agenda: every change of it is the difference of two plans.


def change_agenda(event: Event, rule: Callable[[Plan], Plan], by: int = ONE) -> int:
    """Write what the rule makes of the agenda; the number of the change."""
    plan = agenda.plan_to_change(event)
    change = agenda.write_plan(event, plan, rule(plan), AgendaAct.EDITED, by=by).change
    assert change is not None
    return change.id


def nth_step(event: Event, number: int) -> PlanStep:
    """A step of the agenda's first day."""
    plan = agenda.plan_to_change(event)
    return plan.at(PlanPlace(plan.in_order[0].id))[number]


@register_act("agenda", "added with a café")
def add_cafe(event: Event) -> tuple[int, Meddle]:
    """By a typed line, with the tables that come along; somebody gives one of them a host."""
    plan = agenda.plan_to_change(event)
    line = "World café 9 tables 3x20 harvest 30"
    typed = read_lines(line, names_known_in(event, plan, line))
    after, new = insert_typed_steps(plan, typed, PlanPlace(plan.in_order[0].id), "en")
    written = agenda.write_plan(
        event, plan, after, AgendaAct.ADDED, by=ONE, about=Words("World café")
    )
    step = written.steps[new[0]]
    prepare_typed_steps(event, {step: typed[0]}, written.change)
    assert written.change is not None
    mine = CafeTable.cafe_id == sa.select(Cafe.id).where(Cafe.step_id == step).scalar_subquery()
    hosted = sa.update(CafeTable).where(mine, CafeTable.number == 2).values(host_name="Besa")
    return written.change.id, lambda: db.session.execute(hosted)


def retitle_step(step: PlanStep, title: str) -> Callable[[Plan], Plan]:
    return lambda plan: plan.with_rows(replace(plan.steps[step.id], title=Words(title)))


@register_act("agenda", "edited")
def edit_step(event: Event) -> tuple[int, Meddle]:
    step = nth_step(event, 0)
    change = change_agenda(event, retitle_step(step, "Hello"))
    return change, lambda: change_agenda(event, retitle_step(step, "Welcome"), OTHER)


@register_act("agenda", "moved")
def move_step(event: Event) -> tuple[int, Meddle]:
    step = nth_step(event, 1)
    change = change_agenda(event, lambda plan: move_step_by_one(plan, step.id, 1))
    return change, lambda: change_agenda(
        event, lambda plan: move_step_by_one(plan, step.id, 1), OTHER
    )


@register_act("agenda", "parked")
def park_step(event: Event) -> tuple[int, Meddle]:
    step = nth_step(event, 2)
    change = change_agenda(event, lambda plan: move_in_plan(plan, [step.id], PARKED))
    return change, lambda: change_agenda(
        event, lambda plan: move_in_plan(plan, [step.id], step.place), OTHER
    )


@register_act("agenda", "removed")
def remove_step(event: Event) -> tuple[int, Meddle]:
    step = nth_step(event, 3)
    change = change_agenda(event, lambda plan: remove_from_plan(plan, [step.id]))
    return change, lambda: change_agenda(event, lambda plan: plan.with_rows(step), OTHER)


# The checklist


def change_tasks(event: Event, did: Done, rule: Callable[[], Any], by: int = ONE) -> int:
    with remember_checklist_change(event, did, by):
        rule()
    last = sa.select(sa.func.max(sa.column("id"))).select_from(sa.table("change"))
    return db.session.scalar(last) or 0


@register_act("checklists", "status")
def tick_task(event: Event) -> tuple[int, Meddle]:
    task = next(one for one in tasks_of(event) if one.status is TaskStatus.OPEN)
    change = change_tasks(event, Done.STATUS, lambda: mark_done(task, planner_today()))
    return change, lambda: change_tasks(event, Done.STATUS, lambda: mark_open(task), OTHER)


@register_act("checklists", "deleted")
def delete_task(event: Event) -> tuple[int, Meddle]:
    task = tasks_of(event)[-1]
    change = change_tasks(event, Done.DELETED, lambda: remove_from_checklist(task))
    return change, lambda: change_tasks(
        event, Done.EDITED, lambda: setattr(task, "removed_at", None), OTHER
    )


@register_act("checklists", "added")
def add_task(event: Event) -> tuple[int, Meddle]:
    task = new_task(event)
    task.title, task.due_on, task.phase = (
        Words("Flowers"),
        planner_today(),
        tasks_of(event)[0].phase,
    )
    change = change_tasks(event, Done.ADDED, lambda: append_task(task))
    return change, lambda: change_tasks(
        event, Done.EDITED, lambda: setattr(task, "title", Words("Roses")), OTHER
    )


# The café


@register_act("cafe", "locked")
def lock_seats(event: Event) -> tuple[int, Meddle]:
    """Every seating is kept in the same way; another one since is gone back to, not undone."""
    cafes = (cafe_of(step.id) for step in cafe_steps(event))
    cafe, now = next((one, row) for one in cafes if (row := current_seating(one)))
    seating = seating_from_json(now.content)
    change = save_seating(cafe, seating, Seated.LOCKED, by=ONE, about={"round": 1})
    return change.id, lambda: save_seating(
        cafe, seating, Seated.UNLOCKED, by=OTHER, about={"round": 1}
    )


# Themes


def account_id(number: int) -> User:
    return db.session.get_one(User, number)


@register_act("themes", "edit")
def edit_theme(event: Event) -> tuple[int, Meddle]:
    theme = themes_of(event)[0]

    def edit(by: int) -> ThemeChange | None:
        before = themes.theme_wording(theme)
        theme.name = Words(f"Theme {by}")
        return themes.note_theme_edit(event, theme, before, account_id(by))

    change = edit(ONE)
    assert change is not None
    return change.id, lambda: edit(OTHER)


@register_act("themes", "merge")
def merge_themes(event: Event) -> tuple[int, Meddle]:
    source, target = themes_of(event)[1:3]
    change = themes.merge_themes(event, source, target, account_id(ONE))
    return change.id, lambda: themes.remove_theme(event, target, account_id(OTHER))


@register_act("themes", "split")
def split_theme(event: Event) -> tuple[int, Meddle]:
    theme = themes_of(event)[-1]
    query = sa.select(Coding.passage_id).where(Coding.theme_id == theme.id)
    passages = list(db.session.scalars(query.order_by(Coding.passage_id).limit(2)))
    change = themes.split_theme(event, theme, passages, Words("Split off"), account_id(ONE))
    new = next(cell.id for cell in cells_from_rows(change.cells) if cell.before is None)
    return change.id, lambda: themes.remove_theme(
        event, next(one for one in themes_of(event) if one.id == new), account_id(OTHER)
    )


@register_act("themes", "remove")
def remove_theme(event: Event) -> tuple[int, Meddle]:
    theme = themes_of(event)[0]
    change = themes.remove_theme(event, theme, account_id(ONE))

    def restore() -> None:
        themes.THEMES.history.take_back(event, change.id, OTHER, False)

    return change.id, restore


# The directory


@register_act("merges", "merged")
def merge_people(event: Event) -> tuple[int, Meddle]:
    """Two people of the event become one; somebody gives that one another address."""
    people = sa.select(Person).join(Participation, Participation.person_id == Person.id)
    mine = people.where(Participation.event_id == event.id).order_by(Person.id)
    kept, gone = db.session.scalars(mine.limit(2))
    change = merge_and_remember(kept, gone, ["email"], by=ONE)
    other = sa.update(Person).where(Person.id == kept.id).values(email="third@office.example")
    return change.id, lambda: db.session.execute(other)


# Money


@register_act("budget", "workbook")
def change_budget(event: Event) -> tuple[int, Meddle]:
    """Two lines are changed and taken out by a file; somebody edits one of them."""
    first, second = cost_lines(event)[:2]
    with recording_rows((CostLine, CostLine.event_id == event.id)) as cells:
        first.note, first.unit_cents = "in Excel", first.unit_cents + 700
        remove_line(second)
    change = BUDGETS_IMPORTED.remember(event, cells, ONE, "budget.xlsx")
    return change.id, lambda: restore_row(second)


WISH = {"near": ["sector", "1"], "other": ["sector", "2"], "must": False}


def write_company_wish(event: Event) -> None:
    """A rule for the first café, which the demo has none of."""
    cafe_of(cafe_steps(event)[0].id).wants = [WISH]
    db.session.flush()


@register_act("cafe_mix", "removed")
def remove_company_wish(event: Event) -> tuple[int, Meddle]:
    """The one rule of a café goes; somebody writes another one."""
    cafe = cafe_of(cafe_steps(event)[0].id)
    change = remove_wish(event, cafe, 0, Words("Together"), by=ONE)
    other = sa.update(Cafe).where(Cafe.id == cafe.id).values(wants=[{**WISH, "must": True}])
    return change.id, lambda: db.session.execute(other)


@register_act("cafe_table_lists", "imported")
def import_tables(event: Event) -> tuple[int, Meddle]:
    """A file names one table's host, adds a table and leaves two out; somebody gives that table more seats."""
    kept = kept_tables(event, cafe_steps(event)[0].id)
    first, *_others, last_but_one, last = kept.now("en").records
    new, out = ListRecord("X1", {"title": "What is missing?"}), [last_but_one, last]
    kept.write(Decided([new], {first: {"host": "Besa"}}, out), "en", "tables.xlsx", ONE)
    change = db.session.scalar(sa.select(sa.func.max(TableImport.id))) or 0
    last = sa.select(sa.func.max(CafeTable.id)).scalar_subquery()
    more = sa.update(CafeTable).where(CafeTable.id == last).values(seats=99)
    return change, lambda: db.session.execute(more)


@register_act("people", "imported")
def import_people(event: Event) -> tuple[int, Meddle]:
    """A list brings somebody, who waits for a seat; somebody else has them decline."""
    office = db.session.scalars(sa.select(Organisation).order_by(Organisation.id)).first()
    assert office is not None
    heads = ["Emri Mbiemri", "Institucioni", "Gjendja"]
    content = sheet_of_rows([heads, ["Nora Zhupa", office.name, "lista e pritjes"]])
    step = PeopleStep(read_list(content, "list.xlsx"), {}, event)
    chosen = settle_choices(step.comparison, set())
    done = apply_people_import(event, step, chosen, by=ONE, source="list.xlsx")
    assert done is not None
    last = sa.select(sa.func.max(Participation.id)).scalar_subquery()
    declined = sa.update(Participation).where(Participation.id == last)
    return done.change.id, lambda: db.session.execute(declined.values(standing=Standing.DECLINED))


@register_act("starting_list_files", "imported")
def import_starting_list(event: Event) -> tuple[int, Meddle]:
    """A file gives a starting list another name; so does somebody else."""
    template = db.session.scalars(
        sa.select(ChecklistTemplate).order_by(ChecklistTemplate.id)
    ).first()
    assert template is not None
    with recording_rows((ChecklistTemplate, ChecklistTemplate.id == template.id)) as cells:
        template.name = Words("From a file")
    other = sa.update(ChecklistTemplate).where(ChecklistTemplate.id == template.id)
    change = LIST_IMPORTS.remember(None, cells, ONE, "list.xlsx")
    return change.id, lambda: db.session.execute(other.values(name=Words("By hand")))


@register_act("forum_lesson_lists", "imported")
def import_lessons_of_forum(event: Event) -> tuple[int, Meddle]:
    return lessons_from_file(
        db.session.scalars(sa.select(Forum).order_by(Forum.id)).first(), ForumLessonImport
    )


@register_act("past_meetings", "imported")
def import_past_meetings(event: Event) -> tuple[int, Meddle]:
    """A file brings a meeting of 2019 with a decision; somebody gives it another town."""
    forum = db.session.scalars(sa.select(Forum).order_by(Forum.id)).first()
    assert forum is not None
    said = {"day": date(2019, 3, 12), "title": "Spring", "decisions": "One line at night"}
    kept_meetings(forum).write(Decided([ListRecord("X1", said)], {}, []), "en", "x.xlsx", ONE)
    change = db.session.scalar(sa.select(sa.func.max(PastMeetingImport.id))) or 0
    mine = sa.update(Event).where(Event.first_day == date(2019, 3, 12))
    return change, lambda: db.session.execute(mine.values(town="Fier"))


@register_act("standard_lists", "imported")
def import_standard_checks(event: Event) -> tuple[int, Meddle]:
    """A file says that a standard is kept; somebody writes another finding."""
    row = db.session.scalars(sa.select(StandardCheck).order_by(StandardCheck.id.desc())).first()
    assert row is not None
    with recording_rows((StandardCheck, StandardCheck.id == row.id)) as cells:
        row.finding = "From a file"
    change = PROGRAMME_IMPORTS.remember(None, cells, ONE, "x.xlsx")
    other = sa.update(StandardCheck).where(StandardCheck.id == row.id).values(finding="By hand")
    return change.id, lambda: db.session.execute(other)


@register_act("activity_lists", "imported")
def import_activities(event: Event) -> tuple[int, Meddle]:
    """A file changes an activity; somebody words it better."""
    row = db.session.scalars(sa.select(Activity).order_by(Activity.id.desc())).first()
    assert row is not None
    with recording_rows((Activity, Activity.id == row.id)) as cells:
        row.text = "From a file"
    change = ACTIVITY_IMPORTS.remember(None, cells, ONE, "x.xlsx")
    other = sa.update(Activity).where(Activity.id == row.id).values(text="By hand")
    return change.id, lambda: db.session.execute(other)


@register_act("situation_years", "imported")
def import_situation_years(event: Event) -> tuple[int, Meddle]:
    """A file brings numbers; somebody writes another name beside them."""
    forum = db.session.scalars(sa.select(Forum).order_by(Forum.id)).first()
    assert forum is not None
    with recording_rows((SituationSending, SituationSending.forum_id == forum.id)) as cells:
        member = db.session.scalars(sa.select(ForumMember).order_by(ForumMember.id)).first()
        assert member is not None
        send_part(forum, member, 4040, {"1": {"total": 6}}, name="x.xlsx", reported_on=None)
    change = YEARS_IMPORTED.remember(None, cells, ONE, "x.xlsx")
    other = sa.update(SituationSending).values(name="Somebody")
    return change.id, lambda: db.session.execute(other)


@register_act("lesson_lists", "imported")
def import_lessons(event: Event) -> tuple[int, Meddle]:
    return lessons_from_file(event, LessonImport)


def lessons_from_file(of: Any, kind: type[Change]) -> tuple[int, Meddle]:
    """A file brings a lesson; somebody words it better."""
    said = {"title": "Begin earlier", "advice": "different", "state": "on_sheet", "step": ""}
    kept_lessons(of).write(Decided([ListRecord("X1", said)], {}, []), "en", "x.xlsx", ONE)
    change = db.session.scalar(sa.select(sa.func.max(kind.id))) or 0
    last = sa.select(sa.func.max(Lesson.id)).scalar_subquery()
    better = sa.update(Lesson).where(Lesson.id == last).values(text=Words("Begin at eight"))
    return change, lambda: db.session.execute(better)


@register_act("roster", "changed")
def change_roster(event: Event) -> tuple[int, Meddle]:
    """Somebody on the roster is described otherwise; somebody else writes another note."""
    entry = db.session.scalars(sa.select(RosterEntry).order_by(RosterEntry.id)).first()

    def fill(row: RosterEntry) -> bool:
        row.note = "May travel"
        return True

    change = save_entry(entry.person, entry, fill, ONE)
    other = sa.update(RosterEntry).where(RosterEntry.id == entry.id).values(note="By hand")
    return change.id, lambda: db.session.execute(other)


@register_act("entries", "corrected")
def confirm_own_entry(event: Event) -> tuple[int, Meddle]:
    """Somebody corrects the own entry by link; somebody else writes another number."""
    link = db.session.scalars(sa.select(EntryLink).order_by(EntryLink.id)).first()
    change = confirm_entry(link, {"phone": "+355 4 555 0199"}, {}, left=False)
    other = sa.update(Person).where(Person.id == link.person_id).values(phone="by hand")
    return change.id, lambda: db.session.execute(other)


@register_act("library_edits", "edited")
def edit_document(event: Event) -> tuple[int, Meddle]:
    """A document gets another title; somebody else writes a better one."""
    row = db.session.scalars(sa.select(LibraryDocument).order_by(LibraryDocument.id)).first()
    with recording_document(row) as cells:
        row.title = Words("Another title")
    index_document(row)
    change = remember_edit(row, cells, ONE)
    better = sa.update(LibraryDocument).where(LibraryDocument.id == row.id)
    return change.id, lambda: db.session.execute(better.values(title=Words("By hand")))


@register_act("bulletin_edits", "edited")
def edit_item(event: Event) -> tuple[int, Meddle]:
    """An item of the edition being composed is edited; somebody else words it better."""
    row = db.session.scalars(sa.select(BulletinItem).order_by(BulletinItem.id.desc())).first()
    with recording_rows((BulletinItem, BulletinItem.id == row.id)) as cells:
        row.heading = Words("Another heading", "Tjetër titull")
    change = remember_item(row, cells, ONE)
    better = sa.update(BulletinItem).where(BulletinItem.id == row.id)
    return change.id, lambda: db.session.execute(better.values(heading=Words("By hand")))
