"""The models' constant defaults stand in the database too: what is added to a table with rows is filled with them."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

NO_WORDS = '{"en": "", "sq": ""}'
DEFAULTS = {
    "activity": {"status": "planned", "version": "1"},
    "agenda_change": {"about": NO_WORDS, "count": "1", "undone": "0"},
    "agenda_version": {"change_id": "0"},
    "approval": {"name": "", "reason": ""},
    "assessment": {"note": ""},
    "attachment": {"public": "0", "speaker": "", "version": "1"},
    "attendance": {"door": ""},
    "budget_setting": {"currency": "EUR", "version": "1"},
    "cafe": {
        "harvest": "30",
        "held": "0",
        "minutes": "20",
        "move": "5",
        "priority": "meet",
        "questions": "[]",
        "rounds": "3",
        "token": "",
        "version": "1",
        "who": "confirmed",
    },
    "cafe_clock": {"extra": "0", "phase": "talk", "round": "1", "version": "1"},
    "cafe_guest": {
        "absent": "[]",
        "family_name": "",
        "given_name": "",
        "organisation": "",
        "out": "0",
        "wishes": "[]",
    },
    "cafe_note": {"version": "1"},
    "cafe_search": {
        "asked": "{}",
        "base_id": "0",
        "mix": "0",
        "offers": "[]",
        "repeats": "0",
        "run": "1",
        "share": "0",
        "stop": "0",
    },
    "cafe_seating": {"about": "{}", "undone": "0"},
    "cafe_table": {
        "host_name": "",
        "name": NO_WORDS,
        "note_taker_name": "",
        "seats": "10",
        "version": "1",
    },
    "checklist_change": {"about": NO_WORDS, "count": "1", "source": "", "undone": "0"},
    "checklist_setting": {"columns": "[]", "version": "1"},
    "choice": {"hidden": "0"},
    "clearing": {"instead": ""},
    "coding": {"stance": "for"},
    "comment_mention": {"seen": "0"},
    "contact_export": {"event": ""},
    "contribution": {
        "basis_note": "",
        "extra": "{}",
        "giver": "",
        "note": "",
        "pledge": "pledged",
        "quantity": "100",
        "unit_cents": "0",
        "version": "1",
    },
    "cost_line": {
        "extra": "{}",
        "note": "",
        "paid_cents": "0",
        "quantity": "100",
        "receipt": "",
        "unit": NO_WORDS,
        "unit_cents": "0",
        "version": "1",
    },
    "day": {"planned_end": "1020", "starts": "540"},
    "district": {"capital": "0"},
    "duty": {"version": "1"},
    "event": {
        "country": "AL",
        "days_unknown": "0",
        "expected": "0",
        "language": "sq",
        "version": "1",
        "zone": "Europe/Tirane",
    },
    "forum": {"version": "1"},
    "forum_member": {"role": "member"},
    "goal": {"status": "idea", "version": "1"},
    "guide_look": {"taken": "[]"},
    "guide_setting": {"version": "1"},
    "indicator_note": {"version": "1"},
    "interested_party": {"language": "sq"},
    "invitation": {"answered": "0", "language": "sq", "organisation": ""},
    "lesson": {
        "keep": "0",
        "name": "",
        "plain": "",
        "step_kind": "",
        "technique": "",
        "version": "1",
    },
    "letter": {"version": "1"},
    "live_action": {"minutes": "0", "planned_minutes": "0", "planned_start": "0"},
    "meeting_proposal": {"version": "1"},
    "message": {"calendar": "", "error": "", "state": "waiting"},
    "note_action": {"outcome": "", "owner_name": "", "status": "open", "version": "1"},
    "note_decision": {"how": "consensus", "objections": "", "version": "1"},
    "note_line": {"kind": "point", "place": NO_WORDS, "version": "1", "who": "", "withheld": "0"},
    "note_photo": {
        "alt": "",
        "media_type": "image/jpeg",
        "place": NO_WORDS,
        "version": "1",
        "withheld": "0",
    },
    "note_structure": {"heads": "[]", "step_kind": "", "version": "1"},
    "objective": {"status": "idea", "version": "1"},
    "open_point": {"outcome": "", "version": "1"},
    "organisation": {"version": "1"},
    "own_technique": {"based_on": "", "version": "1"},
    "participation": {"parts": " participant ", "version": "1", "walk_in": "0"},
    "passage": {"quote": "0"},
    "passed_up": {
        "answer": "",
        "institution": "",
        "language": "",
        "office": "",
        "place": "",
        "signed": "",
        "version": "1",
    },
    "person": {"languages": "sq", "version": "1"},
    "position": {"edition": "1", "version": "1"},
    "practice_sheet": {
        "complementary": NO_WORDS,
        "contacts": NO_WORDS,
        "cost": NO_WORDS,
        "implementation": NO_WORDS,
        "lessons": NO_WORDS,
        "prerequisites": NO_WORDS,
        "questions": NO_WORDS,
        "results": NO_WORDS,
        "version": "1",
    },
    "presentation": {"status": "idea", "version": "1"},
    "presidency": {"version": "1"},
    "problem": {"version": "1"},
    "proceedings": {"sections": "[]", "version": "1"},
    "proposed_item": {"minutes": "0", "position": "0", "reason": "", "version": "1", "why": ""},
    "public_figures": {"content": "{}"},
    "published_shares": {
        "at_least": "0",
        "shares": "{}",
        "source": "",
        "total": "0",
        "version": "1",
    },
    "question": {"key": "", "required": "0", "version": "1"},
    "questionnaire": {"closed": "0", "purpose": "consultation", "version": "1"},
    "rate": {"version": "1"},
    "registration": {
        "access": "",
        "arrival": "",
        "diet": "",
        "in_list": "0",
        "interpreter": "0",
        "lodging": "0",
        "remark": "",
        "version": "1",
    },
    "registration_setting": {
        "asks_gender": "0",
        "asks_needs": "1",
        "capacity": "0",
        "letter": NO_WORDS,
        "signed_by": NO_WORDS,
        "version": "1",
    },
    "review": {"name": "", "reason": ""},
    "room": {"capacity": "0"},
    "section_text": {"version": "1"},
    "sector": {"version": "1"},
    "start_answer": {"settled": "0", "text": "", "version": "1"},
    "step": {
        "about": NO_WORDS,
        "aim": NO_WORDS,
        "do": NO_WORDS,
        "groups": "0",
        "internal": "0",
        "materials": "[]",
        "people": "0",
        "say": NO_WORDS,
        "technique": "",
    },
    "step_comment": {"accepted": "0", "text": ""},
    "strand": {"people": "0"},
    "target": {"keys": ""},
    "task": {
        "blocked_by": "",
        "due_by_hand": "0",
        "effort": "0",
        "extra": "{}",
        "note": "",
        "owner_by_hand": "0",
        "status": "open",
        "version": "1",
    },
    "task_link": {"title": ""},
    "task_mail": {"day_before": "0", "weekly": "0"},
    "task_role": {"position": "0"},
    "theme": {"version": "1"},
    "theme_change": {"undone": "0"},
    "user": {"active": "1", "administrator": "0", "language": "en", "sees_contacts": "0"},
    "work_plan": {"aims": "", "edition": "1", "version": "1"},
}
AGREED = ("objective", "status", "agreed")
"""The one default that a migration before had left behind."""
AGAIN = ("organisation", "participation", "person")
"""Tables of SQLite's whose migrations made them anew and forgot that no number is given twice."""


def upgrade() -> None:
    for table, columns in DEFAULTS.items():
        never_again = {"sqlite_autoincrement": True} if table in AGAIN else {}
        with op.batch_alter_table(table, table_kwargs=never_again) as batch_op:
            for name, default in columns.items():
                batch_op.alter_column(name, server_default=default)


def downgrade() -> None:
    for table, columns in DEFAULTS.items():
        with op.batch_alter_table(table) as batch_op:
            for name in columns:
                batch_op.alter_column(name, server_default=None)
    table, name, default = AGREED
    with op.batch_alter_table(table) as batch_op:
        batch_op.alter_column(name, server_default=default)
