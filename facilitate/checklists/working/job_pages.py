"""Who does which job: said once, and all its tasks follow."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from ...data.db import db
from ...events.access import Can, needs
from ...events.models import Event
from ...events.queries import team_of
from ...web.i18n import _, _n, pick_wording
from ...web.refused import Refused
from ..actions import assign_job, remember_checklist_change
from ..blueprint import bp
from ..models import ChecklistAct, TaskRole
from ..queries import roles_of
from .actions import delete_job, has_job_named, merge_job, new_job, tasks_of_job
from .forms import JobForm
from .queries import jobs_counted, role_of


@bp.get("/events/<slug>/checklist/jobs")
@needs(Can.SEE)
def edit_jobs(event: Event) -> Any:
    return _shown(event)


def _shown(
    event: Event, new: JobForm | None = None, forms: dict[int, JobForm] | None = None
) -> tuple[str, int]:
    """The page; `new`, `forms`: with what was typed and its mistakes."""
    team, roles = team_of(event), roles_of(event)
    rows = forms or {role.id: _form_of(role, team) for role in roles}
    return render_template(
        "checklists/working/jobs.html",
        event=event,
        roles=roles,
        forms=rows,
        counts=jobs_counted(event),
        new=new or JobForm(team, formdata=None, prefix="new-"),
        names={member.id: member.name for member in team},
    ), 422 if new or forms else 200


def _form_of(role: TaskRole, team: Any, **options: Any) -> JobForm:
    return JobForm(
        team,
        obj=role,
        prefix=f"job-{role.id}-",
        meta={"csrf": False},
        **options or {"formdata": None},
    )


@bp.post("/events/<slug>/checklist/jobs")
@needs(Can.EDIT_CHECKLIST)
def save_jobs(event: Event) -> Any:
    """Names and people of all jobs at once; what was not changed on the page is left as others may have it by now."""
    team, roles = team_of(event), roles_of(event)
    forms = {
        role.id: _form_of(role, team, formdata=request.form)
        for role in roles
        if f"job-{role.id}-was" in request.form
    }
    if not all([form.validate() for form in forms.values()]):
        return _shown(
            event, forms={role.id: forms.get(role.id) or _form_of(role, team) for role in roles}
        )
    said = []
    changed = [role for role in roles if role.id in forms and _differs(role, forms[role.id])]
    about = changed[0].name if len(changed) == 1 else None
    ids = [task.id for role in changed for task in tasks_of_job(role)]
    with remember_checklist_change(
        event, ChecklistAct.ROLE, current_user.id, about=about, tasks=ids
    ):
        for role in changed:
            said.append(_changed(event, role, forms[role.id]))
    flash(
        " ".join(one for one in said if one) or _("Saved."),
        f"undo:{_undo(event)}" if changed else "message",
    )
    db.session.commit()
    return redirect(url_for("checklists.edit_jobs", slug=event.slug))


def _undo(event: Event) -> str:
    return url_for("checklists.undo_in_checklist", slug=event.slug, on="jobs")


def _was(role: TaskRole, field: str) -> str:
    return request.form.get(f"job-{role.id}-was{field}", "")


def _differs(role: TaskRole, form: JobForm) -> bool:
    """Whether something was changed on the page that differs from what is saved."""
    return _new_person(role, form) or _new_name(role, form)


def _new_person(role: TaskRole, form: JobForm) -> bool:
    return (
        str(form.member_id.data or "") != _was(role, "") and form.member_id.data != role.member_id
    )


def _new_name(role: TaskRole, form: JobForm) -> bool:
    shown = (_was(role, "-en"), _was(role, "-sq"))
    return (form.name.data.en, form.name.data.sq) != shown and form.name.data != role.name


def _changed(event: Event, role: TaskRole, form: JobForm) -> str:
    if _new_name(role, form):
        if has_job_named(event, form.name.data, role.id):
            raise Refused(_("There is already a job with that name. Merge the two instead."))
        role.name = form.name.data
    if not _new_person(role, form):
        return ""
    number = assign_job(role, form.member_id.data)
    by_hand = sum(task.owner_by_hand for task in tasks_of_job(role))
    said = _n(
        "%(job)s: %(num)d task follows.",
        "%(job)s: %(num)d tasks follow.",
        number,
        job=pick_wording(role.name),
    )
    if by_hand:
        said += " " + _n(
            "%(num)d assigned by hand stays.", "%(num)d assigned by hand stay.", by_hand
        )
    return said


@bp.post("/events/<slug>/checklist/jobs/new")
@needs(Can.EDIT_CHECKLIST)
def add_job(event: Event) -> Any:
    """One more job."""
    form = JobForm(team_of(event), prefix="new-")
    if form.validate_on_submit() and has_job_named(event, form.name.data):
        form.name.errors = [_("There is already a job with that name.")]
    if form.errors:
        return _shown(event, new=form)
    with remember_checklist_change(
        event, ChecklistAct.ROLE, current_user.id, about=form.name.data, tasks=[]
    ):
        new_job(event, form.name.data, form.member_id.data)
    flash(_("“%(job)s” was added to the jobs.", job=pick_wording(form.name.data)))
    db.session.commit()
    return redirect(url_for("checklists.edit_jobs", slug=event.slug))


@bp.post("/events/<slug>/checklist/jobs/<int:role_id>/merge")
@needs(Can.EDIT_CHECKLIST)
def merge_jobs(event: Event, role_id: int) -> Any:
    """All tasks of a job go over `into` another one."""
    role = role_of(event, role_id) or abort(404)
    into = role_of(event, request.form.get(f"into-{role.id}", 0, type=int))
    if into is None or into is role:
        raise Refused(_("Choose another job first."))
    ids = [task.id for task in tasks_of_job(role)]
    with remember_checklist_change(
        event, ChecklistAct.ROLE, current_user.id, about=into.name, tasks=ids
    ):
        number = merge_job(role, into)
    flash(
        _n(
            "%(num)d task was moved to “%(job)s”.",
            "%(num)d tasks were moved to “%(job)s”.",
            number,
            job=pick_wording(into.name),
        ),
        f"undo:{_undo(event)}",
    )
    db.session.commit()
    return redirect(url_for("checklists.edit_jobs", slug=event.slug))


@bp.post("/events/<slug>/checklist/jobs/<int:role_id>/remove")
@needs(Can.EDIT_CHECKLIST)
def remove_job(event: Event, role_id: int) -> Any:
    """The job goes; its tasks keep whoever does them."""
    role = role_of(event, role_id) or abort(404)
    ids = [task.id for task in tasks_of_job(role)]
    with remember_checklist_change(
        event, ChecklistAct.ROLE, current_user.id, about=role.name, tasks=ids
    ):
        number = delete_job(role)
    flash(
        _n(
            "“%(job)s” was removed; %(num)d task now has no job.",
            "“%(job)s” was removed; %(num)d tasks now have no job.",
            number,
            job=pick_wording(role.name),
        ),
        f"undo:{_undo(event)}",
    )
    db.session.commit()
    return redirect(url_for("checklists.edit_jobs", slug=event.slug))
