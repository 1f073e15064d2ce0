"""A line at the end of a list: Enter makes a step of it, and while one types it says what it understands."""

import re
from collections.abc import Iterable, Iterator, Sequence
from textwrap import shorten
from typing import Any, NamedTuple

import sqlalchemy as sa
from flask import flash, render_template, request, url_for

from ...data.db import db, row_id
from ...data.matching import may_hold
from ...events.access import Can, needs
from ...events.models import Event
from ...events.queries import my_events, objectives_of
from ...lib.text import clean_text, plain_text
from ...web.i18n import _, current_language, pick_wording
from ...web.refused import Refused
from .. import actions as agenda
from ..blueprint import bp
from ..editing.agenda_changes import change_known_agenda, misplaced_text
from ..editing.showing import return_to_agenda, shows_how_it_is
from ..history import AgendaAct
from ..kinds import StepKind
from ..models import Step
from ..places import place_at_address
from ..placing import GONE, Misplaced
from ..plan import Plan, PlanPlace
from ..queries import plan_of
from ..typed_lines import PIECES, KnownNames, TypedCorrections, TypedStep, prepare_typed_steps
from ..wording import done_text
from .actions import insert_typed_steps, names_known_in, read_lines, shared_names_text
from .chips import chips_of, piece_names
from .reading import LONGEST_LINE, read_line

SHORTEST, MOST_WORDS, MOST = 3, 4, 5
"""Letters from which on something is suggested (behind @ from the first one); words at the end of a line that are looked at; suggestions at once."""
MOST_OBJECTIVES, OBJECTIVE_SHOWN = 12, 60
"""Objectives that are offered at once, and characters of each."""
LOOKED_AT = 200
"""Steps of earlier events that are looked at."""


_HASH_AT_END = re.compile(r"(?:^|(?<=\s))#\s?(?![oO]?\d+\s)([^#@]*)$")
"""An objective that is being named at the end of a line: by its code, its number, or words of it."""
_BEGUN = re.compile(r"(?:^|\s+)[#@]$")
"""A sign behind which nothing has been typed yet."""


class LineSuggestion(NamedTuple):
    """What may be meant by the end of a line, and the whole line with it."""

    text: str
    line: str


def line_suggestions(event: Event, line: str, known: KnownNames) -> list[LineSuggestion]:
    """What the words at the end of the line begin: the longest beginning first, in the order of the sources."""
    if hash_at_end := _HASH_AT_END.search(line):
        return _objective_suggestions(event, line[: hash_at_end.start()], hash_at_end[1])
    if _BEGUN.search(line):
        team = [*known.members.values(), *known.listed.values()][:MOST]
        return [LineSuggestion(f"@{name}", f"{line}{name}") for name in team]
    found: dict[str, LineSuggestion] = {}
    ends = list(_ends(line))
    if not ends:
        return []
    ways = [pick_wording(one.name) for one in known.techniques]
    ways += [name for one in known.techniques for name in (one.name.en, one.name.sq) if name]
    names = [*ways, *_earlier_titles(event, line.split()[-1])]
    for at, begun in ends:
        people = [*known.members.values(), *(known.listed.values() if line[at] == "@" else ())]
        team = [f"@{name}" for name in people if _begins(name, begun)]
        rooms = [name for name in known.rooms.values() if _begins(name, begun)]
        other = () if line[at] == "@" else names
        for name in [*team, *rooms, *(one for one in other if plain_text(one).startswith(begun))]:
            if plain_text(name).strip("@") != begun:
                found.setdefault(plain_text(name), LineSuggestion(name, f"{line[:at]}{name}"))
    return list(found.values())[:MOST]


def _objective_suggestions(event: Event, before: str, begun: str) -> list[LineSuggestion]:
    """The objectives that what stands behind # begins: their code, its number, or a word of theirs; all behind # alone."""
    simple = plain_text(begun).strip()
    found = []
    for one in objectives_of(event):
        code = plain_text(one.code)
        words = pick_wording(one.text)
        known = (code, code.lstrip("o"))
        if simple not in known and (
            any(name.startswith(simple) for name in known) or _begins(words, simple)
        ):
            told = shorten(f"{one.code} {words}", OBJECTIVE_SHOWN, placeholder=" …")
            found.append(LineSuggestion(told, f"{before}#{one.code}"))
    return found[:MOST_OBJECTIVES]


