"""Work plans and positions go round to every member by link: those that may, in the words two people have released."""

from abc import abstractmethod
from collections.abc import Collection, Sequence
from datetime import date

from ... import clock
from ...mail.outbox import Message
from ...mailing.letters import MailingLetter, PreparedMailing, office_inside
from ...release.models import TextSource
from ...web.i18n import _, pick_wording
from ...web.refused import Refused
from ..links import links_to
from ..members.asking import AskedMembers, MembersMailing, sort_asked_members
from ..members.sending import mail_greeting
from ..models import Forum, ForumMember, MemberLinkPurpose, Position, WorkPlan
from .plans import PlanRecord, plan_record
from .positions import ReviewedPosition, position_of, reviewed_position
from .queries import members_on, presidency_of
from .round_release import plan_release, position_release


class SentRound(MembersMailing):
    """What every member answers to by link; sent, it is open for answers. A new edition asks everybody, on the same day too."""

    def sort_among(
        self, members: Sequence[ForumMember], sent_on: date | None, said: Collection[int]
    ) -> AskedMembers:
        """These members as they stand; `said`: the organisations that have answered what was sent."""
        links = links_to(self.forum, self.purpose, self.about_id) if sent_on else {}
        return sort_asked_members(
            members,
            links,
            lambda row: sent_on is not None and row.organisation_id in said,
            self.today,
        )

    def asks(self, subject: str, asks: str, member: ForumMember, link: str) -> tuple[str, str]:
        """The mail that asks this member, in the language spoken now."""
        body = _(
            "%(hello)s\n\n%(forum)s: %(asks)s Please read it and answer for %(organisation)s. It takes a few minutes, without "
            "an account:\n\n%(link)s\n\nThis link is yours; please do not pass it on.",
            hello=mail_greeting(member),
            forum=pick_wording(self.forum.name),
            asks=asks,
            organisation=office_inside(member.organisation.name),
            link=link,
        )
        return subject, body

    @abstractmethod
    def open_for_answers(self) -> None:
        """It is sent round from today on, unless it was before."""

    def note_sent(self, sent: Sequence[tuple[MailingLetter, Message]]) -> None:
        self.open_for_answers()
        super().note_sent(sent)

    def take_along(self) -> PreparedMailing:
        letters = super().take_along()
        self.open_for_answers()
        return letters


class WorkPlanMailing(SentRound):
    """The work plan of one presidency, for approval."""

    purpose = MemberLinkPurpose.WORK_PLAN
    plan: WorkPlan
    regional = False

    def __init__(self, forum: Forum, presidency_id: int) -> None:
        super().__init__(forum, 0, clock.today())
        self.presidency_id = presidency_id

    def sort_out(self) -> AskedMembers:
        found, plan = ready_plan(self.forum, self.presidency_id)
        self.plan, self.about_id, self.whose = plan, plan.id, found.term.member.organisation.name
        self.regional = found.regional
        return self.sort_among(found.members, plan.sent_on, found.said)

    def say(self, member: ForumMember, link: str) -> tuple[str, str]:
        return self.asks(
            _("Regional plan to approve: %(about)s", about=self.whose)
            if self.regional
            else _("Work plan to approve: %(about)s", about=self.whose),
            _(
                "the regional plan (%(about)s) is ready. It needs the approval of every member.",
                about=self.whose,
            )
            if self.regional
            else _(
                "the work plan of the presidency (%(about)s) is ready. It needs the approval of every member.",
                about=self.whose,
            ),
            member,
            link,
        )

    def open_for_answers(self) -> None:
        self.plan.sent_on = self.plan.sent_on or self.today


class PositionMailing(SentRound):
    """One position, for review."""

    purpose = MemberLinkPurpose.POSITION
    position: Position

    def __init__(self, forum: Forum, position_id: int) -> None:
        super().__init__(forum, position_id, clock.today())

    def sort_out(self) -> AskedMembers:
        found = ready_position(self.forum, self.about_id)
        self.position = found.position
        told = position_release(found).or_refused().cleared
        self.title = told.said_of(TextSource.POSITION, self.about_id, "title")
        return self.sort_among(
            members_on(found.everybody, self.today), found.position.sent_on, found.said
        )

    def say(self, member: ForumMember, link: str) -> tuple[str, str]:
        return self.asks(
            _("Position to review: %(about)s", about=self.title),
            _(
                "the position “%(about)s” is ready for review. Every member is asked for an opinion.",
                about=self.title,
            ),
            member,
            link,
        )

    def open_for_answers(self) -> None:
        self.position.sent_on = self.position.sent_on or self.today


def written_plan(found: PlanRecord) -> tuple[PlanRecord, WorkPlan]:
    """A plan with something in it. Raises Refused where nothing is written down."""
    if found.plan is None or not found.activities:
        raise Refused(_("Add at least one activity first."))
    return found, found.plan


def ready_plan(forum: Forum, presidency_id: int) -> tuple[PlanRecord, WorkPlan]:
    """A plan that can be sent round: released, with activities, of a presidency that is not over, not approved yet."""
    found, plan = written_plan(
        plan_record(forum, presidency_of(forum, presidency_id), clock.today())
    )
    if found.term.last_day < found.board.today:
        raise Refused(_("This presidency is over; its plan is no longer sent to the members."))
    if found.approved or found.filed is not None:
        raise Refused(_("Every member has already approved this plan."))
    plan_release(found).or_refused()
    return found, plan


def ready_position(forum: Forum, position_id: int) -> ReviewedPosition:
    """A position that can be sent round. Raises Refused for one that is settled."""
    found = reviewed_position(forum, position_of(forum, position_id), clock.today())
    if found.position.settled_on:
        raise Refused(_("This position is settled. Change its text to reopen it."))
    return found
