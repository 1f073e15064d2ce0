"""What may be typed about open points and proposed items."""

from collections.abc import Iterable
from typing import Any

from ...web.forms import (
    DayField,
    EnumField,
    LongTextField,
    NumberField,
    PickField,
    PlannerForm,
    TextField,
    VersionedForm,
)
from ...web.i18n import _l
from ..models import ForumMember, OpenPoint, PointKind

LONGEST_MINUTES = 240


class PointForm(VersionedForm):
    """An action or a question: what, who, by when."""

    kind = EnumField(_l("Kind"), of=PointKind)
    text = TextField(_l("What"), required=True, limit=300)
    member_id = PickField(_l("Who"))
    due_on = DayField(_l("By when"), required=False)


def point_form(
    members: Iterable[ForumMember], point: OpenPoint | None = None, **options: Any
) -> PointForm:
    """The form with its list filled."""
    form = PointForm(obj=point, **options)
    rows = list(members)
    if point and point.member and point.member not in rows:
        rows.append(
            point.member
        )  # who has left still stands there until somebody else takes it over
    form.member_id.offer(rows, lambda row: row.organisation.name)
    return form


class PointClosingForm(PlannerForm):
    """How a point ended, and when."""

    outcome = LongTextField(_l("What came of it"), required=True, limit=2000)
    closed_on = DayField(_l("On which day"))


class ItemForm(PlannerForm):
    """Something to be talked about."""

    text = TextField(_l("What should be on the agenda?"), required=True)
    why = LongTextField(_l("Why, and what should come of it?"), limit=1000)
    minutes = NumberField(
        _l("Minutes needed"),
        most=LONGEST_MINUTES,
        default=0,
        description=_l("0 if you cannot tell."),
    )


class AsideForm(PlannerForm):
    """Why an item does not come on this agenda."""

    reason = TextField(
        _l("Why not this time?"),
        required=True,
        limit=300,
        description=_l("The person who proposed it will read this."),
    )
    item_id = 0
