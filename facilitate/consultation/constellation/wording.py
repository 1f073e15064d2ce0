"""What the constellation says in plain words, the same on screen, in Word, in Excel and in public."""

from collections.abc import Mapping, Sequence

from babel.numbers import format_decimal

from ...web.i18n import _, _n, current_language, pick_wording
from ..models import Choice, Question, QuestionKind
from .choices import FIRST, Key, Picked
from .counting import Provenance, SectorGroup, Spread, ThemeCount

STEPS = range(1, 6)
"""Of a scale."""


def spread_text(spread: Spread, heard_in: int, sectors: int, only: str = "") -> str:
    """`shared: heard in 5 of 6 sectors`; `only` is the name of the one sector a theme was heard in."""
    if spread is Spread.NOT_HEARD:
        return _("not heard yet")
    if spread is Spread.ONE_SIDED:
        return _("one-sided: only %(sector)s", sector=only)
    if spread is Spread.SHARED:
        return _("shared: heard in %(num)d of %(of)d sectors", num=heard_in, of=sectors)
    return _("heard in %(num)d of %(of)d sectors", num=heard_in, of=sectors)


def theme_spread_text(row: ThemeCount, names: Mapping[str, str]) -> str:
    """How a theme is spread; `names` of the sectors by key."""
    return spread_text(row.spread, row.heard_in, len(row.sectors), names.get(row.only, ""))


def share_of_answers_text(number: int, total: int) -> str:
    """`14 of 31 answers`"""
    return _n("%(part)d of %(num)d answer", "%(part)d of %(num)d answers", total, part=number)


def group_texts(numbers: Mapping[SectorGroup, int]) -> list[str]:
    """`8 government`, `4 civil society` …"""
    said = {
        SectorGroup.GOVERNMENT: lambda n: _n("%(num)d government", "%(num)d government", n),
        SectorGroup.CIVIL_SOCIETY: lambda n: _n(
            "%(num)d civil society", "%(num)d civil society", n
        ),
        SectorGroup.INTERNATIONAL: lambda n: _n(
            "%(num)d international", "%(num)d international", n
        ),
        SectorGroup.OTHERS: lambda n: _n("%(num)d other", "%(num)d others", n),
        SectorGroup.FORUMS: lambda n: _n("%(num)d from a forum", "%(num)d from forums", n),
    }
    return [said[group](number) for group, number in numbers.items()]


def provenance_text(found: Provenance, total: int) -> str:
    """`14 of 31 answers: 8 government, 4 civil society, 2 international`"""
    parts = group_texts(found.groups)
    return share_of_answers_text(found.answers, total) + (": " + ", ".join(parts) if parts else "")


def names_of_lines(question: Question, choices: Sequence[Choice], picked: Picked) -> dict[Key, str]:
    """What the answers to a question that is not open are counted by, and its name.

    Choices that are hidden by now stand among them where somebody took them.
    """
    if question.kind is QuestionKind.SCALE:
        ends = {STEPS[0]: question.low, STEPS[-1]: question.high}
        return {
            (None, n): f"{n} – {pick_wording(ends[n])}" if ends.get(n) else str(n) for n in STEPS
        }
    number = FIRST if question.kind is QuestionKind.RANKING else None
    taken = {choice for choice, _number in picked}
    return {
        (choice.id, number): pick_wording(choice.text)
        for choice in choices
        if not choice.hidden or choice.id in taken
    }


def decimal_text(number: float) -> str:
    """`3.2`, in Albanian `3,2`."""
    return format_decimal(round(number, 1), "0.0", locale=current_language())
