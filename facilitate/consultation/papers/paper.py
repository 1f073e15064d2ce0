"""The questionnaire as it stands on paper, in one language: plain values, before they become Word."""

from dataclasses import dataclass, field
from datetime import date

from .matching import AskedKind


@dataclass(frozen=True)
class PaperQuestion:
    """A question; `low` and `high` are the words at the ends of a scale."""

    number: int
    kind: AskedKind
    text: str
    help: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    low: str = ""
    high: str = ""


@dataclass(frozen=True)
class QuestionnairePaper:
    """What is printed. `link` is where one may answer online instead; empty where that is over."""

    language: str
    event: str
    title: str
    intro: str
    named: bool
    back_by: date
    link: str
    sectors: tuple[str, ...]
    places: tuple[str, ...]
    questions: list[PaperQuestion] = field(default_factory=list)

    @property
    def lines(self) -> int:
        """Lines to write on below an open question: the fewer are asked, the more."""
        opens = sum(question.kind is AskedKind.OPEN for question in self.questions)
        return 6 if opens <= 2 else 5 if opens <= 4 else 4


def in_columns(texts: tuple[str, ...], columns: int) -> list[list[str]]:
    """The texts in rows of `columns`, to be read down column by column; empty ones fill the last column."""
    height = -(-len(texts) // columns)
    padded = [*texts, *[""] * (height * columns - len(texts))]
    return [padded[row::height] for row in range(height)]
