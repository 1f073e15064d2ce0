"""What can be read of what is kept besides: photos, annexes, key points of a café, stories, trainings somebody took."""

from datetime import date, datetime
from typing import TypedDict

import sqlalchemy as sa
from flask import abort

from ..accounts.doors import (
    in_a_team,
    is_administrator,
    is_in_a_team,
    signed_in,
)
from ..cafe.cafe_view import cafe_view_or_404
from ..cafe.harvest.points import clear_points
from ..cafe.harvest.queries import notes_of
from ..data.db import get_or_404
from ..directory.models import Person
from ..events.access import Can, may, needs
from ..events.models import Event
from ..library.stories import story_of, story_to_leave
from ..library.story_models import StoryUse
from ..notes.photos.queries import photos_of
from ..report.models import Attachment
from ..roster.certificate_pages import work_of
from ..roster.training_path import TrainingStage
from ..web.i18n import LANGUAGES, _l
from .operation import Bilingual, Paged, bilingual_words, read_operation, tell_row
from .rights import ApiArea


class PhotoShape(TypedDict):
    """A photo of a flip chart: where it was taken, and in words what stands on it. `withheld`: kept out of the report."""

    id: int
    step_id: int | None
    strand_id: int | None
    table_id: int | None
    round: int | None
    place: Bilingual
    alt: str
    at: datetime
    width: int
    height: int
    withheld: bool
    version: int


class AnnexShape(TypedDict):
    """A presentation or annex of the report. `public`: whoever gave it agrees that it goes out."""

    id: int
    step_id: int | None
    title: str
    speaker: str
    file_name: str
    media_type: str
    size: int
    public: bool
    at: datetime
    version: int


class KeyPointShape(TypedDict):
    """What a table of a café, or a group, wrote down in one round."""

    id: int
    table: int
    name: Bilingual
    round: int
    question: Bilingual
    text: str
    objective_id: int | None


class StoryShape(TypedDict):
    """A success story as it may leave. `until`: so long those in it agree."""

    id: int
    title: Bilingual
    told_by: str
    text: Bilingual
    out: bool
    agreed_to: list[StoryUse]
    until: date


class TrainingPathShape(TypedDict):
    """Where somebody stands on the way from a first training to training others."""

    person_id: int
    stage: TrainingStage
    taken: list[Bilingual]
    given: list[Bilingual]
    led_steps: int
    led_events: int
    techniques: dict[str, int]
    last_led: date | None


@read_operation(
    "/events/<slug>/photos",
    page="notes.show_photos",
    area=ApiArea.NOTES,
    about=_l("Photos of flip charts, and what each of them says"),
)
@needs(Can.TAKE_NOTES)
def read_photos(event: Event) -> list[PhotoShape]:
    return [
        tell_row(PhotoShape, one.row, place=bilingual_words(one.place)) for one in photos_of(event)
    ]


@read_operation(
    "/events/<slug>/annexes",
    page="report.show_annexes",
    area=ApiArea.NOTES,
    about=_l("Presentations and annexes of the report"),
)
@needs(Can.SEE)
def read_annexes(event: Event) -> Paged[AnnexShape]:
    query = sa.select(Attachment).where(Attachment.event_id == event.id)
    return Paged(query, Attachment.id, lambda row: tell_row(AnnexShape, row))


@read_operation(
    "/events/<slug>/steps/<int:step_id>/harvest",
    page="cafe.show_harvest",
    area=ApiArea.NOTES,
    about=_l("Key points of a café, or of small groups"),
)
@needs(Can.SEE)
def read_harvest(event: Event, step_id: int) -> list[KeyPointShape]:
    points = notes_of(cafe_view_or_404(event, step_id).floor.cafe)
    if not may(Can.TAKE_NOTES):  # who only looks reads what may leave the room
        points = list(clear_points(event, points).points)
    return [tell_row(KeyPointShape, one, table=one.number) for one in points]


@read_operation(
    "/library/stories/<int:document_id>",
    page="library.show_story",
    area=ApiArea.LIBRARY,
    about=_l("A success story, as it may be published"),
)
@signed_in
def read_story(document_id: int) -> StoryShape:
    found = story_to_leave(story_of(document_id) or abort(404))
    if not (found.out or is_administrator() or found.released.by and is_in_a_team()):
        abort(404)
    story = found.story
    return {
        "id": document_id,
        "title": {code: found.said("title", code) for code in LANGUAGES},  # type: ignore[typeddict-item]
        "told_by": found.told_by,
        "text": {code: found.said("text", code) for code in LANGUAGES},  # type: ignore[typeddict-item]
        "out": found.out,
        "agreed_to": list(story.consent_for),
        "until": story.consent_until,
    }


@read_operation(
    "/people/<int:person_id>/training",
    page="directory.show_training_path",
    area=ApiArea.DIRECTORY,
    about=_l("Trainings somebody took and gave, and what they led"),
)
@in_a_team
def read_training(person_id: int) -> TrainingPathShape:
    led, path = work_of(get_or_404(Person, Person.id == person_id))
    return {
        "person_id": person_id,
        "stage": path.stage,
        "taken": [bilingual_words(one.title) for one in path.taken],
        "given": [bilingual_words(one.title) for one in path.given],
        "led_steps": led.steps,
        "led_events": len(led.events),
        "techniques": dict(led.techniques),
        "last_led": led.last,
    }
