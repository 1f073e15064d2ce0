"""What changed between two agendas, in words: a sentence a step, in the order of the agenda.

Only what somebody did is told. A step that starts later because something ahead of it grew has not moved, and a block that
moves takes its steps along without a word about each.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ..lib.clock import format_wall_time
from ..techniques.shelf import shipped_techniques
from ..techniques.technique import Technique
from ..web.i18n import _, _n, label_of, pick_wording
from ..web.i18n import format_day as date_text
from .change_texts import (
    day_change_texts,
    is_speaking_changed,
    keys_of_either,
    list_change_text,
    material_change_text,
    moved_among_staying,
    name_change_text,
    number_change_text,
    room_change_texts,
    value_change_text,
    wording_change_texts,
)
from .plan import Plan, PlanStep, PlanStrand


@dataclass(frozen=True)
class PlanNames:
    """What people of the team and objectives are called, by number: `Arta Hoxha`, `O1`; the techniques by key."""

    members: Mapping[int, str] = field(default_factory=dict)
    objectives: Mapping[int, str] = field(default_factory=dict)
    techniques: Mapping[str, Technique] = field(default_factory=shipped_techniques)

    def technique(self, key: str) -> str:
        return pick_wording(self.techniques[key].name) if key in self.techniques else key


@dataclass(frozen=True)
class PlanDifference:
    """One sentence about a step (0: about a day or a room) and the day it stands on now.

    `day` is None for what is parked and for rooms; a strand is told of its block. `title` is what the sentence begins with.
    """

    step: int
    text: str
    day: date | None = None
    title: str = ""


def describe_differences(before: Plan, after: Plan, names: PlanNames) -> list[PlanDifference]:
    """What changed, in the language spoken now: days with their steps, then what is parked, then rooms."""
    two = _Two(before, after, names)
    found = [*two.days(), *two.strands(), *two.steps()]
    found.sort(key=lambda pair: pair[0])
    return [one for _key, one in found] + two.rooms()


_Key = tuple[int, str, int, str, str, int]
_Found = tuple[_Key, PlanDifference]


@dataclass(frozen=True)
class _Two:
    """Two agendas beside each other."""

    before: Plan
    after: Plan
    names: PlanNames

    def days(self) -> Iterable[_Found]:
        for key in keys_of_either(self.before.days, self.after.days):
            a, b = self.before.days.get(key), self.after.days.get(key)
            row = b or a
            if a != b and row is not None:
                name = date_text(row.on, "long")
                text = _(
                    "%(name)s: %(changes)s", name=name, changes=", ".join(day_change_texts(a, b))
                )
                yield (row.on.toordinal(), "", 0, "", "", 0), PlanDifference(0, text, row.on, name)

    def rooms(self) -> list[PlanDifference]:
        found = []
        for key in keys_of_either(self.before.rooms, self.after.rooms):
            a, b = self.before.rooms.get(key), self.after.rooms.get(key)
            row = b or a
            if a != b and row is not None:
                changes = ", ".join(room_change_texts(a, b))
                found.append(
                    PlanDifference(
                        0, _("Room %(name)s: %(changes)s", name=row.name, changes=changes)
                    )
                )
        return found

    def strands(self) -> Iterable[_Found]:
        moved = self._moved_strands
        for key in keys_of_either(self.before.strands, self.after.strands):
            a, b = self.before.strands.get(key), self.after.strands.get(key)
            plan, row = (self.after, b) if b else (self.before, a)
            if row is None or row.block not in plan.steps or not self._both(row.block):
                continue  # a block that is new or gone is told with all it holds
            changes = (
                [*self._strand(a, b), *([_("moved")] if key in moved else [])] if a != b else []
            )
            if changes:
                block = plan.steps[row.block]
                text = _(
                    "%(title)s, group %(name)s: %(changes)s",
                    title=pick_wording(block.title),
                    name=pick_wording(row.name),
                    changes=", ".join(changes),
                )
                place = self._key(plan, block)
                yield (
                    (*place[:3], row.rank, "", key),
                    PlanDifference(
                        block.id, text, self._on(plan, block), pick_wording(block.title)
                    ),
                )

    def steps(self) -> Iterable[_Found]:
        for key in keys_of_either(self.before.steps, self.after.steps):
            a, b = self.before.steps.get(key), self.after.steps.get(key)
            if a == b:
                continue
            plan, row = (self.after, b) if b else (self.before, a)
            assert row is not None
            changes = self._step(a, b)
            if changes:
                title = pick_wording(row.title)
                text = _("%(name)s: %(changes)s", name=title, changes=", ".join(changes))
                yield self._key(plan, row), PlanDifference(key, text, self._on(plan, row), title)

    def _both(self, step: int) -> bool:
        return step in self.before.steps and step in self.after.steps

    def _on(self, plan: Plan, step: PlanStep) -> date | None:
        day = plan.day_of(step)
        row = self.after.days.get(day or 0) or self.before.days.get(day or 0)
        return row.on if row else None

    def _key(self, plan: Plan, step: PlanStep) -> _Key:
        """Where a step stands in the agenda; what is gone stands where it stood."""
        block = plan.steps.get(step.block) if step.block is not None else None
        strand = plan.strands.get(step.strand) if step.strand is not None else None
        top, on = block or step, self._on(plan, step)
        inner = (
            ("", "", 0) if block is None else (strand.rank if strand else "", step.rank, step.id)
        )
        return (on.toordinal() if on else 10**9, top.rank, top.id, *inner)

    @cached_property
    def _moved(self) -> set[int]:
        """The steps that stand in the list they stood in, but were moved within it."""
        return {
            one
            for place, new in self.after.lists.items()
            for one in moved_among_staying(self.before.at(place), new)
        }

    @cached_property
    def _moved_strands(self) -> set[int]:
        old = self.before.strands_of
        return {
            one
            for block, new in self.after.strands_of.items()
            for one in moved_among_staying(old.get(block, []), new)
        }

    @cached_property
    def _starts(self) -> dict[int, int]:
        """When each step starts now, in minutes after midnight."""
        return {one.id: one.start for day in self.after.days for one in self.after.timed(day)}

    def _step(self, a: PlanStep | None, b: PlanStep | None) -> list[str]:
        if b is None:
            return self._gone(a) if a is not None else []
        if a is None:
            return self._new(b)
        parts = (
            name_change_text(a.title, b.title),
            self._plain(a, b),
            self._where(a, b),
            self._people(a, b),
            wording_change_texts(a, b),
        )
        return [text for part in parts for text in part]

    def _gone(self, step: PlanStep) -> list[str]:
        if step.block is not None and step.block not in self.after.steps:
            return []  # its block went, and is told
        inside = sum(one.id not in self.after.steps for one in self.before.inside(step.id))
        more = _n("removed with %(num)d step", "removed with %(num)d steps", inside)
        return [more if inside else _("removed")]

    def _new(self, step: PlanStep) -> list[str]:
        if step.block is not None and step.block not in self.before.steps:
            return []  # its block is new, and is told
        inside = sum(one.id not in self.before.steps for one in self.after.inside(step.id))
        more = [_n("with %(num)d step", "with %(num)d steps", inside)] if inside else []
        on, start = self._on(self.after, step), self._starts.get(step.id)
        if on is None or start is None:
            return [_("new, %(num)d min, parked", num=step.minutes), *more]
        return [
            _(
                "new, %(num)d min at %(time)s on %(day)s",
                num=self._minutes(step),
                time=format_wall_time(start),
                day=date_text(on, "long"),
            ),
            *more,
        ]

    def _minutes(self, step: PlanStep) -> int:
        """How long a step takes; a block as long as what it holds."""
        start = self._starts[step.id]
        ends = [self._starts[one.id] + one.minutes for one in self.after.inside(step.id)]
        return max(ends, default=start + step.minutes) - start

    def _plain(self, a: PlanStep, b: PlanStep) -> Iterable[str]:
        if a.minutes != b.minutes:
            yield _("%(before)d → %(after)d min", before=a.minutes, after=b.minutes)
        if a.kind != b.kind:
            yield value_change_text(_("kind"), label_of(a.kind), label_of(b.kind))
        if a.pinned != b.pinned:
            if b.pinned is None:
                yield _("start no longer fixed")
            elif a.pinned is None:
                yield _("start fixed at %(time)s", time=format_wall_time(b.pinned))
            else:
                yield value_change_text(
                    _("start fixed"), format_wall_time(a.pinned), format_wall_time(b.pinned)
                )
        if a.technique != b.technique:
            yield value_change_text(
                _("technique"), self.names.technique(a.technique), self.names.technique(b.technique)
            )
        if a.internal != b.internal:
            yield _("now only for the team") if b.internal else _("now in the public programme")
        yield from number_change_text(_("people"), a.people, b.people)
        yield from number_change_text(_("tables or groups"), a.groups, b.groups)

    def _where(self, a: PlanStep, b: PlanStep) -> Iterable[str]:
        if a.place == b.place and b.id not in self._moved:
            return
        start, on = self._starts.get(b.id), self._on(self.after, b)
        if start is None or on is None:
            yield _("moved within Parking") if a.place == b.place else _("parked")
            return
        strand = self.after.strands.get(b.strand) if b.strand is not None else None
        if (a.block, a.strand) == (b.block, b.strand) or b.block is None:
            if self.before.day_of(a) == self.after.day_of(b):
                yield _("moved to %(time)s", time=format_wall_time(start))
            else:
                yield _(
                    "moved to %(time)s on %(day)s",
                    time=format_wall_time(start),
                    day=date_text(on, "long"),
                )
        elif not self._taken_along(a, b):
            into = strand.name if strand else self.after.steps[b.block].title
            yield _(
                "moved into “%(title)s” at %(time)s",
                title=pick_wording(into),
                time=format_wall_time(start),
            )

    def _taken_along(self, a: PlanStep, b: PlanStep) -> bool:
        """Whether a step stands in a strand now, or no longer, only because its block has some now, or none."""
        had, has = (plan.strands_of.get(b.block or 0) for plan in (self.before, self.after))
        return a.block == b.block and bool(had) != bool(has) and None in (a.strand, b.strand)

    def _strand(self, a: PlanStrand | None, b: PlanStrand | None) -> list[str]:
        if b is None:
            return [_("removed")]
        people = number_change_text(_("people"), a.people, b.people) if a else ()
        return (
            [*name_change_text(a.name, b.name), *self._people(a, b), *people] if a else [_("new")]
        )

    def _people(self, a: PlanStep | PlanStrand, b: PlanStep | PlanStrand) -> Iterable[str]:
        if a.room != b.room:
            yield value_change_text(_("room"), self.room_said(a.room), self.room_said(b.room))
        for what, x, y in (
            (_("lead"), a.lead, b.lead),
            (_("note-taker"), a.note_taker, b.note_taker),
        ):
            if x != y:
                yield value_change_text(what, self._member(x), self._member(y))
        if isinstance(a, PlanStep) and isinstance(b, PlanStep):
            yield from self._many(a, b)

    def room_said(self, key: int | None) -> str:
        row = self.after.rooms.get(key or 0) or self.before.rooms.get(key or 0)
        return row.name if row else ""

    def _member(self, key: int | None) -> str:
        return "" if key is None else self.names.members.get(key, _("somebody who has left"))

    def _many(self, a: PlanStep, b: PlanStep) -> Iterable[str]:
        if a.supporters != b.supporters:
            yield list_change_text(_("supporters"), a.supporters, b.supporters, self._member)
        if is_speaking_changed(a.speakers, b.speakers):
            yield list_change_text(
                _("speakers"),
                [one.name for one in a.speakers],
                [one.name for one in b.speakers],
                str,
            )
        if a.objectives != b.objectives:
            codes = self.names.objectives
            gone = _("one that was removed")
            yield list_change_text(
                _("objectives"), a.objectives, b.objectives, lambda key: codes.get(key, gone)
            )
        if a.materials != b.materials:
            yield list_change_text(_("materials"), a.materials, b.materials, material_change_text)
