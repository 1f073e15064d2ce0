"""Which pages tell what another Read tells, and which hold nothing a program reads; the rest has a Read of its own."""

import re

_FORM = re.compile(
    r"\.(add|adapt|ask|change|choose|close|confirm|copy|create|edit|import|insert|merge|move|new|next|plan|propose|record|remind|send"
    r"|split|suggest|take|tell|understand|write|pass|invite|file|answer|enter|restore)_"
    r"|(_bring_back|_confirm|_columns|\.bring_back|\.confirm|\.columns|accounts\.edit_account)$"
)
_FILE = re.compile(
    r"\.(export|download|print|send)_|(_file|_qr|_json|\.answered_file|\.marked_file)$"
)


def is_form_or_file(endpoint: str) -> bool:
    """A form shows what the page shows that leads to it; a file or a sheet of paper is that page, too."""
    return bool(_FORM.search(endpoint) or _FILE.search(endpoint))


READ_WITH = {
    "agenda.show_agenda_since": "steps",
    "agenda.show_cell": "step",
    "agenda.show_comments": "comments",
    "agenda.show_live": "timings",
    "agenda.show_projector": "steps",
    "agenda.show_sharing": "steps",
    "agenda.show_template": "starting_agenda",
    "agenda.show_templates": "starting_agendas",
    "bulletin.show_edition": "bulletins",
    "cafe.show_change": "seats",
    "cafe.show_harvest_wall": "harvest",
    "cafe.show_path": "tables",
    "cafe.show_repair": "seats",
    "cafe.show_room": "tables",
    "cafe.show_tables": "tables",
    "cafe.show_walk_in_seats": "seats",
    "cafe.show_wall": "seats",
    "checklists.preview_starting_list": "starting_lists",
    "checklists.show_checklist_history": "history",
    "checklists.show_dates": "tasks",
    "consultation.preview_questionnaire": "questions",
    "consultation.preview_share": "what_was_told",
    "consultation.show_later_evaluation": "evaluations",
    "consultation.show_letter": "letters",
    "consultation.show_newer_answers": "answers",
    "consultation.show_sending": "invited",
    "consultation.show_themes": "passages",
    "directory.list_sectors": "sectors",
    "forums.list_members": "forum_members",
    "forums.list_regional_plans": "presidencies",
    "forums.show_forums_year": "duties",
    "forums.show_position": "position",
    "forums.show_request_letter": "money_request",
    "guides.show_rehearsal": "scripts",
    "notes.show_notes": "notes",
    "notes.show_unplaced_lines": "notes",
    "outcomes.show_year": "changes",
    "overview.show_compared_files": "compared_figures",
    "participation.find_at_door": "attendance",
    "participation.list_at_door": "attendance",
    "participation.show_door_papers": "attendance",
    "participation.show_figures_outside": "figures",
    "participation.show_invitation_mail": "registration",
    "practice.compare_editions": "events",
    "practice.show_hints": "learned",
    "practice.show_open_question": "start_questions",
    "report.show_following": "actions",
    "report.show_releasing": "report",
    "report.show_rest": "report",
    "report.show_sections": "report",
    "report.show_sending": "outbox",
    "situation.show_panorama": "panorama",
    "techniques.show_technique_card": "technique",
    "tracing.show_decision_thread": "decisions",
    "tracing.show_objective_thread": "objectives",
    "tracing.show_theme_thread": "themes",
    "tracing.show_thread": "objectives",
    "voting.show_step_votes": "votes",
    "voting.show_vote": "votes",
    "voting.show_vote_now": "votes",
    "voting.show_vote_wall": "votes",
}
"""A page, and the Read that tells what it shows."""
_WHY = {
    "an account, and how its owner signs in": (
        "accounts.outside_setup",
        "accounts.second_step",
        "accounts.show_accounts",
        "accounts.show_passkeys",
        "accounts.signing_in",
        "accounts.user_page",
        "api.show_tokens",
        "watching.show_roles",
    ),
    "the planner itself: /metrics, /health and /ready": ("watching.show_planner",),
    "addresses that open something without an account": (
        "cafe.show_table_addresses",
        "calendars.show_calendars",
        "webhooks.show_webhooks",
        "consultation.show_poster",
        "consultation.show_evaluation_projector",
    ),
    "a proposal that is calculated for whoever looks, and not kept": (
        "agenda.show_drafts",
        "agenda.show_groups",
        "cafe.show_comparison",
        "cafe.show_price",
        "cafe.show_search",
        "directory.list_duplicates",
        "consultation.summarise",
    ),
    "an overview of papers": ("cafe.show_papers",),
    "an assistant has its own way in": ("assistants.show_proposals",),
    "kept on one device": ("notes.show_offline_pages",),
    "states of a seating that hold no longer": ("cafe.show_seating_history",),
    "about contacts, for administrators alone": (
        "directory.list_contact_exports",
        "directory.show_confirmations",
        "persons.list_persons",
        "persons.show_subject",
        "bulletin.show_reach",
    ),
    "words that nobody has decided about yet": (
        "report.show_clearing",
        "report.show_forum_clearing",
    ),
    "a whole event as one file": ("report.show_archive",),
    "what other pages show, found by words": (
        "searching.show_found",
        "searching.show_found_short",
    ),
}
NOT_READ = {page: why for why, pages in _WHY.items() for page in pages}
"""A page, and why no program reads it."""
