"""The cells of an edited row as values of a step or a group; what cannot be read is a sentence."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from ...lib.clock import LONGEST, after_midnight, read_clock, read_minutes
from ...lib.numbers import read_whole
from ...lib.text import plain_text
from ...techniques.queries import all_techniques
from ...techniques.technique import QuantityBasis
from ...web.forms import LONG, SHORT
from ...web.i18n import LANGUAGES, _, label_of, use_language
from ..comparing import PlanNames
from ..editing.fields import too_much
from ..kinds import StepKind
from ..plan import Plan, PlanRoom, PlanSpeaker, PlanStep, PlanStrand
from .rows import (
    FIELDS,
    GROUP,
    TEXTS,
    YES,
    SheetRow,
    material_line,
    read_material,
    words_in_any_language,
)

MOST_PEOPLE = 100_000
PLACE = ("day", "inside", "start")
"""Columns that say where a row stands, not what it is."""
OF_GROUPS = {"title_en", "title_sq", "room", "lead", "note_taker", "people"}
"""Columns a group has a value in."""


class UnreadableCell(ValueError):
    """A cell cannot be taken; the message is a plain sentence. `column`: the name of its column, where it is one cell's."""

    def __init__(self, sentence: str, column: str = "") -> None:
        super().__init__(sentence)
        self.column = column


class CellReader:
    """Reads cells against the team, the objectives and the rooms; names nobody knows yet become new rooms."""

    def __init__(self, plan: Plan, names: PlanNames) -> None:
        self.plan = plan
        self.members = {plain_text(name): key for key, name in names.members.items()}
        self.codes = {plain_text(code): key for key, code in names.objectives.items()}
        self.kinds, self.pers = (
            _named(StepKind),
            {key: per for key, per in _named(QuantityBasis).items()} | {"": QuantityBasis.EVENT},
        )
        self.group, self.yes, self.no = (
            words_in_any_language(GROUP),
            words_in_any_language(YES) | {"x", "1", "true", "po", "yes"},
            {"", "no", "jo", "0", "false"},
        )
        self.ways = {
            plain_text(way.name.to(code)): key
            for key, way in all_techniques().items()
            for code in LANGUAGES
        }
        self.ways |= {plain_text(key): key for key in all_techniques()}
        self.readers: dict[str, Callable[[str, Any], Any]] = {
            "minutes": self._minutes,
            "pinned": self._pinned,
            "kind": self._kind,
            "technique": self._technique,
            "room": self._room,
            "lead": self._member,
            "note_taker": self._member,
            "supporters": self._supporters,
            "speakers": self._speakers,
            "objectives": self._objectives,
            "people": self._count,
            "groups": self._count,
            "internal": self._internal,
            "materials": self._materials,
        }

    def is_group(self, row: SheetRow) -> bool:
        """Whether a row stands for a parallel group."""
        return row.id.startswith("G") or plain_text(row.get("kind")) in self.group

    def step(self, step: PlanStep, names: list[str], row: SheetRow) -> PlanStep:
        """The step with these cells of the row. Raises Unread."""
        for name in names:
            with _of_column(name):
                if name in self.readers:
                    step = replace(step, **{name: self.readers[name](row.get(name), step)})
                elif name not in PLACE:
                    step = replace(step, **_worded(step, name, row.get(name)))
        if not step.title:
            raise UnreadableCell(_("a step needs a title."))
        return step

    def strand(self, strand: PlanStrand, names: list[str], row: SheetRow) -> PlanStrand:
        """The group with these cells of the row. Raises Unread."""
        for name in names:
            with _of_column(name):
                strand = self._of_group(strand, name, row)
        if not strand.name:
            raise UnreadableCell(_("a parallel group needs a name."))
        return strand

    def _of_group(self, strand: PlanStrand, name: str, row: SheetRow) -> PlanStrand:
        """The group with one cell of the row."""
        if name in ("title_en", "title_sq"):
            wording = replace(strand.name, **{name[-2:]: _short(row.get(name))})
            return replace(strand, name=wording)
        if name in OF_GROUPS:
            return replace(strand, **{name: self.readers[name](row.get(name), strand)})
        if name in PLACE or (name == "kind" and plain_text(row.get(name)) in self.group):
            return strand
        raise UnreadableCell(
            _("a parallel group has nothing under “%(column)s”.", column=FIELDS[name])
        )

    def _minutes(self, text: str, step: PlanStep) -> int:
        if not text and self.plan.inside(step.id):
            return step.minutes
        try:
            return read_minutes(text)
        except ValueError:
            if not text:
                raise UnreadableCell(_("the minutes are missing; a marker has 0.")) from None
            raise UnreadableCell(
                _("“%(typed)s” is not a number of minutes.", typed=text[:60])
            ) from None

    def _pinned(self, text: str, _step: Any) -> int | None:
        if not text:
            return None
        clock, plus, days = text.partition("+")
        try:
            if plus and days.strip() != "1":
                raise ValueError(text)
            return after_midnight(read_clock(clock)) + (LONGEST if plus else 0)
        except ValueError:
            raise UnreadableCell(
                _("“%(typed)s” is not a time; write it like 9:30.", typed=text[:60])
            ) from None

    def _kind(self, text: str, _step: Any) -> StepKind:
        if plain_text(text) in self.group:
            raise UnreadableCell(
                _("a step cannot become a parallel group; insert a new row for the group.")
            )
        if plain_text(text) not in self.kinds:
            raise UnreadableCell(
                _("“%(typed)s” is not one of the kinds in the list.", typed=text[:60])
            )
        return self.kinds[plain_text(text)]

    def _technique(self, text: str, _step: Any) -> str:
        if text and plain_text(text) not in self.ways:
            raise UnreadableCell(_("“%(typed)s” is not a technique on the shelf.", typed=text[:60]))
        return self.ways[plain_text(text)] if text else ""

    def _room(self, text: str, _row: Any) -> int | None:
        if not text:
            return None
        found = next(
            (
                one.id
                for one in self.plan.rooms.values()
                if plain_text(one.name) == plain_text(text)
            ),
            None,
        )
        if found is None:
            found = self.plan.fresh("rooms")
            self.plan = self.plan.with_rows(PlanRoom(found, _short(text)))
        return found

    def _member(self, text: str, _row: Any) -> int | None:
        return self._known(text) if text else None

    def _known(self, text: str) -> int:
        if plain_text(text) not in self.members:
            raise UnreadableCell(_("nobody in the team is called “%(typed)s”.", typed=text[:60]))
        return self.members[plain_text(text)]

    def _supporters(self, text: str, step: PlanStep) -> tuple[int, ...]:
        return tuple(sorted({self._known(one) for one in _several(text)}))

    def _speakers(self, text: str, step: PlanStep) -> tuple[PlanSpeaker, ...]:
        before, names = {one.name: one for one in step.speakers}, dict.fromkeys(_several(text))
        for wrong in too_much(list(names), ()):
            raise UnreadableCell(wrong)
        return tuple(before.get(one) or PlanSpeaker(_short(one)) for one in names)

    def _objectives(self, text: str, _step: Any) -> tuple[int, ...]:
        codes = [one for one in text.replace(";", ",").replace("\n", ",").split(",") if one.strip()]
        if unknown := [one for one in codes if plain_text(one.strip()) not in self.codes]:
            raise UnreadableCell(
                _("there is no objective “%(typed)s”.", typed=unknown[0].strip()[:60])
            )
        return tuple(sorted({self.codes[plain_text(one.strip())] for one in codes}))

    def _count(self, text: str, _row: Any) -> int:
        if not text:
            return 0
        number = read_whole(text, MOST_PEOPLE)
        if number is None:
            raise UnreadableCell(_("“%(typed)s” is not a whole number.", typed=text[:60]))
        return number

    def _internal(self, text: str, _step: Any) -> bool:
        if plain_text(text) not in self.yes | self.no:
            raise UnreadableCell(
                _("“%(typed)s” cannot be read: write “yes” or leave it empty.", typed=text[:60])
            )
        return plain_text(text) in self.yes

    def _materials(self, text: str, step: PlanStep) -> Any:
        before = {}
        for code in LANGUAGES:
            with use_language(code):
                pers = {per: label_of(per) for per in QuantityBasis}
                before.update({material_line(one, pers): one for one in step.materials})
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        found = tuple(before.get(line) or read_material(line, self.pers) for line in lines)
        new = [one.text for one in found if one not in step.materials]
        for wrong in too_much(found, [said for one in new for said in (one.en, one.sq)]):
            raise UnreadableCell(wrong)
        return found


