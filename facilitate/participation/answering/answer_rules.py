"""What one of the invited says by their link, and where that leaves them: pure."""

from dataclasses import dataclass
from enum import StrEnum

from ...lib.text import plain_text
from ..models import Standing


class InvitationReply(StrEnum):
    """The three answers there are."""

    COMING = "coming"
    REPLACED = "replaced"
    DECLINED = "declined"


REPLY_OF = {
    Standing.COMING: InvitationReply.COMING,
    Standing.WAITING: InvitationReply.COMING,
    Standing.ATTENDED: InvitationReply.COMING,
    Standing.REPLACED: InvitationReply.REPLACED,
    Standing.DECLINED: InvitationReply.DECLINED,
}
"""What somebody has said, by their standing; nothing where they have not answered."""


@dataclass(frozen=True)
class Colleague:
    """Who comes instead, as it was typed."""

    given_name: str
    family_name: str
    office: str
    email: str


@dataclass(frozen=True)
class StatedNeeds:
    """What somebody needs to take part; `in_list`: they agree to be named in the report's list of participants."""

    interpreter: bool = False
    lodging: bool = False
    diet: str = ""
    access: str = ""
    arrival: str = ""
    in_list: bool = False


@dataclass(frozen=True)
class InvitationAnswer:
    """The whole answer; `gender` is a key, empty for no answer, None where not asked. `colleague`: who comes instead, if somebody does."""

    reply: InvitationReply
    needs: StatedNeeds = StatedNeeds()
    remark: str = ""
    gender: str | None = None
    colleague: Colleague | None = None


def standing_after(reply: InvitationReply, was: Standing, free: int | None) -> Standing:
    """Where the answer leaves somebody; `free` seats are left (None: as many as come), their own not among them.

    Who has a seat keeps it, who waits keeps their place.
    """
    if reply is InvitationReply.DECLINED:
        return Standing.DECLINED
    if reply is InvitationReply.REPLACED:
        return Standing.REPLACED
    if was in (Standing.COMING, Standing.ATTENDED, Standing.WAITING):
        return was
    return Standing.COMING if free is None or free > 0 else Standing.WAITING


def is_same_name(given: str, family: str, other_given: str, other_family: str) -> bool:
    """Whether two names are the same, without accents and in either order."""
    return sorted(plain_text(f"{given} {family}").split()) == sorted(
        plain_text(f"{other_given} {other_family}").split()
    )


def is_similar_name(given: str, family: str, other_given: str, other_family: str) -> bool:
    """Whether two names share a word: one address is often an office's, and belongs to many."""
    return bool(
        {*plain_text(f"{given} {family}").split()}
        & {*plain_text(f"{other_given} {other_family}").split()}
    )
