"""What an event changed as it may leave the house: words that nobody has decided about are left out, and it is said so."""

from collections.abc import Sequence
from datetime import date

from ..consultation.evaluating.quoting import cleared_quotes
from ..consultation.sharing.wording import quote_text, shown_number
from ..notes.deciding.queries import PlacedAction
from ..objectives.clearance import cleared_indicator_text, indicator_texts
from ..objectives.indicators import IndicatorWithReadings
from ..release.clearing import ClearedTexts, clear_texts
from ..release.texts import owner_of_event
from ..report.clearing.outgoing import OutgoingTexts, outgoing_texts
from ..web.i18n import _, current_language, format_day, format_days, pick_wording
from . import wording
from .gathering import EventOutcomes, LaterAnswers
from .word import AnswersSection, OutcomesPaper


def outcomes_paper(
    found: EventOutcomes, today: date, asked: Sequence[LaterAnswers] = ()
) -> OutcomesPaper:
    """The paper in the language spoken now."""
    event, whose = found.event, owner_of_event(found.event)
    quotes, waiting = cleared_quotes(event)
    cleared, out = clear_texts(whose, indicator_texts(whose)), outgoing_texts(event)
    rows = [one for _objective, one in found.indicators]
    actions = [
        (wording.action_status_heading(end), told)
        for end, some in found.actions.items()
        if (told := _actions(out, some))
    ]
    return OutcomesPaper(
        language=current_language(),
        title=wording.outcomes_title(event, today),
        event=pick_wording(event.title),
        when=format_days(event.first_day, event.last_day, True),
        lead=wording.outcomes_lead(found, today),
        indicators=[row for one in rows if (row := _indicator(cleared, one))[0]],
        sources=[said for one in rows if (said := _source(cleared, one))],
        actions=actions,
        said=[answers_section(one, quotes.get(one.purpose, ())) for one in asked if one.answered],
        left_out=" ".join(filter(None, [cleared.said, out.said, waiting.said])),
    )


def answers_section(asked: LaterAnswers, quotes: Sequence[str]) -> AnswersSection:
    """What was ticked months later, as it may leave the house; `quotes`: what of the written may be told."""
    assert asked.results is not None
    return AnswersSection(
        heading=wording.later_answers_heading(asked),
        lead=wording.later_answers_lead(asked),
        questions=[
            (item.question, [(line.name, shown_number(line.number)) for line in item.result.lines])
            for item in asked.results.items
            if item.result
        ],
        quotes=[quote_text(" ".join(one.split())) for one in quotes],
    )


def _indicator(cleared: ClearedTexts, one: IndicatorWithReadings) -> tuple[str, str, str, str, str]:
    row = one.row
    told = [
        cleared_indicator_text(cleared, row, text)
        for text in (pick_wording(row.text), row.before, one.last, row.goal)
    ]
    what, before, now, goal = told
    return what, before or "–", now or "–", goal or "–", format_day(row.by_on, "dated") or "–"


def _source(cleared: ClearedTexts, one: IndicatorWithReadings) -> str:
    """`Trained people in post: Bashkia Krujë; counted once a year`"""
    what, *rest = (
        cleared_indicator_text(cleared, one.row, text)
        for text in (pick_wording(one.row.text), one.row.source, one.row.method)
    )
    said = "; ".join(filter(None, rest))
    return _("%(indicator)s: %(source)s", indicator=what, source=said) if what and said else ""


def _actions(out: OutgoingTexts, rows: Sequence[PlacedAction]) -> list[tuple[str, str, str]]:
    return [
        (text, action_owner(out, one), out.outcome(one.id) or "–")
        for one in rows
        if (text := out.action(one.id))
    ]


def action_owner(out: OutgoingTexts, one: PlacedAction) -> str:
    """Of who promised it only the organisation, or what was decided to be told."""
    person = one.row.person
    return person.organisation.name if person else out.owner(one.id) or "–"
