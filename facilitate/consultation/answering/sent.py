"""What one stakeholder sends, however it came in: typed on a phone, copied from paper, read from a file."""

from dataclasses import dataclass, field
from typing import NamedTuple

from ...lib.text import clean_text


class SentPick(NamedTuple):
    """What is said to a question that is not open; ids of question and choice.

    Single and multiple choice: the choice, no number. Scale: no choice, a number from 1 to 5.
    Ranking: a choice and its rank, 1 the first.
    """

    question: int
    choice: int | None
    number: int | None


@dataclass
class SentAnswer:
    """One answer: where the sender works, texts by id of question, and what was picked.

    `capital`: whether they work in the capital; None where they did not say where they work. `name` and
    `organisation` count in named consultations only. Texts are cleaned, empty ones left out and picks put in
    order, so that the same content is equal, typed or read back.
    """

    sector: int
    county: int | None = None
    capital: bool | None = None
    texts: dict[int, str] = field(default_factory=dict)
    picks: list[SentPick] = field(default_factory=list)
    name: str = ""
    organisation: str = ""

    def __post_init__(self) -> None:
        cleaned = {question: clean_text(text) for question, text in self.texts.items()}
        self.texts = {question: text for question, text in cleaned.items() if text}
        self.picks = sorted(set(self.picks), key=lambda pick: (pick.question, pick.choice or 0))
        self.name, self.organisation = clean_text(self.name), clean_text(self.organisation)
