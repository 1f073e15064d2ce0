"""Every page of the demo that can be opened with GET, found by walking the URL map."""

import sqlalchemy as sa
from flask import Flask, url_for

from facilitate.accounts.models import User
from facilitate.agenda.models import AgendaVersion, Day, Room, Step, StepKind
from facilitate.budget.models import Contribution, CostLine
from facilitate.cafe.addresses import guest_token
from facilitate.cafe.models import Cafe, CafeNote, CafeTable
from facilitate.cafe.queries import current_seating
from facilitate.cafe.seats import seating_from_json
from facilitate.checklists.models import Task
from facilitate.consultation.links import make_links
from facilitate.consultation.models import (
    Answer,
    Invitation,
    LetterKind,
    Passage,
    Question,
    Questionnaire,
    Reply,
    Theme,
)
from facilitate.consultation.purpose import is_consultation, is_evaluation
from facilitate.data.db import db
from facilitate.directory.models import Organisation, Person, Sector
from facilitate.events.models import Event, Goal, Objective
from facilitate.forums.models import (
    Activity,
    Duty,
    Forum,
    ForumMeeting,
    ForumMember,
    MeetingProposal,
    MemberLink,
    MemberLinkPurpose,
    OpenPoint,
    Position,
    Presidency,
    WorkPlan,
)
from facilitate.forums.problem_models import PassedUp, Problem
from facilitate.notes.models import ActionStatus, NoteAction, NoteDecision, NoteLine, NotePhoto
from facilitate.objectives.models import Presentation
from facilitate.participation.door.actions import create_door_link
from facilitate.participation.door.badge import badge_token
from facilitate.participation.models import (
    DoorLink,
    Participation,
    PublicFigures,
    Registration,
    Standing,
)
from facilitate.practice.models import Lesson, LessonLink
from facilitate.report.models import Attachment, Edition, Proceedings
from facilitate.report.released_report import edition_is_out
from facilitate.situation.models import SituationIndicator
from facilitate.situation.period import latest_ended, period_key

from .. import moment

