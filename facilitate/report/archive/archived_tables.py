"""What of every table of the planner goes into an event's archive, what stays at home, and why: the one place that says it.

A test walks all tables and columns: whoever adds one decides here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ...checklists.columns import TASKS


class TableFate(StrEnum):
    """What becomes of a table's rows. Taken ones are told apart by the file they stand in; `named`: only those that rows point to.

    `answers`: only where they are asked for, and sealed: who has the file alone reads none of them.
    """

    EVENT = "event"
    NOTES = "notes"
    REPORT = "report"
    ANSWERS = "answers"
    NAMED = "named"
    LEFT = "left"


class LeftValue(StrEnum):
    """What stands in a column that was left, once the archive is read in somewhere."""

    ANEW = "anew"
    EMPTY = "empty"
    USUAL = "usual"


@dataclass(frozen=True)
class ArchivedTable:
    """`why` a table is left. `without`: its columns that are left, and what is put there. `only`: a rule of `choosing`."""

    fate: TableFate
    why: str = ""
    without: Mapping[str, LeftValue] = field(default_factory=dict)
    only: str = ""


def _event(only: str = "", **without: LeftValue) -> ArchivedTable:
    return ArchivedTable(TableFate.EVENT, without=without, only=only)


def _notes(only: str = "", **without: LeftValue) -> ArchivedTable:
    return ArchivedTable(TableFate.NOTES, without=without, only=only)


def _report(only: str = "", **without: LeftValue) -> ArchivedTable:
    return ArchivedTable(TableFate.REPORT, without=without, only=only)


def _answers(**without: LeftValue) -> ArchivedTable:
    return ArchivedTable(TableFate.ANSWERS, without=without)


def _named(**without: LeftValue) -> ArchivedTable:
    return ArchivedTable(TableFate.NAMED, without=without)


def _left(why: str) -> ArchivedTable:
    return ArchivedTable(TableFate.LEFT, why)


NEW, EMPTY, USUAL = LeftValue.ANEW, LeftValue.EMPTY, LeftValue.USUAL
ALWAYS_LEFT: Mapping[str, LeftValue] = {
    "version": USUAL,
    "removed_at": EMPTY,
    "gone": USUAL,
    "withheld": USUAL,
}
"""Columns left in every table: how often a row was edited; that it was taken out, for then it is not in the archive at all."""

_HISTORY = "who changed what, with what stood there before: removed texts among it"
_SECRET = "an address that lets somebody in"
_ADDRESS = "addresses, and who was written to"
_FORUM = "belongs to the forum, not to its meeting"
_HOUSE = "belongs to the house, not to the event"
_TALK = "the team's own talk"
_CALENDARS = "what stands in people's calendars; a copy of the event sends them nothing"
_DAY = "counts on the day only, on the devices that were used"
_WHO_ANSWERED = "leads to who has answered, which is nobody's business elsewhere either"

TABLES: Mapping[str, ArchivedTable] = {
    # the event, its people
    "event": _event(builds_on_id=EMPTY, archived_at=EMPTY),
    "member": _event(since=EMPTY),
    "goal": _event(),
    "objective": _event(),
    "objective_indicator": _event(),
    "indicator_reading": _event(),
    "presentation": _event(),
    "presentation_speaker": _event(),
    "presentation_theme": _event(),
    "theme": _event(),
    "questionnaire": _event(token=NEW, told=EMPTY),
    "question": _event(),
    "choice": _event(),
    "letter": _event(),
    "participation": _event(),
    "registration": _event(
        token=NEW,
        sent_at=EMPTY,
        reminded_at=EMPTY,
        interpreter=USUAL,
        lodging=USUAL,
        diet=USUAL,
        access=USUAL,
        arrival=USUAL,
        remark=USUAL,
        message_id=EMPTY,
    ),
    "registration_setting": _event(),
    "day_copy": _left(_FORUM),
    "calendar_copy": _left(_CALENDARS),
    "target": _event(),
    "attendance": _event(),
    "published_shares": _event(),
    # the agenda
    "day": _event(),
    "room": _event(),
    "step": _event(),
    "strand": _event(),
    "step_supporter": _event(),
    "step_speaker": _event(),
    "step_objective": _event(),
    "agenda_version": _event("public_now", change_id=USUAL),
    "live_action": _event(key=NEW),
    "guide_setting": _event(look_id=EMPTY),
    "rehearsal": _event(),
    "rehearsal_copy": _left(_CALENDARS),
    # the café
    "cafe": _event(token=USUAL),
    "cafe_table": _event(token=NEW),
    "cafe_guest": _event(),
    "cafe_pair": _event(),
    "cafe_seating": _event("seated_now"),
    # votes
    "step_vote": _event(code=NEW),
    "vote_option": _event(),
    # the checklist, the money, the practice sheet
    "task": _event(
        **{one.attribute: EMPTY if one.empty is None else USUAL for one in TASKS.left_at_home}
    ),
    "task_role": _event(),
    "checklist_setting": _event(),
    "budget_setting": _event(),
    "rate": _event(),
    "cost_line": _event(),
    "contribution": _event(),
    "practice_sheet": _event(forum_id=EMPTY),
    "start_answer": _event(forum_id=EMPTY),
    "attachment": _event("public"),
    # what was said: after the release only, and cleared
    "note_structure": _event(),
    "note_line": _notes(key=NEW),
    "note_photo": _notes(key=NEW),
    "note_decision": _notes(),
    "note_action": _notes(token=NEW, told_at=EMPTY, message_id=EMPTY),
    "cafe_note": _notes(key=NEW),
    "vote_word": _notes(),
    "lesson": _notes("on_the_sheet", key=NEW, name=USUAL, forum_id=EMPTY),
    # the forum's part: that it met, what it found at this meeting, and what stayed open
    "forum_meeting": _event(host_id=EMPTY),
    "problem": _notes(),
    # `archive.json` names the event whose consultation it went to, by its address
    "passed_up": _notes(event_id=EMPTY, answer_id=EMPTY, signed=USUAL),
    "open_point": _notes(member_id=EMPTY),
    "action_at_forum": _notes(),
    # the report: what was released
    "proceedings": _report(token=NEW),
    "section_text": _report(source=EMPTY),
    "edition": _report("released", digest=EMPTY),
    "release": _report(),
    # what people answered: as anonymous as here; whoever was invited, who read it and who gave it a theme stays
    "answer": _answers(receipt=NEW, person_id=EMPTY, read_by_id=EMPTY),
    "reply": _answers(),
    "pick": _answers(),
    "passage": _answers(),
    "coding": _answers(user_id=EMPTY),
    # whom rows point to
    "organisation": _named(plain=USUAL, sorting=USUAL),
    "person": _named(
        plain=USUAL,
        sorting=USUAL,
        email=EMPTY,
        phone=EMPTY,
        languages=USUAL,
        gender=EMPTY,
        since=EMPTY,
        confirmed_on=EMPTY,
        left_on=EMPTY,
    ),
    "user": _named(
        email=NEW,
        password_hash=EMPTY,
        session_token=NEW,
        administrator=USUAL,
        sees_contacts=USUAL,
        active=USUAL,
        removed_at=EMPTY,
        language=USUAL,
        created_at=NEW,
    ),
    "forum": _named(slug=NEW, created_at=NEW, ended_on=EMPTY),
    "sector": _named(),
    "county": _named(),
    "district": _named(),
    # what stays
    "api_post": _left(_HOUSE),
    "proposal": _left(_HOUSE),
    "api_token": _left(_SECRET),
    "webhook": _left(_SECRET),
    "webhook_call": _left(_HOUSE),
    "activity": _left(_FORUM),
    "approval": _left(_FORUM),
    "assessment": _left(_FORUM),
    "day_vote": _left(_FORUM),
    "duty": _left(_FORUM),
    "forum_district": _left(_FORUM),
    "forum_document": _left(_FORUM),
    "forum_keeper": _left(_FORUM),
    "forum_member": _left(_FORUM),
    "indicator_note": _left(_FORUM),
    "meeting_proposal": _left(_FORUM),
    "order_change": _left(_FORUM),
    "position": _left(_FORUM),
    "presidency": _left(_FORUM),
    "money_request": _left(_FORUM),
    "guidance_entry": _left(_FORUM),
    "standard_check": _left(_FORUM),
    "proposed_item": _left(_FORUM),
    "review": _left(_FORUM),
    "bulletin_edition": _left(_HOUSE),
    "bulletin_item": _left(_HOUSE),
    "bulletin_receipt": _left(_HOUSE),
    "situation_approval": _left(_FORUM),
    "situation_indicator": _left(_HOUSE),
    "situation_nation": _left(_HOUSE),
    "national_text": _left(_HOUSE),
    "situation_question": _left(_FORUM),
    "situation_review": _left(_FORUM),
    "situation_sending": _left(_FORUM),
    "situation_text": _left(_FORUM),
    "work_plan": _left(_FORUM),
    "agenda_template": _left(_HOUSE),
    "checklist_template": _left(_HOUSE),
    "guide_look": _left(_HOUSE),
    "own_technique": _left(_HOUSE),
    "roster_entry": _left(_HOUSE),
    "entry_link": _left(_SECRET),
    "library_document": _left(_HOUSE),
    "library_text": _left(_HOUSE),
    "library_story": _left(_HOUSE),
    "post": _left("where people worked before, which no event asks for"),
    "change": _left(_HISTORY),
    "clearing": _left("the very words that were not to leave the house"),
    "released_words": _left(
        "who let out what is published here; elsewhere two people release it again"
    ),
    "found_passages": _left("worked out anew from the texts"),
    "told_apart": _left(_HOUSE),
    "draft": _left("not sent yet"),
    "vote_ballot": _left("single votes go a day after the vote is closed; the numbers stay"),
    "used_passes": _left(_DAY),
    "step_comment": _left(_TALK),
    "comment_mention": _left(_TALK),
    "task_comment": _left(_TALK),
    "task_link": _left("may lead to places meant for the team"),
    "task_mail": _left(_ADDRESS),
    "invitation": _left(_ADDRESS),
    "personal_link": _left(_SECRET),
    "unmarked_answer": _left(_WHO_ANSWERED),
    "sent_letter": _left(_ADDRESS),
    "interested_party": _left(_ADDRESS),
    "sent_report": _left(_ADDRESS),
    "message": _left(_ADDRESS),
    "contact_export": _left("who took out addresses here"),
    "door_link": _left(_SECRET),
    "feed": _left(_SECRET),
    "lesson_link": _left(_SECRET),
    "device_session": _left(_SECRET),
    "authenticator": _left(_SECRET),
    "recovery_code": _left(_SECRET),
    "passkey": _left(_SECRET),
    "outside_account": _left(_SECRET),
    "chosen": _left(_HOUSE),
    "noted": _left(_SECRET),
    "audit_entry": _left("who did what here"),
    "kept_job": _left(_DAY),
    "waiting_file": _left("nobody has said yet that it counts"),
    "link": _left(_SECRET),
    "member_link": _left(_SECRET),
    "task_feed": _left(_SECRET),
    "public_figures": _left("published anew where it is wanted; the figures follow from who came"),
    "cafe_clock": _left(_DAY),
    "cafe_search": _left(_DAY),
    "door_press": _left(_DAY),
    "note_operation": _left(_DAY),
}

TAKEN = frozenset({TableFate.EVENT, TableFate.NOTES, TableFate.REPORT, TableFate.ANSWERS})
SHARED = ("sector", "county", "district")
"""Tables whose rows are the same everywhere, by their key."""


def is_taken(name: str) -> bool:
    """Whether rows of that table go in; a table nobody has decided about does not."""
    return name in TABLES and TABLES[name].fate in TAKEN


def is_own_row(table: str) -> bool:
    """Whether a row says itself which event it belongs to; else the row above it does."""
    return left_value(table, "event_id") is None


def left_value(table: str, column: str) -> LeftValue | None:
    """What is put into a column that does not go in; None for one that does."""
    return TABLES[table].without.get(column) or ALWAYS_LEFT.get(column)
