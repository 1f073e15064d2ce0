"""What a technique is, and how it is read from a file of guides/techniques."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from ..data.content import words_from_toml
from ..lib.text import Words, plain_text
from .signs import signs_of

TEXTS = (
    "name",
    "purpose",
    "when",
    "when_not",
    "room",
    "helper",
    "notes",
    "close",
    "shorter",
    "longer",
    "late",
    "spare",
    "hybrid",
)
"""The wordings every technique has in both languages."""
LISTS = ("also", "asked")
"""What else it is called, and what it answers: lists of their own in each language."""
CARRIED = (*LISTS, "drawing", "read_on", "questions", "yields")
"""What a technique of our own keeps of the one it was adapted from."""
ASKED_OF = ("central_government", "local_government", "civil_society")
"""The sectors of which each technique has questions to begin with."""
QUESTIONS = 3
"""How many, of each sector."""
COMMON_PRACTICE = "common practice"
WEIGHTS = {"name": 3.0, "also": 3.0, "asked": 2.0, "purpose": 1.5, "when": 1.5, "rest": 0.3}
"""How much a sign counts in a search, by where it stands; `rest` are the steps, the troubles and the variants."""


Lists = Mapping[str, Sequence[str]]
"""Texts by language, where the two need not say the same."""


class TechniqueFamily(StrEnum):
    """What a technique is good for, in the order of an event's day."""

    OPENING = "opening"
    ENERGISE = "energise"
    PRESENT = "present"
    DIALOGUE = "dialogue"
    IDEAS = "ideas"
    DECIDE = "decide"
    PLAN = "plan"
    CLOSE = "close"


class OutputKind(StrEnum):
    """What is to come out of working on an objective, in the order in which one leads to the next."""

    UNSAID = "unsaid"
    KNOW = "know"
    IDEAS = "ideas"
    CHOICE = "choice"
    AGREEMENT = "agreement"
    PLAN = "plan"
    PRACTICE = "practice"


YIELDED = {
    TechniqueFamily.PRESENT: (OutputKind.KNOW,),
    TechniqueFamily.DIALOGUE: (OutputKind.KNOW,),
    TechniqueFamily.IDEAS: (OutputKind.IDEAS,),
    TechniqueFamily.DECIDE: (OutputKind.CHOICE,),
    TechniqueFamily.PLAN: (OutputKind.PLAN,),
}
"""What a technique yields that does not say so itself."""


class Energy(StrEnum):
    """How much a technique moves people, from sitting still to being on their feet."""

    CALM = "calm"
    LIVELY = "lively"
    MOVING = "moving"


class RoomLayout(StrEnum):
    """How a room is set up; each has its picture in the guide."""

    ROWS = "rows"
    PODIUM = "podium"
    ROUND_TABLES = "round_tables"
    CIRCLE = "circle"
    SMALL_CIRCLES = "small_circles"
    FISHBOWL = "fishbowl"
    U_SHAPE = "u_shape"
    PAIRS = "pairs"
    WALL = "wall"
    WALLS = "walls"
    OPEN = "open"
    AS_IS = "as_is"


class Speaks(StrEnum):
    """Who has the word in a step of a technique."""

    FACILITATOR = "facilitator"
    SPEAKERS = "speakers"
    PARTICIPANTS = "participants"
    HOST = "host"
    NOTE_TAKER = "note_taker"


class QuantityBasis(StrEnum):
    """What a quantity of material is counted by."""

    EVENT = "event"
    GROUP = "group"
    TABLE = "table"
    PERSON = "person"


@dataclass(frozen=True)
class Range:
    """From, usually, up to: people or minutes."""

    min: int
    best: int
    max: int


@dataclass(frozen=True)
class TechniqueMaterial:
    """Something to bring, and how many of it."""

    text: Words
    quantity: int
    per: QuantityBasis


@dataclass(frozen=True)
class TechniqueStep:
    """One step of a technique; `share` is its part of the whole time, the shares add up to 1."""

    share: float
    speaks: Speaks
    do: Words
    say: Words


@dataclass(frozen=True)
class TechniqueTrouble:
    """What may go wrong, and what to do then."""

    trouble: Words
    remedy: Words


@dataclass(frozen=True)
class TechniqueSigns:
    """A technique as a search sees it: its signs and how much each counts, their sum, and those of each question."""

    signs: dict[str, float]
    length: float
    questions: list[Mapping[str, float]]