FILES = {
    "api.show_openapi",
    "api.serve_api",
    "robots_txt",
    "security_txt",
    "watching.export_audit_log",
    "watching.show_health",
    "watching.show_metrics",
    "watching.show_readiness",
    "directory.import_list_answer",
    "directory.export_people",
    "directory.export_organisations",
    "outcomes.download_outcomes",
    "agenda.print_programme",
    "agenda.print_running_order",
    "agenda.show_public_programme",
    "agenda.show_public_programme_in",
    "agenda.show_embedded_programme",
    "overview.send_manifest",
    "directory.export_person_card",
    "agenda.send_schedule_json",
    "agenda.send_schedule_xml",
    "agenda.download_running_order",
    "agenda.download_programme",
    "calendars.send_public_calendar",
    "agenda.download_shopping",
    "calendars.download_calendar",
    "cafe.export_own_rounds",
    "calendars.send_feed",
    "checklists.export_checklist",
    "checklists.export_checklist_csv",
    "agenda.rooms_answered_file",
    "agenda.rooms_file",
    "agenda.rooms_marked_file",
    "budget.answered_file",
    "cafe.tables_answered_file",
    "cafe.tables_file",
    "cafe.tables_marked_file",
    "budget.marked_file",
    "checklists.answered_file",
    "checklists.list_answered_file",
    "checklists.list_file",
    "checklists.list_marked_file",
    "checklists.marked_file",
    "checklists.export_event_as_list",
    "checklists.export_task_feed",
    "checklists.export_starting_list",
    "checklists.export_my_calendar",
    "consultation.show_link_qr",
    "consultation.export_link_qr",
    "consultation.export_evaluation",
    "guides.download_archive",
    "guides.download_guide",
    "guides.download_look",
    "participation.export_figures_xlsx",
    "overview.download_compared_xlsx",
    "participation.export_figures_docx",
    "participation.export_figures_csv",
    "participation.export_figures_picture",
    "overview.download_compared_docx",
    "overview.download_compared_csv",
    "overview.download_compared_picture",
    "participation.export_public_figures",
    "participation.export_public_picture",
    "consultation.export_outcome_sheet",
    "consultation.export_paper_form",
    "consultation.export_field_form",
    "consultation.export_limesurvey",
    "consultation.export_share",
    "consultation.show_share_qr",
    "consultation.export_consultation",
    "cafe.export_cards",
    "cafe.export_door_list",
    "guides.download_host_sheets",
    "cafe.print_cards",
    "cafe.print_door",
    "guides.print_host_sheets",
    "cafe.print_room",
    "cafe.print_signs",
    "cafe.print_slips",
    "cafe.export_room_plan",
    "cafe.export_signs",
    "cafe.show_find_qr",
    "consultation.export_invitations_answer",
    "consultation.export_marked_invitations",
    "participation.import_people_answer",
    "participation.export_people",
    "participation.export_people_needs",
    "participation.export_invitation_calendar",
    "participation.export_invitation_letter",
    "cafe.export_badges",
    "cafe.print_badges",
    "participation.export_certificates",
    "participation.export_door_list_word",
    "participation.export_door_list_xlsx",
    "participation.send_door_worker",
    "cafe.print_harvest",
    "cafe.export_harvest",
    "cafe.show_table_qr",
    "techniques.export_technique",
    "forums.download_document",
    "notes.send_photo_file",
    "report.send_due_days",
    "forums.export_institution_letter",
    "forums.export_indicators",
    "forums.export_figures",
    "forums.export_plan_word",
    "forums.export_plan_xlsx",
    "forums.export_handover",
    "forums.export_position",
    "situation.export_analysis",
    "situation.export_panorama",
    "situation.export_part",
    "budget.export_budget",
    "budget.export_accounts",
    "budget.export_account",
    "budget.export_pledge",
    "practice.export_sheet",
    "practice.export_forum_sheet",
    "practice.show_lesson_qr",
    "practice.show_forum_lesson_qr",
    "report.export_annex",
    "report.send_report_qr",
    "report.send_public_annex",
    "report.show_public_report_in",
    "report.send_public_photo",
    "report.export_public_report",
    "report.export_draft",
    "report.export_report_word",
    "report.export_archive",
}
"""Endpoints that answer with a file or with paper, or are not there before something is published."""
IN_THE_ROOM = {
    "consultation.show_evaluation_projector",
    "agenda.show_projector",
    "cafe.show_wall",
    "cafe.show_harvest_wall",
}
"""Endpoints that speak the event's language whoever opens them: everybody reads along."""
PARTS = {
    "agenda.understand_line",
    "practice.show_hints",
    "searching.show_found_short",
    "practice.show_open_question",
    "cafe.show_path",
    "cafe.show_price",
    "cafe.show_search",
    "agenda.send_live_state",
    "consultation.show_newer_answers",
    "consultation.show_sending",
    "cafe.clock_json",
    "notes.send_newer_lines",
    "participation.list_at_door",
    "participation.list_at_open_door",
}
"""Endpoints that answer with a part of a page, or only while something is under way."""

RECORD = "annual-2008"
"""The event of the demo that is over: what was said there, and its report."""
OF_AN_EVALUATION = {
    "consultation.edit_questions",
    "consultation.edit_about",
    "consultation.create_question",
    "consultation.edit_question",
    "consultation.preview_questionnaire",
    "consultation.show_poster",
    "consultation.enter_paper",
    "consultation.list_invitations",
    "consultation.edit_invitation",
    "consultation.invite_people",
    "consultation.import_invitations",
    "consultation.show_letter",
    "consultation.edit_letter",
    "consultation.send_letters",
}
"""Pages that a consultation and an evaluation both have: both are looked at."""
SITUATION = {"slug", "kind", "period", "indicator_id", "key", "token"}
"""Arguments of the pages on situation analyses, which have values of their own."""
OF_A_COALITION = ("/forums/<slug>/presidency", "/forums/<slug>/positions")
"""Pages that a forum has whose presidency goes round."""


