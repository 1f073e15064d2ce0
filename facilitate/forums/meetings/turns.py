"""Whose turn it is to receive the others."""

from collections.abc import Sequence


def next_host(members: Sequence[int], last: int | None) -> int | None:
    """The member after the last host in their order, from the front again at the end; the first where nobody knows.

    `members`: the numbers of those who can receive the others, without observers.
    """
    if not members:
        return None
    if last not in members:
        return members[0]
    return members[(members.index(last) + 1) % len(members)]