def _ends(line: str) -> Iterator[tuple[int, str]]:
    """Where the last words of a line begin, and these words, plain: four of them, three, two, one."""
    starts = [one.start() for one in re.finditer(r"\S+", line)][-MOST_WORDS:]
    for at in starts:
        begun = plain_text(line[at:]).lstrip("@")
        least = 1 if line[at] == "@" else SHORTEST
        if len(begun.strip()) >= least and begun[0].isalpha():
            yield at, begun


def _begins(name: str, begun: str) -> bool:
    words = plain_text(name).split()
    return any(" ".join(words[number:]).startswith(begun) for number in range(len(words)))


def _earlier_titles(event: Event, word: str) -> Sequence[str]:
    """Titles with that word of steps in other events of the person who types, the latest event first."""
    others = [one.id for one in my_events() if one.id != event.id]
    query = (
        sa.select(Step.title)
        .where(
            Step.event_id.in_(others),
            Step.removed_at.is_(None),
            may_hold(Step.title, [plain_text(word)]),
        )
        .order_by(Step.event_id.desc(), Step.id)
        .limit(LOOKED_AT)
    )
    titles: Iterable[str] = map(pick_wording, db.session.scalars(query))
    return list(dict.fromkeys(titles))


@bp.post("/events/<slug>/agenda/line")
@needs(Can.EDIT_AGENDA)
@shows_how_it_is
def add_typed_line_steps(event: Event) -> Any:
    """The step of a typed line, or a step of each line that was pasted: one change, undone in one."""
    plan = agenda.plan_to_change(event)
    place, after = _place(plan)
    text = clean_text(request.form.get("line", ""))
    typed = read_lines(text, names_known_in(event, plan, text), _corrected())
    if not typed:
        raise Refused(_("Write what happens in this step, such as: 10:30 Coffee 30"))
    new: list[int] = []

    def rule(before: Plan) -> Plan:
        made, new[:] = insert_typed_steps(before, typed, place, current_language(), after=after)
        return made

    title = rule(plan).steps[new[0]].title
    written = change_known_agenda(
        event, plan, did=AgendaAct.ADDED, rule=rule, about=title, count=len(typed)
    )
    lines = {written.steps[key]: one for key, one in zip(new, typed, strict=True)}
    prepare_typed_steps(event, lines, written.change)
    if len(typed) > 1:
        flash(
            done_text(AgendaAct.ADDED, title, len(typed)),
            f"undo:{url_for('agenda.undo_change', slug=event.slug)}",
        )
    if shared := shared_names_text(typed):
        flash(shared)
    db.session.commit()
    return return_to_agenda(event, written.plan, written.plan.steps[written.steps[new[-1]]])


@bp.get("/events/<slug>/agenda/line")
@needs(Can.EDIT_AGENDA)
def understand_line(event: Event) -> Any:
    """What is understood of a line that is being typed, as corrected so far."""
    plan = plan_of(event)
    text, fixed = clean_text(request.args.get("line", ""))[:LONGEST_LINE], _corrected()
    known = names_known_in(event, plan, text)
    typed = read_line(_BEGUN.sub("", text), known, fixed) if text else TypedStep()
    place = place_at_address(plan, request.args.get("in", ""))
    chips = chips_of(event, plan, typed, place, fixed=fixed) if typed.title else []
    return render_template(
        "agenda/adding/chips.html",
        chips=chips,
        names=piece_names(),
        fixed=fixed,
        suggestions=line_suggestions(event, text, known),
    )


def _corrected() -> TypedCorrections:
    """What was put right in the line; what is no choice is none."""
    asked = request.values
    kind = asked.get("kind", "")
    return TypedCorrections(
        title=frozenset(asked.getlist("not")) & set(PIECES),
        kind=StepKind(kind) if kind in set(StepKind) else None,
        technique=asked.get("technique", ""),
        room=asked.get("room", type=row_id),
        lead=asked.get("lead", type=row_id),
    )


def _place(plan: Plan) -> tuple[PlanPlace, int | None]:
    """The list the step goes to, and the step it goes below; None: to its time, or to the end."""
    after = request.form.get("after", type=row_id)
    place = place_at_address(plan, request.form.get("in", ""))
    if after is not None:
        place = plan.steps[after].place if after in plan.steps else None
    if place is None:
        raise Refused(misplaced_text(Misplaced(GONE)))
    return place, after
