"""The rules of the privacy check, as they stand in `rules.toml`, and what is found by how it is written. Pure.

Every pattern has an end: a rule looks at a few words, never at the rest of the text, which is why a text takes the time of its length
(`tests/report/clearing/test_linear.py`).
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cached_property
from importlib.resources import files
from typing import Any, NamedTuple

from .vocabulary import CLASSES, spelled_out


class PassageReason(StrEnum):
    """What a passage gives away."""

    NAME = "name"
    AGE = "age"
    PLACE = "place"
    NUMBER = "number"
    CASE = "case"
    DATE = "date"
    INSTITUTION = "institution"
    SCHOOL = "school"
    WORK = "work"
    HEALTH = "health"
    MARK = "mark"
    CONTACT = "contact"
    VEHICLE = "vehicle"


class RuleNeeds(IntEnum):
    """What a text must say beside a passage for it to tell who somebody is."""

    NOTHING = 0
    PARTICULAR = 1
    """Nothing, but the sentence must not speak of anybody in general: `a victim must …`."""
    SOMEBODY = 2
    """At least `she`."""
    MORE = 3
    """A name, an age, `the girl`, a detail."""


@dataclass(frozen=True, eq=False)
class Rule:
    """`starts`: bits of the classes it begins with.

    What a `broad` rule finds gives way to what the others do. Its patterns are made when a text first needs them: all of them together
    take longer than the planner's start.
    """

    name: str
    why: PassageReason
    starts: int
    written: str
    """The pattern as it stands in the file."""
    needs: RuleNeeds
    cased: bool = False
    broad: bool = False
    must: bool = False
    before_written: str = ""
    unless_written: str = ""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """How the passage goes on; a group `it` is the passage, else all of it."""
        return _compile(self.written)

    @cached_property
    def before(self) -> re.Pattern[str] | None:
        """Takes more words in to the left (`must`: the rule counts only where they are there)."""
        return _compile(self.before_written, "$") if self.before_written else None

    @cached_property
    def unless(self) -> re.Pattern[str] | None:
        """Where it stands before, the rule does not count."""
        return _compile(self.unless_written, "$") if self.unless_written else None


_DATA = tomllib.loads((files(__package__) / "rules.toml").read_text("utf-8"))
_PARTS = {name: text.replace("\n", "") for name, text in _DATA["parts"].items()}


def _compile(text: str, ends: str = "") -> re.Pattern[str]:
    """A pattern of the file, with its parts and words spelled out."""
    text = text.replace("\n", "")
    for _depth in range(3):
        text = re.sub(r"\{([a-z_]+)\}", lambda match: _PARTS.get(match[1], match[0]), text)
    return re.compile(spelled_out(f"(?:{text}){ends}" if ends else text))


def _rule(said: Mapping[str, Any]) -> Rule:
    text, starts = said["pattern"], said["starts"]
    if text.startswith(f"{{{starts}}}"):
        text = r"[a-z][a-z'-]{0,39}\b" + text[len(starts) + 2 :]  # that it is one of them is known
    return Rule(
        name=said["name"],
        why=PassageReason(said.get("why", PassageReason.CASE)),
        starts=sum(CLASSES[one] for one in starts.split()),
        written=text,
        needs=RuleNeeds[said.get("needs", "nothing").upper()],
        cased=said.get("cased", False),
        broad=said.get("broad", False),
        must="must" in said,
        before_written=said.get("before") or said.get("must", ""),
        unless_written=said.get("unless", ""),
    )


RULES = [_rule(one) for one in _DATA["rules"]]
"""In the order in which they have the say where two begin at the same word."""
EVIDENCE = [_rule(one) for one in _DATA["evidence"]]
"""That one particular person is spoken of; no passage itself."""


class WrittenRule(NamedTuple):
    """What is found by how it is written, wherever it stands; `sign`: what a text must hold for a look."""

    name: str
    why: PassageReason
    sign: re.Pattern[str]
    pattern: re.Pattern[str]
    cased: bool = False


# A line below or a sign beside it makes a number no other one: `_069 12 34 567_` is one.
WRITTEN = [
    WrittenRule(
        "mail",
        PassageReason.NUMBER,
        re.compile("@"),
        re.compile(r"[a-z0-9.+_-]{1,64}@[a-z0-9-]{1,64}(?:\.[a-z0-9-]{1,64}){1,9}"),
    ),
    WrittenRule(
        "handle",
        PassageReason.CONTACT,
        re.compile("@"),
        re.compile(r"(?<![\w.+-])@[a-z0-9][a-z0-9_.]{1,40}"),
    ),
    WrittenRule(
        "underscored",
        PassageReason.CONTACT,
        re.compile("_"),
        re.compile(r"(?<![\w.@])[a-z][a-z0-9.]{1,30}(?:_[a-z0-9.]{1,30}){1,4}"),
    ),
    WrittenRule(
        "phone",
        PassageReason.NUMBER,
        re.compile(r"\d(?:[ /-]?\d){5}"),
        re.compile(
            r"(?<![^\W_])(?<!/)(?:\+|00)\d{1,3}[ /-]?\d(?:[ /-]?\d){6,10}(?![^\W_])"
            r"|(?<![^\W_])(?<![/.,])(?!080[08]|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b)0\d{1,2}[ /-]?\d(?:[ /-]?\d){4,7}(?![^\W_])"
        ),
    ),
    WrittenRule(
        "document",
        PassageReason.NUMBER,
        re.compile(r"[A-Za-z]\d{2}"),
        re.compile(
            r"(?<![^\W_])(?:[a-z]\d{8}[a-z]|[a-z]{2}\d{6,8}|[a-z]{2}\d{2}[a-z0-9]{12,30})(?![^\W_])"
        ),
    ),
    WrittenRule(
        "plate",
        PassageReason.VEHICLE,
        re.compile(r"\d{3}"),
        re.compile(r"(?<![^\W_])(?<!-)[A-Z]{2} ?-?\d{3,4} ?-?[A-Z]{1,2}(?![^\W_])"),
        cased=True,
    ),
    WrittenRule(
        "case code",
        PassageReason.NUMBER,
        re.compile(r"[A-Za-z][-/]\d"),
        re.compile(
            r"(?<![^\W_])(?<!-)[A-Z]{1,4}-(?:19|20)\d\d-\d{1,6}(?![^\W_])"
            r"|(?<![^\W_])(?<![/-])(?!VKM|DCM|UN|EU|BE|ISO|CM|SC|RES|KE|OKB)[A-Z]{1,4}[/-]\d{1,6}/\d{1,6}(?![^\W_])(?!/)"
        ),
        cased=True,
    ),
    WrittenRule(
        name="initials",
        why=PassageReason.NAME,
        sign=re.compile(r"[A-Z][a-z]?\."),
        pattern=re.compile(
            r"(?<![\w.])[A-Z][a-z]?\. ?[A-Z][a-z]?\.(?!\w)(?! ?[A-Z]\.)"
            r"|(?<=[Vv]ajza )[A-Z]\.|(?<=[Vv]ajzen )[A-Z]\.|(?<=quajtur )[A-Z]\.|(?<=mitura )[A-Z]\.|(?<=[Gg]ruaja )[A-Z]\."
            r"|(?:^|(?<=[.:;!?\n-] ))[A-Z][hj]?\.(?=[,:;]| (?:and|dhe|e|u|is|was|went|has|had|came|ran|lives|works|told|said|tha|erdhi|"
            r"iku|ka|kishte|eshte|ishte|jeton|punon|flet)\b)"
            r"|(?<=[a-z] )[A-Z]\.(?= [a-z])|(?<=[ei] )[A-Z]\.(?=[,;:]| dhe )"
            r"|(?<=girl )[A-Z]\.|(?<=woman )[A-Z]\.|(?<=called )[A-Z]\.|(?<=named )[A-Z]\."
        ),
        cased=True,
    ),
    WrittenRule(
        "initial with age",
        PassageReason.NAME,
        re.compile(r"[A-Z]\.?,? \(?\d"),
        re.compile(r"(?<![\w.])(?![AEI] )[A-Z]\.?(?=,? \(?\d{1,2}(?:\)| ?-? ?vje| ?years?\b))"),
        cased=True,
    ),
]
