"""Every mail that leaves the house: what it says, to whom, how it is cleared. Pages and files are in `ways_out`."""

from collections.abc import Mapping

from .ways import Guard, To, WayOut, ways_of

MAILS: Mapping[str, WayOut] = {
    **ways_of("a new account or a new password", To.OWNER, Guard.ANNOUNCED, "accounts.letters"),
    **ways_of(
        "tasks and what was said of them",
        To.TEAM,
        Guard.ANNOUNCED,
        "checklists.reminding.actions",
        "agenda.discussing.actions",
    ),
    **ways_of(
        "an invitation to answer, and that it is published",
        To.OUTSIDERS,
        Guard.ANNOUNCED,
        "consultation.inviting.actions",
    ),
    **ways_of(
        "an invitation to an event",
        To.PARTICIPANTS,
        Guard.ANNOUNCED,
        "participation.inviting.actions",
        "participation.inviting.calendar_mailing",
    ),
    **ways_of(
        "a meeting, its days and its agenda; the numbers asked of an office",
        To.MEMBERS,
        Guard.ANNOUNCED,
        "forums.meetings.mailing",
        "forums.rhythm.mailing",
        "forums.rhythm.agreed_mailing",
        "forums.members.routes",
        "situation.tables.mailing",
    ),
    **ways_of(
        "a work plan or position to answer, by link",
        To.MEMBERS,
        Guard.RELEASED,
        "forums.presidency.mailings",
    ),
    **ways_of(
        "what was answered to problems", To.MEMBERS, Guard.RELEASED, "forums.passing.mailing"
    ),
    **ways_of(
        "when the team and hosts of tables rehearse",
        To.PARTICIPANTS,
        Guard.ANNOUNCED,
        "guides.rehearsing.mailing",
    ),
    **ways_of(
        "findings that municipalities are to put right",
        To.TEAM,
        Guard.ANNOUNCED,
        "forums.programme.reminding",
    ),
    **ways_of("the link for lessons", To.TEAM, Guard.ANNOUNCED, "practice.lessons.mailing"),
    **ways_of("what somebody promised", To.OWNER, Guard.OWN, "report.following.mailing"),
    **ways_of("the link to one's own entry", To.OWNER, Guard.ANNOUNCED, "confirming.mailing"),
    **ways_of("an edition of the bulletin", To.OUTSIDERS, Guard.RELEASED, "bulletin.mailing"),
    **ways_of(
        "that the report is out, by link", To.OUTSIDERS, Guard.RELEASED, "report.sending.actions"
    ),
}
"""By the module that puts mails into the outbox."""
