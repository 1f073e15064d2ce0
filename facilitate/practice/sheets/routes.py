"""The practice sheet of an event and of a forum: read, edited, filled from what is known, printed."""

from typing import Any

from flask import abort, flash, g, redirect, request
from flask_login import current_user

from ... import clock
from ...data.db import db
from ...events.access import Can, may, needs, somebody_else_may
from ...events.models import Event
from ...forums.doors import forum_keepers, forum_readers, has_other_keeper
from ...forums.kinds import forum_kind
from ...forums.models import Forum
from ...lib.text import make_slug
from ...release.press import press_release
from ...web.downloads import send_download
from ...web.forms import VersionedForm, WordsField
from ...web.i18n import LANGUAGES, _, current_language, format_days, pick_wording, use_language
from ..blueprint import bp
from ..labels import SHEET
from ..queries import sheet_and_answers, sheet_of
from ..sheet_owner import (
    SheetOwner,
    owner_language,
    owner_name,
    owner_page,
    render_owner_page,
    serve_for_both,
    today_for_owner,
)
from .known import copy_known_text, known_of_event, known_of_forum
from .leaving import (
    SheetToLeave,
    release_sheet_words,
    sheet_parts,
    sheet_to_leave,
    withdraw_sheet_words,
)
from .queries import event_facts, forum_facts
from .reading import count_filled
from .word import SheetPaper, sheet_to_word


def show_sheet(of: SheetOwner) -> Any:
    """The practice sheet, and who has released it."""
    found = _leaving(of)
    rows = found.rows[current_language()]
    return render_owner_page(
        of, "sheets/sheet", rows=rows, filled=count_filled(rows), leaving=found, alone=_alone(of)
    )


def _alone(of: SheetOwner) -> bool:
    """Whether nobody else may release it."""
    if isinstance(of, Forum):
        return bool(g.keeps and not has_other_keeper(of, current_user.id))
    may_release = Can.RELEASE_REPORT
    return may(may_release) and not somebody_else_may(of, may_release, current_user.id)


def _leaving(subject: SheetOwner) -> SheetToLeave:
    """The sheet as whoever is signed in may read it, and who has released it."""
    return sheet_to_leave(subject, money=isinstance(subject, Event) and may(Can.SEE_BUDGET))


def release_sheet(of: SheetOwner) -> Any:
    """Somebody who has read the sheet lets exactly these words go to outsiders, or takes that back."""
    press_release(
        lambda: release_sheet_words(_leaving(of), current_user, clock.now()),
        lambda: withdraw_sheet_words(of, current_user),
        _("The practice sheet has been released."),
    )
    db.session.commit()
    return redirect(owner_page(of, "show_sheet"))


def edit_sheet(of: SheetOwner) -> Any:
    """The team's own words for its fields."""
    row = sheet_of(of)
    form = SheetForm(obj=row)
    if not form.saves(row):
        return render_owner_page(of, "sheets/edit", form=form), form.status
    db.session.add(row)
    flash(_("Saved."))
    db.session.commit()
    return redirect(owner_page(of, "show_sheet"))


def use_known_text(of: SheetOwner, field: str) -> Any:
    """What is known of a field becomes the team's own text."""
    if field not in SHEET:
        abort(404)
    row, answers = sheet_and_answers(of)
    if isinstance(of, Event):
        facts = event_facts(of, answers, may(Can.SEE_BUDGET))
        copy_known_text(row, field, lambda: known_of_event(facts))
    else:
        here = forum_facts(of, answers, clock.today())
        copy_known_text(row, field, lambda: known_of_forum(here))
    flash(_("Copied into your text. Edit it as you like."))
    db.session.commit()
    return redirect(owner_page(of, "show_sheet", _anchor=field))


def export_sheet(of: SheetOwner) -> Any:
    """The same on two pages of Word, as two people have released it."""
    return send_download(*_printed(of))


def _printed(subject: SheetOwner) -> tuple[bytes, str]:
    """Two pages of Word as two people have released them, and their name, in the language asked for or that of the event."""
    found = _leaving(subject).or_refused()
    asked = request.args.get("lang", "")
    code = asked if asked in LANGUAGES else owner_language(subject)
    with use_language(code):
        parts = sheet_parts(found, code)
        about = (
            ", ".join(
                filter(
                    None,
                    [format_days(subject.first_day, subject.last_day, year=True), subject.town],
                )
            )
            if isinstance(subject, Event)
            else pick_wording(forum_kind(subject.kind).name)
        )
        paper = SheetPaper(
            language=code,
            title=pick_wording(owner_name(subject)),
            about=about,
            parts=parts,
            on=today_for_owner(subject),
        )
        name = f"{make_slug(_('Practice sheet'))}-{subject.slug}-{code}.docx"
    return sheet_to_word(paper), name


SHEET_PATH = "/practice-sheet"
READS, KEEPS = {"event": needs(Can.SEE), "forum": forum_readers}, {"forum": forum_keepers}
EDITS = {**KEEPS, "event": needs(Can.EDIT_EVENT)}
RELEASES = {**KEEPS, "event": needs(Can.RELEASE_REPORT)}
serve_for_both(bp, SHEET_PATH, show_sheet, "GET", **READS)
serve_for_both(bp, f"{SHEET_PATH}/release", release_sheet, "POST", **RELEASES)
serve_for_both(bp, f"{SHEET_PATH}/edit", edit_sheet, "GET", "POST", **EDITS)
serve_for_both(bp, f"{SHEET_PATH}/<field>/take", use_known_text, "POST", **EDITS)
serve_for_both(bp, f"{SHEET_PATH}.docx", export_sheet, "GET", **READS)


class SheetForm(VersionedForm):
    """The practice sheet."""


for _name, _label in SHEET.items():
    setattr(SheetForm, _name, WordsField(_label, long=True))
