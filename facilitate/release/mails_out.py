"""Every mail that leaves the house: what it says, to whom, how it is cleared. Pages and files are in `ways_out`."""

from collections.abc import Mapping

from .ways import How, To, WayOut, ways

MAILS: Mapping[str, WayOut] = {
    **ways("a new account or a new password", To.OWNER, How.ANNOUNCED, "accounts.letters"),
    **ways(
        "tasks and what was said of them",
        To.TEAM,
        How.ANNOUNCED,
        "checklists.reminding.actions",
        "agenda.discussing.actions",
    ),
    **ways(
        "an invitation to answer, and that it is published",
        To.OUTSIDERS,
        How.ANNOUNCED,
        "consultation.inviting.actions",
    ),
    **ways(
        "an invitation to an event",
        To.PARTICIPANTS,
        How.ANNOUNCED,
        "participation.inviting.actions",
    ),
    **ways(
        "a meeting, its days and its agenda; the numbers asked of an office",
        To.MEMBERS,
        How.ANNOUNCED,
        "forums.meetings.mailing",
        "forums.rhythm.mailing",
        "forums.members.letter_pages",
        "situation.tables.mailing",
    ),
    **ways(
        "a work plan or position to answer, by link",
        To.MEMBERS,
        How.RELEASED,
        "forums.presidency.mailings",
    ),
    **ways("what was answered to problems", To.MEMBERS, How.RELEASED, "forums.passing.mailing"),
    **ways("the link for lessons", To.TEAM, How.ANNOUNCED, "practice.lessons.mailing"),
    **ways("what somebody promised", To.OWNER, How.OWN, "report.following.mailing"),
    **ways("that the report is out, by link", To.OUTSIDERS, How.RELEASED, "report.sending.actions"),
}
"""By the module that puts mails into the outbox."""
