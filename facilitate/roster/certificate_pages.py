"""The certificate of somebody on the roster: who issues and signs it, in which language, and its page as Word."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask import Response, current_app, request

from .. import clock
from ..accounts.doors import administrators_only
from ..data.db import db, get_or_404
from ..directory.blueprint import bp
from ..directory.models import Experience, Person
from ..directory.queries import roster_entry_of
from ..events.asked_language import editions_of
from ..events.models import Event
from ..lib.document_tables import StyledPara
from ..lib.text import clean_text, make_slug
from ..mailing.office_letter import letter_look, letter_sender, letterhead_logo
from ..participation.door.certificate_word import (
    CertificatePaper,
    certificates_word_file,
    certified_person,
)
from ..participation.models import RegistrationSetting
from ..web.downloads import send_download
from ..web.i18n import (
    _,
    _n,
    format_day,
    format_days,
    pick_wording,
    reader_language,
    use_language,
)
from ..web.refused import Refused
from .accounts_of import accounts_of
from .led_steps import LedSteps, led_by
from .training_path import TrainingPath, paths_of
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
            yield StyledPara(_("most recently: %(day)s", day=day), "Certificate Text")


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


LIMIT = 300
"""Letters of what is typed."""


def work_of(person: Person) -> tuple[LedSteps, TrainingPath]:
    """What somebody led, and the trainings they took part in or gave."""
    entry = roster_entry_of(person)
    account = accounts_of([entry]).get(person.id, 0) if entry else 0
    led = led_by({account}, clock.today()).get(account, LedSteps())
    senior = [person.id] if entry and entry.experience is Experience.SENIOR else []
    return led, paths_of([person.id], {person.id: len(led.events)}, senior)[person.id]


def usual_signature(led: LedSteps, path: TrainingPath, language: str) -> Sequence[str]:
    """Who signed the certificates of the latest of these events that says so: name, function and institution, a line each."""
    ids = {*led.events, *(one.id for one in (*path.taken, *path.given))}
    query = (
        sa.select(RegistrationSetting.signed_by)
        .join(Event, Event.id == RegistrationSetting.event_id)
        .where(Event.id.in_(ids))
        .order_by(Event.last_day.desc(), Event.id.desc())
    )
    signed = (words.to(language) for words in db.session.scalars(query))
    return next((text.splitlines() for text in signed if text), [])


@bp.get("/people/<int:person_id>/certificate.docx")
@administrators_only
def export_work_certificate(person_id: int) -> Response:
    """Trainings taken and given and steps led, certified by an institution; `lang=both`: in both languages side by side."""
    person = get_or_404(Person, Person.id == person_id)
    led, path = work_of(person)
    asked = request.args.get("lang", "")
    own = reader_language(person.languages, current_app.extensions["settings"].language)
    editions = editions_of(asked, own)
    papers = [_certificate(person, led, path, code) for code in editions]
    if papers[0].is_empty:
        raise Refused(
            _(
                "%(name)s has led nothing and attended no training yet, so there is nothing to certify.",
                name=person.name,
            )
        )
    with use_language(editions[0]):
        title = _("Certificate for facilitators")
        content = certificates_word_file(
            title, [papers], letterhead_logo(letter_look(*_events(led, path)))
        )
        return send_download(content, f"{make_slug(title)}-{make_slug(person.name)}.docx")


def _certificate(
    person: Person, led: LedSteps, path: TrainingPath, language: str
) -> WorkCertificate:
    typed = clean_text(request.args.get("signed", ""))[:LIMIT]
    signed = [line for line in typed.splitlines() if line.strip()] or usual_signature(
        led, path, language
    )
    issuer = clean_text(request.args.get("issuer", ""))[:LIMIT].strip()
    return WorkCertificate(
        language=language,
        number=_number(person, led, path),
        issuer=issuer or " ".join(letter_sender("\n".join(signed))),
        signed=tuple(signed),
        name=person.name,
        about=(person.position.to(language), person.organisation.name),
        path=path,
        led=led,
    )


def _number(person: Person, led: LedSteps, path: TrainingPath) -> str:
    """Whose it is, the year, and what stands for exactly what is certified: printed again it is the same, in every language."""
    certified = (
        person.name,
        [one.id for one in (*path.taken, *path.given)],
        led.steps,
        sorted(led.techniques.items()),
        sorted(led.events.items()),
        *(clean_text(request.args.get(name, "")) for name in ("signed", "issuer")),
    )
    mark = zlib.crc32(repr(certified).encode()) % 10_000
    return f"F{person.id}/{clock.today().year}-{mark:04}"


def _events(led: LedSteps, path: TrainingPath) -> Sequence[Event]:
    ids = {*led.events, *(one.id for one in (*path.taken, *path.given))}
    query = sa.select(Event).where(Event.id.in_(ids)).order_by(Event.last_day.desc(), Event.id)
    return db.session.scalars(query).all()
