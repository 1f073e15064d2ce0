"""What stakeholders asked for and what became of it: answer, theme, objective, step, outcome, action, each linked."""

from collections import Counter
from collections.abc import Iterable, Sequence

from ...cafe.harvest.points import KeyPoint
from ...consultation.sharing import wording
from ...consultation.sharing.summary import HeardTheme, Summary
from ...events.models import AgreementStatus, Objective
from ...notes.deciding.queries import PlacedAction, PlacedDecision
from ...web.i18n import _, _n, label_of, pick_wording
from ..proceedings import (
    Block,
    Bullets,
    Exhibit,
    Paragraph,
    ReportHeading,
    ReportLink,
    ReportQuote,
    Section,
    Trail,
    TrailStation,
)
from .asked_rivers import AskedLane, rivers_exhibit
from .deeds import mark_of_action, mark_of_decision
from .material import ReportMaterial
from .titles import chapter_titles, session_key

QUOTES = 2
"""Words of answers that stand under an objective, at most."""
WHY = " – "
GOAL = " → "
"""Stand between what was asked for and why nothing takes it up, or the goal it became."""


def asked_section(material: ReportMaterial) -> Section:
    """Who was asked and answered, then the way of every objective."""
    summary, blocks = material.summary, list[Block]()
    if summary and summary.answers != 0:
        blocks.append(Paragraph(_opening(summary)))
        blocks += _questions(summary)
        if summary.made_of_it:
            blocks.append(Paragraph(summary.made_of_it))
    told = _told(material)
    trails = [_trail(material, one) for one in told]
    lanes = [_lane(material, one) for one in told]
    if trails:
        title = _("From what was asked to what was done")
        blocks.append(ReportHeading(title))
        if any(one.steps or one.themes for one in lanes):
            blocks.append(rivers_exhibit(material, lanes))
        blocks.append(Exhibit("asked-trails", title, tuple(trails)))
    if summary:
        blocks += _others(material, summary, told)
    return Section("asked", chapter_titles()["asked"], tuple(blocks))


def _told(material: ReportMaterial) -> list[Objective]:
    """The objectives whose way is told: those the team stood behind, and ideas of which something came or that were postponed."""
    return [
        one
        for one in material.objectives
        if one.status is not AgreementStatus.IDEA
        or _came_to_something(material, one)
        or one.postponed
    ]


def _came_to_something(material: ReportMaterial, one: Objective) -> bool:
    """Whether a step of the programme served it, or something was decided, promised or said about it."""
    return bool(
        _worked_on(material, one, _serving(material, one))
        or any(row.row.objective_id == one.id for row in material.actions)
    )


def _serving(material: ReportMaterial, one: Objective) -> list[int]:
    return [step for step in _in_order(material) if one.id in material.plan.steps[step].objectives]


def _made_in(material: ReportMaterial, one: Objective) -> list[int]:
    """The steps whose outcome is its own: those that serve it, and those inside a block that does."""
    return [step for step in _in_order(material) if one.id in material.plan.served_by(step)]


def _opening(summary: Summary) -> str:
    if summary.answers is None:
        return _("Before the event stakeholders were asked what they need; a few answered.")
    return _n(
        "Before the event stakeholders were asked what they need; %(num)d answered.",
        "Before the event stakeholders were asked what they need; %(num)d answered.",
        summary.answers,
    )


def _questions(summary: Summary) -> list[Block]:
    return [Bullets(tuple(summary.questions))] if summary.questions else []


def _lane(material: ReportMaterial, one: Objective) -> AskedLane:
    """The same way in numbers."""
    steps = _serving(material, one)
    made_in = _made_in(material, one)
    decided, promised = _decided(material, one, made_in), _promised(material, one, made_in)
    aims = material.summary.aims if material.summary else ()
    aim = next((aim for aim in aims if aim.code == one.code), None)
    heard = _heard(material, one)
    # nobody has counted who stands behind an idea: its themes may have come up in the same answers
    most = max((theme.answers or 0 for theme in heard), default=0) or None
    shown = _worked_on(material, one, steps)
    return AskedLane(
        objective=one,
        answers=aim.source.answers if aim else most,
        at_least=not aim and len(heard) > 1,
        themes=len(heard),
        steps=shown,
        decisions=Counter(_place_among(shown, row.row.step_id, material) for row in decided),
        actions=Counter(row.row.status for row in promised),
    )


