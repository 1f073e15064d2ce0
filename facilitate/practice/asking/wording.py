"""How far the questions of the start are answered, in one plain sentence."""

from collections.abc import Sequence

from ...web.i18n import _, _n, pick_wording
from ..questions import StartQuestion, most_telling_question


def answered_sentence(number: int, left: Sequence[StartQuestion]) -> str:
    """`5 of 9 answered; not answered yet – who sponsors it?`"""
    if not left:
        return _n("The one question is answered.", "All %(num)d are answered.", number)
    answered = _("%(answered)d of %(all)d answered", answered=number - len(left), all=number)
    return f"{answered}; {open_question_text(left)}"


def open_question_text(left: Sequence[StartQuestion]) -> str:
    """`not answered yet – who sponsors it?`: the one that tells most; empty where none is open."""
    one = most_telling_question(left)
    return _("not answered yet – %(question)s", question=pick_wording(one.short)) if one else ""
