"""A guide as a file for every reader, and all of them in one archive, whoever asks: the page or the command."""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from ... import clock
from ...events.models import Event
from ...lib.plain_values import map_texts
from ...lib.text import make_slug
from ...web.downloads import numbered
from ...web.i18n import _, label_of, use_language
from ..choices import Choices, GuideReader, cut_guide
from ..guide import Guide
from ..looks.queries import chosen_look_file
from ..queries import guide_of, guide_setting_of, guide_with_tasks
from ..seats import guide_with_group_names, guide_with_seats
from . import booklet, cards, hosts, speakers, staff, wall, whole
from .host_pairs import host_pairs_of

NO_TEXTS = frozenset({"kind", "technique_key", "language"})
"""Fields of a guide that nobody reads."""
PaperWriter = Callable[[Guide, Choices, Path | bytes], bytes]
WRITERS: dict[GuideReader, PaperWriter] = {
    GuideReader.WHOLE: whole.to_word,
    GuideReader.FACILITATOR: whole.to_word,
    GuideReader.HOSTS: hosts.to_word,
    GuideReader.NOTES: booklet.to_word,
    GuideReader.CARDS: cards.to_word,
    GuideReader.SPEAKERS: speakers.to_word,
    GuideReader.STAFF: staff.to_word,
    GuideReader.WALL: wall.to_word,
}


def guide_bytes(
    event: Event,
    choices: Choices,
    *,
    names: bool = True,
    told: Callable[[str], str] | None = None,
    sources: bool = True,
) -> bytes:
    """The guide of the event, cut as chosen, as a .docx; `names` as in `guide_of`. `told`: how its texts read outside.

    `sources`: with how many answers name each objective.
    """
    guide, look = _guide(event, choices.language, names)
    if not sources:
        guide = replace(guide, objectives=[replace(one, source="") for one in guide.objectives])
    if told:
        guide = map_texts(guide, told, NO_TEXTS)
    elif names and choices.reader in (GuideReader.HOSTS, GuideReader.FACILITATOR):
        guide = guide_with_seats(event, guide)
    else:
        guide = guide_with_group_names(event, guide)
    if names and not told and choices.reader is GuideReader.STAFF:
        guide = guide_with_tasks(event, guide)
    return _written(guide, choices, look)


def guide_name(event: Event, choices: Choices, whose: str = "") -> str:
    """What the file is called: `facilitator-guide-spring-en.docx`, in the language of the guide."""
    with use_language(choices.language):
        parts = [
            _kind(choices.reader),
            make_slug(whose, otherwise=""),
            event.slug,
            choices.language,
        ]
    return "-".join(part for part in parts if part) + ".docx"


def archive_bytes(event: Event, language: str, *, names: bool = True) -> bytes:
    """Every paper of the event as a .zip: the guide, one for each of the team with steps or tasks, for hosts, notes, staff, the wall."""
    guide, look = _guide(event, language, names)
    seated = guide_with_seats if names else guide_with_group_names
    guide = seated(event, guide)
    if names:
        guide = guide_with_tasks(event, guide)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as papers:  # the papers are packed already
        wanted = list(_papers(guide))
        written = numbered([_written(guide, choices, look) for _name, choices in wanted])
        for (name, _choices), paper in zip(wanted, written, strict=True):
            papers.writestr(name, paper)
    return file.getvalue()


def guide_archive_name(event: Event, language: str) -> str:
    """What the archive is called: `facilitator-guide-spring-en.zip`."""
    return guide_name(event, Choices(language)).removesuffix("docx") + "zip"


def _papers(guide: Guide) -> Iterator[tuple[str, Choices]]:
    """Names and choices of what the archive holds; what would be empty is left out."""
    usual = Choices(guide.language)
    with use_language(guide.language):
        wanted = {
            GuideReader.WHOLE: True,
            GuideReader.WALL: bool(guide.steps),
            GuideReader.HOSTS: bool(host_pairs_of(guide)),
            GuideReader.NOTES: bool(booklet.steps_with_forms(guide)),
            GuideReader.CARDS: any(map(cards.has_card, guide.steps)),
            GuideReader.SPEAKERS: bool(speakers.speaker_turns(guide)),
            GuideReader.STAFF: bool(guide.steps),
        }
        readers = [reader for reader, there in wanted.items() if there]
        own, taken = make_slug(_("Own guides")), set[str]()
        nameless = _kind(GuideReader.FACILITATOR)
        names = {
            reader: f"{number}-{_kind(reader)}.docx" for number, reader in enumerate(readers, 1)
        }
    yield from ((names[reader], replace(usual, reader=reader)) for reader in readers)
    for person in guide.team:
        has_steps = person.leads or person.helps or person.notes
        if not has_steps and not any(one.member == person.id for one in guide.tasks):
            continue
        reader = GuideReader.FACILITATOR if has_steps else GuideReader.STAFF
        name = make_slug(person.name, taken, otherwise=nameless)
        taken.add(name)
        file = "-".join(part.capitalize() for part in name.split("-"))
        yield f"{own}/{file}.docx", replace(usual, reader=reader, member=person.id)


def _written(guide: Guide, choices: Choices, look: Path | bytes) -> bytes:
    return WRITERS[choices.reader](cut_guide(guide, choices), choices, look)


def _guide(event: Event, language: str, names: bool) -> tuple[Guide, Path | bytes]:
    """The whole guide, and the look it wears."""
    setting = guide_setting_of(event)
    guide = guide_of(event, language, clock.today_in(event), names=names)
    return guide, chosen_look_file(setting)


def _kind(reader: GuideReader) -> str:
    """A reader's paper in the name of a file; somebody's own guide is a guide too, their name follows."""
    return make_slug(label_of(GuideReader.WHOLE if reader is GuideReader.FACILITATOR else reader))