def _place_among(steps: Sequence[int], made_in: int | None, material: ReportMaterial) -> int | None:
    """The step among these in which something was decided, or whose block holds it; None of none of them."""
    step = material.plan.steps.get(made_in or 0)
    block = step.block if step else None
    return next((one for one in (made_in, block) if one in steps), None)


def _decided(
    material: ReportMaterial, one: Objective, steps: Sequence[int]
) -> list[PlacedDecision]:
    return [row for row in material.decisions if _belongs(row, one, steps)]


def _promised(material: ReportMaterial, one: Objective, steps: Sequence[int]) -> list[PlacedAction]:
    return [row for row in material.actions if _belongs(row, one, steps)]


def _belongs(row: PlacedDecision | PlacedAction, one: Objective, steps: Sequence[int]) -> bool:
    """To its own objective; without one to those of its step."""
    own = row.row.objective_id
    return own == one.id or (not own and row.row.step_id in steps)


def _trail(material: ReportMaterial, one: Objective) -> Trail:
    """The stations of one objective; one where nothing stands says so."""
    steps = _serving(material, one)
    made_in = _made_in(material, one)
    decided, promised = _decided(material, one, made_in), _promised(material, one, made_in)
    heard = _heard(material, one)
    stations = [
        TrailStation(
            _("Asked for"), tuple(_answers(material, one, heard)), _("by the team itself")
        ),
        TrailStation(_("Themes"), tuple(ReportLink(theme.name) for theme in heard), "–")
        if material.summary
        else None,
        TrailStation(_("Expected result"), (ReportLink(pick_wording(one.result)),))
        if one.result
        else None,
        TrailStation(
            _("Worked on in"),
            tuple(_step(material, step) for step in _worked_on(material, one, steps)),
            _("in no step of the programme"),
        ),
        _unserved(material, one, heard),
        TrailStation(
            _("What came out"),
            (
                *_written(material, made_in),
                *_at_tables(material, one, steps),
                *(
                    ReportLink(
                        _cut(material.cleared.decision(row.id) or ""), mark_of_decision(row.id)
                    )
                    for row in decided
                ),
            ),
            _came_out_missing(material, bool(promised)),
        ),
        TrailStation(
            _("What is being done"),
            tuple(
                ReportLink(
                    f"{_cut(material.cleared.action(row.id) or '')} ({label_of(row.row.status)})",
                    mark_of_action(row.id),
                )
                for row in promised
            ),
            _("no action so far"),
        ),
    ]
    name = f"{one.code} · {pick_wording(one.text)}"
    if one.status is AgreementStatus.IDEA:
        name = _("%(objective)s (an idea, not agreed on)", objective=name)
    return Trail(name, tuple(filter(None, stations)), f"objective-{one.id}")


def _unserved(
    material: ReportMaterial, one: Objective, heard: Iterable[HeardTheme]
) -> TrailStation | None:
    """Why an objective that no step served was not worked on, and who does instead, as it and its themes say."""
    said = [wording.unserved_text(one), *(theme.unserved for theme in heard)]
    why = list(dict.fromkeys(filter(None, said)))
    if not why or _came_to_something(material, one):
        return None
    return TrailStation(_("Why not this time"), tuple(ReportLink(text) for text in why))


def _came_out_missing(material: ReportMaterial, promised: bool) -> str:
    """What is said where neither points nor decisions stand: a promise that was written down came out as well."""
    if promised:
        return _("the actions below")
    return _("nothing was written down") if material.begun else _("not held yet")


def _answers(
    material: ReportMaterial, one: Objective, heard: Iterable[HeardTheme]
) -> list[ReportLink]:
    """How many answers stand behind it, and the words of some."""
    summary = material.summary
    if summary is None:
        return []
    aim = next((aim for aim in summary.aims if aim.code == one.code), None)
    links = (
        [ReportLink(wording.source_text(aim.source, summary.answers))]
        if aim and aim.source.answers != 0
        else []
    )
    if aim is None:
        links = [
            ReportLink(f"{theme.name} ({wording.theme_amount(theme, summary)})") for theme in heard
        ]
    quotes = [quote for theme in heard for quote in theme.quotes][:QUOTES]
    return [
        *links,
        *(ReportLink(wording.quote_text(" ".join(quote.text.split()))) for quote in quotes),
    ]


