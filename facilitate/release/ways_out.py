"""Every page and file out of the house: what leaves by it, to whom, how it is cleared (mails: `mails_out`, the team's: `ways_for_team`).

A test walks all public pages, files and mails: one that is not named here fails it, and so does a word nobody has decided about.
"""

from collections.abc import Mapping

from .ways import Guard, To, WayOut, ways_of
from .ways_for_team import TEAM_PAGES

PAGES: Mapping[str, WayOut] = {
    # what people said
    **ways_of(
        "the report",
        To.PUBLIC,
        Guard.RELEASED,
        "report.show_public_report",
        "report.show_public_report_in",
        "report.export_public_report",
    ),
    **ways_of(
        "photos and annexes of the report",
        To.PUBLIC,
        Guard.RELEASED,
        "report.send_public_photo",
        "report.send_public_annex",
    ),
    **ways_of("the report as a file", To.OUTSIDERS, Guard.RELEASED, "report.export_report_word"),
    **ways_of(
        "the report as a draft",
        To.TEAM,
        Guard.CLEARED,
        "report.export_draft",
        "report.send_report_photo",
    ),
    **ways_of("what an event changed", To.TEAM, Guard.CLEARED, "outcomes.download_outcomes"),
    **ways_of(
        "a year in one document",
        To.TEAM,
        Guard.CLEARED,
        "outcomes.download_year",
        "outcomes.download_changes_beside",
    ),
    **ways_of("the event's archive", To.OUTSIDERS, Guard.RELEASED, "report.export_archive"),
    **ways_of(
        "what became of one's own answer", To.PUBLIC, Guard.RELEASED, "report.show_own_answer"
    ),
    **ways_of("what you told us", To.PUBLIC, Guard.RELEASED, "consultation.show_outcome"),
    **ways_of(
        "what you told us as a file", To.OUTSIDERS, Guard.RELEASED, "consultation.export_share"
    ),
    **ways_of(
        "problems passed to an institution",
        To.OUTSIDERS,
        Guard.RELEASED,
        "forums.export_institution_letter",
    ),
    **ways_of(
        "a joint request for money", To.OUTSIDERS, Guard.RELEASED, "forums.export_request_letter"
    ),
    **ways_of("a forum's position", To.OUTSIDERS, Guard.RELEASED, "forums.export_position"),
    **ways_of("a position to review", To.MEMBERS, Guard.RELEASED, "forums.review_position"),
    **ways_of(
        "a work plan",
        To.MEMBERS,
        Guard.RELEASED,
        "forums.approve_plan",
        "forums.export_plan_word",
        "forums.export_plan_xlsx",
    ),
    **ways_of("the handover of a presidency", To.MEMBERS, Guard.RELEASED, "forums.export_handover"),
    **ways_of(
        "a county's situation analysis", To.OUTSIDERS, Guard.RELEASED, "situation.export_analysis"
    ),
    **ways_of(
        "the national analysis", To.OUTSIDERS, Guard.RELEASED, "situation.export_national_analysis"
    ),
    **ways_of("open data of forums", To.PUBLIC, Guard.RELEASED, "situation.export_open_data"),
    **ways_of("a success story", To.PUBLIC, Guard.RELEASED, "library.read_public_story"),
    **ways_of(
        "an edition of the bulletin",
        To.PUBLIC,
        Guard.RELEASED,
        "bulletin.read_edition",
        "bulletin.read_edition_in",
        "bulletin.send_edition",
    ),
    **ways_of(
        "a café's harvest",
        To.PARTICIPANTS,
        Guard.CLEARED,
        "cafe.export_harvest",
        "cafe.print_harvest",
        "cafe.show_harvest_wall",
    ),
    **ways_of(
        "the result of a vote",
        To.PARTICIPANTS,
        Guard.CLEARED,
        "voting.show_vote_wall",
        "voting.show_vote_now",
    ),
    **ways_of(
        "the practice sheet",
        To.OUTSIDERS,
        Guard.RELEASED,
        "practice.export_sheet",
        "practice.export_forum_sheet",
    ),
    **ways_of(
        "what somebody promised", To.OWNER, Guard.OWN, "report.show_promise", "report.send_due_days"
    ),
    **ways_of(
        "what a table wrote",
        To.PARTICIPANTS,
        Guard.OWN,
        "cafe.write_table_notes",
        "cafe.edit_table_note",
        "cafe.change_table_note",
    ),
    **ways_of(
        "what in a text could identify somebody, to whoever types it",
        To.OWNER,
        Guard.OWN,
        "report.mark_typed_text",
    ),
    **ways_of(
        "a member's own answers and wishes",
        To.MEMBERS,
        Guard.OWN,
        "forums.propose_items",
        "forums.vote_on_days",
        "forums.send_agreed_days",
        "forums.withdraw_item",
        "situation.fill_in_part",
        "situation.import_part",
        "situation.vote_by_link",
        "situation.export_part",
    ),
    **ways_of("news to send in", To.PUBLIC, Guard.FORM, "bulletin.send_in_news_by_link"),
    **ways_of("one's own entry", To.OWNER, Guard.OWN, "directory.confirm_own_entry"),
    **ways_of(
        "the link to one's own entry",
        To.OWNER,
        Guard.ANNOUNCED,
        "directory.ask_for_confirmation",
        "directory.remind_of_confirmation",
    ),
    # what is asked
    **ways_of(
        "a questionnaire",
        To.PUBLIC,
        Guard.FORM,
        "consultation.answer_open_link",
        "consultation.answer_own_link",
        "consultation.show_thanks",
    ),
    **ways_of("a vote on phones", To.PUBLIC, Guard.FORM, "voting.vote_by_code"),
    **ways_of(
        "a questionnaire on paper",
        To.OUTSIDERS,
        Guard.FORM,
        "consultation.export_paper_form",
        "consultation.print_answer_codes",
        "consultation.export_field_form",
        "consultation.export_limesurvey",
    ),
    **ways_of("an empty form for lessons", To.MEMBERS, Guard.FORM, "practice.tell_lesson"),
    # what is announced
    **ways_of(
        "the programme",
        To.PUBLIC,
        Guard.CLEARED,
        "agenda.show_public_programme",
        "agenda.show_public_programme_in",
        "agenda.show_embedded_programme",
        "agenda.send_schedule_json",
        "agenda.send_schedule_xml",
        "agenda.download_programme",
        "agenda.print_programme",
        "calendars.send_public_calendar",
        "calendars.send_feed",
    ),
    **ways_of("somebody's own calendar", To.TEAM, Guard.ANNOUNCED, "calendars.download_calendar"),
    **ways_of(
        "somebody's own tasks",
        To.OUTSIDERS,
        Guard.CLEARED,
        "checklists.export_task_feed",
        "checklists.export_my_calendar",
    ),
    **ways_of(
        "an invitation, or a certificate",
        To.PARTICIPANTS,
        Guard.ANNOUNCED,
        "participation.answer_invitation",
        "participation.export_invitation_calendar",
        "participation.export_invitation_letter",
        "participation.export_letters",
        "participation.export_certificates",
        "directory.export_work_certificate",
    ),
    **ways_of(
        "where somebody sits",
        To.PARTICIPANTS,
        Guard.ANNOUNCED,
        "cafe.open_badge",
        "cafe.find_seat",
        "cafe.show_own_path",
        "cafe.export_own_rounds",
        "cafe.choose_tables",
        "cafe.export_badges",
        "cafe.export_slips",
        "cafe.export_cards",
        "cafe.export_door_list",
        "cafe.export_room_plan",
        "cafe.export_signs",
    ),
    **ways_of(
        "names at the door",
        To.TEAM,
        Guard.ANNOUNCED,
        "participation.find_at_open_door",
        "participation.list_at_open_door",
        "participation.press_at_open_door",
        "participation.add_walk_in_at_open_door",
        "participation.send_door_worker",
        "participation.export_door_list_word",
        "participation.export_door_list_xlsx",
        "participation.list_at_door",
        "participation.add_walk_in_at_door",
    ),
    **ways_of(
        "what a supporter gives",
        To.OWNER,
        Guard.ANNOUNCED,
        "budget.export_pledge",
        "budget.export_account",
        "budget.export_accounts",
    ),
    **ways_of(
        "a letter or document of a forum",
        To.MEMBERS,
        Guard.ANNOUNCED,
        "forums.write_members_letter",
        "forums.download_document",
    ),
    **ways_of(
        "a technique",
        To.OUTSIDERS,
        Guard.ANNOUNCED,
        "techniques.export_technique",
        "guides.download_look",
    ),
    **ways_of(
        "an address as a code",
        To.PUBLIC,
        Guard.ANNOUNCED,
        "cafe.show_find_qr",
        "cafe.show_table_qr",
        "voting.show_vote_qr",
        "consultation.show_link_qr",
        "consultation.export_link_qr",
        "consultation.show_share_qr",
        "practice.show_forum_lesson_qr",
        "practice.show_lesson_qr",
        "report.send_report_qr",
    ),
    **ways_of(
        "signing in and out",
        To.TEAM,
        Guard.FORM,
        "accounts.first_run",
        "accounts.forgot_password",
        "accounts.choose_language",
        "accounts.use_link",
        "accounts.sign_in",
        "accounts.sign_in_code",
        "accounts.sign_in_passkey",
        "accounts.sign_in_outside",
        "accounts.outside_back",
        "accounts.outside_ended",
        "accounts.sign_out_outside",
    ),
    **ways_of(
        "whom to tell of a hole, and that nothing is listed",
        To.PUBLIC,
        Guard.FORM,
        "security_txt",
        "robots_txt",
    ),
    **ways_of(
        "whether the planner is alive and ready, and how much it has to do",
        To.PUBLIC,
        Guard.COUNTED,
        "watching.show_health",
        "watching.show_readiness",
        "watching.show_metrics",
    ),
    **ways_of(
        "the library for everybody",
        To.PUBLIC,
        Guard.ANNOUNCED,
        "library.show_public_library",
        "library.show_public_library_in",
        "library.send_public_document",
        "library.export_handbook",
    ),
    # what is counted
    **ways_of(
        "who came, in figures",
        To.PUBLIC,
        Guard.COUNTED,
        "participation.show_public_figures",
        "participation.export_public_figures",
        "participation.export_public_picture",
        "participation.export_figures_picture",
        "participation.export_figures_csv",
        "participation.export_figures_docx",
        "participation.export_figures_xlsx",
        "overview.download_compared_picture",
        "overview.download_compared_csv",
        "overview.download_compared_docx",
        "overview.download_compared_xlsx",
    ),
    **ways_of(
        "an evaluation in figures", To.OUTSIDERS, Guard.COUNTED, "consultation.export_evaluation"
    ),
    **ways_of(
        "a forum in figures",
        To.OUTSIDERS,
        Guard.COUNTED,
        "forums.export_figures",
        "forums.export_indicators",
        "situation.export_panorama",
    ),
    **TEAM_PAGES,
}
"""By endpoint: every public page and every file."""
NOT_BY_TWO: Mapping[str, str] = {
    "the programme": "announced to everybody like an invitation: one person publishes it, once it is cleared",
    "somebody's own tasks": "read by nobody but whoever subscribed to their own; outside only because their calendar is",
}
"""What people wrote that goes to the public, outsiders or members without two people: by what leaves, with the reason.

Everything else that goes so far is `RELEASED`; a test holds it. Members of a forum are outsiders of the office. A café's harvest
is no exception: those who read it on the wall and on paper are in the room and wrote it; beyond the room it goes with the report.
"""
