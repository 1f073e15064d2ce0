"""The mail that tells members what was answered to the problems they passed up, once two people have released its words."""

from collections.abc import Sequence

from ... import clock
from ...mail.outbox import MailAbout, Message
from ...mailing.letters import MailingLetter, PreparedMailing
from ...mailing.mailings import Mailing
from ...release import two_people
from ...release.clearing import ClearedTexts
from ...release.models import TextSource
from ...web.i18n import _, use_language
from ...web.refused import Refused
from ..actions import lock_forum
from ..leaving import clear_problems
from ..meetings.queries import members_now
from ..members.asking import AskedMembers
from ..members.sending import language_for_member, speaker_of
from ..models import Forum, ForumMember
from ..problem_models import PassedUp
from . import actions
from .letters import answers_mail
from .queries import untold_answers


class AnswersMailing(Mailing):
    """Answers that came and that members do not know yet; `told`: their words as they may leave."""

    about = MailAbout.FORUM
    asked = AskedMembers()

    def __init__(self, forum: Forum) -> None:
        self.forum, self.hint = forum, _("Tell the members at their next meeting.")
        self.rows: Sequence[PassedUp] = ()
        self.told = ClearedTexts()

    def take_turn(self) -> None:
        lock_forum(self.forum)
        told = told_or_refused(untold_or_refused(self.forum))
        if not two_people.release_standing(TextSource.ANSWERS, self.forum.id, told.digest).out:
            raise Refused(
                _("Two people have to release this text first; then it can go to the members.")
            )

    def write_letters(self, *, make_links: bool = False) -> PreparedMailing:
        self.rows = untold_answers(self.forum)
        self.told = clear_problems([one.problem for one in self.rows], self.rows)
        if not self.rows or self.told.undecided:
            return PreparedMailing()
        letters = [self._letter(row) for row in members_now(self.forum)]
        return PreparedMailing(
            to=[one for one in letters if one.email],
            by_hand=[one for one in letters if not one.email],
        )

    def _letter(self, member: ForumMember) -> MailingLetter:
        code, person = language_for_member(member), speaker_of(member)
        with use_language(code):
            subject, body = answers_mail(self.forum, self.rows, member, self.told)
        return MailingLetter(
            key=member.id,
            name=person.name if person else member.organisation.name,
            organisation=member.organisation.name,
            email=person.email if person else "",
            language=code,
            subject=subject,
            body=body,
            person_id=person.id if person else None,
        )

    def note_sent(self, sent: Sequence[tuple[MailingLetter, Message]]) -> None:
        actions.note_told(self.rows, clock.today())


def untold_or_refused(forum: Forum) -> Sequence[PassedUp]:
    """Answers that members do not know. Raises Refused where there is none."""
    rows = untold_answers(forum)
    if not rows:
        raise Refused(_("There is no answer left to tell the members."))
    return rows


def told_or_refused(rows: Sequence[PassedUp]) -> ClearedTexts:
    """The answers as they may leave. Raises Refused while something is not decided."""
    return clear_problems([one.problem for one in rows], rows).or_refused()
