"""Editing a section in the browser: its text, what changed in its sources since, and back to what is assembled."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from wtforms.fields import HiddenField

from ... import clock
from ...data.db import db
from ...events.access import Can, may, needs
from ...events.asked_language import asked_language
from ...events.models import Event
from ...web.forms import LongTextField, VersionedForm, clean_field
from ...web.i18n import _, _l, use_language
from ..blueprint import bp
from ..models import SectionText
from ..proceedings import Section
from . import actions
from .actions import merge_texts
from .assembling import section_of
from .difference import line_differences
from .markup import blocks_to_text, named_exhibits
from .queries import edited_text, withdrawn_texts
from .withholding import holds_any


@bp.route("/events/<slug>/report/sections/<key>", methods=["GET", "POST"])
@needs(Can.WRITE_REPORT)
def edit_section(event: Event, key: str) -> Any:
    """A section as text. What the team writes stays, whatever its sources say later."""
    code = asked_language(event, "language")
    one = _assembled(event, key, code)
    row, now = edited_text(event, key, code), blocks_to_text(one.blocks)
    edited = row or SectionText(
        event_id=event.id, section=key, language=code, text=now, source=now, version=0
    )
    form, before = section_form(edited), edited.source
    if form.saves(edited):
        edited.by_id, edited.at = current_user.id, clock.now()
        db.session.add(edited)
        flash(_("“%(title)s” was saved.", title=one.title))
        db.session.commit()
        return redirect(_here(event, key, code))
    found = merge_texts(before, edited.text, now) if row and request.args.get("merge") else None
    if found and not form.is_submitted():
        form.text.data, form.source.data = found.text, now
    gone = withdrawn_texts(event) if row else []
    page = render_template(
        "report/writing/section.html",
        event=event,
        code=code,
        one=one,
        form=form,
        row=row,
        changed=line_differences(row.source, now) if row and row.source != now else [],
        missing=[]
        if row is None
        else [x for x in one.exhibits.values() if x.key not in named_exhibits(row.text)],
        origins={key: origin_of(event, key) for key in one.exhibits},
        conflicts=found.conflicts if found else (),
        withheld=holds_any(row.text, gone) if row else False,
    )
    return page, form.status


@bp.post("/events/<slug>/report/sections/<key>/renew")
@needs(Can.WRITE_REPORT)
def update_section(event: Event, key: str) -> Any:
    """What changed since is taken over, or seen and left; the section goes back to what is assembled; a table comes back."""
    code, did = asked_language(event, "language"), request.form.get("do", "")
    one = _assembled(event, key, code)
    row = edited_text(event, key, code) or abort(404)
    now = blocks_to_text(one.blocks)
    if did == "take":
        if actions.merge_sources(row, now, current_user.id, clock.now()).conflicts:
            return redirect(_here(event, key, code, merge=1))
        flash(_("Later changes are now in the text."))
    elif did == "seen":
        actions.mark_sources_seen(row, now)
        flash(_("Your text stays as it is."))
    elif did == "back":
        actions.discard_edits(row)
        flash(_("“%(title)s” is assembled automatically again.", title=one.title))
    elif did == "put" and request.form.get("exhibit") in one.exhibits:
        actions.restore_exhibit(row, request.form["exhibit"])
        flash(_("It is back at the end of the text."))
    else:
        abort(422)
    db.session.commit()
    return redirect(_here(event, key, code))


def _assembled(event: Event, key: str, code: str) -> Section:
    """The section as it is assembled now – nothing, where its sources are gone but its text is not – or a page that it is not there."""
    with use_language(code):
        found = section_of(event, key)
    if found is None:
        row = edited_text(event, key, code) or abort(404)
        found = Section(row.section, _("A session that no longer exists"))
    return found


def _here(event: Event, key: str, code: str, **more: Any) -> str:
    return url_for("report.edit_section", slug=event.slug, key=key, language=code, **more)


ORIGINS = {
    "programme-": (_l("Agenda"), "agenda.show_agenda", Can.SEE),
    "timing-": (_l("Agenda"), "agenda.show_agenda", Can.SEE),
    "asked-": (_l("Objectives"), "objectives.show_objectives", Can.SEE),
    "participation-": (_l("People"), "participation.show_people", Can.SEE_PEOPLE),
    "participants-": (_l("People"), "participation.show_people", Can.SEE_PEOPLE),
    "decisions-": (_l("Decisions and actions"), "notes.show_decisions", Can.SEE),
    "actions-": (_l("Following up"), "report.show_following", Can.SEE),
    "photos-": (_l("Photos"), "notes.show_photos", Can.TAKE_NOTES),
    "strand-": (_l("Photos"), "notes.show_photos", Can.TAKE_NOTES),
    "evaluation-": (_l("Evaluation"), "consultation.show_evaluation", Can.SEE),
    "sponsors-": (_l("Sponsors"), "budget.show_sponsors", Can.SEE_BUDGET),
    "annexes-": (_l("Annexes"), "report.show_annexes", Can.SEE),
}
"""By how the key of an exhibit begins: the page its contents come from, and what it takes to open that."""


def origin_of(event: Event, key: str) -> tuple[str, str] | None:
    """Name and address of the page an exhibit is made of; None where the person signed in may not open it."""
    name, endpoint, needed = next(
        page for begins, page in ORIGINS.items() if key.startswith(begins)
    )
    return (str(name), url_for(endpoint, slug=event.slug)) if may(needed) else None


LONG = 200_000
"""A section that holds everything said at twelve tables in three rounds is long."""


class SectionForm(VersionedForm):
    """A section as text. `source` is what was assembled when the form was opened."""

    text = LongTextField(_l("Text"), limit=LONG, render_kw={"rows": 26, "spellcheck": "true"})
    source = HiddenField(filters=[clean_field])


def section_form(row: SectionText, **options: Any) -> SectionForm:
    """The form of a section; `version` 0 is one nobody has edited yet."""
    return SectionForm(obj=row, **options)
