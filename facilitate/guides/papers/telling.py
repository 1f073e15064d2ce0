"""A guide being told step by step: its file, its choices, and what is put into words once for all steps."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from ...agenda.numbering import StepNumber
from ...lib.clock import format_wall_span, hours_and_minutes
from ...lib.running_lines import repeat_field
from ...web.i18n import _, format_day
from ..choices import Choices
from ..guide import Guide, GuideDay, GuideStep, GuideTrouble
from .look import GuideFile, PageCapacity, in_a_line, page_capacity


@dataclass(frozen=True)
class GuidePhrases:
    """What every step says, translated once for a whole guide: that takes a fifth of the time otherwise."""

    purpose: str
    objectives: str
    lead: str
    supporters: str
    speakers: str
    notes: str
    helpers: str
    setting: str
    materials: str
    script: str
    close: str
    following: str
    late: str
    spare: str


def _names() -> GuidePhrases:
    return GuidePhrases(
        purpose=_("Purpose"),
        objectives=_("Objectives"),
        lead=_("Lead"),
        supporters=_("With"),
        speakers=_("Speakers"),
        notes=_("Takes notes"),
        helpers=_("Hosts, helpers"),
        setting=_("Room and set-up"),
        materials=_("Materials"),
        script=_("What to do and what to say"),
        close=_("To close"),
        following=_("Next at %(time)s: %(title)s"),
        late=_("If you are late: %(what)s"),
        spare=_("If there is time left: %(what)s"),
    )


@dataclass
class GuideTelling:
    """A guide being told step by step; `troubles` knows which step has told them, `steps` are all by number."""

    file: GuideFile
    guide: Guide
    choices: Choices
    page: PageCapacity
    names: GuidePhrases
    steps: dict[StepNumber, GuideStep]
    troubles: dict[tuple[GuideTrouble, ...], StepNumber] = field(default_factory=dict)
    said: dict[Hashable, str] = field(default_factory=dict)

    def once(self, key: Hashable, make: Callable[[], str]) -> str:
        """What `make` says of the key, asked for once."""
        text = self.said.get(key)
        if text is None:
            text = self.said[key] = make()
        return text


def begin_telling(file: GuideFile, guide: Guide, choices: Choices) -> GuideTelling:
    """Where the first day begins; in the language spoken now."""
    steps = {step.number: step for step in guide.steps}
    return GuideTelling(
        file=file,
        guide=guide,
        choices=choices,
        page=page_capacity(choices),
        names=_names(),
        steps=steps,
    )


def numbered_day_title(one: GuideDay) -> str:
    """`Day 1: Thursday 18 March`"""
    return _("Day %(number)d: %(day)s", number=one.number, day=format_day(one.on, "long"))


def day_line(one: GuideDay) -> str:
    """`08:30–17:10 (10 min longer than planned)`"""
    span = format_wall_span(one.start, one.end)
    if one.over > 0:
        return f"{span} " + _("(%(time)s longer than planned)", time=hours_and_minutes(one.over))
    return span


def above_steps(guide: Guide, one: GuideDay) -> tuple[str, str]:
    """What stands above every page of a day: the day, the event, and the step that goes on there with its time."""
    step = f"{repeat_field('Step Heading', number=True)} {repeat_field('Step Heading')}"
    return (
        f"{numbered_day_title(one)}\t{in_a_line(guide.title)}",
        f"{step}\t{repeat_field('Step Time')}",
    )
