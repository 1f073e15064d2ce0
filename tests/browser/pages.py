"""Every page of the demo that can be opened with GET, found by walking the URL map."""

from flask import Flask, url_for

from .page_ids import RECORD, argument_values

FILES = {
    "api.show_openapi",
    "api.serve_api",
    "assistants.serve_assistant",
    "consultation.summarise",
    "robots_txt",
    "security_txt",
    "watching.export_audit_log",
    "watching.show_health",
    "watching.show_metrics",
    "watching.show_readiness",
    "directory.list_answered_file",
    "directory.list_marked_file",
    "directory.export_people",
    "directory.export_roster",
    "directory.export_organisations",
    "forums.export_request_letter",
    "outcomes.download_outcomes",
    "outcomes.download_year",
    "outcomes.download_changes_beside",
    "agenda.print_programme",
    "agenda.print_running_order",
    "agenda.show_public_programme",
    "agenda.show_public_programme_in",
    "agenda.show_embedded_programme",
    "overview.send_manifest",
    "directory.export_person_card",
    "directory.export_work_certificate",
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
    "agenda.sheet_answered_file",
    "agenda.sheet_marked_file",
    "agenda.rooms_file",
    "agenda.rooms_marked_file",
    "budget.answered_file",
    "cafe.tables_answered_file",
    "cafe.tables_file",
    "cafe.tables_marked_file",
    "budget.marked_file",
    "checklists.answered_file",
    *(
        f"practice.{of}lessons_{file}"
        for of in ("", "forum_")
        for file in ("answered_file", "file", "marked_file")
    ),
    *(
        f"{of}_{file}"
        for of in (
            "setup.past",
            "situation.years",
            "forums.standards",
            "forums.guidance",
            "forums.activities",
        )
        for file in ("answered_file", "file", "marked_file")
    ),
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
    "consultation.invitations_answered_file",
    "consultation.invitations_marked_file",
    "participation.list_answered_file",
    "participation.list_marked_file",
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
    "voting.show_vote_qr",
    "techniques.export_technique",
    "library.export_starting_checklist",
    "library.export_document",
    "library.send_public_document",
    "library.export_handbook",
    "library.export_library",
    "library.show_public_library_in",
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
    "situation.export_national_analysis",
    "situation.export_open_data",
    "situation.export_panorama",
    "situation.export_part",
    "forums.send_agreed_days",
    "budget.export_budget",
    "budget.export_accounts",
    "budget.export_account",
    "budget.export_pledge",
    "practice.export_sheet",
    "practice.export_forum_sheet",
    "practice.show_lesson_qr",
    "practice.show_forum_lesson_qr",
    "report.export_annex",
    "report.send_report_photo",
    "report.send_report_qr",
    "report.send_public_annex",
    "report.show_public_report_in",
    "bulletin.read_edition_in",
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
    "voting.show_vote_wall",
    "voting.print_vote_codes",
    "consultation.print_answer_codes",
}
"""Endpoints that speak the event's language whoever opens them: everybody reads along."""
PARTS = {
    "agenda.understand_line",
    "practice.show_hints",
    "searching.show_found_short",
    "practice.show_open_question",
    "voting.show_step_votes",
    "cafe.show_path",
    "cafe.show_price",
    "cafe.show_search",
    "agenda.send_live_state",
    "consultation.show_newer_answers",
    "consultation.show_sending",
    "cafe.clock_json",
    "notes.send_newer_lines",
    "voting.show_vote_now",
    "participation.list_at_door",
    "participation.list_at_open_door",
}
"""Endpoints that answer with a part of a page, or only while something is under way."""
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
    "consultation.invitations_bring_back",
    "consultation.show_letter",
    "consultation.edit_letter",
    "consultation.send_letters",
}
"""Pages that a consultation and an evaluation both have: both are looked at."""
SITUATION = {"slug", "kind", "period", "indicator_id", "key", "token"}
"""Arguments of the pages on situation analyses, which have values of their own."""
OF_A_COMMITTEE = ("/forums/<slug>/standards", "/forums/<slug>/requests", "/forums/<slug>/advice")
OF_A_COALITION = ("/forums/<slug>/presidency", "/forums/<slug>/positions")
"""Pages that a forum has whose presidency goes round."""


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
        if "regional_plan" in rule.endpoint or rule.rule.startswith(OF_A_COMMITTEE):
            arguments["slug"] = "committee-korce"
        if rule.endpoint.startswith("library.") and "document_id" in arguments:
            kind = "story" if "story" in rule.endpoint else "library"
            kind = "draft" if rule.endpoint == "library.edit_story" else kind
            arguments["document_id"] = known[f"{kind}_document_id"]
        if rule.endpoint.startswith("situation."):
            own = {name: known[f"situation_{name}"] for name in SITUATION & rule.arguments}
            arguments.update(own)
        if rule.endpoint.startswith("practice.") and "forum_" in rule.endpoint:
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
        if rule.endpoint.startswith("consultation.evaluation_answers_"):
            arguments |= {"slug": RECORD, "purpose": "evaluation"}
        if rule.endpoint == "consultation.show_later_evaluation":
            arguments |= {"slug": RECORD, "purpose": "after-6"}
        if rule.endpoint == "report.show_forum_clearing":
            arguments["slug"] = "north"
        if rule.endpoint == "report.edit_section":
            arguments["key"] = "summary"
        if rule.endpoint == "report.show_public_report":
            arguments["token"] = known["report_token"]
        if rule.endpoint == "directory.confirm_own_entry":
            arguments["token"] = known["entry_token"]
        if rule.endpoint in ("bulletin.read_edition", "bulletin.send_in_news_by_link"):
            arguments["token"] = known["bulletin_token"]
        if rule.endpoint == "bulletin.send_edition":
            arguments["edition_id"] = known["sent_edition_id"]
        if rule.endpoint == "voting.vote_by_code":
            arguments["code"] = known["vote_code"]
        if rule.endpoint.startswith("cafe.") and "step_id" in arguments:
            arguments["step_id"] = known["cafe_step_id"]
        if rule.endpoint == "agenda.show_groups":
            arguments["step_id"] = known["group_step_id"]
        if rule.endpoint in (
            "agenda.sheet_confirm",
            "agenda.confirm_agenda_import",
            "agenda.rooms_confirm",
            "cafe.tables_confirm",
            "practice.lessons_confirm",
            "practice.forum_lessons_confirm",
            "setup.past_confirm",
            "forums.standards_confirm",
            "forums.guidance_confirm",
            "forums.activities_confirm",
            "situation.years_confirm",
            "notes.import_confirm",
            "report.confirm_archive_import",
            "budget.confirm",
            "checklists.columns",
            "checklists.confirm",
            "consultation.answers_columns",
            "consultation.answers_confirm",
            "consultation.evaluation_answers_columns",
            "consultation.evaluation_answers_confirm",
            "consultation.invitations_confirm",
            "directory.list_columns",
            "directory.list_confirm",
            "participation.list_columns",
            "participation.list_confirm",
        ):
            arguments["token"] = None  # there is no upload under way
        if rule.endpoint == "consultation.answer_own_link":
            arguments["token"] = known["personal_token"]
        if rule.endpoint == "setup.next_meeting" or rule.endpoint.startswith("setup.past_"):
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
        if rule.endpoint in ("forums.vote_on_days", "forums.send_agreed_days"):
            arguments["token"] = known["days_token"]
        if rule.endpoint == "report.close_action":
            arguments.update(slug="north-2", action_id=known["open_action_id"])
        if rule.endpoint == "report.show_promise":
            arguments["token"] = known["promise_token"]
        if rule.endpoint == "participation.change_calendars":
            arguments["kind"] = "called-off"
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
    "voting.vote_by_code",
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
    "report.show_own_answer",
    "report.show_public_report",
    "library.show_public_library",
    "library.read_public_story",
    "bulletin.read_edition",
    "bulletin.send_in_news_by_link",
    "directory.confirm_own_entry",
}
"""Pages for people who are not signed in."""
