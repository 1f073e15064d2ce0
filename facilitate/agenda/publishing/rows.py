"""An agenda as rows of text: what the Excel file holds, and what it is compared by.

A row is a step, or one of the parallel groups of a block. `inside` says with arrows how deep it stands: one for what stands in
the block above it (and for the group itself), two for what stands in the group above it.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ...lib.clock import format_wall_time
from ...lib.numbers import read_whole
from ...lib.text import Words, plain_text
from ...lib.uploads import read_text
from ...techniques import labels as quantities  # the names of quantities  # noqa: F401
from ...techniques.queries import all_techniques
from ...techniques.technique import QuantityBasis
from ...web.i18n import LANGUAGES, _, _l, current_language, label_of, use_language
from ..comparing import PlanNames
from ..plan import PARKED, Plan, PlanMaterial, PlanPlace, PlanStep, PlanStrand
from ..timing import Timed

FIELDS: dict[str, Any] = {
    "day": _l("Day"),
    "inside": _l("Inside"),
    "start": _l("Start"),
    "minutes": _l("Minutes"),
    "pinned": _l("Fixed start"),
    "kind": _l("Kind"),
    "title_en": _l("Title (English)"),
    "title_sq": _l("Title (Albanian)"),
    "technique": _l("Technique"),
    "room": _l("Room"),
    "lead": _l("Lead"),
    "note_taker": _l("Note-taker"),
    "supporters": _l("Supporters"),
    "speakers": _l("Speakers"),
    "objectives": _l("Objectives"),
    "people": _l("People"),
    "groups": _l("Tables or groups"),
    "internal": _l("Only the team"),
    "about_en": _l("For participants (English)"),
    "about_sq": _l("For participants (Albanian)"),
    "aim_en": _l("Aim (English)"),
    "aim_sq": _l("Aim (Albanian)"),
    "say_en": _l("What to say (English)"),
    "say_sq": _l("What to say (Albanian)"),
    "do_en": _l("What to do (English)"),
    "do_sq": _l("What to do (Albanian)"),
    "materials": _l("Materials"),
    "id": _l("Number (do not change)"),
}
"""The columns in their order."""
TEXTS = ("title", "about", "aim", "say", "do")
GROUP = _l("Parallel group")
"""What stands as the kind of a group."""
YES = _l("yes")
ARROW = "↳"
PARKED_DAY = "parked"


@dataclass(frozen=True)
class SheetRow:
    """One row: `id` is the number of a step (`12`) or group (`G5`), empty for a new one; `number` its row in the file."""

    id: str
    cells: Mapping[str, str]
    number: int = 0

    def get(self, name: str) -> str:
        return self.cells.get(name, "")

    def state_of(self, slug: str, language: str) -> str:
        """What stands in the last cell of a row in text: whether it has changed since, whose it is, in which language."""
        said = repr(sorted((name, text) for name, text in self.cells.items() if text)).encode()
        return f"{hashlib.sha256(said).hexdigest()[:10]}@{slug}@{language}"

    @property
    def depth(self) -> int:
        """0 in a day or parked, 1 in a block, 2 in a group."""
        return min(depth_of(self.get("inside")), 2)


def depth_of(text: str) -> int:
    """How deep the arrows in a cell say; whatever else was typed there counts as one."""
    marks = sum(text.count(mark) for mark in (ARROW, ">", "→"))
    return marks or int(bool(text.strip()))


def rows_of_plan(plan: Plan, names: PlanNames) -> list[SheetRow]:
    """Every step and group of an agenda, day by day, then what is parked; in the language spoken now."""
    writer = _SheetRows(plan, names)
    found = [
        row
        for day in plan.in_order
        for row in writer.steps(PlanPlace(day.id), day.on.isoformat(), 0)
    ]
    return [*found, *writer.steps(PARKED, PARKED_DAY, 0)]


class _SheetRows:
    def __init__(self, plan: Plan, names: PlanNames) -> None:
        self.plan, self.names, self.language = plan, names, current_language()
        self.times: dict[int, Timed] = {one.id: one for day in plan.days for one in plan.timed(day)}
        self.kinds = {kind: label_of(kind) for kind in {step.kind for step in plan.steps.values()}}
        self.pers, self.yes, self.group = (
            {per: label_of(per) for per in QuantityBasis},
            str(YES),
            str(GROUP),
        )

    def steps(self, place: PlanPlace, day: str, depth: int) -> Iterator[SheetRow]:
        for step in self.plan.at(place):
            yield self.row(str(step.id), {"day": day, "inside": ARROW * depth, **self.step(step)})
            if depth == 0:
                yield from self.steps(PlanPlace(block=step.id), day, 1)
                for strand in self.plan.strands_of.get(step.id, []):
                    yield self.row(
                        f"G{strand.id}", {"day": day, "inside": ARROW, **self.strand(strand)}
                    )
                    yield from self.steps(PlanPlace(block=step.id, strand=strand.id), day, 2)

    def row(self, id: str, cells: Mapping[str, str]) -> SheetRow:
        return SheetRow(id, {name: read_text(text) for name, text in cells.items()})

    def step(self, step: PlanStep) -> dict[str, str]:
        timed, way = self.times.get(step.id), all_techniques().get(step.technique)
        members, held = self.names.members, bool(self.plan.inside(step.id))
        return {
            "start": format_wall_time(timed.start) if timed else "",
            "minutes": "" if held else str(step.minutes),
            "pinned": "" if step.pinned is None else format_wall_time(step.pinned),
            "kind": self.kinds[step.kind],
            "technique": way.name.to(self.language) if way else step.technique,
            "room": self.room(step.room),
            "lead": self.member(step.lead),
            "note_taker": self.member(step.note_taker),
            "supporters": "; ".join(members[key] for key in step.supporters if key in members),
            "speakers": "; ".join(one.name for one in step.speakers),
            "objectives": ", ".join(
                self.names.objectives[key]
                for key in step.objectives
                if key in self.names.objectives
            ),
            "people": str(step.people or ""),
            "groups": str(step.groups or ""),
            "internal": self.yes if step.internal else "",
            "materials": "\n".join(material_line(one, self.pers) for one in step.materials),
            **{
                f"{name}_{code}": getattr(getattr(step, name), code)
                for name in TEXTS
                for code in ("en", "sq")
            },
        }

    def strand(self, strand: PlanStrand) -> dict[str, str]:
        return {
            "kind": self.group,
            "title_en": strand.name.en,
            "title_sq": strand.name.sq,
            "room": self.room(strand.room),
            "lead": self.member(strand.lead),
            "note_taker": self.member(strand.note_taker),
            "people": str(strand.people or ""),
        }

    def room(self, key: int | None) -> str:
        room = self.plan.rooms.get(key or 0)
        return room.name if room else ""

    def member(self, key: int | None) -> str:
        return self.names.members.get(key or 0, "")


def material_line(one: PlanMaterial, pers: Mapping[QuantityBasis, str]) -> str:
    """`4 for each table: pens | stilolapsa`; without a number the text alone, with one language only that one."""
    text = one.text.en if not one.text.sq else f"{one.text.en} | {one.text.sq}".strip()
    if not one.quantity:
        return text
    per = "" if one.per is QuantityBasis.EVENT else f" {pers[one.per]}"
    return f"{one.quantity}{per}: {text}"


def read_material(line: str, pers: Mapping[str, QuantityBasis]) -> PlanMaterial:
    """What `material_line` wrote; `pers` are the names of what is counted by, without capitals and accents.

    A line that begins otherwise is a text that speaks for itself.
    """
    head, colon, rest = line.partition(":")
    number, _space, per = head.strip().partition(" ")
    count = read_whole(number, 999_999)
    if colon and count is not None and rest.strip() and per.strip().casefold() in pers:
        return PlanMaterial(_two(rest), count, pers[per.strip().casefold()])
    return PlanMaterial(_two(line))


def _two(text: str) -> Words:
    en, _bar, sq = text.partition("|")
    return Words(en.strip(), sq.strip())


def sheet_row_name(row: SheetRow) -> str:
    """What a row is called in sentences about it."""
    en, sq = row.get("title_en"), row.get("title_sq")
    return Words(en, sq).to(current_language()) or _("Row %(row)d", row=row.number)


def rows_by_id(rows: Iterable[SheetRow]) -> dict[str, SheetRow]:
    """The rows that have a number, by it."""
    return {row.id: row for row in rows if row.id}


def words_in_any_language(lazy: Any) -> set[str]:
    """What something is called in every language, without capitals and accents."""
    found = set()
    for code in LANGUAGES:
        with use_language(code):
            found.add(plain_text(str(lazy)))
    return found
