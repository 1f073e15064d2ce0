"""A table in words before anything is kept: values that need a meaning, and the first rows as they will be kept."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ...directory.models import Sector
from ...web.i18n import _, pick_wording
from ..answering.fields import CountyPlace
from ..models import Choice, Question, QuestionKind
from .columns import COUNTY, SECTOR
from .plan import LEAVE_OUT, ReadAnswer, UnknownMeaning, place_value

MOST_UNKNOWN, FIRST_ROWS, LONGEST_TEXT = 60, 5, 160
"""How much of each a preview shows; the rest is counted."""


class ValueMeaning(NamedTuple):
    """A value nobody knows: of what, in how many rows, the name of its field, what it may mean, what was chosen."""

    what: str
    text: str
    rows: int
    name: str
    options: list[tuple[str, str]]
    chosen: str


class SurveyNames:
    """What sectors, places, questions and choices are called in the language spoken now."""

    def __init__(
        self,
        sectors: Sequence[Sector],
        places: Sequence[CountyPlace],
        questions: Sequence[Question],
        choices: Mapping[int, Sequence[Choice]],
    ) -> None:
        self.sectors = {sector.id: pick_wording(sector.name) for sector in sectors}
        self.places = dict(_places(places))
        self.questions = {question.id: question for question in questions}
        self.choices = {
            question: {choice.id: pick_wording(choice.text) for choice in rows}
            for question, rows in choices.items()
        }

    def meanings(
        self, unknown: Sequence[UnknownMeaning], chosen: Mapping[str, str]
    ) -> list[ValueMeaning]:
        """The values that need a meaning, each with what it may mean."""
        return [
            ValueMeaning(
                what=self._what(one.target),
                text=one.text,
                rows=one.rows,
                name=f"value-{one.key}",
                options=[(LEAVE_OUT, self._nothing(one.target)), *self._options(one.target)],
                chosen=chosen.get(one.key, LEAVE_OUT),
            )
            for one in unknown[:MOST_UNKNOWN]
        ]

    def _what(self, target: str) -> str:
        if target in (SECTOR, COUNTY):
            return _("Sector") if target == SECTOR else _("County")
        return pick_wording(self._question(target).text)

    def _nothing(self, target: str) -> str:
        return _("leave these rows out") if target == SECTOR else _("leave out")

    def _options(self, target: str) -> list[tuple[str, str]]:
        if target == SECTOR:
            return [(str(key), name) for key, name in self.sectors.items()]
        if target == COUNTY:
            return list(self.places.items())
        question = self._question(target)
        if question.kind is QuestionKind.SCALE:
            return [(str(point), str(point)) for point in range(1, 6)]
        return [(str(key), name) for key, name in self.choices[question.id].items()]

    def _question(self, target: str) -> Question:
        return self.questions[int(target.partition("-")[2])]

    def place(self, row: ReadAnswer) -> str:
        """The place of a row."""
        return self.places.get(place_value(row.sent.county, row.sent.capital), "–")

    def said(self, row: ReadAnswer, question: Question) -> str:
        """What a row says to a question, shortened."""
        picks = [pick for pick in row.sent.picks if pick.question == question.id]
        if question.kind is QuestionKind.OPEN:
            text = row.sent.texts.get(question.id, "")
        elif question.kind is QuestionKind.SCALE:
            text = str(picks[0].number) if picks else ""
        else:
            names = self.choices[question.id]
            order = sorted(picks, key=lambda pick: pick.number or 0)
            text = ", ".join(names[pick.choice] for pick in order if pick.choice is not None)
        return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT].rstrip() + " …"


def _places(places: Sequence[CountyPlace]) -> list[tuple[str, str]]:
    found = []
    for place in places:
        found.append((place_value(place.id, None if place.capital else False), place.name))
        if place.capital:
            inside = _("%(county)s, the capital", county=place.name)
            outside = _("%(county)s, outside the capital", county=place.name)
            found += [
                (place_value(place.id, True), inside),
                (place_value(place.id, False), outside),
            ]
    return found


def chosen_values(form: Mapping[str, str]) -> dict[str, str]:
    """What was said that values mean: posted as `value-KEY`."""
    return {
        name.removeprefix("value-"): value
        for name, value in form.items()
        if name.startswith("value-")
    }
