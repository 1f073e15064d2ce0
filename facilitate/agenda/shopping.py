"""What to bring for the whole event: the materials of every step, counted out and added up to one list."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..lib.text import Words, plain_text
from ..techniques.technique import QuantityBasis, Technique, TechniqueMaterial
from .headcount import groups_at, people_at_step, tables_at
from .plan import Plan, PlanMaterial, PlanPlace, PlanStep

_WORDS = """
bell board box camera chair clip clipboard clock computer cable easel envelope flag flipchart chart glass laptop lectern
loudspeaker marker microphone pen pencil pinboard pin pointer projector recorder ruler scissor screen sign speaker stand
stopwatch table tablecloth timer wall whiteboard
zile tabele tabela kuti kamera karrige ore kompjuter kabllo flipcart flipcarte podium altoparlant markere mikrofon
mikrofona stilolaps stilolapsa laps lapsa projektor ekran shenje tryeze gershere mbajtese
"""
AGAIN = frozenset(_WORDS.split())
"""The last or the first word of what is not used up, in English without its plural, in Albanian as it is written."""


CHAIRS = frozenset({"chairs", "chair", "karrige"})
"""What chairs are called where they are listed: as many are brought as a café has seats."""


def thing_name(english: str) -> str:
    """What a thing is called, whether one or many: without accents, capitals, hyphens and plurals (`Rolls of tape` → `roll of tape`)."""
    return " ".join(map(_one, re.sub(r"[^\w]+", " ", plain_text(english)).split()))


def _albanian_name(albanian: str) -> str:
    """What a thing is called in Albanian, without the last vowel, in which most plurals differ: `mikrofon`, `mikrofona`; `flipçart`, `flipçarte`."""
    return re.sub(r"(?<=\w{3})[aei]\b", "", plain_text(albanian))


def is_used_again(english: str, albanian: str) -> bool:
    """Whether the next step can have it; what we do not know is used up, so that there is never too little."""
    en = re.sub(r"\([^)]*\)| (?:for|in|on|of|with|from|to) .*", "", plain_text(english)).split()
    if en:
        return _one(en[-1]) in AGAIN
    sq = plain_text(albanian).split()
    return bool(sq) and sq[0] in AGAIN


def _one(word: str) -> str:
    """`cards` → `card`, `boxes` → `box`, `copies` → `copy`."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


@dataclass(frozen=True)
class MaterialUse:
    """Where something is needed, and how many of it (0: the text speaks for itself)."""

    step: PlanStep
    count: int = 0


@dataclass
class ShoppingLine:
    """Something to bring: `total` of it in all, at most `most` at the same time, and where.

    `again`: what one step has used the next one can have.
    """

    text: Words
    uses: list[MaterialUse] = field(default_factory=list)
    most: int = 0

    @property
    def total(self) -> int:
        return sum(use.count for use in self.uses)

    @property
    def again(self) -> bool:
        return is_used_again(self.text.en, self.text.sq)

    @property
    def bring(self) -> int:
        """How many have to be there: what is used again is needed once, what is used up as often as it is used."""
        return self.most if self.again else self.total


@dataclass(frozen=True)
class Shopping:
    """The list: what is counted, and what nobody has counted; both in the order of the agenda."""

    counted: list[ShoppingLine]
    uncounted: list[ShoppingLine]


def shopping_list(plan: Plan, expected: int, shelf: Mapping[str, Technique]) -> Shopping:
    """One list for all days, `expected` people in all. What is parked is not on it: nobody knows yet that it is needed.

    A step without materials of its own needs those of its technique. The same thing is one line, however it is
    written (accents, capitals) and whatever it is counted by.
    """
    counted, uncounted = _Lines(), _Lines()
    for day in plan.in_order:
        for step in plan.walk(PlanPlace(day=day.id)):
            for material in materials_of(step, shelf):
                if material.quantity:
                    counted.add(
                        material.text,
                        MaterialUse(
                            step,
                            material.quantity * times_counted(plan, step, material.per, expected),
                        ),
                    )
                else:
                    uncounted.add(material.text, MaterialUse(step))
    for line in counted.found:
        line.most = most_at_once(line.uses)
    return Shopping(counted.found, uncounted.found)


def materials_of(
    step: PlanStep, shelf: Mapping[str, Technique]
) -> Sequence[PlanMaterial | TechniqueMaterial]:
    """What a step needs: its own materials, else those of its technique."""
    technique = shelf.get(step.technique)
    return step.materials or (technique.materials if technique else ())


def times_counted(plan: Plan, step: PlanStep, per: QuantityBasis, expected: int) -> int:
    """How often a quantity counts in a step: once, or for each of its people, tables or groups (0: nobody knows)."""
    if per is QuantityBasis.EVENT:
        return 1
    counts = {
        QuantityBasis.PERSON: people_at_step,
        QuantityBasis.TABLE: tables_at,
        QuantityBasis.GROUP: groups_at,
    }
    return counts[per](plan, step, expected)


def most_at_once(uses: Sequence[MaterialUse]) -> int:
    """How many are needed at the same time: the step that needs most; parallel strands of a block add up."""
    steps = {use.step.id: use.step for use in uses}
    counts = Counter[int]()
    for use in uses:
        counts[use.step.id] += use.count
    blocks: dict[int, dict[int, int]] = {}
    for key, step in steps.items():
        strands = blocks.setdefault(step.block or key, {})
        strand = step.strand or 0
        strands[strand] = max(strands.get(strand, 0), counts[key])
    return max((sum(strands.values()) for strands in blocks.values()), default=0)


class _Lines:
    """Lines by what they are called: the English wordings decide, where both have one, else the Albanian.

    A line that was one thing takes the wording of several.
    """

    def __init__(self) -> None:
        self.found: list[ShoppingLine] = []
        self.english: dict[str, ShoppingLine] = {}
        self.albanian: dict[str, ShoppingLine] = {}

    def add(self, text: Words, use: MaterialUse) -> None:
        en, sq = thing_name(text.en), _albanian_name(text.sq)
        line = self.english.get(en) if en else None
        if line is None and (same := self.albanian.get(sq)) and not (en and same.text.en):
            line = same
        if line is None:
            line = ShoppingLine(text)
            self.found.append(line)
        first, then = (text, line.text) if use.count > 1 and line.total == 1 else (line.text, text)
        line.text = Words(first.en or then.en, first.sq or then.sq)
        line.uses.append(use)
        if en:
            self.english.setdefault(en, line)
        if sq:
            self.albanian.setdefault(sq, line)
