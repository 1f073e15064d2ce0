"""What the planner knows of each field of the practice sheet, in plain sentences of the language spoken now; taken over as the team's text."""

from collections.abc import Callable, Iterable, Sequence

from ...budget.wording import cost_sentence
from ...data.db import db
from ...events.models import Role
from ...forums.labels import rhythm_text, role_name, standing_text, territory_text
from ...lib.text import Words, inside_sentence
from ...web.i18n import (
    LANGUAGES,
    _,
    _n,
    format_day,
    format_days,
    label_of,
    pick_wording,
    use_language,
    whole_percent,
)
from ...web.refused import Refused
from ..models import PracticeSheet
from .facts import EventFacts, ForumFacts, Learned, Settled

FEW = 3
"""A group smaller than this is named in no share: the sheet leaves the house."""
Known = dict[str, list[str]]
"""Sentences by the name of the field; a field that nothing is known of has none."""


def known_of_event(facts: EventFacts) -> Known:
    """The ten fields of an event."""
    return {
        "description": [_what_and_when(facts)],
        "objectives": [_objective(*one) for one in facts.objectives],
        "results": _results(facts),
        "implementation": _implementation(facts),
        "cost": _cost(facts),
        "complementary": _complementary(facts),
        "prerequisites": _settled(facts.settled, prerequisite=True),
        "questions": _settled(facts.settled, prerequisite=False),
        "lessons": lesson_lines(facts.lessons),
        "contacts": [f"{label_of(role)}: {name}" for role, name in facts.team if role in _TO_ASK],
    }


_TO_ASK = (Role.ORGANISER, Role.LEAD_FACILITATOR)
_WORKS = ((Role.FACILITATOR, Role.LEAD_FACILITATOR), (Role.NOTE_TAKER,), (Role.STAFF,))


def _what_and_when(facts: EventFacts) -> str:
    when = format_days(facts.first_day, facts.last_day, year=True)
    there = [label_of(facts.kind), when, *filter(None, [facts.place])]
    return "; ".join(there) + "."


def _objective(text: Words, result: Words) -> str:
    if not result:
        return pick_wording(text)
    return _(
        "%(objective)s Expected: %(result)s",
        objective=with_full_stop(pick_wording(text)),
        result=pick_wording(result),
    )


def _results(facts: EventFacts) -> list[str]:
    said = []
    if facts.came:
        came = _n("%(num)d person took part", "%(num)d people took part", facts.came)
        said.append(f"{came}{_shares(facts.came, facts.sectors)}.")
    if facts.decisions:
        said.append(
            _n("%(num)d decision was taken.", "%(num)d decisions were taken.", facts.decisions)
        )
    if facts.actions:
        said.append(
            _n(
                "%(done)d of %(num)d promised action is done.",
                "%(done)d of %(num)d promised actions are done.",
                facts.actions,
                done=facts.actions_done,
            )
        )
    if facts.evaluated:
        said.append(
            _n(
                "%(num)d person told us afterwards how it was.",
                "%(num)d people told us afterwards how it was.",
                facts.evaluated,
            )
        )
    return said


def _shares(came: int, sectors: Sequence[tuple[Words, int]]) -> str:
    """`: 43% civil society, 25% international NGO`: the two largest, where neither they nor the rest are few."""
    largest = [(name, number) for name, number in sectors[:2] if number >= FEW]
    rest = came - sum(number for _name, number in largest)
    if not largest or 0 < rest < FEW:
        return ""
    told = ", ".join(
        f"{whole_percent(number * 100 / came)} {inside_sentence(pick_wording(name))}"
        for name, number in largest
    )
    return f": {told}"


def _implementation(facts: EventFacts) -> list[str]:
    said = []
    led = [name for role, name in facts.team if role is Role.LEAD_FACILITATOR]
    if led:
        said.append(_("Led by %(names)s.", names=", ".join(led)))
    helpers = [sum(role in roles for role, _name in facts.team) for roles in _WORKS]
    counted = [
        _n("%(num)d facilitator", "%(num)d facilitators", helpers[0]),
        _n("%(num)d note-taker", "%(num)d note-takers", helpers[1]),
        _n("%(num)d member of staff", "%(num)d members of staff", helpers[2]),
    ]
    there = [text for text, number in zip(counted, helpers, strict=True) if number]
    if there:
        said.append(_("The team: %(who)s.", who=", ".join(there)))
    if facts.steps:
        said.append(
            _(
                "%(steps)s in %(days)s.",
                steps=_n("%(num)d step", "%(num)d steps", facts.steps),
                days=_n("%(num)d day", "%(num)d days", facts.days),
            )
        )
    if facts.techniques:
        said.append(
            _(
                "Techniques: %(names)s.",
                names=", ".join(pick_wording(one) for one in facts.techniques),
            )
        )
    if facts.tables and facts.rounds:
        said.append(
            _(
                "World café: %(tables)s, %(rounds)s.",
                tables=_n("%(num)d table", "%(num)d tables", facts.tables),
                rounds=_n("%(num)d round", "%(num)d rounds", facts.rounds),
            )
        )
    if facts.tasks:
        said.append(
            _n(
                "%(done)d of %(num)d checklist task is done.",
                "%(done)d of %(num)d checklist tasks are done.",
                facts.tasks,
                done=facts.tasks_done,
            )
        )
    return said


