"""An own technique as it stands in a form, row by row in plain texts, and the technique that is made of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..lib.numbers import read_whole
from ..lib.shares import scale_shares
from ..lib.text import Words
from .completeness import MOST_MINUTES, MOST_QUANTITY
from .technique import (
    CARRIED,
    TEXTS,
    Energy,
    QuantityBasis,
    Range,
    RoomLayout,
    Speaks,
    Technique,
    TechniqueFamily,
    TechniqueMaterial,
    TechniqueStep,
    TechniqueTrouble,
)

MATERIAL = ("quantity", "per", "en", "sq")
STEP = ("length", "speaks", "do_en", "do_sq", "say_en", "say_sq")
TROUBLE = ("trouble_en", "trouble_sq", "remedy_en", "remedy_sq")
RULE = ("en", "sq")
CHOICES = {"per": QuantityBasis.EVENT.value, "speaks": Speaks.FACILITATOR.value}
"""Parts of a row that are chosen from a list, and what stands there first: alone they say nothing."""


class TechniqueDraftRow(dict[str, str]):
    """The texts of one row by the name of their part."""

    @property
    def blank(self) -> bool:
        """Whether nothing is typed in it."""
        return not any(text for part, text in self.items() if part not in CHOICES)

    def words(self, prefix: str = "") -> Words:
        """The two-language wording of these parts."""
        return Words(self.get(f"{prefix}en", ""), self.get(f"{prefix}sq", ""))

    def __str__(self) -> str:
        return " · ".join(text for text in self.values() if text) + "\n"


@dataclass
class TechniqueDraft:
    """What the form shows and writes over; `version` is the state of the row it was read from."""

    name: Words = Words()
    purpose: Words = Words()
    when: Words = Words()
    when_not: Words = Words()
    family: TechniqueFamily = TechniqueFamily.DIALOGUE
    energy: Energy = Energy.LIVELY
    layout: RoomLayout = RoomLayout.AS_IS
    room: Words = Words()
    group_min: int = 6
    group_best: int = 20
    group_max: int = 60
    minutes_min: int = 20
    minutes_usual: int = 30
    minutes_max: int = 60
    materials: list[TechniqueDraftRow] = field(default_factory=list)
    steps: list[TechniqueDraftRow] = field(default_factory=list)
    etiquette: list[TechniqueDraftRow] = field(default_factory=list)
    helper: Words = Words()
    notes: Words = Words()
    close: Words = Words()
    late: Words = Words()
    spare: Words = Words()
    shorter: Words = Words()
    longer: Words = Words()
    hybrid: Words = Words()
    troubles: list[TechniqueDraftRow] = field(default_factory=list)
    known_after: Words = Words()
    related: list[str] = field(default_factory=list)
    version: int = 0


def draft_of_technique(one: Technique, version: int = 0) -> TechniqueDraft:
    """The technique as a form shows it: each step in whole minutes of the usual time."""
    lengths = scale_shares([step.share for step in one.steps], one.minutes.best)
    return TechniqueDraft(
        **{name: getattr(one, name) for name in TEXTS},
        family=one.family,
        energy=one.energy,
        layout=one.layout,
        group_min=one.group.min,
        group_best=one.group.best,
        group_max=one.group.max,
        minutes_min=one.minutes.min,
        minutes_usual=one.minutes.best,
        minutes_max=one.minutes.max,
        materials=[
            TechniqueDraftRow(
                quantity=str(row.quantity), per=row.per.value, en=row.text.en, sq=row.text.sq
            )
            for row in one.materials
        ],
        steps=[
            TechniqueDraftRow(
                length=str(max(1, minutes)),
                speaks=row.speaks.value,
                do_en=row.do.en,
                do_sq=row.do.sq,
                say_en=row.say.en,
                say_sq=row.say.sq,
            )
            for row, (_start, minutes) in zip(one.steps, lengths, strict=True)
        ],
        etiquette=[TechniqueDraftRow(en=rule.en, sq=rule.sq) for rule in one.etiquette],
        troubles=[
            TechniqueDraftRow(
                trouble_en=row.trouble.en,
                trouble_sq=row.trouble.sq,
                remedy_en=row.remedy.en,
                remedy_sq=row.remedy.sq,
            )
            for row in one.troubles
        ],
        known_after=one.source,
        related=list(one.related),
        version=version,
    )


def technique_from_draft(
    draft: TechniqueDraft, key: str, before: Technique | None = None
) -> Technique:
    """The technique a draft without mistakes describes. Steps whose minutes stand as `before` keep their shares."""
    return Technique(
        **{name: getattr(draft, name) for name in TEXTS},
        key=key,
        family=draft.family,
        energy=draft.energy,
        layout=draft.layout,
        known_after=draft.known_after,
        related=_related(draft, key, before),
        group=Range(draft.group_min, draft.group_best, draft.group_max),
        minutes=Range(draft.minutes_min, draft.minutes_usual, draft.minutes_max),
        materials=[
            TechniqueMaterial(row.words(), int(row["quantity"] or 1), QuantityBasis(row["per"]))
            for row in draft.materials
        ],
        steps=[
            TechniqueStep(share, Speaks(row["speaks"]), row.words("do_"), row.words("say_"))
            for row, share in zip(draft.steps, _shares(draft, before), strict=True)
        ],
        troubles=[
            TechniqueTrouble(row.words("trouble_"), row.words("remedy_")) for row in draft.troubles
        ],
        etiquette=tuple(row.words() for row in draft.etiquette),
        **{name: getattr(before, name) for name in CARRIED if before},
    )


def _related(draft: TechniqueDraft, key: str, before: Technique | None) -> list[str]:
    """Those chosen, without itself: first those it had, in their order."""
    had = before.related if before else []
    chosen = [other for other in draft.related if other != key]
    return [other for other in had if other in chosen] + [
        other for other in chosen if other not in had
    ]


def _shares(draft: TechniqueDraft, before: Technique | None) -> list[float]:
    typed = [row["length"] for row in draft.steps]
    if before is not None and typed == [row["length"] for row in draft_of_technique(before).steps]:
        return [step.share for step in before.steps]
    return length_shares(typed, draft.minutes_usual)


def length_shares(lengths: Sequence[str], minutes: int) -> list[float]:
    """Lengths as typed, minutes (`15`) or shares (`20 %`) of `minutes`, as shares that add up to 1. Raises ValueError."""
    taken = [parse_length(text, minutes) for text in lengths]
    return [one / sum(taken) for one in taken]


def parse_length(text: str, minutes: int) -> float:
    """The minutes of a length as typed: `15`, or `20 %` of `minutes`. Raises ValueError for anything else and for nothing."""
    typed = text.strip()
    share = typed.endswith("%")
    number = read_whole(typed.removesuffix("%"), 100 if share else MOST_MINUTES)
    if not number:
        raise ValueError(text)
    return number * minutes / 100 if share else number


def mismatched_minutes(lengths: Sequence[str], minutes: int) -> int | None:
    """The minutes that lengths as typed take together, where they are not the `minutes` they should be; else None."""
    together = round(sum(parse_length(text, minutes) for text in lengths))
    return None if together == minutes else together


def parse_quantity(text: str) -> int:
    """How many, as typed; nothing typed is one. Raises ValueError."""
    number = read_whole(text, MOST_QUANTITY) if text else 1
    if not number:
        raise ValueError(text)
    return number