def _heard(material: ReportMaterial, one: Objective) -> list[HeardTheme]:
    themes = material.themes.get(one.id, [])
    return (
        [theme for theme in material.summary.themes if theme.theme in themes]
        if material.summary
        else []
    )


def _step(material: ReportMaterial, step: int) -> ReportLink:
    row = material.plan.steps[step]
    return ReportLink(row.title.to(material.language), session_key(step))


def _in_order(material: ReportMaterial) -> list[int]:
    """The steps participants know of, in the order of the programme."""
    found = [step.id for day in material.days for step in day.steps]
    for day in material.days:
        for step in day.steps:
            found += [one.id for one in step.steps]
    return list(dict.fromkeys(found))


def _worked_on(material: ReportMaterial, one: Objective, steps: list[int]) -> list[int]:
    """The steps that were to serve it, and those in which it was in fact written or decided about."""
    found = {
        *steps,
        *(row.row.step_id for row in material.decisions if row.row.objective_id == one.id),
    }
    found |= {
        step
        for step, points in material.points.items()
        if any(_serves(point, one) for point in points)
    }
    return [step for step in _in_order(material) if step in found]


def _serves(point: KeyPoint, one: Objective) -> bool:
    return point.objective_id == one.id


def _written(material: ReportMaterial, steps: Iterable[int]) -> list[ReportLink]:
    """How much was written down in each of those steps."""
    found = []
    for step in steps:
        number = material.written[step]
        if number:
            said = _n("%(num)d point noted", "%(num)d points noted", number)
            found.append(
                ReportLink(
                    f"{material.plan.steps[step].title.to(material.language)}: {said}",
                    session_key(step),
                )
            )
    return found


def _at_tables(material: ReportMaterial, one: Objective, steps: Iterable[int]) -> list[ReportLink]:
    """Key points of cafés that were an answer to it, where the café as a whole does not serve it."""
    found = []
    for step, points in material.points.items():
        number = sum(_serves(point, one) for point in points)
        if number and step not in steps and step in material.plan.steps:
            title = material.plan.steps[step].title.to(material.language)
            said = _n("%(num)d point noted", "%(num)d points noted", number)
            found.append(ReportLink(f"{title}: {said}", session_key(step)))
    return found


def _others(material: ReportMaterial, summary: Summary, told: Iterable[Objective]) -> list[Block]:
    """Themes that none of the objectives `told` took up: said openly, and why. And words that belong to no theme."""
    taken_up = {theme for one in told for theme in material.themes.get(one.id, ())}
    loose = {theme for themes in material.themes.values() for theme in themes} - taken_up
    heard = [theme for theme in summary.themes if theme.theme in loose]
    made = {goal.id: f"{goal.code} · {_cut(pick_wording(goal.text))}" for goal in material.goals}
    names = [
        f"{theme.name} ({wording.theme_amount(theme, summary)}){_why(theme)}"
        for theme in heard
        if theme.goal not in made
    ]
    goals = [
        f"{theme.name} ({wording.theme_amount(theme, summary)}){GOAL}{made[theme.goal]}"
        for theme in heard
        if theme.goal in made
    ]
    blocks: list[Block] = []
    if goals:
        blocks += [ReportHeading(_("Asked for, and made a goal")), Bullets(tuple(goals))]
    if names:
        blocks += [ReportHeading(_("Asked for, but not taken up this time")), Bullets(tuple(names))]
    if summary.quotes:
        blocks.append(ReportHeading(_("Also said")))
        blocks += [ReportQuote(" ".join(one.text.split()), one.by) for one in summary.quotes]
    return blocks


def _why(theme: HeardTheme) -> str:
    return f"{WHY}{theme.unserved}" if theme.unserved else ""


def _cut(text: str, most: int = 140) -> str:
    """The text in one line, not too long: it stands in full where the link leads."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rsplit(" ", 1)[0] + " …"
