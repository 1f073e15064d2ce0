"""Where somebody reading answers is in the list, and the way back there."""

from typing import Any

from flask import abort, redirect, request, url_for

from ... import clock
from ...data.db import row_id
from ...events.models import Event
from ..models import Questionnaire, Reply
from ..questionnaire import ConsultationStanding, consultation_standing
from .actions import (
    COLOURS,
)
from .board import ReadingOrder
from .forms import SieveForm
from .queries import passages_on, reply_of
from .showing import theme_signs


def coding_shown(themes: Any, replies: list[int]) -> dict[str, Any]:
    """What a reply needs to be shown with the themes on it."""
    by_id = {theme.id: theme for theme in themes}
    return {
        "themes": by_id,
        "signs": theme_signs(themes, COLOURS),
        "passages": passages_on(replies, by_id),
    }


def is_open(event: Event, row: Questionnaire) -> bool:
    return (
        consultation_standing(row.opens_on, row.closes_on, row.closed, clock.today_in(event))
        is ConsultationStanding.OPEN
    )


def list_place(upto: int = 0) -> dict[str, Any]:
    """Where in the answers somebody is: the sieve, the order, the page, as they stand in the address."""
    by = request.args.get("by", "")
    found = {
        **SieveForm(formdata=request.args).sieve.address(),
        "by": by if by in list(ReadingOrder) else None,
        "upto": upto or request.args.get("upto", 0, type=row_id) or None,
        "page": request.args.get("page", 1, type=int),
    }
    return {name: value for name, value in found.items() if value is not None}


def reply_or_404(event: Event, reply_id: int) -> Reply:
    found = reply_of(event, reply_id)
    if found is None:
        abort(404)
    return found


def asks_for_a_part() -> bool:
    """Whether only the reply is wanted, not the page around it."""
    return request.headers.get("HX-Request") == "true"


def back_to_list(event: Event, answer_id: int, anchor: str) -> Any:
    """To where one was reading; the answer stays in the list even if the sieve no longer lets it through."""
    return redirect(
        url_for(
            "consultation.list_answers",
            slug=event.slug,
            **list_place(),
            keep=answer_id,
            _anchor=anchor,
        )
    )
