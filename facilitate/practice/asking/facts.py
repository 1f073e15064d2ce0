"""What the planner knows of the questions asked before starting: part of an answer, never the answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...lib.text import Words
from ...web.i18n import _, _n, pick_wording
from ..sheets.known import with_full_stop


@dataclass(frozen=True)
class StartFacts:
    """Of an event or forum: numbers of what is written down already, and names. `members`: organisations of the forum."""

    team: int = 0
    facilitators: int = 0
    people: int = 0
    goals: int = 0
    objectives: int = 0
    measured: int = 0
    indicators: int = 0
    targets: int = 0
    expected: int = 0
    earlier: int = 0
    consulted: int = 0
    costs: int = 0
    members: int = 0
    kinds: int = 0
    builds_on: tuple[Words, ...] = ()
    lessons: int = 0
    sponsors: Sequence[str] = ()
    purpose: Words = Words()


def known_start_fact(knows: str, facts: StartFacts) -> str:
    """A sentence on that matter in the language spoken now; empty where nothing is known."""
    return _TELL[knows](facts) if knows in _TELL else ""


def _team(facts: StartFacts) -> str:
    if not facts.team:
        return ""
    return _n("%(num)d person is in the team.", "%(num)d people are in the team.", facts.team) + (
        " " + _n("%(num)d of them facilitates.", "%(num)d of them facilitate.", facts.facilitators)
        if facts.facilitators
        else ""
    )


def _people(facts: StartFacts) -> str:
    if not facts.people:
        return ""
    return _n(
        "%(num)d person is on its list already.",
        "%(num)d people are on its list already.",
        facts.people,
    )


def _earlier(facts: StartFacts) -> str:
    said = (
        [
            _n(
                "There is %(num)d earlier event in the planner.",
                "There are %(num)d earlier events in the planner.",
                facts.earlier,
            )
        ]
        if facts.earlier
        else []
    )
    if facts.lessons:
        said.append(
            _n(
                "%(num)d lesson was learned there.",
                "%(num)d lessons were learned there.",
                facts.lessons,
            )
        )
    return " ".join(said)


def _goals(facts: StartFacts) -> str:
    if facts.purpose:
        return _("Its purpose: %(purpose)s", purpose=pick_wording(facts.purpose))
    if not facts.goals and not facts.objectives:
        return ""
    return _(
        "Written down so far: %(goals)s, %(objectives)s.",
        goals=_n("%(num)d goal", "%(num)d goals", facts.goals),
        objectives=_n("%(num)d objective", "%(num)d objectives", facts.objectives),
    )


def _change(facts: StartFacts) -> str:
    if not facts.objectives:
        return ""
    return _(
        "%(indicators)s written down; objectives with one: %(num)d of %(of)d.",
        indicators=_n("%(num)d indicator", "%(num)d indicators", facts.indicators),
        num=facts.measured,
        of=facts.objectives,
    )


def _audience(facts: StartFacts) -> str:
    if not facts.expected:
        return ""
    said = [
        _n("Planned for %(num)d participant.", "Planned for %(num)d participants.", facts.expected)
    ]
    if facts.targets:
        said.append(
            _n(
                "A target is set for %(num)d group.",
                "Targets are set for %(num)d groups.",
                facts.targets,
            )
        )
    return " ".join(said)


def _builds_on(facts: StartFacts) -> str:
    if not facts.builds_on:
        return ""
    return _(
        "It builds on %(names)s.", names="; ".join(pick_wording(one) for one in facts.builds_on)
    )


def _sponsors(facts: StartFacts) -> str:
    if not facts.sponsors:
        return ""
    return _("The budget names: %(names)s", names=with_full_stop(", ".join(facts.sponsors)))


def _means(facts: StartFacts) -> str:
    said = [_team(facts)] if facts.team else []
    if facts.costs:
        said.append(
            _n(
                "The budget has %(num)d cost line.",
                "The budget has %(num)d cost lines.",
                facts.costs,
            )
        )
    return " ".join(said)


def _offices(facts: StartFacts) -> str:
    if not facts.members:
        return ""
    belong = _n("%(num)d organisation belongs,", "%(num)d organisations belong,", facts.members)
    return f"{belong} " + _n("of %(num)d kind.", "of %(num)d kinds.", facts.kinds)


def _opinion(facts: StartFacts) -> str:
    if not facts.consulted:
        return ""
    return _n(
        "%(num)d answer to the consultation.",
        "%(num)d answers to the consultation.",
        facts.consulted,
    )


_TELL = {
    "team": _team,
    "people": _people,
    "earlier": _earlier,
    "goals": _goals,
    "change": _change,
    "audience": _audience,
    "builds_on": _builds_on,
    "sponsors": _sponsors,
    "means": _means,
    "offices": _offices,
    "opinion": _opinion,
}
