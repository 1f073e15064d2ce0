"""Pages for administrators: who is known here, everything about them as a file, erasing them, and how long things are kept."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user
from wtforms import IntegerField
from wtforms.validators import NumberRange, Optional

from .. import clock
from ..accounts.audit import AuditAct, audit_entries, note_act
from ..accounts.doors import administrators_only
from ..data.db import db
from ..web.downloads import send_download
from ..web.forms import PlannerForm
from ..web.i18n import _, _l, _n, label_of
from ..web.refused import Refused
from .erasing import count_mentions, erase_person
from .kept_rows import count_rows_about, rows_about
from .retention import LEAST, LONGEST, Retained, retention_days, set_retention_days
from .subjects import SubjectKind, also_known_as, find_subjects, subject_or_404
from .whole_file import table_title, whole_file

bp = Blueprint("persons", __name__, url_prefix="/planner/persons")


@bp.get("")
@administrators_only
def list_persons() -> Any:
    """Somebody looked up by name or address, in the directory and among accounts."""
    asked = request.args.get("q", "").strip()
    return render_template(
        "persons/index.html", asked=asked, subjects=find_subjects(asked) if asked else []
    )


@bp.get("/<any(person, user):who>/<int:who_id>")
@administrators_only
def show_subject(who: str, who_id: int) -> Any:
    """What is kept about one of them, and what would stay."""
    about = subject_or_404(who, who_id)
    return render_template(
        "persons/subject.html",
        subject=about,
        also_known=also_known_as(about),
        counts=_by_title(count_rows_about(about)),
        mentions=_by_title(count_mentions(about)),
    )


def _by_title(rows: Mapping[str, int]) -> Counter[str]:
    """Rows by what their tables are called; several of one room may have one title."""
    found: Counter[str] = Counter()
    for table, number in rows.items():
        found[table_title(table)] += number
    return found


@bp.post("/<any(person, user):who>/<int:who_id>/file")
@administrators_only
def export_subject(who: str, who_id: int) -> Any:
    """Everything as one file, for the person who asked for it."""
    about = subject_or_404(who, who_id)
    rows = rows_about(about)
    note_act(AuditAct.EXPORTED, current_user, about=f"{who} {who_id}")
    db.session.commit()
    return send_download(whole_file(about, rows), f"everything-{who}-{who_id}.zip")


@bp.post("/<any(person, user):who>/<int:who_id>/erase")
@administrators_only
def erase_subject(who: str, who_id: int) -> Any:
    """The name goes, the figures stay; what is left is told."""
    about = subject_or_404(who, who_id)
    if about.kind is SubjectKind.ACCOUNT and who_id == current_user.id:
        raise Refused(_("This is your own account. Another administrator can do that."))
    left = sum(count_mentions(about).values())
    erase_person(about)
    note_act(AuditAct.ERASED, current_user, about=f"{who} {who_id}")
    said = _n(
        "The name appears in %(num)d text that somebody wrote; look at it yourself.",
        "The name appears in %(num)d texts that somebody wrote; look at them yourself.",
        left,
    )
    flash(f"{_('Erased. What was counted stays counted.')} {said if left else ''}".strip())
    db.session.commit()
    return redirect(url_for("persons.show_subject", who=who, who_id=who_id))


@bp.route("/retention", methods=["GET", "POST"])
@administrators_only
def edit_retention() -> Any:
    """For how long each kind is kept, and what the last nights removed."""
    form = RetentionForm(data={kind.value: days for kind, days in retention_days().items()})
    if form.validate_on_submit():
        set_retention_days(form.days)
        about = " · ".join(f"{kind.value} {days}" for kind, days in form.days.items() if days)
        note_act(AuditAct.RETENTION, current_user, about=about)
        flash(_("Saved. The next night removes what is older."))
        db.session.commit()
        return redirect(url_for("persons.edit_retention"))
    page = render_template(
        "persons/retention.html",
        form=form,
        swept=audit_entries(act=AuditAct.SWEPT, most=30),
        at_home=clock.at_home,
    )
    return page, form.status


def _days(kind: Retained) -> IntegerField:
    least = LEAST.get(kind, 1)
    message = _l("Write a number of days from %(min)s to %(max)s, or nothing.")
    return IntegerField(
        _Name(kind), [Optional(), NumberRange(least, LONGEST, message)], render_kw={"min": least}
    )


class _Name:
    """The name of a kind in the language spoken when it is shown."""

    def __init__(self, kind: Retained) -> None:
        self.kind = kind

    def __str__(self) -> str:
        return label_of(self.kind)


class RetentionForm(PlannerForm):
    """Days by kind; empty: for ever."""

    needs = _days(Retained.NEEDS)
    mails = _days(Retained.MAILS)
    exports = _days(Retained.EXPORTS)
    audit = _days(Retained.AUDIT)

    @property
    def days(self) -> dict[Retained, Any]:
        """What was typed, by kind."""
        return {kind: self[kind.value].data for kind in Retained}