def argument_values(app: Flask) -> dict[str, object]:
    """A value for every argument of every address, taken from the demo."""
    with app.app_context():

        def first(model: type, *conditions: sa.ColumnElement[bool]) -> int:
            return db.session.scalars(
                sa.select(model.id).where(*conditions).order_by(model.id)
            ).first()  # type: ignore[attr-defined]

        event = first(Event, Event.slug == "annual-next")
        recorded = first(Event, Event.slug == RECORD)
        evaluated = first(Questionnaire, is_evaluation(recorded))
        asked = first(Questionnaire, is_consultation(event))
        answers = sa.select(Answer.id).where(Answer.questionnaire_id == asked)
        replies = sa.select(Reply.id).where(Reply.answer_id.in_(answers))
        cafe = db.session.scalars(
            sa.select(Cafe).join(Step, Cafe.step_id == Step.id).where(Step.event_id == event)
        ).one()
        invitation = db.session.scalars(
            sa.select(Invitation).where(Invitation.questionnaire_id == asked, ~Invitation.answered)
        ).first()
        links = make_links([invitation] if invitation else [])
        db.session.commit()
        return {
            "slug": "annual-next",
            "purpose": "consultation",
            "token": db.session.scalar(
                sa.select(Questionnaire.token).where(Questionnaire.id == asked)
            ),
            "personal_token": links[invitation.id].rsplit("/", 1)[1] if invitation else None,
            "kind": LetterKind.INVITATION.value,
            "question_id": first(Question, Question.questionnaire_id == asked),
            "evaluation_id": first(Question, Question.questionnaire_id == evaluated),
            "evaluated_by_id": first(Invitation, Invitation.questionnaire_id == evaluated),
            "invitation_id": invitation.id if invitation else None,
            "reply_id": db.session.scalars(replies.order_by(Reply.id)).first(),
            "passage_id": first(Passage, Passage.reply_id.in_(replies)),
            "goal_id": first(Goal, Goal.event_id == event),
            "presentation_id": first(Presentation, Presentation.event_id == event),
            "key": "world-cafe",
            "page_key": "first-steps",
            "template_key": "conference",
            "list_key": "training",
            "group_step_id": first(
                Step, Step.event_id == event, Step.kind == StepKind.GROUP, Step.block_id.is_(None)
            ),
            "room_id": first(Room, Room.event_id == event),
            "cell": "objectives",
            "step_id": first(Step, Step.event_id == event),
            "number": "1-12",  # the step of a guide that is rehearsed
            "version_id": first(AgendaVersion, AgendaVersion.event_id == event),
            "day_id": first(Day, Day.event_id == event),
            "cafe_step_id": cafe.step_id,
            "door_token": door_token(event),
            "badge_token": badge_token(
                first(
                    Participation,
                    Participation.event_id == event,
                    Participation.standing == Standing.COMING,
                )
            ),
            "find_seat_token": cafe.token or None,
            "show_own_path_token": seat_token(cafe),
            "table_id": first(CafeTable, CafeTable.cafe_id == cafe.id),
            "guest_key": f"p{first(Participation, Participation.event_id == event, Participation.standing == Standing.COMING)}",
            "table_token": db.session.scalars(
                sa.select(CafeTable.token)
                .where(CafeTable.cafe_id == cafe.id)
                .order_by(CafeTable.id)
            ).first(),
            "note_id": first(CafeNote, CafeNote.cafe_id == cafe.id),
            "task_id": first(Task, Task.event_id == event),
            "theme_id": first(Theme, Theme.event_id == event, ~Theme.gone),
            "loose_theme_id": first(
                Theme, Theme.event_id == event, ~Theme.gone, Theme.objective_id.is_(None)
            ),
            "objective_id": first(Objective, Objective.event_id == event),
            "figures_token": db.session.scalars(sa.select(PublicFigures.token)).first(),
            "sector_id": first(Sector),
            "user_id": first(User),
            "organisation_id": first(Organisation),
            "forum_member_id": first(
                ForumMember,
                ForumMember.until.is_(None),
                ForumMember.forum_id == first(Forum, Forum.slug == "north"),
            ),
            "person_id": first(Person),
            "who": "person",
            "who_id": first(Person),
            "proposal_id": first(
                MeetingProposal, MeetingProposal.forum_id == first(Forum, Forum.slug == "north")
            ),
            "days_token": db.session.scalar(
                sa.select(MemberLink.token)
                .where(MemberLink.purpose == MemberLinkPurpose.DATES)
                .order_by(MemberLink.id)
            ),
            "event_id": db.session.scalar(
                sa.select(sa.func.max(ForumMeeting.event_id)).where(
                    ForumMeeting.forum_id == first(Forum, Forum.slug == "north")
                )
            ),
            "point_id": first(OpenPoint, OpenPoint.forum_id == first(Forum, Forum.slug == "north")),
            "problem_id": first(Problem, Problem.forum_id == first(Forum, Forum.slug == "north")),
            "passed_id": db.session.scalars(
                sa.select(PassedUp.id)
                .join(PassedUp.problem)
                .where(Problem.forum_id == first(Forum, Forum.slug == "north"))
            ).first(),
            "items_token": db.session.scalar(
                sa.select(MemberLink.token)
                .where(MemberLink.purpose == MemberLinkPurpose.ITEMS)
                .order_by(MemberLink.id)
            ),
            "activity_id": first(Activity, Activity.work_plan_id == present_plan()),
            "plan_token": token_for(MemberLinkPurpose.WORK_PLAN),
            "position_id": first(Position),
            "position_token": token_for(MemberLinkPurpose.POSITION),
            "presidency_id": first(
                Presidency,
                Presidency.first_day <= moment.planner_today(),
                Presidency.last_day >= moment.planner_today(),
            ),
            "indicator": "meetings",
            "year": moment.planner_today().year,
            "duty_id": first(Duty, Duty.forum_id == first(Forum, Forum.slug == "north")),
            "other_person_id": db.session.scalars(
                sa.select(Person.id).order_by(Person.id).offset(1)
            ).first(),
            "other_organisation_id": db.session.scalars(
                sa.select(Organisation.id).order_by(Organisation.id).offset(1)
            ).first(),
            "line_id": first(NoteLine, NoteLine.event_id == first(Event, Event.slug == RECORD)),
            "record_step_id": first(Step, Step.event_id == first(Event, Event.slug == RECORD)),
            "question": "sponsors",
            "lesson_token": db.session.scalar(
                sa.select(LessonLink.token).where(LessonLink.forum_id.is_(None))
            ),
            "lessons_slug": db.session.scalar(
                sa.select(Event.slug).join(LessonLink, LessonLink.event_id == Event.id)
            ),
            "lesson_id": first(Lesson, Lesson.event_id.in_(sa.select(LessonLink.event_id))),
            "forum_lesson_id": first(Lesson, Lesson.forum_id.is_not(None)),
            "decision_id": first(NoteDecision, NoteDecision.event_id == recorded),
            "action_id": first(NoteAction, NoteAction.event_id == recorded),
            "photo_id": first(NotePhoto, NotePhoto.event_id == recorded),
            "open_action_id": first(NoteAction, NoteAction.status == ActionStatus.OPEN),
            "promise_token": db.session.scalars(
                sa.select(NoteAction.token)
                .where(NoteAction.status == ActionStatus.OPEN)
                .order_by(NoteAction.id)
            ).first(),
            "row_id": first(Participation, Participation.event_id == event),
            "cost_id": first(CostLine, CostLine.event_id == event),
            "contribution_id": first(Contribution, Contribution.event_id == event),
            "annex_id": db.session.scalar(sa.select(sa.func.min(Attachment.id))),
            "report_token": db.session.scalar(
                sa.select(Proceedings.token)
                .join(Edition, Edition.event_id == Proceedings.event_id)
                .where(*edition_is_out())
            ),
            "situation_slug": "committee-korce",
            "situation_kind": "regional_committee",
            "situation_period": period_key(latest_ended(moment.planner_today())),
            "situation_indicator_id": first(SituationIndicator),
            "situation_key": "summary",
            "situation_token": token_for(MemberLinkPurpose.SITUATION),
            "register_token": db.session.scalars(
                sa.select(Registration.token)
                .join(Participation, Registration.participation_id == Participation.id)
                .where(Participation.event_id == event, Registration.answered_at.is_(None))
                .order_by(Registration.id)
            ).first(),
        }


