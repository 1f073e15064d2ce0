"""The questionnaire as an XLSForm, for surveys in the field (KoboToolbox, ODK, Survey123): both languages in one workbook.

Questions are named `qID` and choices `cID`, sectors by their key and counties as `placeID`: answers that come back with names
instead of labels are known by them. Source: xlsform.org, checked with pyxform.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook

from ...directory.models import Sector
from ...lib.sheets import FilledSheet, workbook_bytes
from ...lib.text import Words
from ..answering.fields import CountyPlace
from ..models import Choice, Question, QuestionKind, Questionnaire
from .matching import place_name

LANGUAGES = {"English (en)": "en", "Shqip (sq)": "sq"}
"""The languages as survey tools show them, by what they are called in the columns."""
TYPES = {
    QuestionKind.OPEN: "text",
    QuestionKind.SINGLE: "select_one",
    QuestionKind.MULTIPLE: "select_multiple",
    QuestionKind.SCALE: "select_one",
    QuestionKind.RANKING: "rank",
}
NOTHING_PRIVATE = Words(
    "Please write nothing that could identify a victim.",
    "Ju lutemi, mos shkruani asgjë që mund ta bëjë të njohur një viktimë.",
)
WHERE = Words("Where do you work?", "Ku punoni?")
COUNTY = Words("In which county?", "Në cilin qark?")
WHO = {
    "name": Words("Your name", "Emri juaj"),
    "organisation": Words("Your office or organisation", "Zyra ose organizata juaj"),
}


@dataclass(frozen=True)
class FormContents:
    """What a form asks: the questions shown, their choices by question, and the lists of sectors and counties."""

    questionnaire: Questionnaire
    questions: Sequence[Question]
    choices: dict[int, list[Choice]]
    sectors: Sequence[Sector]
    places: Sequence[CountyPlace]


def to_xlsform(asked: FormContents, language: str, form_id: str, version: str) -> bytes:
    """The workbook with its three sheets. `language`: the one a tool begins in; `version`: what tells two editions apart."""
    book = Workbook()
    first: Any = book.active
    first.title = "survey"
    survey = FilledSheet(first)
    _rows(survey, ("type", "name", *_labels("label"), *_labels("hint"), "required"), _survey(asked))
    choices = FilledSheet(book.create_sheet("choices"))
    _rows(choices, ("list_name", "name", *_labels("label")), _choices(asked))
    settings = FilledSheet(book.create_sheet("settings"))
    shown = next(name for name, code in LANGUAGES.items() if code == language)
    title = asked.questionnaire.title.to(language)
    head = ("form_title", "form_id", "version", "default_language")
    _rows(settings, head, [(title, form_id, version, shown)])
    return workbook_bytes(book)


def _rows(sheet: FilledSheet, head: Sequence[str], rows: Any) -> None:
    for row in (head, *rows):
        sheet.add(list(row))


def _labels(what: str) -> list[str]:
    return [f"{what}::{name}" for name in LANGUAGES]


def _both(words: Words) -> list[str]:
    # `${` would ask for another question's answer
    return [words.to(code).replace("${", "$ {") for code in LANGUAGES.values()]


def _survey(asked: FormContents) -> Iterator[list[str]]:
    blank = ["", ""]
    if asked.questionnaire.intro:
        yield ["note", "intro", *_both(asked.questionnaire.intro), *blank, ""]
    yield ["note", "careful", *_both(NOTHING_PRIVATE), *blank, ""]
    if asked.questionnaire.named:
        for name, words in WHO.items():
            yield ["text", name, *_both(words), *blank, "yes"]
    yield ["select_one sector", "sector", *_both(WHERE), *blank, "yes"]
    yield ["select_one county", "county", *_both(COUNTY), *blank, ""]
    for question in asked.questions:
        kind = TYPES[question.kind]
        if question.kind is not QuestionKind.OPEN:
            kind += f" {_list_of(question)}"
        needed = "yes" if question.required else ""
        yield [kind, f"q{question.id}", *_both(question.text), *_both(question.help), needed]


def _list_of(question: Question) -> str:
    return f"q{question.id}_choices"


def _choices(asked: FormContents) -> Iterator[list[str]]:
    for sector in asked.sectors:
        yield ["sector", sector.key, *_both(sector.name)]
    for place in asked.places:
        for side, words in county_sides(place):
            yield ["county", place_name(place.id, side), *_both(words)]
    for question in asked.questions:
        if question.kind is QuestionKind.SCALE:
            for point, words in points_of(question):
                yield [_list_of(question), str(point), *_both(words)]
        for choice in asked.choices.get(question.id, []):
            if not choice.hidden:
                yield [_list_of(question), f"c{choice.id}", *_both(choice.text)]


def county_sides(place: CountyPlace) -> Iterator[tuple[bool | None, Words]]:
    """How a county is offered: the one that holds the capital twice, inside it and outside."""
    if place.capital:
        yield True, Words(f"{place.name}, the capital", f"{place.name}, kryeqyteti")
        outside = Words(f"{place.name}, outside the capital", f"{place.name}, jashtë kryeqytetit")
        yield False, outside
    else:
        yield None, Words(place.name, place.name)


def points_of(question: Question) -> list[tuple[int, Words]]:
    """The points of a scale, with the words at its ends."""
    ends = {1: question.low, 5: question.high}

    def said(point: int, text: str) -> str:
        return " – ".join(filter(None, (str(point), text)))

    return [
        (
            point,
            Words(
                *(
                    said(point, ends[point].to(code) if ends.get(point) else "")
                    for code in ("en", "sq")
                )
            ),
        )
        for point in range(1, 6)
    ]
