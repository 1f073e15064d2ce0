"""What is said of a vote: how many voted, what the numbers mean, what phones are told."""

from ..web.i18n import _, _n
from .models import StepVote, VoteKind, VoteStatus
from .results import VoteResult


def voters_sentence(result: VoteResult) -> str:
    """How many voted: `43 votes: 31 by phone, 12 on paper.`"""
    if not result.voters:
        return _("Nobody has voted yet.")
    told = _n("%(num)d vote", "%(num)d votes", result.voters)
    return _(
        "%(votes)s: %(phones)d by phone, %(papers)d on paper.",
        votes=told,
        phones=result.phones,
        papers=result.slips,
    )


def numbers_sentence(vote: StepVote, options: int) -> str:
    """What the numbers are, and by which rule."""
    if vote.kind is VoteKind.RANKING:
        return _(
            "Points by Borda’s rule: first place counts %(most)d points, the next one point less, and so on; "
            "what somebody left out counts 0.",
            most=options,
        )
    if vote.kind is VoteKind.DOTS:
        return _n("Each person had %(num)d dot.", "Each person had up to %(num)d dots.", vote.dots)
    if vote.kind is VoteKind.GRADIENTS:
        return _("How many people chose each degree.")
    return _("How many people wrote each word.")


def number_name(kind: VoteKind) -> str:
    """The head of the column of numbers."""
    return {
        VoteKind.DOTS: _("Dots"),
        VoteKind.RANKING: _("Points"),
        VoteKind.GRADIENTS: _("People"),
        VoteKind.WORD: _("People"),
    }[kind]


def phone_hint(vote: StepVote) -> str:
    """What to do, above the options on a phone."""
    if vote.kind is VoteKind.DOTS:
        return _n(
            "You have %(num)d dot. Give it to one of these.",
            "You have %(num)d dots. Spread them as you like; several on one is fine.",
            vote.dots,
        )
    if vote.kind is VoteKind.RANKING:
        return _("1 is first. Leave out what you do not want to rank.")
    if vote.kind is VoteKind.GRADIENTS:
        return _("Choose the sentence that is nearest to you.")
    return _("One word, or two that belong together. Write no names.")


def state_sentence(vote: StepVote, reopens: bool) -> str:
    """Where a vote stands, and what comes next."""
    if vote.status is VoteStatus.OPEN:
        return _("Phones can vote now.")
    if vote.status is VoteStatus.PREPARED:
        return _("Phones that open the code wait until you open the vote.")
    if not reopens:
        return _("Closed. The individual votes are deleted; the numbers stay.")
    return _(
        "Closed. The individual votes are deleted after a day; until then you can open it again."
    )


def held_back_sentence(count: int) -> str:
    """How many words nobody has decided about."""
    return _n(
        "%(num)d word waits for the privacy check and is not shown.",
        "%(num)d words wait for the privacy check and are not shown.",
        count,
    )