def _cost(facts: EventFacts) -> list[str]:
    money = cost_sentence(facts.budget) if facts.budget else ""
    said = [money] if money else []
    if facts.prepared:
        said.append(
            _n(
                "Prepared over about a month.",
                "Prepared over about %(num)d months.",
                facts.prepared,
            )
        )
    size = [_n("%(num)d day", "%(num)d days", facts.days)]
    if facts.team:
        size.append(_n("a team of one", "a team of %(num)d", len(facts.team)))
    if facts.expected:
        size.append(_("planned for %(num)d", num=facts.expected))
    if facts.tasks:
        size.append(_n("%(num)d task", "%(num)d tasks", facts.tasks))
    return [*said, _("Size: %(facts)s.", facts=", ".join(size))]


def _complementary(facts: EventFacts) -> list[str]:
    said = [_("Builds on: %(names)s.", names=_titles(facts.builds_on))] if facts.builds_on else []
    if facts.built_on_by:
        said.append(_("Basis for: %(names)s.", names=_titles(facts.built_on_by)))
    if facts.forums:
        said.append(_("A meeting of: %(names)s.", names=_titles(facts.forums)))
    if facts.consulted:
        said.append(
            _n(
                "%(num)d stakeholder answered the consultation before it.",
                "%(num)d stakeholders answered the consultation before it.",
                facts.consulted,
            )
        )
    return said


def known_of_forum(facts: ForumFacts) -> Known:
    """The ten fields of a forum."""
    rhythm = [_("It meets %(often)s.", often=rhythm_text(facts.rhythm))] if facts.rhythm else []
    return {
        "description": [
            f"{text}."
            for text in (
                "; ".join(
                    filter(None, [pick_wording(facts.kind), territory_text(facts.territory)])
                ),
            )
        ],
        "objectives": [pick_wording(facts.purpose)] if facts.purpose else [],
        "results": _forum_results(facts),
        "implementation": [
            *rhythm,
            *(
                f"{pick_wording(name)}: {standing_text(one)}."
                for name, _rhythm, one in facts.duties
            ),
        ],
        "cost": _forum_size(facts),
        "complementary": [
            _("Problems were passed up to: %(names)s.", names=_titles(facts.asked_events))
        ]
        if facts.asked_events
        else [],
        "prerequisites": _settled(facts.settled, prerequisite=True),
        "questions": _settled(facts.settled, prerequisite=False),
        "lessons": lesson_lines(facts.lessons),
        "contacts": [f"{role_name(kind, role)}: {office}" for kind, role, office in facts.leading],
    }


def _forum_results(facts: ForumFacts) -> list[str]:
    said = []
    if facts.meetings and facts.since:
        said.append(
            _n(
                "%(num)d meeting held since %(day)s.",
                "%(num)d meetings held since %(day)s.",
                facts.meetings,
                day=format_day(facts.since, "dated"),
            )
        )
    if facts.problems:
        said.append(
            _n(
                "%(num)d problem or need written down",
                "%(num)d problems and needs written down",
                facts.problems,
            )
            + (
                _(
                    ", %(passed)d passed up, %(answered)d answered.",
                    passed=facts.passed,
                    answered=facts.answered,
                )
                if facts.passed
                else _(", none passed up yet.")
            )
        )
    return said


def _forum_size(facts: ForumFacts) -> list[str]:
    said = [_n("%(num)d member", "%(num)d members", facts.members)] if facts.members else []
    if facts.observers:
        said.append(_n("%(num)d observer", "%(num)d observers", facts.observers))
    return [_("Size: %(facts)s.", facts=", ".join(said))] if said else []


def _settled(rows: Iterable[Settled], *, prerequisite: bool) -> list[str]:
    return [
        f"{pick_wording(one.question)} – {one.answer}" if one.answer else pick_wording(one.question)
        for one in rows
        if one.prerequisite is prerequisite
    ]


def lesson_lines(lessons: Iterable[Learned]) -> list[str]:
    """`Keep: …` first, then `Do otherwise: …`."""
    in_turn = sorted(lessons, key=lambda one: not one.keep)
    return [
        _("Keep: %(lesson)s", lesson=pick_wording(one.text))
        if one.keep
        else _("Do differently: %(lesson)s", lesson=pick_wording(one.text))
        for one in in_turn
    ]


def _titles(names: Iterable[Words]) -> str:
    return "; ".join(pick_wording(one) for one in names)


def with_full_stop(text: str) -> str:
    """With a full stop at its end, where it has none."""
    return text if text[-1:] in ".!?…" else f"{text}."


def copy_known_text(sheet: PracticeSheet, name: str, known: Callable[[], Known]) -> None:
    """What is known of a field becomes the team's text, in both languages. `known` says it in the language spoken then.

    Refused where the team has written something meanwhile, or nothing is known.
    """
    if getattr(sheet, name):
        raise Refused(
            _("Somebody else has filled in this field in the meantime. Nothing was changed.")
        )
    told = {}
    for code in LANGUAGES:
        with use_language(code):
            told[code] = "\n".join(known().get(name, ()))
    if not any(told.values()):
        raise Refused(_("Nothing is known about this field yet."))
    setattr(sheet, name, Words(told["en"], told["sq"]))
    db.session.add(sheet)
