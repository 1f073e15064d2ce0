"""What is certified of somebody on the roster: trainings taken and given, and what they led, in Word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..events.models import Event
from ..lib.document_tables import StyledPara
from ..participation.door.certificate_word import CertificatePaper, certified_person
from ..web.i18n import _, _n, format_day, format_days, pick_wording
from .led_steps import LedSteps
from .training_path import TrainingPath
from .wording import techniques_said

MOST = 6
"""Trainings that are named; of more, the latest ones."""
LARGE = 4
"""Lines up to which trainings and techniques are set large; more would not fit the page."""
TECHNIQUES = 8
"""Techniques that are named, the most frequent first."""


@dataclass(frozen=True, kw_only=True)
class WorkCertificate(CertificatePaper):
    """What is certified of one person. `about`: their position and office."""

    name: str
    about: tuple[str, ...]
    path: TrainingPath
    led: LedSteps

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to certify."""
        return not (self.path.taken or self.path.given or self.led.steps)

    def certified(self, *, halved: bool) -> list[StyledPara]:
        """What they did, in whole sentences; what they did not is left out."""
        listed = (*self.path.taken[-MOST:], *self.path.given[-MOST:], *self.led.techniques)
        style = "Certificate Text" if halved or len(listed) > LARGE else "Certificate Strong"
        return [
            StyledPara(_("Certificate for facilitators"), "Certificate Title"),
            *certified_person(self.name, self.about, halved=halved),
            *_trainings(_("took part in these trainings"), self.path.taken, style),
            *_trainings(_("gave these trainings"), self.path.given, style),
            *self._led(style),
        ]

    def _led(self, style: str) -> Iterator[StyledPara]:
        if not self.led.steps:
            return
        steps = _n("%(num)d step", "%(num)d steps", self.led.steps)
        events = _n("%(num)d event", "%(num)d events", len(self.led.events))
        yield StyledPara(
            _("led %(steps)s of the agenda at %(events)s", steps=steps, events=events),
            "Certificate Text",
        )
        if techniques := techniques_said(self.led, TECHNIQUES):
            yield StyledPara(techniques, style)
        if self.led.last:
            day = format_day(self.led.last, "y" if self.led.last_in_year else "dated")
            yield StyledPara(_("the last one: %(day)s", day=day), "Certificate Text")


def _trainings(said: str, events: Sequence[Event], style: str) -> Iterator[StyledPara]:
    if not events:
        return
    yield StyledPara(said, "Certificate Text")
    for event in events[-MOST:]:
        when = (
            str(event.first_day.year)
            if event.days_unknown
            else format_days(event.first_day, event.last_day, year=True)
        )
        yield StyledPara(f"{pick_wording(event.title)}, {when}", style)
    if len(events) > MOST:
        more = len(events) - MOST
        left = _n("and %(num)d earlier one", "and %(num)d earlier ones", more)
        yield StyledPara(left, "Certificate Text")
