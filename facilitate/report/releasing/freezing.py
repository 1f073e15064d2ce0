"""The report as it would be released now, in every language, its mark, and what else stands in it: that is looked at before it leaves, too."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from ...data.db import db, read_first
from ...events.models import Event
from ...notes.models import NoteLine
from ...release.texts import owner_of_event
from ...release.verdicts import DecidedWords, redact_text
from ...run.jobs import daily, job
from ..clearing.finding import TextFinding
from ..clearing.looking import finder_for, keep_found
from ..clearing.outgoing import OutgoingTexts
from ..clearing.passages import Find
from ..clearing.texts import WHOLE, decided_in_programme, names_known_to_event
from ..content import NOT_WORDS, each_text, report_from_json, report_to_json
from ..writing.assembling import reports_with_texts


class UndecidedWords(NamedTuple):
    """Words that nobody has decided about, and the text in which they stand first."""

    finding: TextFinding
    text: str


def texts_in(value: Any) -> Iterator[str]:
    """Every text of a report that was made JSON. Drawings are counted things; what a photo says was checked with the notes."""
    if isinstance(value, Mapping):
        if value.get("kind") == "picture":
            return
        for name, inner in value.items():
            if name not in NOT_WORDS:
                yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)
    elif isinstance(value, str) and not value.lstrip().startswith("<svg"):
        yield value


def undecided_in_texts(
    texts: Collection[str], find: Find, decided: Collection[str], said: Collection[str]
) -> list[UndecidedWords]:
    """What was found in texts of a report and is decided nowhere, each words once; one without words: not looked through yet.

    `said`: texts that have passed the check already.
    """
    passed = {one.found for text in said for one in find(text)} | set(decided)
    found: dict[str, UndecidedWords] = {}
    for text in texts:
        for one in find(text):
            if one.found not in passed or not one.found:
                found.setdefault(one.found, UndecidedWords(one, text))
    return list(found.values())


def reword_report(content: Any, decided: Sequence[DecidedWords]) -> Any:
    """The report with what was decided about such words done to its texts."""
    if not decided:
        return content
    return each_text(content, lambda text: redact_text(text, decided))


Content = Mapping[str, Any]


class FrozenReport(NamedTuple):
    """A whole report by language, as values that stay, and the texts it is made of as they may leave.

    `decided`: what was decided about the report as a whole, and about its programme.
    """

    content: dict[str, Any]
    texts: OutgoingTexts
    decided: Sequence[DecidedWords]


def freeze_report(event: Event) -> dict[str, Any]:
    """The whole report by language, as values that stay; what was decided about it is done."""
    return freeze_with_texts(event).content


def freeze_with_texts(event: Event) -> FrozenReport:
    """The whole report by language as values that stay, with the texts it is made of."""
    reports, texts = reports_with_texts(event)
    content = {code: report_to_json(made) for code, made in reports.items()}
    decided = [*texts.decided.get(WHOLE, []), *decided_in_programme(event)]
    return FrozenReport(reword_report(content, decided), texts, decided)


def undecided_words(event: Event, frozen: FrozenReport) -> list[UndecidedWords]:
    """The words in a report, besides what was said, that nobody has decided about."""
    content, out, beside = frozen
    said = _passed(event, out)
    decided = {one.found for some in [*out.decided.values(), beside] for one in some}
    texts = [text for text in dict.fromkeys(texts_in(content)) if text not in said]
    find = finder_for(owner_of_event(event), [*said, *texts], look_through_report, names=out.names)
    return undecided_in_texts(texts, find, decided, said)


def _passed(event: Event, out: OutgoingTexts) -> dict[str, None]:
    """What has passed the check already: what was said, as it may leave, and what stands on the invitation."""
    return dict.fromkeys([*out.texts.values(), *on_the_invitation(event)])


def on_the_invitation(event: Event) -> list[str]:
    """What everybody has read who was invited."""
    return [event.title.en, event.title.sq, event.venue, event.town]


@job
def look_through_report(event_id: int, _forum_id: None = None) -> None:
    """Look through every text of an event's report as it would be released now."""
    read_first()
    event = db.session.get(Event, event_id)
    if event is not None:
        content, out, _decided = freeze_with_texts(event)
        keep_found(names_known_to_event(event), [*_passed(event, out), *texts_in(content)])


@daily
def look_through_reports() -> None:
    """Of every event in which something was said, the latest first: its report opens at once in the morning."""
    read_first()
    said = sa.exists().where(NoteLine.event_id == Event.id)
    query = sa.select(Event.id).where(said).order_by(Event.first_day.desc(), Event.id)
    events = db.session.scalars(query).all()
    db.session.commit()
    for event_id in events:
        look_through_report(event_id)


def digest_of(content: Content) -> str:
    """Changes when anything in the report changes."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def changed_sections(before: Content, now: Content, language: str) -> list[str]:
    """The titles of the sections that read otherwise now, are new, or are gone; the cover is called after the report."""
    was, is_ = report_from_json(before[language]), report_from_json(now[language])
    old = {one.key: one for one in was.sections}
    new = {one.key: one for one in is_.sections}
    changed = [one.title for one in is_.sections if old.get(one.key) != one]
    changed += [one.title for one in was.sections if one.key not in new]
    if (was.title, was.cover) != (is_.title, is_.cover) or (not changed and was != is_):
        changed.insert(0, is_.title)
    return changed
