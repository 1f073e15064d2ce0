"""What stops a text from leaving, in sentences.

After an import one sentence says how many lines could identify somebody, and leads to where they are looked through.
"""

from collections.abc import Iterable

from flask import flash

from ..web.i18n import _, _n
from .texts import Find

MOST = 8
"""Passages that one sentence names."""


def undecided_sentence(open_: int, lines: int) -> str:
    """`7 passages in 5 lines are not decided yet.`"""
    where = _n("%(num)d line", "%(num)d lines", lines)
    return _n(
        "Nobody has decided about %(num)d passage in %(where)s yet.",
        "Nobody has decided about %(num)d passages in %(where)s yet.",
        open_,
        where=where,
    )


def still_checked_sentence(texts: int) -> str:
    """`3 texts are still being looked through. …`"""
    return _n(
        "%(num)d text is still being checked for privacy and cannot be shared until then. "
        "Look again in a moment.",
        "%(num)d texts are still being checked for privacy and cannot be shared until then. "
        "Look again in a moment.",
        texts,
    )


def decide_first_sentence() -> str:
    """What to do about it."""
    return _("Decide in the privacy check first; until then nothing is shared outside.")


def could_identify(found: Iterable[str]) -> str:
    """A quiet sentence about what was found in a text that somebody is writing or choosing; empty where nothing was."""
    words = list(dict.fromkeys(" ".join(one.split()) for one in found))
    if not words:
        return ""
    told = ", ".join(f"“{one}”" for one in words[:MOST])
    return _(
        "This could identify somebody: %(words)s. Make it more general, or decide in the "
        "privacy check.",
        words=told,
    )


def lines_could_identify(number: int, *, look: bool) -> str:
    """After an import, where lines hold what could identify somebody; `look`: a way to look through them follows."""
    if look:
        return _n(
            "%(num)d line could identify somebody.",
            "%(num)d lines could identify somebody.",
            number,
        )
    return _n(
        "%(num)d line could identify somebody. Tell somebody in the team who may review it.",
        "%(num)d lines could identify somebody. Tell somebody in the team who may review them.",
        number,
    )


LOOK = "look:"
"""The category of a message that leads somewhere, before the address."""


def tell_of_lines(find: Find, texts: Iterable[str], address: str = "") -> None:
    """Say it where there are any. `find`: asked for before the commit, so that nobody waits while texts are looked through.

    `address`: where they are looked through; empty for somebody who may not.
    """
    number = sum(1 for text in texts if find(text))
    if number:
        flash(
            lines_could_identify(number, look=bool(address)),
            LOOK + address if address else "message",
        )
