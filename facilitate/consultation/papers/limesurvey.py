"""The questionnaire as LimeSurvey's tab-separated text, in both languages: imported there as it is.

Questions have the codes `qID` and choices `cID`; LimeSurvey takes codes of five signs at most, so sectors are `sID` and counties
`pID`. Answers that come back with these codes are known by them. Source: LimeSurvey manual, “Tab Separated Value survey structure”.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from html import escape

from ...lib.text import Words
from ..models import Question, QuestionKind
from .matching import place_code, sector_code
from .xlsform import (
    COUNTY,
    LANGUAGES,
    NOTHING_PRIVATE,
    WHERE,
    WHO,
    FormContents,
    county_sides,
    points_of,
)

HEAD = (
    "class",
    "type/scale",
    "name",
    "relevance",
    "text",
    "help",
    "language",
    "mandatory",
    "other",
)
TYPES = {
    QuestionKind.OPEN: "T",
    QuestionKind.SINGLE: "L",
    QuestionKind.MULTIPLE: "M",
    QuestionKind.SCALE: "L",
    QuestionKind.RANKING: "R",
}
"""Long text, list, several choices, list, ranking."""
KEEPS = {"format": "A", "anonymized": "Y", "datestamp": "Y", "ipaddr": "N", "refurl": "N"}
"""What LimeSurvey keeps of who answers: the day, which comes back with the answer, and nothing else."""
Line = Mapping[str, str]


def to_limesurvey(asked: FormContents, language: str) -> bytes:
    """The file; `language`: the one LimeSurvey begins in."""
    others = [code for code in LANGUAGES.values() if code != language]
    settings = {"language": language, "additional_languages": " ".join(others), **KEEPS}
    if asked.questionnaire.named:
        settings["anonymized"] = "N"
    lines: list[Line] = [{"class": "S", "name": key, "text": one} for key, one in settings.items()]
    for code in (language, *others):
        lines += [{**line, "language": code} for line in _in(asked, code)]
    file = io.StringIO(newline="")
    table = csv.DictWriter(file, HEAD, restval="", delimiter="\t", lineterminator="\r\n")
    table.writeheader()
    table.writerows(lines)
    return file.getvalue().encode("utf-8-sig")


def _in(asked: FormContents, code: str) -> Iterator[Line]:
    """Everything in one language; LimeSurvey finds the same question in another one by its code."""
    q = asked.questionnaire
    welcome = "\n\n".join(filter(None, (q.intro.to(code), NOTHING_PRIVATE.to(code))))
    yield {"class": "SL", "name": "surveyls_title", "text": _shown(q.title.to(code))}
    yield {"class": "SL", "name": "surveyls_welcometext", "text": _shown(welcome)}
    yield {
        "class": "G",
        "type/scale": "G0",
        "name": _shown(q.title.to(code)) or "1",
        "relevance": "1",
    }
    if q.named:
        for name, words in WHO.items():
            yield _question("S", name, words, code, needed=True)
    yield _question("L", "sector", WHERE, code, needed=True)
    for sector in asked.sectors:
        yield _answer(sector_code(sector.id), sector.name, code)
    yield _question("!", "county", COUNTY, code)
    for place in asked.places:
        for side, words in county_sides(place):
            yield _answer(place_code(place.id, side), words, code)
    for question in asked.questions:
        yield from _asked(asked, question, code)


def _asked(asked: FormContents, question: Question, code: str) -> Iterator[Line]:
    line = _question(
        TYPES[question.kind], f"q{question.id}", question.text, code, needed=question.required
    )
    yield {**line, "help": _shown(question.help.to(code))}
    if question.kind is QuestionKind.SCALE:
        for point, words in points_of(question):
            yield _answer(str(point), words, code)
    for choice in asked.choices.get(question.id, []):
        if not choice.hidden:
            line = _answer(f"c{choice.id}", choice.text, code)
            yield {**line, "class": "SQ"} if question.kind is QuestionKind.MULTIPLE else line


def _question(kind: str, name: str, text: Words, code: str, *, needed: bool = False) -> Line:
    mandatory = "Y" if needed else "N"
    about = {"relevance": "1", "mandatory": mandatory, "other": "N"}
    return {"class": "Q", "type/scale": kind, "name": name, "text": _shown(text.to(code)), **about}


def _answer(name: str, text: Words, code: str) -> Line:
    return {"class": "A", "type/scale": "0", "name": name, "text": _shown(text.to(code))}


def _shown(text: str) -> str:
    """What LimeSurvey shows as this text: there it is HTML, what stands close between braces is calculated, and quotes around all of it go."""
    shown = escape(text, quote=False).replace('"', "&quot;")
    return shown.replace("{", "{ ").replace("\n", "<br />")
