"""The boxes of an office's page: a number each, with its name, what stands in it, what it was, and what is wrong with it."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ...lib.text import capitalize_first
from ...web.i18n import _, pick_wording
from ..cells import NOT_KNOWN, TOTAL, SplitKind
from ..labels import Places, cell_name
from .part import AskedIndicator, TypedCounts
from .queries import OfficePart


class CountBox(NamedTuple):
    """A number to be filled in. `id`: the element's; `name`: the field's; `was`: a sentence on the half-year before."""

    id: str
    name: str
    label: str
    value: str
    was: str
    wrong: str


class CountBoxes:
    """The boxes of one page; a word that stands beside many of them is looked up once."""

    def __init__(self, part: OfficePart, raw: Mapping[str, str], typed: TypedCounts) -> None:
        self.part, self.raw, self.wrong = part, raw, typed.wrong
        self.before = _("before: %(num)s")
        self.names: dict[str, str] = {}

    def total(self, one: AskedIndicator) -> CountBox:
        """The box of the total: in what it is counted."""
        unit = pick_wording(one.indicator.unit)
        return self._box(one, TOTAL, f"{capitalize_first(unit)}, {_('total')}")

    def of_split(self, one: AskedIndicator, split: SplitKind) -> list[CountBox]:
        """The boxes of a split."""
        return list(self._of(one, one.splits[split], split))

    def _of(
        self, one: AskedIndicator, cells: Iterable[str], split: SplitKind
    ) -> Iterable[CountBox]:
        for cell in cells:
            own = split is SplitKind.PART and not cell.endswith(NOT_KNOWN)
            label = (
                cell_name(one.indicator, cell, self.part.places)
                if own
                else self._named(one, cell, self.part.places)
            )
            yield self._box(one, cell, label)

    def _named(self, one: AskedIndicator, cell: str, places: Places) -> str:
        if cell not in self.names:
            self.names[cell] = cell_name(one.indicator, cell, places)
        return self.names[cell]

    def _box(self, one: AskedIndicator, cell: str, label: str) -> CountBox:
        name, was = one.name_of(cell), self.part.was(one, cell)
        return CountBox(
            id=name.replace(":", "-").replace(" ", "-").replace("+", ""),
            name=name,
            label=label,
            value=self.raw.get(name, ""),
            was="" if was is None else self.before % {"num": was},
            wrong=self.wrong.get(name, ""),
        )