@contextmanager
def _of_column(name: str) -> Iterator[None]:
    """What cannot be read here stands in that column."""
    try:
        yield
    except UnreadableCell as error:
        error.column = name
        raise


def _several(text: str) -> list[str]:
    return [one.strip() for one in text.replace("\n", ";").split(";") if one.strip()]


def _short(text: str) -> str:
    if len(text) > SHORT:
        raise UnreadableCell(_("a text is too long: at most %(max)d characters.", max=SHORT))
    return text


def _worded(step: PlanStep, name: str, text: str) -> dict[str, Any]:
    """One language of one wording."""
    field, code = name.rsplit("_", 1)
    if field not in TEXTS or len(text) > (SHORT if field == "title" else LONG):
        raise UnreadableCell(
            _(
                "a text is too long: at most %(max)d characters.",
                max=SHORT if field == "title" else LONG,
            )
        )
    return {field: replace(getattr(step, field), **{code: text})}


def _named(kinds: Any) -> dict[str, Any]:
    """Fixed values by their names in every language, without capitals and accents."""
    found = {}
    for code in LANGUAGES:
        with use_language(code):
            found.update({plain_text(label_of(one)): one for one in kinds})
    return found


def readable_columns(names: Mapping[str, str]) -> list[str]:
    """The columns a row has a value of its own in."""
    return [name for name in names if name in FIELDS and name not in (*PLACE, "id")]
