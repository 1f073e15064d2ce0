"""The certificate of somebody on the roster: who issues and signs it, in which language."""

import zlib
from collections.abc import Sequence

import sqlalchemy as sa
from flask import Response, current_app, request

from .. import clock
from ..accounts.doors import administrators_only
from ..data.db import db, get_or_404
from ..directory.blueprint import bp
from ..directory.models import Person
from ..directory.queries import roster_entry_of
from ..events.models import Event
from ..lib.text import clean_text, make_slug
from ..mailing.office_letter import letter_look, letter_sender, letterhead_logo
from ..participation.door.certificate_word import certificates_word_file
from ..participation.models import RegistrationSetting
from ..web.downloads import send_download
from ..web.i18n import LANGUAGES, _, reader_language, use_language
from ..web.refused import Refused
from .accounts_of import accounts_of
from .certificate import WorkCertificate
from .led_steps import LedSteps, led_by
from .training_path import TrainingPath, paths_of

BOTH = "both"
LIMIT = 300
"""Letters of what is typed."""


def work_of(person: Person) -> tuple[LedSteps, TrainingPath]:
    """What somebody led, and the trainings they took part in or gave."""
    entry = roster_entry_of(person)
    account = accounts_of([entry]).get(person.id, 0) if entry else 0
    led = led_by({account}, clock.today()).get(account, LedSteps())
    return led, paths_of([person.id], {person.id: len(led.events)})[person.id]


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
    editions = [asked if asked in LANGUAGES else own]
    if asked == BOTH:
        editions += [code for code in LANGUAGES if code != own]
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
