"""By their personal link, before the day: which tables somebody would like to sit at, the first wish first."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import flash, redirect, render_template, session, url_for
from flask.blueprints import BlueprintSetupState
from flask_login import current_user
from wtforms.validators import ValidationError

from ...accounts.doors import public_page
from ...agenda.kinds import StepKind
from ...agenda.models import Step
from ...data.db import db
from ...events.models import Event
from ...lib.text import Words
from ...participation.models import Participation, Registration, Standing
from ...participation.queries import find_registration
from ...web.forms import PickField, PlannerForm
from ...web.i18n import _, _l, pick_wording, reader_language, refresh, say_otherwise
from ...web.limits import is_within_limit
from ..actions import cafe_of, guest_row
from ..blueprint import bp
from ..group_words import speaking_of, words_of_kind
from ..models import Cafe, CafeTable
from ..people import wishes_of
from ..queries import may_be_seated, tables_of
from .forms import table_said

BEHIND_A_LINK = "30/hour"
"""Choices with one personal link."""
COMES = (Standing.COMING, Standing.ATTENDED)


class TableWishForm(PlannerForm):
    """Up to three tables, each once."""

    first = PickField(_l("First choice"))
    second = PickField(_l("Second choice"))
    third = PickField(_l("Third choice"))

    @property
    def chosen(self) -> list[int]:
        """The tables, the first wish first."""
        return [one.data for one in (self.first, self.second, self.third) if one.data]

    def validate_second(self, field: Any) -> None:
        self._refuse_twice(field, self.first)

    def validate_third(self, field: Any) -> None:
        self._refuse_twice(field, self.first, self.second)

    def _refuse_twice(self, field: Any, *before: Any) -> None:
        if field.data and field.data in [one.data for one in before]:
            raise ValidationError(_("You have already chosen this table. Choose another one."))


@dataclass(frozen=True)
class WishedCafe:
    """A café whose participants are asked for wishes: the number of its step, and what leads there."""

    step_id: int
    said: str


def wishes_asked(row: Participation) -> list[WishedCafe]:
    """The cafés in which somebody who comes may choose tables."""
    if row.standing not in COMES:
        return []
    return [
        WishedCafe(step_id, _choice_said(kind, title))
        for step_id, kind, title in db.session.execute(
            sa.select(Step.id, Step.kind, Step.title)
            .join(Cafe, Cafe.step_id == Step.id)
            .where(Step.event_id == row.event_id, *_is_asked())
            .order_by(Step.id)
        )
    ]


def _choice_said(kind: StepKind, title: Words) -> str:
    with speaking_of(kind):
        return _("Choose your tables: %(title)s", title=pick_wording(title))


bp.add_app_template_global(wishes_asked)


def _is_asked() -> tuple[Any, ...]:
    there = sa.exists().where(CafeTable.cafe_id == Cafe.id)
    return (
        may_be_seated(),
        Cafe.asks_wishes,
        Cafe.held == 0,
        there,
    )


def _behind(token: str, step_id: int) -> tuple[Registration, Event, Cafe] | None:
    """Whose the link is, their event and the café that asks them; None where they are not asked."""
    found = find_registration(token)
    if found is None or found[0].participation.standing not in COMES:
        return None
    one, event = found
    cafe = db.session.scalar(
        sa.select(Cafe)
        .join(Step, Cafe.step_id == Step.id)
        .where(Step.id == step_id, Step.event_id == event.id, *_is_asked())
    )
    return (one, event, cafe) if cafe else None


@bp.route("/r/<token>/tables/<int:step_id>", methods=["GET", "POST"])
@public_page
def choose_tables(token: str, step_id: int) -> Any:
    """Choose up to three tables; the later choice counts."""
    here = _behind(token, step_id)
    if here is None:
        return render_template("participation/answering/gone.html"), 404
    one, event, cafe = here
    say_otherwise(words_of_kind(cafe.step.kind))
    if "language" not in session and not current_user.is_authenticated:
        session["language"] = reader_language(one.participation.person.languages, event.language)
        refresh()
    form = _form(cafe, one.participation_id)
    if form.is_submitted() and not is_within_limit(BEHIND_A_LINK, "wishing", token):
        form.form_errors = [_("Too many choices came from this link. Please wait an hour.")]
        return _page(here, form, 429)
    if form.validate_on_submit():
        row = guest_row(cafe_of(step_id), f"p{one.participation_id}")
        if row is not None:
            row.wishes = form.chosen
        flash(
            _("Thank you. Your choice is noted.") if form.chosen else _("Your choice was removed.")
        )
        db.session.commit()
        return redirect(url_for("cafe.choose_tables", token=token, step_id=step_id))
    return _page(here, form, form.status)


def _form(cafe: Cafe, participation_id: int) -> TableWishForm:
    tables = tables_of(cafe)
    there = {table.id for table in tables}
    known = [one for one in wishes_of(cafe, participation_id) if one in there]
    form = TableWishForm(data=dict(zip(("first", "second", "third"), known, strict=False)))
    for field in (form.first, form.second, form.third):
        field.offer(tables, table_said, _("no preference"))
    return form


def _page(here: tuple[Registration, Event, Cafe], form: TableWishForm, status: int) -> Any:
    one, event, cafe = here
    return render_template(
        "cafe/guests/wish.html",
        one=one,
        event=event,
        step=cafe.step,
        form=form,
        tables=tables_of(cafe),
    ), status


@bp.record_once
def _without_account(state: BlueprintSetupState) -> None:
    """Whoever has the link may choose: nobody's rights are used, and a phone may take no cookie."""
    state.app.extensions["csrf"].exempt(choose_tables)
