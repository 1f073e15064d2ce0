"""What became of one value of a step, in words."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from ..lib.clock import format_wall_time
from ..lib.text import Words
from ..techniques.technique import QuantityBasis
from ..web.i18n import _, pick_wording
from ..web.i18n import format_day as date_text
from .plan import PlanDay, PlanMaterial, PlanRoom, PlanSpeaker, PlanStep, PlanStrand

T = TypeVar("T")


def keys_of_either(a: Mapping[int, object], b: Mapping[int, object]) -> Iterable[int]:
    yield from b
    yield from (key for key in a if key not in b)


def moved_among_staying(
    old: Sequence[PlanStep | PlanStrand], new: Sequence[PlanStep | PlanStrand]
) -> set[int]:
    staying = {one.id for one in old} & {one.id for one in new}
    before, after = (
        [(one.id, one.rank) for one in rows if one.id in staying] for rows in (old, new)
    )
    return moved_rows(before, after)


def value_change_text(what: str, before: str, after: str) -> str:
    """`room: Hall`, `room: Hall → Library`, `room: Hall → none`."""
    if not before:
        return _("%(what)s: %(after)s", what=what, after=after)
    return _("%(what)s: %(before)s → %(after)s", what=what, before=before, after=after or _("none"))


def number_change_text(what: str, before: int, after: int) -> Iterable[str]:
    """0 is nothing said."""
    if before != after:
        yield value_change_text(what, str(before or ""), str(after or ""))


def list_change_text(
    what: str, before: Sequence[T], after: Sequence[T], name: Callable[[T], str]
) -> str:
    """`speakers: + Ana Leka − Ben Doda`."""
    old, new = [name(one) for one in before], [name(one) for one in after]
    parts = [f"+ {one}" for one in new if one not in old] + [
        f"− {one}" for one in old if one not in new
    ]
    return _("%(what)s: %(changes)s", what=what, changes=" ".join(parts) or _("changed"))


def is_speaking_changed(a: Sequence[PlanSpeaker], b: Sequence[PlanSpeaker]) -> bool:
    """Whether others speak, or in another order; who was taken out of the directory still speaks."""
    if [one.name for one in a] != [one.name for one in b]:
        return True
    pairs = [(x.person, y.person) for x, y in zip(a, b, strict=True)]
    return any(x != y and None not in (x, y) for x, y in pairs)


def material_change_text(one: PlanMaterial) -> str:
    """`flip charts (1 per group)`: names are in the plural, and a number before them would have to agree."""
    pers = {
        QuantityBasis.GROUP: _("per group"),
        QuantityBasis.TABLE: _("per table"),
        QuantityBasis.PERSON: _("per person"),
    }
    text = pick_wording(one.text)
    number = " ".join(filter(None, (str(one.quantity), pers.get(one.per, ""))))
    return f"{text} ({number})" if one.quantity else text


def name_change_text(a: Words, b: Words) -> Iterable[str]:
    """The new name stands ahead of the sentence."""
    if pick_wording(a) != pick_wording(b):
        yield _("was called “%(title)s”", title=pick_wording(a))
    elif a != b:
        yield (
            _("its name in English changed") if a.en != b.en else _("its name in Albanian changed")
        )


def wording_change_texts(a: PlanStep, b: PlanStep) -> Iterable[str]:
    pairs = [
        (_("for participants"), a.about, b.about),
        (_("aim"), a.aim, b.aim),
        (_("what to say"), a.say, b.say),
        (_("what to do"), a.do, b.do),
        (_("script"), a.script, b.script),
        (_("instructions"), (a.helper, a.notes), (b.helper, b.notes)),
        (_("transition"), a.transition, b.transition),
        (_("if time is short or left over"), (a.late, a.spare), (b.late, b.spare)),
    ]
    return [_("“%(text)s” changed", text=text) for text, x, y in pairs if x != y]


def day_change_texts(a: PlanDay | None, b: PlanDay | None) -> Iterable[str]:
    if a is None or b is None:
        return [_("a new day") if b else _("no longer a day")]
    found = [_("was %(day)s", day=date_text(a.on, "long"))] if a.on != b.on else []
    if a.starts != b.starts:
        found.append(
            value_change_text(_("starts"), format_wall_time(a.starts), format_wall_time(b.starts))
        )
    if a.planned_end != b.planned_end:
        found.append(
            value_change_text(
                _("planned end"), format_wall_time(a.planned_end), format_wall_time(b.planned_end)
            )
        )
    return found


def room_change_texts(a: PlanRoom | None, b: PlanRoom | None) -> Iterable[str]:
    if a is None or b is None:
        return [_("new") if b else _("removed")]
    found = [_("was called “%(title)s”", title=a.name)] if a.name != b.name else []
    return [*found, *number_change_text(_("capacity"), a.capacity, b.capacity)]


def moved_rows(before: Sequence[tuple[int, str]], after: Sequence[tuple[int, str]]) -> set[int]:
    """Which of these moved: the same numbers in the old and the new order, each with its rank.

    Who kept the rank did not move; among the others as few as can be.
    """
    old = dict(before)
    still = {one for one, rank in after if old[one] == rank}
    at = {one: number for number, (one, _rank) in enumerate(before)}
    gaps, loose = _passed(before, still), []
    for one, passed in _passed(after, still).items():
        if one not in still and gaps[one] == passed:
            loose.append(one)
    return {one for one, _rank in after} - still - set(_rising(loose, at))


def _passed(rows: Sequence[tuple[int, str]], still: set[int]) -> dict[int, int]:
    """How many of those who did not move stand ahead of each."""
    found, count = {}, 0
    for one, _rank in rows:
        found[one] = count
        count += one in still
    return found


def _rising(ids: Sequence[int], at: Mapping[int, int]) -> list[int]:
    """The longest part of a list that stands in the order of `at`."""
    tails: list[int] = []
    ends: list[int] = []
    ahead: dict[int, int | None] = {}
    for one in ids:
        place = bisect_left(tails, at[one])
        ahead[one] = ends[place - 1] if place else None
        tails[place : place + 1], ends[place : place + 1] = [at[one]], [one]
    found, last = [], ends[-1] if ends else None
    while last is not None:
        found.append(last)
        last = ahead[last]
    return found
