"""What people wrote in a forum and what is to leave it: problems, answers, open points, positions, work plans, findings, requests."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import sqlalchemy as sa

from ..data.db import db
from ..release.clearing import ClearedTexts, clear_texts, tells_texts
from ..release.models import TextSource
from ..release.texts import RoomText, TextOwner
from .models import Activity, Approval, Forum, OpenPoint, Position, Presidency, Review, WorkPlan
from .problem_models import PassedUp, Problem
from .programme_models import MoneyRequest, StandardCheck

REQUEST_TEXTS = ("title", "description", "partners", "annexes")
"""What of a request for money goes into its letter and was written by people."""


def whose_forum(forum: Forum | int) -> TextOwner:
    """The forum's, or of the forum with that number."""
    return TextOwner(forum_id=forum if isinstance(forum, int) else forum.id)


def position_texts(position: Position, reviews: Iterable[Review] = ()) -> list[RoomText]:
    """A position with the reasons members gave."""
    text = partial(RoomText, TextSource.POSITION, position.id)
    said = [text(f"reason-{one.id}", one.reason) for one in reviews]
    return _written([text("title", position.title), text("text", position.text), *said])


def is_reason(text: RoomText) -> bool:
    """Whether a text of a position or work plan is what a member said of it."""
    return text.field.startswith("reason")


def plan_texts(
    plan: WorkPlan | None, activities: Iterable[Activity], approvals: Iterable[Approval] = ()
) -> list[RoomText]:
    """A work plan with its activities and the reasons members gave; nothing where there is none yet."""
    if plan is None:
        return []
    text = partial(RoomText, TextSource.WORK_PLAN, plan.id)
    done = [
        text(f"{part}-{one.id}", said)
        for one in activities
        for part, said in (("activity", one.text), ("goal", one.goal), ("indicator", one.indicator))
    ]
    return _written(
        [
            text("aims", plan.aims),
            *done,
            *(text(f"reason-{one.id}", one.reason) for one in approvals),
        ]
    )


def point_texts(points: Iterable[OpenPoint]) -> list[RoomText]:
    """Points that stay open, and what became of them."""
    parts = ((one, field) for one in points for field in ("text", "outcome"))
    return _written(
        RoomText(TextSource.POINT, one.id, field, getattr(one, field)) for one, field in parts
    )


def problem_texts(problems: Iterable[Problem]) -> list[RoomText]:
    """Problems and what they are about."""
    parts = ((one, field) for one in problems for field in ("text", "theme"))
    return _written(
        RoomText(TextSource.PROBLEM, one.id, field, getattr(one, field)) for one, field in parts
    )


def answer_texts(rows: Iterable[PassedUp]) -> list[RoomText]:
    """What was answered to problems."""
    return _written(RoomText(TextSource.PASSED_UP, one.id, "answer", one.answer) for one in rows)


def check_texts(checks: Iterable[StandardCheck]) -> list[RoomText]:
    """What was found at visits, who mends it, and the standard where it is one of the committee's own."""
    parts = ((one, field) for one in checks for field in ("standard", "finding", "mends"))
    return _written(
        RoomText(TextSource.STANDARD, one.id, field, getattr(one, field)) for one, field in parts
    )


def request_texts(rows: Iterable[MoneyRequest]) -> list[RoomText]:
    """What a request for money says to whom it is sent."""
    parts = ((one, field) for one in rows for field in REQUEST_TEXTS)
    return _written(
        RoomText(TextSource.MONEY_REQUEST, one.id, field, getattr(one, field))
        for one, field in parts
    )


def _written(texts: Iterable[RoomText]) -> list[RoomText]:
    return [one for one in texts if one.text.strip()]


def clear_problems(problems: Sequence[Problem], rows: Sequence[PassedUp] = ()) -> ClearedTexts:
    """Problems of any forums, and answers to them, as they may leave."""
    of: Mapping[int, int] = {one.id: one.forum_id for one in problems}
    return _clear_by_forum(
        {
            forum: [
                *problem_texts(one for one in problems if one.forum_id == forum),
                *answer_texts(one for one in rows if of.get(one.problem_id) == forum),
            ]
            for forum in sorted({*of.values()})
        }
    )


def clear_points(points: Sequence[OpenPoint]) -> ClearedTexts:
    """Open points of any forums, and what became of them, as they may leave."""
    return _clear_by_forum(
        {
            forum: point_texts(one for one in points if one.forum_id == forum)
            for forum in sorted({one.forum_id for one in points})
        }
    )


def _clear_by_forum(written: Mapping[int, Sequence[RoomText]]) -> ClearedTexts:
    """Texts by their forum (its id), each judged by what that forum has decided."""
    texts: dict[tuple[TextSource, int, str], str] = {}
    left = lines = unseen = 0
    for forum, mine in written.items():
        found = clear_texts(whose_forum(forum), mine)
        texts |= found.texts
        left, lines = left + found.undecided, lines + found.rows_undecided
        unseen += found.unseen
    return ClearedTexts(texts, left, lines, unseen)


@tells_texts(
    Problem.text,
    Problem.theme,
    PassedUp.answer,
    OpenPoint.text,
    OpenPoint.outcome,
    Position.title,
    Position.text,
    Review.reason,
    WorkPlan.aims,
    Activity.text,
    Activity.goal,
    Activity.indicator,
    Approval.reason,
    StandardCheck.standard,
    StandardCheck.finding,
    StandardCheck.mends,
    MoneyRequest.title,
    MoneyRequest.description,
    MoneyRequest.partners,
    MoneyRequest.annexes,
)
def texts_of_forum(whose: TextOwner) -> list[RoomText]:
    """Everything of a forum that is to leave it."""
    if whose.forum_id is None:
        return []
    positions = _rows_in(whose, Position)
    reviews = _rows_in(whose, Review, Review.position_id == Position.id, of=Position)
    term = Presidency.id == WorkPlan.presidency_id
    plans = _rows_in(whose, WorkPlan, term, of=Presidency)
    done = Activity.work_plan_id == WorkPlan.id
    activities = _rows_in(whose, Activity, done, term, of=Presidency)
    said = Approval.work_plan_id == WorkPlan.id
    approvals = _rows_in(whose, Approval, said, term, of=Presidency)
    answered = PassedUp.problem_id == Problem.id
    return [
        *problem_texts(_rows_in(whose, Problem)),
        *answer_texts(_rows_in(whose, PassedUp, answered, of=Problem)),
        *point_texts(_rows_in(whose, OpenPoint)),
        *(
            text
            for one in positions
            for text in position_texts(
                one, [review for review in reviews if review.position_id == one.id]
            )
        ),
        *(
            text
            for one in plans
            for text in plan_texts(
                one,
                [row for row in activities if row.work_plan_id == one.id],
                [row for row in approvals if row.work_plan_id == one.id],
            )
        ),
        *check_texts(_rows_in(whose, StandardCheck)),
        *request_texts(_rows_in(whose, MoneyRequest)),
    ]


def _rows_in(
    whose: TextOwner, model: Any, *joined: sa.ColumnElement[bool], of: Any = None
) -> Sequence[Any]:
    """The rows of a table that are of the forum; where another table says so (`of`), by what joins them."""
    mine = (of or model).forum_id == whose.forum_id
    return db.session.scalars(sa.select(model).where(mine, *joined).order_by(model.id)).all()
