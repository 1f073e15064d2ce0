"""What could stand instead of a passage, said more generally, in the language of the text. Pure; people change it as they like."""

import re

from ...lib.text import Words, plain_text
from .finding import PassageReason, TextFinding
from .lexicon import COUNTRIES

ADULT = 18
_ALBANIAN = re.compile(
    r"[ëçËÇ]|\b(?:dhe|nga|është|për|një|në|të|me|u|i|e|ka|vjeç\w*|fshati?)\b", re.IGNORECASE
)
_ENGLISH = re.compile(
    r"\b(?:the|and|of|was|from|is|for|with|she|he|her|his|in|to|aged?|years?|village)\b",
    re.IGNORECASE,
)
_PLACES = (
    (("fshat",), "një fshat i qarkut"),
    (("shkoll", "kopsht", "konvikt"), "një shkollë"),
    (("rrug", "lagj", "pallat", "shesh"), "një lagje"),
    (("komun",), "një komunë"),
    (("village", "hamlet"), "a village in the county"),
    (("school", "kindergarten"), "a school"),
    (("street", "neighbo"), "a neighbourhood"),
)

_WORDINGS = {
    PassageReason.NAME: Words("a person", "një person"),
    PassageReason.INSTITUTION: Words("an institution", "një institucion"),
    PassageReason.HEALTH: Words("with health problems", "me probleme shëndetësore"),
    PassageReason.SCHOOL: Words("at school", "në shkollë"),
    PassageReason.WORK: Words("at work", "në punë"),
    PassageReason.DATE: Words("that year", "atë vit"),
    PassageReason.VEHICLE: Words("a car", "një makinë"),
}
"""Where the same can stand for any passage of a kind."""
_A_DAY = Words("a certain day", "një datë të caktuar")
_DAY_WITHOUT_YEAR = re.compile(r"\b\d{1,2}\b(?!.*\d{4})")
_ENDS_IN_PREPOSITION = re.compile(
    r"\b(?:në|për|me|te|nga|at|in|for|with|from|as)\s+$", re.IGNORECASE
)
_BEGINS_WITH_PREPOSITION = re.compile(r"(?:në|me|at|with)\s+")


def likely_language(text: str) -> str:
    """`sq` or `en`: what a text is most likely written in."""
    return "en" if len(_ENGLISH.findall(text)) > len(_ALBANIAN.findall(text)) else "sq"


def general_wording(finding: TextFinding, text: str) -> str:
    """A wording that says less; empty where nothing can be offered: it is better removed."""
    spoken = likely_language(text)
    if finding.why is PassageReason.DATE and _DAY_WITHOUT_YEAR.search(finding.found):
        return _A_DAY.to(spoken)
    if finding.why in _WORDINGS:
        wording = _WORDINGS[finding.why].to(spoken)
        if _ENDS_IN_PREPOSITION.search(text.partition(finding.found)[0]):
            return _BEGINS_WITH_PREPOSITION.sub("", wording, count=1)
        return wording
    ask = {PassageReason.AGE: _age, PassageReason.PLACE: _place, PassageReason.CASE: _case}.get(
        finding.why
    )
    return ask(finding.found, spoken) if ask else ""


def _age(found: str, spoken: str) -> str:
    number = re.search(r"\d+", found)
    if number is None or re.search(r"lindur|born|birth|lindj", found, re.IGNORECASE):
        return ""
    young = int(number[0]) < ADULT
    if spoken == "sq":
        if "-" in found:
            return "e mitur" if young else "e rritur"
        return "nën 18 vjeç" if young else "mbi 18 vjeç"
    if re.search(r"\d-", found):
        return "young" if young else "adult"
    return "under 18" if young else "over 18"


def _place(found: str, spoken: str) -> str:
    word = plain_text(found)
    for beginnings, instead in _PLACES:
        if any(part.startswith(beginnings) for part in word.split()):
            return instead
    if word in COUNTRIES:
        return "jashtë vendit" if spoken == "sq" else "abroad"
    return "një zonë" if spoken == "sq" else "one area"


def _case(found: str, spoken: str) -> str:
    if re.search(r"\b(?:saj|tij|ati|ëma|her|his|shoqi|vëllai|motra)\b", found, re.IGNORECASE):
        return "një i afërm" if spoken == "sq" else "a relative"
    return ""
