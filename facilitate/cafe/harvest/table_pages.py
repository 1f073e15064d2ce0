"""The page of a table: host and note-taker write down key points on a phone, without an account and without JavaScript."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask.blueprints import BlueprintSetupState
from flask_limiter.util import get_remote_address

from ... import clock
from ...accounts.doors import public_page
from ...data.db import db, get_or_404
from ...web.i18n import LANGUAGES, _, refresh, say_otherwise
from ...web.limits import is_within_limit
from ...web.refused import Refused
from .. import actions as cafes
from ..addresses import TABLE
from ..blueprint import bp
from ..group_words import words_of_kind
from ..models import CafeNote
from . import actions
from .forms import EditTableKeyPointForm, KeyPointForm, key_point_form
from .queries import TableAtAddress, notes_of, table_at_address

BURST = "20/second"
"""Posts from one address, right or wrong: all tables of a café may stand behind one router."""
OF_A_TABLE = "60/minute"
"""Posts with one table's address: two phones that send everything they have kept while there was no connection."""
DO = {"remove": actions.remove_note, "back": actions.restore_note, "up": actions.move_note_up}


def _at(token: str) -> TableAtAddress:
    """The table with that address, or a page that says it is not there."""
    found = table_at_address(token, clock.now())
    if found is None:
        abort(404)
    say_otherwise(words_of_kind(found.kind))
    return found


def _round(at: TableAtAddress) -> int:
    """The round that is asked for, else the one of this moment."""
    asked = request.values.get("round", 0, int)
    return asked if 1 <= asked <= at.cafe.rounds else at.now


def _page(at: TableAtAddress, form: KeyPointForm, status: int = 200) -> Any:
    """The table's page with its key points, round by round."""
    points, number = notes_of(at.cafe, table=at.table), _round(at)
    return render_template(
        "cafe/harvest/table.html",
        at=at,
        form=form,
        number=number,
        question=at.question(number),
        counts=[
            sum(point.round == turn for point in points) for turn in range(1, at.cafe.rounds + 1)
        ],
        points=[point for point in points if point.round == number],
        removed=[
            point
            for point in notes_of(at.cafe, table=at.table, removed=True)
            if point.round == number
        ],
    ), status


def _too_many(token: str) -> bool:
    return not (
        is_within_limit(BURST, "notes", get_remote_address() or "")
        and is_within_limit(OF_A_TABLE, "notes of a table", token)
    )


def _again(token: str, sentence: str, status: int) -> Any:
    """The page once more with what was typed, and why."""
    form = key_point_form()
    form.form_errors = [sentence]
    return _page(_at(token), form, status)


def _home(token: str, number: int) -> Any:
    return redirect(url_for("cafe.write_table_notes", token=token, round=number))


def _switched() -> bool:
    """Whether the button for the other language was pressed; from here on that language is spoken."""
    code = request.form.get("switch")
    if code not in LANGUAGES:
        return False
    session["language"] = code
    refresh()
    return True


@bp.route(TABLE, methods=["GET", "POST"])
@public_page
def write_table_notes(token: str) -> Any:
    """What the table has written in a round, and one more key point."""
    at = _at(token)
    form = key_point_form()
    if request.method == "GET" or _switched():
        return _page(at, form)
    if _too_many(token):
        return _again(
            token,
            _(
                "Too much is coming from here right now. Please wait a moment, then press “Add” again."
            ),
            429,
        )
    if not form.validate_on_submit():
        return _page(at, form, 422)
    number = _round(at)
    cafe = cafes.cafe_of(at.cafe.step_id)
    try:
        actions.write_note(
            cafe,
            at.table,
            number=number,
            question=at.question(number),
            text=form.text.data,
            key=form.key.data or "",
        )
    except Refused as refused:
        return _again(token, str(refused), 409)
    db.session.commit()
    return _home(token, number)


write_table_notes.again = lambda why, status, token: _again(token, why, status)  # type: ignore[attr-defined]


def _note(at: TableAtAddress, note_id: int) -> CafeNote:
    """A key point of that table; the café is held meanwhile by whoever writes."""
    if request.method == "POST":
        cafes.cafe_of(at.cafe.step_id)
    return get_or_404(CafeNote, CafeNote.id == note_id, CafeNote.table_id == at.table.id)


@bp.route(f"{TABLE}/<int:note_id>", methods=["GET", "POST"])
@public_page
def edit_table_note(token: str, note_id: int) -> Any:
    """Change a key point. One that was taken out meanwhile is put back by it: nothing that is typed is lost."""
    at = _at(token)
    note = _note(at, note_id)
    form = EditTableKeyPointForm(obj=note)
    if request.method == "POST" and _too_many(token):
        form.form_errors = [
            _("Too much is coming from here right now. Please wait a moment, then save again.")
        ]
        return render_template("cafe/harvest/table_note.html", at=at, note=note, form=form), 429
    if form.saves(note):
        actions.restore_note(note)
        db.session.commit()
        return _home(token, note.round)
    return render_template("cafe/harvest/table_note.html", at=at, note=note, form=form), form.status


@bp.post(f"{TABLE}/<int:note_id>/<any(remove, back, up):what>")
@public_page
def change_table_note(token: str, note_id: int, what: str) -> Any:
    """Take a key point out, put it back, or move it up."""
    at = _at(token)
    if _too_many(token):
        abort(429)
    note = _note(at, note_id)
    DO[what](note)
    if what == "remove":
        flash(
            _("Removed."),
            "undo:" + url_for("cafe.change_table_note", token=token, note_id=note.id, what="back"),
        )
    db.session.commit()
    return _home(token, note.round)


@bp.record_once
def _without_account(state: BlueprintSetupState) -> None:
    """Whoever has the address may write: nobody's rights are used, and a phone may take no cookie."""
    for view in (write_table_notes, edit_table_note, change_table_note):
        state.app.extensions["csrf"].exempt(view)