def page_addresses(app: Flask) -> dict[str, str]:
    """Endpoint → address of every page, in the order of the URL map."""
    with app.test_request_context():  # a personal link names the host
        known = argument_values(app)
    found: dict[str, str] = {}
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint in FILES | PARTS:
            continue
        arguments = {name: known.get(name) for name in rule.arguments}
        if rule.endpoint.startswith("forums.") and "slug" in arguments:
            arguments["slug"] = "shelters" if rule.rule.startswith(OF_A_COALITION) else "north"
        if rule.endpoint.startswith("situation."):
            own = {name: known[f"situation_{name}"] for name in SITUATION & rule.arguments}
            arguments.update(own)
        if rule.endpoint.startswith("practice.") and "_forum_" in rule.endpoint:
            arguments["slug"] = "north"
            if "lesson_id" in arguments:
                arguments["lesson_id"] = known["forum_lesson_id"]
        elif rule.endpoint.startswith("practice.") and "lesson" in rule.endpoint:
            arguments["slug"] = known["lessons_slug"]
        if (
            rule.endpoint.startswith(
                (
                    "notes.",
                    "report.",
                    "consultation.show_evaluation",
                    "consultation.export_evaluation",
                )
            )
            and "slug" in arguments
        ):
            arguments["slug"] = RECORD
            if "step_id" in arguments:
                arguments["step_id"] = known["record_step_id"]
        if rule.endpoint in (
            "outcomes.show_outcomes",
            "tracing.show_thread",
            "tracing.show_decision_thread",
        ):
            arguments["slug"] = RECORD
        if rule.endpoint == "consultation.export_evaluation":
            arguments["purpose"] = "evaluation"
        if rule.endpoint == "consultation.show_later_evaluation":
            arguments |= {"slug": RECORD, "purpose": "after-6"}
        if rule.endpoint == "report.show_forum_clearing":
            arguments["slug"] = "north"
        if rule.endpoint == "report.edit_section":
            arguments["key"] = "summary"
        if rule.endpoint == "report.show_public_report":
            arguments["token"] = known["report_token"]
        if rule.endpoint.startswith("cafe.") and "step_id" in arguments:
            arguments["step_id"] = known["cafe_step_id"]
        if rule.endpoint == "agenda.show_groups":
            arguments["step_id"] = known["group_step_id"]
        if rule.endpoint in (
            "agenda.confirm_running_order",
            "agenda.confirm_agenda_import",
            "agenda.rooms_confirm",
            "cafe.tables_confirm",
            "notes.confirm_notes_import",
            "report.confirm_archive_import",
            "budget.confirm",
            "checklists.bring_back_columns",
            "checklists.confirm",
            "consultation.choose_answer_columns",
            "directory.import_list_columns",
            "participation.import_people_columns",
        ):
            arguments["token"] = None  # there is no upload under way
        if rule.endpoint == "consultation.answer_own_link":
            arguments["token"] = known["personal_token"]
        if rule.endpoint == "setup.next_meeting":
            arguments["slug"] = "north"
        if rule.endpoint == "forums.propose_items":
            arguments["token"] = known["items_token"]
        if rule.endpoint == "forums.approve_plan":
            arguments["token"] = known["plan_token"]
        if rule.endpoint == "forums.review_position":
            arguments["token"] = known["position_token"]
        if rule.endpoint == "forums.send_plan":
            arguments["presidency_id"] = (
                None  # every member has approved the plan of today; positions go round by the same page
            )
        if rule.endpoint == "forums.vote_on_days":
            arguments["token"] = known["days_token"]
        if rule.endpoint == "report.close_action":
            arguments.update(slug="north-2", action_id=known["open_action_id"])
        if rule.endpoint == "report.show_promise":
            arguments["token"] = known["promise_token"]
        if rule.endpoint == "report.tell_owners":
            arguments["kind"] = "told"
        if rule.endpoint == "cafe.choose_tables":
            arguments["token"] = None  # no café of the demo asks for wishes; its own tests open it
        if rule.endpoint == "participation.answer_invitation":
            arguments["token"] = known["register_token"]
        if rule.endpoint == "objectives.add_from_theme":
            arguments["theme_id"] = known["loose_theme_id"]
        if rule.endpoint in ("cafe.write_table_notes", "cafe.edit_table_note"):
            arguments["token"] = known["table_token"]
        if rule.endpoint == "cafe.edit_table_note":
            arguments["note_id"] = None  # the harvest's own tests write and remove notes
        if rule.endpoint in (
            "participation.find_at_open_door",
            "participation.add_walk_in_at_open_door",
        ):
            arguments["token"] = known["door_token"]
        if rule.endpoint == "cafe.open_badge":
            arguments["token"] = known["badge_token"]
        if rule.endpoint in ("cafe.find_seat", "cafe.show_own_path"):
            arguments["token"] = known[rule.endpoint.removeprefix("cafe.") + "_token"]
        if rule.endpoint == "techniques.edit_technique":
            arguments["key"] = (
                None  # the demo has no technique of its own; its form is that of adapting one
            )
        if rule.endpoint == "consultation.show_outcome":
            arguments["token"] = None  # nothing is published
        if rule.endpoint == "participation.show_public_figures":
            arguments["token"] = known["figures_token"]
        if rule.endpoint == "accounts.use_link":
            arguments["token"] = "ended"
        if None in arguments.values():
            continue
        with app.test_request_context():
            found[rule.endpoint] = url_for(rule.endpoint, **arguments)
            if rule.endpoint in OF_AN_EVALUATION:
                after = {
                    **arguments,
                    "slug": RECORD,
                    "purpose": "evaluation",
                    "question_id": known["evaluation_id"],
                    "invitation_id": known["evaluated_by_id"],
                }
                after = {name: value for name, value in after.items() if name in rule.arguments}
                found[f"{rule.endpoint}.evaluation"] = url_for(rule.endpoint, **after)
    return found


