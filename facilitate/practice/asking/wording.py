"""How far the questions of the start are answered, in one plain sentence."""

from collections.abc import Sequence

from ...web.i18n import _, _n, words
from ..questions import Question, most_telling


def how_far(number: int, left: Sequence[Question]) -> str:
    """`5 of 9 answered; no answer yet: who sponsors it?`"""
    if not left:
        return _n("The one question is answered.", "All %(num)d are answered.", number)
    answered = _("%(answered)d of %(all)d answered", answered=number - len(left), all=number)
    return f"{answered}; {still_open(left)}"


def still_open(left: Sequence[Question]) -> str:
    """`no answer yet: who sponsors it?`: the one that tells most; empty where none is open."""
    one = most_telling(left)
    return _("no answer yet: %(question)s", question=words(one.short)) if one else ""
