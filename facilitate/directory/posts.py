"""When somebody has changed post, and when only what is written of the post has changed."""

from typing import NamedTuple

from ..lib.text import Words, plain_text


class HeldPost(NamedTuple):
    """A post: the number of the organisation, and what somebody is called there."""

    organisation_id: int
    position: Words


def is_same_post(one: HeldPost, other: HeldPost) -> bool:
    """Whether two posts are one: the same organisation, and no language in which both say something else.

    A position that was empty and is filled in, or gets its second language, is no change of post.
    """
    if one.organisation_id != other.organisation_id:
        return False
    pairs = ((one.position.en, other.position.en), (one.position.sq, other.position.sq))
    told = [(plain_text(a), plain_text(b)) for a, b in pairs if a and b]
    if (
        not told and one.position and other.position
    ):  # the one in English only, the other in Albanian only
        return False
    return all(a == b for a, b in told)