def seat_token(cafe: Cafe) -> str | None:
    """The token of somebody who is seated, while the page on which people find their seats is open."""
    seating = current_seating(cafe) if cafe.token else None
    return guest_token(cafe, min(seating_from_json(seating.content).paths)) if seating else None


def present_plan() -> int:
    """The work plan of the presidency of today."""
    today = moment.planner_today()
    mine = sa.select(WorkPlan.id).join(WorkPlan.presidency)
    return db.session.scalars(
        mine.where(Presidency.first_day <= today, Presidency.last_day >= today)
    ).one()


def token_for(purpose: MemberLinkPurpose) -> str | None:
    """The first link members have for something of that kind."""
    mine = sa.select(MemberLink.token).join(MemberLink.member)
    return db.session.scalar(
        mine.where(MemberLink.purpose == purpose, ForumMember.until.is_(None)).order_by(
            MemberLink.id
        )
    )


def door_token(event_id: int) -> str:
    """The token of a helper's door; the demo has none, so one is made."""
    link = db.session.scalars(sa.select(DoorLink).where(DoorLink.event_id == event_id)).first()
    if link is None:
        link = create_door_link(db.session.get_one(Event, event_id), "Main entrance")
        db.session.commit()
    return link.token


PUBLIC = {
    "report.show_promise",
    "practice.tell_lesson",
    "situation.fill_in_part",
    "forums.approve_plan",
    "forums.review_position",
    "forums.propose_items",
    "forums.vote_on_days",
    "participation.answer_invitation",
    "cafe.open_badge",
    "participation.find_at_open_door",
    "participation.add_walk_in_at_open_door",
    "cafe.find_seat",
    "cafe.show_own_path",
    "cafe.choose_tables",
    "cafe.edit_table_note",
    "cafe.write_table_notes",
    "accounts.sign_in",
    "accounts.sign_in_code",
    "accounts.sign_in_outside",
    "accounts.outside_back",
    "accounts.forgot_password",
    "accounts.use_link",
    "accounts.first_run",
    "consultation.answer_open_link",
    "consultation.answer_own_link",
    "consultation.show_thanks",
    "participation.show_public_figures",
    "report.show_public_report",
}
"""Pages for people who are not signed in."""
