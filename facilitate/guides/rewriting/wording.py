"""The sentences of the page on which a step's words are written."""

from collections.abc import Mapping

from ...lib.clock import format_wall_time
from ...lib.text import Words
from ...techniques.technique import Technique
from ...web.i18n import _, current_language
from ...web.i18n import format_day as date_text
from ..usual import UsualWords
from .forms import FIELDS
from .languages import is_left_behind, known_wordings
from .step_stops import StepStop


def other_language() -> str:
    """The language that is not spoken now."""
    return "en" if current_language() == "sq" else "sq"


def step_stop_text(stop: StepStop) -> str:
    """`Step 5 · Thursday 18 March, 09:30–10:30 · 60 min`; what is parked has no time."""
    length = _("%(num)d min", num=stop.minutes)
    if stop.on is None:
        return _("Parked: not in any guide yet · %(length)s", length=length)
    return _(
        "Step %(number)s · %(day)s, %(start)s–%(end)s · %(length)s",
        number=stop.number,
        day=date_text(stop.on, "long"),
        start=format_wall_time(stop.start),
        end=format_wall_time(stop.end),
        length=length,
    )


def step_words_lead(stop: StepStop, technique: Technique | None, rewritten: bool) -> str:
    """The first sentence of the page."""
    if rewritten:
        return _("The team has rewritten this step. The guide prints what you see here.")
    if (stop.step.do or stop.step.say) and not stop.holds:
        return _(
            "So far the guide prints what the agenda says to do and to say. Turn it into a "
            "script, line by line."
        )
    if technique and not stop.holds:
        return _(
            "So far the guide prints the technique’s words. Make them your own: only what "
            "you change is saved."
        )
    return _("What you write here stays with the step and appears in every guide.")


def minutes_taken_text(used: int, minutes: int) -> str:
    """What the lines take of the step's minutes, in one sentence."""
    return (
        minutes_taken_patterns()[_case(used, minutes)]
        .replace("{used}", str(used))
        .replace("{all}", str(minutes))
    )


def _case(used: int, minutes: int) -> str:
    if not used:
        return "none"
    return "equal" if used == minutes else "short" if used < minutes else "long"


def minutes_taken_patterns() -> dict[str, str]:
    """The sentences of `minutes_taken_text` with {used} and {all} still open, by case: what the page computes while somebody types."""
    return {
        "none": _(
            "The lines have no minutes: the guide prints them one after the other, without clock times."
        ),
        "equal": _("The script takes {used} of {all} minutes."),
        "short": _(
            "The script takes {used} of {all} minutes. The guide stretches every line a little, so that it fills them."
        ),
        "long": _(
            "The script takes {used} of {all} minutes. The guide shortens every line a little, so that it fits."
        ),
    }


def wording_note(name: str, own: Words, usual: UsualWords, code: str) -> str:
    """What is worth knowing about a wording in the language that is folded away; empty where all is well."""
    text, here = (own.sq, own.en) if code == "sq" else (own.en, own.sq)
    if not text:
        return _("nothing yet; the guide prints the words above") if here else ""
    return (
        _("still the usual words") if is_left_behind(own, known_wordings(usual, name), code) else ""
    )


def unchanged_wordings(fields: Mapping[str, str]) -> list[str]:
    """Which wordings stayed as they were in the other language: `fields` are languages by the names of fields."""
    found = []
    for code in ("en", "sq"):
        named = [guide_field_name(name) for name in FIELDS if fields.get(name) == code]
        if named:
            where = _("in Albanian") if code == "sq" else _("in English")
            found.append(
                _(
                    "Check the text %(where)s too: %(fields)s has not changed there.",
                    where=where,
                    fields=", ".join(named),
                )
            )
    return found


def guide_field_name(name: str) -> str:
    """What a field is called on the page."""
    return {
        "script": _("Running script"),
        "helper": _("For hosts and helpers"),
        "notes": _("For note-takers"),
        "transition": _("Transition to the next step"),
        "late": _("If you are late"),
        "spare": _("If there is time left"),
    }[name]
