"""What the clock says: each sentence once, for the server and for `static/js/cafe_clock.js` alike, with {places} to fill in."""

import math
from collections.abc import Mapping

from ...web.i18n import _, _n
from ..clock import ClockPhase, ClockStanding, Lengths
from .actions import PressOutcome


def clock_phrases() -> dict[str, str]:
    """Every sentence by the name the script knows it by."""
    return {
        "before": _("Not begun yet"),
        "talk": _("Round {round} of {rounds}"),
        "move": _("To your table for round {next}"),
        "plenary": _("Back to the plenary"),
        "harvest": _("Harvest in plenary"),
        "over": _("The café is over"),
        "until": _("until {time}"),
        "paused": _("Paused"),
        "start": _("Start round {first}"),
        "names": _("Round {round}: find your name, then your table"),
        "offline": _(
            "Not connected. The clock keeps running here, but does not show what others press."
        ),
        "not_sent": _("Not connected: this press was not counted. Try again in a moment."),
        "signed_out": _(
            "You are signed out. Sign in again on this device; the clock keeps running."
        ),
        "sound_on": _("Sound is on"),
        "sound_off": _("Sound on"),
    }


def fill_places(pattern: str, values: Mapping[str, object]) -> str:
    """The sentence with its places filled in."""
    for name, value in values.items():
        pattern = pattern.replace(f"{{{name}}}", str(value))
    return pattern


def format_countdown(seconds: float) -> str:
    """`12:05`, `1:02:05`; a second that has begun is still shown."""
    minutes, rest = divmod(max(0, math.ceil(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def clock_texts(
    at: ClockStanding, lengths: Lengths, first: int, ends: str, say: Mapping[str, str]
) -> dict[str, str]:
    """What stands on the clock: the phase in words, the time left, until when. `first`: the round a start begins."""
    phase = (
        "plenary" if at.phase is ClockPhase.MOVE and at.round >= lengths.rounds else at.phase.value
    )
    values = {
        "round": at.round,
        "rounds": lengths.rounds,
        "next": at.round + 1,
        "first": first,
        "time": ends,
    }
    left = lengths.of(ClockPhase.TALK) if at.phase is ClockPhase.BEFORE else at.left
    when = say["paused"] if at.paused else fill_places(say["until"], values) if at.goes else ""
    return {
        "phase": fill_places(say[phase], values),
        "left": "" if at.over else format_countdown(left),
        "ends": when,
        "start": fill_places(say["start"], values),
    }


def clock_summary(at: ClockStanding, people: int, tables: int, unseated: int) -> str:
    """The page's one plain sentence."""
    if not people:
        return _(
            "Nobody has a seat yet. The clock runs anyway; names and tables follow once "
            "everybody has a seat."
        )
    if unseated:
        return _n(
            "%(num)d person still has no seat. Seat them first, then start the clock.",
            "%(num)d people still have no seat. Seat them first, then start the clock.",
            unseated,
        )
    if at.over:
        return _("All rounds are over. What was said is under “Harvest”.")
    return _(
        "%(people)s at %(tables)s. Once you start it, the clock runs the rounds by itself.",
        people=_n("%(num)d person", "%(num)d people", people),
        tables=_n("%(num)d table", "%(num)d tables", tables),
    )


def outcome_sentence(outcome: PressOutcome) -> str:
    """What became of a press, where it did not count."""
    if outcome is PressOutcome.ELSEWHERE:
        return _(
            "The clock had moved on, or somebody pressed before you. Nothing was changed; "
            "check how it is now."
        )
    if outcome is PressOutcome.NOTHING:
        return _("That changes nothing at this moment.")
    return ""
