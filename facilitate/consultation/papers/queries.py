"""What papers and uploaded tables need to know: what is asked, how sectors and places are called, what is there already."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa

from ...data.db import db
from ...directory.models import Sector
from ...directory.municipalities import names_in_districts
from ...directory.queries import all_districts, all_sectors
from ...events.models import Event
from ...lib.text import Words
from ...web.i18n import _
from ..answering.fields import CountyPlace
from ..answering.queries import county_places
from ..links import open_link
from ..models import Answer, Choice, Origin, Question, Questionnaire
from ..queries import choices_by_question, questions_in
from ..questionnaire import ConsultationStanding, consultation_standing
from .matching import (
    AskedKind,
    AskedQuestion,
    OfferWordings,
    SurveyLists,
    name_lookup,
    place_code,
    place_name,
    sector_code,
)


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


ALSO_CALLED = {
    "central_government": ("ministry", "ministri", "government", "qeveri"),
    "local_government": ("municipality", "bashki", "qark", "prefecture", "prefekturë"),
    "civil_society": ("NGO", "OJF", "shoqatë", "association"),
    "international_ngo": ("INGO", "OJF ndërkombëtare"),
    "intergovernmental": ("UN agency", "agjenci e OKB-së"),
    "academia": ("university", "universitet"),
    "media": ("journalist", "gazetar"),
}
"""Sectors as people write them in surveys, by key; the first that is called so counts."""


def survey_lists(found: Sequence[CountyPlace], of: Sequence[Sector]) -> SurveyLists:
    """Sectors by name, short name and key, places by county, district, municipality and town, in both languages."""
    of_sectors = [
        (
            (
                *_both(row.name),
                *_both(row.short),
                row.key,
                sector_code(row.id),
                *ALSO_CALLED.get(row.key, ()),
            ),
            row.id,
        )
        for row in of
    ]
    of_counties: list[tuple[tuple[str, ...], tuple[int, bool | None]]] = [
        ((place.name,), (place.id, None if place.capital else False)) for place in found
    ]
    of_counties += [
        ((place_name(place.id, side), place_code(place.id, side)), (place.id, bool(side)))
        for place in found
        for side in ((True, False) if place.capital else (None,))
    ]
    districts = all_districts()
    of_counties += [((row.name,), (row.county_id, row.capital)) for row in districts]
    at = {row.key: (row.county_id, row.capital) for row in districts}
    of_counties += [((name,), at[key]) for name, key in names_in_districts() if key in at]
    for place in found:
        if place.capital:
            inside = (
                f"{place.name}, the capital",
                f"{place.name}, kryeqyteti",
                "capital",
                "kryeqyteti",
            )
            outside = (f"{place.name}, outside the capital", f"{place.name}, jashtë kryeqytetit")
            of_counties += [(inside, (place.id, True)), (outside, (place.id, False))]
    return SurveyLists(name_lookup(of_sectors), name_lookup(of_counties))


def _both(words: Words) -> tuple[str, ...]:
    return tuple(text for text in (words.en, words.sq) if text)


def asked_questions(
    questions: Sequence[Question], choices: Mapping[int, Sequence[Choice]]
) -> list[AskedQuestion]:
    """The questions as they are matched with columns and cells."""
    return [
        AskedQuestion(
            id=question.id,
            kind=AskedKind(question.kind.value),
            texts=(*_both(question.text), f"q{question.id}"),
            offers=tuple(
                OfferWordings(choice.id, (*_both(choice.text), f"c{choice.id}"))
                for choice in choices.get(question.id, ())
            ),
            low=_both(question.low),
            high=_both(question.high),
        )
        for question in questions
    ]


def brought_in(questionnaire: Questionnaire) -> set[str]:
    """The receipts of all answers that came in with a table."""
    rows = sa.select(Answer.receipt).where(
        Answer.questionnaire_id == questionnaire.id, Answer.origin == Origin.IMPORTED
    )
    return set(db.session.scalars(rows))


def on_paper(questionnaire: Questionnaire) -> int:
    """How many answers were typed in from paper."""
    rows = sa.select(sa.func.count(Answer.id)).where(
        Answer.questionnaire_id == questionnaire.id, Answer.origin == Origin.PAPER
    )
    return db.session.scalar(rows) or 0


def paper_of(
    event: Event, questionnaire: Questionnaire, language: str, today: date
) -> QuestionnairePaper:
    """The questionnaire as it is printed, in a language: what is shown, in its order."""
    q, questions = questionnaire, questions_in(questionnaire, hidden=False)
    choices, open_now = (
        choices_by_question(questions),
        consultation_standing(q.opens_on, q.closes_on, q.closed, today),
    )
    return QuestionnairePaper(
        language=language,
        event=event.title.to(language),
        title=q.title.to(language),
        intro=q.intro.to(language),
        named=q.named,
        back_by=q.closes_on,
        link="" if open_now is ConsultationStanding.CLOSED else open_link(q),
        sectors=tuple(row.name.to(language) for row in all_sectors()),
        places=tuple(_place_names(county_places())),
        questions=[
            PaperQuestion(
                number=number,
                kind=AskedKind(row.kind.value),
                text=row.text.to(language),
                help=row.help.to(language),
                required=row.required,
                choices=tuple(
                    choice.text.to(language) for choice in choices[row.id] if not choice.hidden
                ),
                low=row.low.to(language),
                high=row.high.to(language),
            )
            for number, row in enumerate(questions, 1)
        ],
    )


def _place_names(found: Sequence[CountyPlace]) -> Iterator[str]:
    for place in found:
        if place.capital:
            yield _("%(county)s, the capital", county=place.name)
            yield _("%(county)s, outside the capital", county=place.name)
        else:
            yield place.name
