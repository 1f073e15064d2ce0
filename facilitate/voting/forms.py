"""What may be typed about a vote: its question, kind and options; slips of paper counted."""

from collections.abc import Sequence

from wtforms import BooleanField, TextAreaField

from ..lib.text import Words, clean_text
from ..web.forms import EnumField, NumberField, PickField, VersionedForm, WordsField
from ..web.i18n import _l
from .models import VoteKind

MOST_DOTS, LONGEST = 10, 200
SEPARATOR = " / "
"""Between the English and the Albanian wording of an option on one line."""


class VoteForm(VersionedForm):
    """A question to the room: in which step, in both languages, how it is answered and what can be chosen."""

    question = WordsField(_l("Question"), required=True, limit=300)
    step_id = PickField(_l("Step it is asked in"))
    kind = EnumField(_l("How the room answers"), of=VoteKind, default=VoteKind.DOTS)
    lines = TextAreaField(
        _l("Options"),
        description=_l("One per line; both languages on one line: English / Albanian."),
    )
    dots = NumberField(_l("Dots each person has"), least=1, most=MOST_DOTS, default=3)
    hidden = BooleanField(_l("Show the result on the wall only when the vote is closed"))
    passes = NumberField(
        _l("Personal codes to print"),
        least=0,
        most=1000,
        default=0,
        description=_l("0: everybody with the code can vote, one vote a phone."),
    )
    badges = BooleanField(_l("The codes on badges and café slips can vote, each once"))


def options_in_lines(text: str) -> list[Words]:
    """The options that were typed one a line; a line in one language holds for both."""
    found = []
    for line in filter(None, map(clean_text, text.splitlines())):
        english, slash, albanian = line.partition(SEPARATOR)
        both = (english.strip(), albanian.strip()) if slash else (line, line)
        found.append(Words(*(one[:LONGEST] for one in both)))
    return list(dict.fromkeys(found))


def lines_of_options(options: Sequence[Words]) -> str:
    """The options as they are typed."""
    return "\n".join(
        one.en if one.en == one.sq else SEPARATOR.join(filter(None, (one.en, one.sq)))
        for one in options
    )