@dataclass(frozen=True)
class Technique:
    """One way to work with a group; minutes and people as `Range`, all texts in both languages.

    `shorter` and `longer` are other ways to plan it; `late` and `spare` what to do in the room when time runs out or is
    left. `etiquette`: what everybody at a table keeps to, where the technique has such rules. `also`: what else it is
    called; `asked`: the questions it answers, as people put them; both by language, lists of their own. `hybrid`: how it goes
    where some take part online. `drawing`: the room and how people move (`drawing.draw_technique`); `read_on`: sources, a line each;
    `questions`: what a group may be asked with it, by sector. `yields`: what comes out of it, as `OutputKind` has it.
    """

    key: str
    family: TechniqueFamily
    energy: Energy
    layout: RoomLayout
    known_after: Words
    related: list[str]
    group: Range
    minutes: Range
    materials: list[TechniqueMaterial]
    steps: list[TechniqueStep]
    name: Words
    purpose: Words
    when: Words
    when_not: Words
    room: Words
    helper: Words
    notes: Words
    close: Words
    shorter: Words
    longer: Words
    late: Words
    spare: Words
    hybrid: Words
    troubles: list[TechniqueTrouble]
    etiquette: tuple[Words, ...] = ()
    also: Lists = field(default_factory=dict)
    asked: Lists = field(default_factory=dict)
    drawing: str = ""
    read_on: Sequence[str] = ()
    questions: Mapping[str, Lists] = field(default_factory=dict)
    yields: Sequence[OutputKind] | None = None

    @property
    def source(self) -> Words:
        """Author or tradition and year; empty where nobody can claim it."""
        return Words() if self.known_after.en == COMMON_PRACTICE else self.known_after

    @cached_property
    def parts(self) -> tuple[tuple[Speaks, float], ...]:
        """Who speaks in its steps, each with its share of the time."""
        return tuple((step.speaks, step.share) for step in self.steps)

    @property
    def brings_about(self) -> Sequence[OutputKind]:
        """What comes out of it: as it says, else as its family usually does."""
        return YIELDED.get(self.family, ()) if self.yields is None else self.yields

    @cached_property
    def one_sided(self) -> bool:
        """Whether some wording is there in one language only: a technique of our own may be."""
        texts = [getattr(self, name) for name in TEXTS]
        texts += [*self.etiquette, *(one.text for one in self.materials)]
        texts += [words for one in self.steps for words in (one.do, one.say)]
        texts += [words for one in self.troubles for words in (one.trouble, one.remedy)]
        return any(bool(words.en) != bool(words.sq) for words in texts)

    @cached_property
    def described(self) -> TechniqueSigns:
        """What a question is compared with."""
        texts = [("name", self.name), ("purpose", self.purpose), ("when", self.when)]
        texts += [("rest", words) for step in self.steps for words in (step.do, step.say)]
        texts += [("rest", words) for one in self.troubles for words in (one.trouble, one.remedy)]
        texts += [("rest", words) for words in (self.shorter, self.longer, self.late, self.spare)]
        parts = [(place, text) for place, words in texts for text in (words.en, words.sq)]
        parts += [("also", text) for texts_ in self.also.values() for text in texts_]
        questions = [signs_of(text) for texts_ in self.asked.values() for text in texts_]
        signs: dict[str, float] = {}
        for place, found in [
            *((place, signs_of(text)) for place, text in parts),
            *(("asked", found) for found in questions),
        ]:
            for sign, weight in found.items():
                signs[sign] = signs.get(sign, 0.0) + weight * WEIGHTS[place]
        names = [signs_of(text) for place, text in parts if place in ("name", "also", "purpose")]
        return TechniqueSigns(signs, sum(signs.values()), [*questions, *filter(None, names)])

    @cached_property
    def searched(self) -> str:
        """What a search looks at: both languages, lower case, without accents."""
        wordings = [
            self.name,
            self.purpose,
            self.when,
            self.known_after,
            *(one.text for one in self.materials),
        ]
        return plain_text(
            " ".join(
                [
                    self.key,
                    *(text for words in wordings for text in (words.en, words.sq)),
                    *(text for texts in self.also.values() for text in texts),
                ]
            )
        )


def technique_from_table(table: dict[str, Any]) -> Technique:
    """The technique a complete file describes (see `completeness`). Raises KeyError or ValueError."""
    group, minutes, en, sq = table["group"], table["minutes"], table["en"], table["sq"]
    return Technique(
        key=table["key"],
        family=TechniqueFamily(table["family"]),
        energy=Energy(table["energy"]),
        layout=RoomLayout(table["layout"]),
        known_after=Words(table["known_after"], table.get("known_after_sq", "")),
        related=list(table["related"]),
        group=Range(group["min"], group["best"], group["max"]),
        minutes=Range(minutes["min"], minutes["usual"], minutes["max"]),
        materials=[
            TechniqueMaterial(words_from_toml(row), row["quantity"], QuantityBasis(row["per"]))
            for row in table.get("materials", [])
        ],
        steps=[
            TechniqueStep(
                row["share"],
                Speaks(row["speaks"]),
                words_from_toml(row, "do"),
                words_from_toml(row, "say"),
            )
            for row in table["steps"]
        ],
        troubles=[
            TechniqueTrouble(Words(a["trouble"], b["trouble"]), Words(a["remedy"], b["remedy"]))
            for a, b in zip(en["troubles"], sq["troubles"], strict=True)
        ],
        etiquette=tuple(words_from_toml(row) for row in table.get("etiquette", [])),
        also=_lists(table, "also"),
        asked=_lists(table, "asked"),
        drawing=table.get("drawing", "").strip(),
        read_on=list(table.get("read_on", [])),
        yields=tuple(map(OutputKind, table["yields"])) if "yields" in table else None,
        questions={
            sector: {code: list(rows.get(code, [])) for code in ("en", "sq")}
            for sector, rows in table.get("questions", {}).items()
        },
        **{text: Words(en.get(text, "").strip(), sq.get(text, "").strip()) for text in TEXTS},
    )


def _lists(table: dict[str, Any], name: str) -> Lists:
    return {code: list(table[code].get(name, [])) for code in ("en", "sq")}
