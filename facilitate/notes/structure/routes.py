"""The structure of the notes, agreed for an event beforehand: one kind of step at a time, and all others."""

from types import SimpleNamespace
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from ...agenda.kinds import StepKind
from ...data.db import db
from ...events.access import Can, needs
from ...events.models import Event
from ...lib.text import Words
from ...web.form_rows import FormRowsField
from ...web.forms import SHORT, VersionedForm
from ...web.i18n import _, _l, label_of
from ..blueprint import bp
from ..models import NoteKind
from .agreement import agree_on_headings, agreed_headings_of, structure_for
from .usual import LEAST, MOST, OTHERS, AgreedHeadings, NoteHeading

KINDS = (
    OTHERS,
    StepKind.PLENARY.value,
    StepKind.TALK.value,
    StepKind.PANEL.value,
    StepKind.GROUP.value,
    StepKind.CAFE.value,
    StepKind.SESSION.value,
)
"""The kinds of step in which notes are taken, in the order of their tabs."""


@bp.route("/events/<slug>/notes/structure", methods=["GET", "POST"])
@needs(Can.WRITE_GUIDE)
def edit_structure(event: Event) -> Any:
    """Two to eight headings, each with what a line under it is; where they are the usual ones, none are kept."""
    kind = request.args.get("kind", OTHERS)
    if kind not in KINDS:
        abort(404)
    agreed, row = agreed_headings_of(event), structure_for(event, kind)
    shown = SimpleNamespace(version=row.version if row else 0, heads=agreed.heads(kind))
    form = HeadsForm(obj=shown)
    asked = form.heads.rearranged or "back" in request.form
    if "back" in request.form:
        form.heads.show(agreed.without(kind))
    if not asked and form.saves(shown):
        agree_on_headings(event, row, step_kind=kind, heads=shown.heads, agreed=agreed)
        flash(_("Saved. The blank note sheets and the note-takers’ booklet have these headings."))
        db.session.commit()
        return redirect(url_for("notes.edit_structure", slug=event.slug, kind=kind or None))
    return render_template(
        "notes/structure.html",
        event=event,
        form=form,
        kind=kind,
        kinds_of_step=_tabs(event, agreed, kind),
        kinds=list(NoteKind),
        usual=agreed.without(kind) == tuple(form.heads.data),
        name=step_kind_name(kind),
    ), 200 if asked else form.status


def _tabs(event: Event, agreed: AgreedHeadings, here: str) -> list[tuple[str, str, bool]]:
    """The kinds of step: those with headings of their own have a mark."""
    return [
        (
            step_kind_name(kind) + (" ✓" if agreed.own.get(kind) else ""),
            url_for("notes.edit_structure", slug=event.slug, kind=kind or None),
            kind == here,
        )
        for kind in KINDS
    ]


def step_kind_name(kind: str) -> str:
    """The kind of step as it is called."""
    return label_of(StepKind(kind)) if kind else _("All other steps")


class HeadsField(FormRowsField):
    """NAME-en, NAME-sq and NAME-kind; headings without any word do not count."""

    most, blank = MOST, NoteHeading()

    def show(self, data: Any) -> None:
        self.data: tuple[NoteHeading, ...] = tuple(data or ())
        self.rows = [*self.data]

    def _sent(self, formdata: Any) -> list[NoteHeading]:
        known = {one.value: one for one in NoteKind}
        rows = zip(*self.columns(formdata, "en", "sq", "kind"), strict=True)
        return [
            NoteHeading(known.get(kind, NoteKind.POINT), Words(en, sq)) for en, sq, kind in rows
        ]

    def _read(self) -> None:
        for number, row in enumerate(self.rows, 1):
            self.too_long(number, [row.words.en, row.words.sq], SHORT)
        self.data = tuple(row for row in self.rows if row)
        if not LEAST <= len(self.data) <= self.most:
            self.process_errors.append(
                _("Enter %(least)d to %(most)d headings.", least=LEAST, most=self.most)
            )


class HeadsForm(VersionedForm):
    """The structure of the notes, for a kind of step or for all others."""

    heads = HeadsField(_l("Headings"))

    def populate_obj(self, obj: Any) -> None:
        obj.heads = self.heads.data
