"""What can be read of the themes of a consultation."""

from typing import TypedDict

from ..consultation.queries import themes_of
from ..consultation.reading.suggesting import theme_uses
from ..events.access import Can, needs
from ..events.models import Event
from ..web.i18n import _l
from .operation import Bilingual, bilingual_words, read_operation
from .rights import ApiArea


class ThemeShape(TypedDict):
    """Something several answers speak of, in how many passages and answers, and what came of it."""

    id: int
    name: Bilingual
    description: Bilingual
    passages: int
    answers: int
    objective_id: int | None
    goal_id: int | None
    unserved_why: Bilingual
    passed_to: Bilingual
    version: int


@read_operation(
    "/events/<slug>/themes",
    page="consultation.list_themes",
    area=ApiArea.ANSWERS,
    about=_l("The themes of its consultation"),
)
@needs(Can.CODE_ANSWERS)
def read_themes(event: Event) -> list[ThemeShape]:
    used = theme_uses(event)
    return [
        {
            "id": theme.id,
            "name": bilingual_words(theme.name),
            "description": bilingual_words(theme.description),
            "passages": used[theme.id].passages if theme.id in used else 0,
            "answers": used[theme.id].answers if theme.id in used else 0,
            "objective_id": theme.objective_id,
            "goal_id": theme.goal_id,
            "unserved_why": bilingual_words(theme.unserved_why),
            "passed_to": bilingual_words(theme.passed_to),
            "version": theme.version,
        }
        for theme in themes_of(event)
    ]
