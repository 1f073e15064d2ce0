"""What stands in for each part of an address: a row of the demo that has something to show."""

import sqlalchemy as sa
from flask import Flask

from facilitate.accounts.models import User
from facilitate.agenda.models import AgendaVersion, Day, Room, Step, StepKind
from facilitate.budget.models import Contribution, CostLine
from facilitate.bulletin.models import BulletinEdition, BulletinItem
from facilitate.cafe.addresses import guest_token
from facilitate.cafe.models import Cafe, CafeNote, CafeTable
from facilitate.cafe.queries import current_seating
from facilitate.cafe.seats import seating_from_json
from facilitate.checklists.models import Task
from facilitate.confirming.models import EntryLink
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
from facilitate.consultation.questionnaire import is_consultation, is_evaluation
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
from facilitate.forums.programme_models import GuidanceEntry, MoneyRequest, StandardCheck
from facilitate.guides.models import Rehearsal
from facilitate.library.models import LibraryDocument
from facilitate.library.story_models import LibraryStory
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
from facilitate.voting.models import StepVote

from .. import moment

RECORD = "annual-2008"
"""The event of the demo that is over: what was said there, and its report."""


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
            sa.select(Cafe)
            .join(Step, Cafe.step_id == Step.id)
            .where(Step.event_id == event, Step.kind == StepKind.CAFE)
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
            "vote_id": first(StepVote, StepVote.event_id == event),
            "vote_code": db.session.scalars(
                sa.select(StepVote.code).where(StepVote.event_id == event)
            ).first(),
            "note_id": first(CafeNote, CafeNote.cafe_id == cafe.id),
            "task_id": first(Task, Task.event_id == event),
            "rehearsal_id": first(Rehearsal, Rehearsal.event_id == event),
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
            "check_id": db.session.scalar(sa.select(sa.func.max(StandardCheck.id))),
            "entry_id": db.session.scalar(sa.select(sa.func.max(GuidanceEntry.id))),
            "request_id": db.session.scalar(sa.select(sa.func.max(MoneyRequest.id))),
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
            "library_document_id": first(LibraryDocument),
            "story_document_id": db.session.scalar(
                sa.select(sa.func.min(LibraryStory.document_id))
            ),
            "draft_document_id": db.session.scalar(
                sa.select(sa.func.max(LibraryStory.document_id))
            ),
            "entry_token": first_token(),
            "edition_id": db.session.scalar(sa.select(sa.func.max(BulletinEdition.id))),
            "sent_edition_id": db.session.scalar(sa.select(sa.func.min(BulletinEdition.id))),
            "item_id": db.session.scalar(
                sa.select(sa.func.max(BulletinItem.id)).where(BulletinItem.edition_id.is_not(None))
            ),
            "sent_id": db.session.scalar(
                sa.select(sa.func.max(BulletinItem.id)).where(BulletinItem.edition_id.is_(None))
            ),
            "bulletin_token": db.session.scalar(
                sa.select(BulletinEdition.token).where(BulletinEdition.sent_at.is_not(None))
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


def first_token() -> str | None:
    """The link of somebody to their own entry."""
    return db.session.scalar(sa.select(EntryLink.token).order_by(EntryLink.id).limit(1))


def door_token(event_id: int) -> str:
    """The token of a helper's door; the demo has none, so one is made."""
    link = db.session.scalars(sa.select(DoorLink).where(DoorLink.event_id == event_id)).first()
    if link is None:
        link = create_door_link(db.session.get_one(Event, event_id), "Main entrance")
        db.session.commit()
    return link.token
