"""What a way out is: to whom, how it is cleared, and what is announced."""

from enum import StrEnum
from typing import NamedTuple


class To(StrEnum):
    """Who gets what leaves, the furthest away first."""

    PUBLIC = "public"
    OUTSIDERS = "outsiders"
    PARTICIPANTS = "participants"
    MEMBERS = "members"
    OWNER = "owner"
    TEAM = "team"


class Guard(StrEnum):
    """How it is made sure that nobody helped is named.

    RELEASED: the privacy check, and two people. CLEARED: the privacy check; what is not decided does not leave. ANNOUNCED: what
    is written to be told: title, place, tasks, names of people and offices. COUNTED: figures, small groups left out.
    OWN: whoever opens it wrote it. FORM: an empty form. HOUSE: a working file that stays with the team.
    """

    RELEASED = "released"
    CLEARED = "cleared"
    ANNOUNCED = "announced"
    COUNTED = "counted"
    OWN = "own"
    FORM = "form"
    HOUSE = "house"


class WayOut(NamedTuple):
    """One way: what leaves by it, to whom, how."""

    says: str
    to: To
    how: Guard


def ways_of(says: str, to: To, how: Guard, *names: str) -> dict[str, WayOut]:
    return {name: WayOut(says, to, how) for name in names}


ANNOUNCED: frozenset[str] = frozenset(
    {
        "event.title",
        "event.town",
        "event.venue",
        "event.country",
        "event.description",
        "step.title",
        "step.aim",
        "room.name",
        "rehearsal.place",
        "strand.name",
        "step_speaker.name",
        "presentation.title",
        "person.given_name",
        "person.family_name",
        "review.name",
        "approval.name",
        "person.position",
        "organisation.name",
        "user.name",
        "county.name",
        "district.name",
        "sector.name",
        "sector.short",
        "forum.name",
        "forum.purpose",
        "duty.name",
        "situation_indicator.name",
        "situation_indicator.unit",
        "situation_indicator.definition",
        "situation_indicator.counted",
        "situation_indicator.parts",
        "cafe_table.name",
        "cafe_table.question",
        "step_vote.question",
        "vote_option.text",
        "goal.text",
        "objective.text",
        "objective.result",
        "questionnaire.title",
        "questionnaire.intro",
        "question.text",
        "question.help",
        "question.low",
        "question.high",
        "choice.text",
        "task.title",
        "task.benchmark",
        "task.blocked_by",
        "task_role.name",
        "cost_line.title",
        "contribution.title",
        "contribution.basis_note",
        "registration_setting.signed_by",
        "registration_setting.note",
        "door_link.name",
        "interested_party.name",
        "passed_up.institution",
        "library_document.title",
        "library_document.about",
        "library_document.number",
        "library_document.address",
        "library_document.file_name",
    }
)
"""Columns that are written to be told: names, places, the programme, what is asked. All others hold what people said."""
