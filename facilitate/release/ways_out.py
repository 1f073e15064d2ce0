"""Every way out of the house: what leaves by it, who gets it, and how it is cleared. The one place that says it.

A test walks all public pages, files and mails: one that is not named here fails it, and so does a word that nobody has decided
about on a way that says nothing about the words' column.
"""

from collections.abc import Mapping

from .ways import How, To, WayOut, ways

PAGES: Mapping[str, WayOut] = {
    # what people said
    **ways("the report", To.PUBLIC, How.RELEASED, "report.public", "report.public_in", "report.public_word"),
    **ways("photos and annexes of the report", To.PUBLIC, How.RELEASED, "report.public_photo", "report.public_annex"),
    **ways("the report as a file", To.OUTSIDERS, How.RELEASED, "report.word"),
    **ways("the event's archive", To.OUTSIDERS, How.RELEASED, "report.archive_file"),
    **ways("what you told us", To.PUBLIC, How.RELEASED, "consultation.said"),
    **ways("what you told us as a file", To.OUTSIDERS, How.RELEASED, "consultation.share_docx"),
    **ways("problems passed to an institution", To.OUTSIDERS, How.RELEASED, "forums.passed_letter"),
    **ways("a forum's position", To.OUTSIDERS, How.RELEASED, "forums.position_docx"),
    **ways("a position to review", To.MEMBERS, How.RELEASED, "forums.review"),
    **ways("a work plan", To.MEMBERS, How.RELEASED, "forums.approve", "forums.work_plan_word", "forums.work_plan_xlsx"),
    **ways("the handover of a presidency", To.MEMBERS, How.RELEASED, "forums.handover"),
    **ways("a café's harvest", To.PARTICIPANTS, How.CLEARED, "cafe.harvest_word", "cafe.harvest_print", "cafe.harvest_wall"),
    **ways("the practice sheet", To.OUTSIDERS, How.RELEASED, "practice.word", "practice.forum_word"),
    **ways("what somebody promised", To.OWNER, How.OWN, "report.promise", "report.promise_calendar"),
    **ways("what a table wrote", To.PARTICIPANTS, How.OWN, "cafe.table_notes", "cafe.table_note", "cafe.table_note_do"),
    **ways("what in a text could identify somebody, to whoever types it", To.OWNER, How.OWN, "report.typed"),
    **ways("a member's own answers and wishes", To.MEMBERS, How.OWN, "forums.items", "forums.vote", "forums.withdraw_item"),
    # what is asked
    **ways("a questionnaire", To.PUBLIC, How.FORM, "consultation.answer", "consultation.personal", "consultation.thanks"),
    **ways("a questionnaire on paper", To.OUTSIDERS, How.FORM, "consultation.paper_form"),
    **ways("an empty form for lessons", To.MEMBERS, How.FORM, "practice.tell"),
    # what is announced
    **ways("the programme", To.PUBLIC, How.CLEARED, "agenda.public_programme", "agenda.public_programme_in",
            "agenda.schedule_json", "agenda.schedule_xml", "agenda.word", "agenda.print_programme", "calendars.public_calendar",
            "calendars.feed"),
    **ways("somebody's own calendar", To.TEAM, How.ANNOUNCED, "calendars.download"),
    **ways("somebody's own tasks", To.OUTSIDERS, How.CLEARED, "checklists.feed", "checklists.my_calendar"),
    **ways("an invitation", To.PARTICIPANTS, How.ANNOUNCED, "participation.answer", "participation.answer_calendar",
            "participation.answer_letter", "participation.letters_word", "participation.certificates"),
    **ways("where somebody sits", To.PARTICIPANTS, How.ANNOUNCED, "cafe.badge", "cafe.find", "cafe.mine", "cafe.badges_word",
            "cafe.slips_word", "cafe.cards_word", "cafe.door_list", "cafe.hosts_word", "cafe.room_word", "cafe.signs_word"),
    **ways("names at the door", To.TEAM, How.ANNOUNCED, "participation.open_door", "participation.open_door_roll",
            "participation.open_door_press", "participation.open_door_walk_in", "participation.door_worker",
            "participation.door_list_word", "participation.door_list_xlsx", "participation.door_roll",
            "participation.door_walk_in"),
    **ways("what a supporter gives", To.OWNER, How.ANNOUNCED, "budget.pledge", "budget.account", "budget.accounts"),
    **ways("a letter or document of a forum", To.MEMBERS, How.ANNOUNCED, "forums.letter", "forums.document"),
    **ways("a technique", To.OUTSIDERS, How.ANNOUNCED, "techniques.download", "guides.look_file"),
    **ways("an address as a code", To.PUBLIC, How.ANNOUNCED, "cafe.find_qr", "cafe.table_qr", "consultation.qr",
            "consultation.qr_png", "consultation.share_qr", "practice.forum_lesson_qr", "practice.lesson_qr", "report.report_qr"),
    **ways("signing in", To.TEAM, How.FORM, "accounts.first_run", "accounts.forgot", "accounts.language", "accounts.link",
            "accounts.sign_in"),
    **ways("whom to tell of a hole, and that nothing is listed", To.PUBLIC, How.FORM, "security_txt", "robots_txt"),
    # what is counted
    **ways("who came, in figures", To.PUBLIC, How.COUNTED, "participation.public_figures", "participation.public_figures_file",
            "participation.public_figures_picture", "participation.figures_picture", "participation.figures_csv",
            "participation.figures_docx", "participation.figures_xlsx", "overview.figures_picture", "overview.figures_csv",
            "overview.figures_docx", "overview.figures_xlsx"),
    **ways("an evaluation in figures", To.OUTSIDERS, How.COUNTED, "consultation.evaluation_xlsx"),
    **ways("a forum in figures", To.OUTSIDERS, How.COUNTED, "forums.figures_xlsx", "forums.indicators_xlsx"),
    # what stays with the team
    **ways("working files of the team", To.TEAM, How.HOUSE, "agenda.live_state", "agenda.sheet", "agenda.shopping_xlsx",
            "budget.export", "cafe.clock_json", "checklists.event_xlsx", "checklists.export", "checklists.export_csv", "checklists.list_xlsx",
            "budget.answered_file", "budget.marked_file", "checklists.answered_file", "checklists.marked_file",
            "consultation.invite_answer", "consultation.invite_marked",
            "consultation.merge_sheet", "consultation.outcome_sheet", "consultation.share_xlsx", "directory.bring_in_answer",
            "directory.bring_in_marked", "directory.organisations_file", "directory.people_file", "guides.archive",
            "guides.download", "notes.newer", "notes.photo_file", "participation.bring_in_answer", "participation.bring_in_marked",
            "participation.list_xlsx", "participation.needs_xlsx",
            "report.attachment_file",
            # letters to hand over: those of `MAILS`, under the same conditions
            "forums.ask_members", "forums.letter", "forums.send_days", "forums.send_plan", "forums.send_position", "forums.tell_members",
            "practice.forum_lesson_mail", "practice.lesson_mail", "report.sending", "report.tell_owners"),
}  # fmt: skip
"""By endpoint: every public page and every file."""
MAILS: Mapping[str, WayOut] = {
    **ways("a new account or a new password", To.OWNER, How.ANNOUNCED, "accounts.letters"),
    **ways("tasks and what was said of them", To.TEAM, How.ANNOUNCED, "checklists.reminding.actions", "agenda.discussing.actions"),
    **ways("an invitation to answer, and that it is published", To.OUTSIDERS, How.ANNOUNCED, "consultation.inviting.actions"),
    **ways("an invitation to an event", To.PARTICIPANTS, How.ANNOUNCED, "participation.inviting.actions"),
    **ways("a meeting, its days and its agenda", To.MEMBERS, How.ANNOUNCED, "forums.meetings.mailing", "forums.rhythm.mailing",
            "forums.members.letter_pages"),
    **ways("a work plan or position to answer, by link", To.MEMBERS, How.RELEASED, "forums.presidency.mailings"),
    **ways("what was answered to problems", To.MEMBERS, How.RELEASED, "forums.passing.mailing"),
    **ways("the link for lessons", To.TEAM, How.ANNOUNCED, "practice.lessons.mailing"),
    **ways("what somebody promised", To.OWNER, How.OWN, "report.following.mailing"),
    **ways("that the report is out, by link", To.OUTSIDERS, How.RELEASED, "report.sending.actions"),
}  # fmt: skip
"""By the module that puts mails into the outbox."""
NOT_BY_TWO: Mapping[str, str] = {
    "the programme": "announced to everybody like an invitation: one person publishes it, once it is cleared",
    "somebody's own tasks": "read by nobody but whoever subscribed to their own; outside only because their calendar is",
}
"""What people wrote that goes to the public, outsiders or members without two people: by what leaves, with the reason.

Everything else that goes so far is `RELEASED`; a test holds it. Members of a forum are institutions and organisations: outsiders of
the office. A café's harvest is no exception: those who read it on the wall and on paper are in the room and wrote it; beyond the
room it goes with the report.
"""
