"""Lists that leave the house, and who took out contact details."""

from typing import Any

from flask import Response, abort, render_template, request
from flask_login import current_user

from ... import clock
from ...accounts.doors import administrators_only, in_a_team
from ...data.db import db, get_or_404, then_write
from ...lib.text import make_slug
from ...web.downloads import send_download
from ...web.i18n import _, current_language
from ..blueprint import bp
from ..models import Person
from ..queries import find_organisations, find_people
from ..search import read_list_search
from . import seen
from .export_log import SHOWN, last_contact_exports, log_export
from .sheet import (
    EVERYBODY,
    contacts_to_file,
    office_columns,
    office_rows,
    people_columns,
    people_rows,
    to_vcard,
)

__all__ = ["seen"]


@bp.get("/people.<any(xlsx, ods, csv):ending>")
@in_a_team
def export_people(ending: str) -> Response:
    """The people found, all pages; with contact details only for people who may see them, and then it is written down."""
    contacts = current_user.may_see_contacts
    people = find_people(read_list_search(request.args), size=EVERYBODY).rows
    columns, rows = people_columns(contacts), people_rows(people)
    name = _file_name(_("People"), ending)
    content = contacts_to_file(_("People"), columns, rows, ending)
    if contacts:
        then_write()
        log_export(current_user.id, name, len(people))
        db.session.commit()
    return send_download(content, name)


@bp.get("/people/<int:person_id>/card.vcf")
@in_a_team
def export_person_card(person_id: int) -> Response:
    """A contact for a phone or a mail program; only for who may see contact details, and it is written down."""
    if not current_user.may_see_contacts:
        abort(403)
    person = get_or_404(Person, Person.id == person_id)
    card, name = to_vcard(person, current_language()), f"{make_slug(person.name)}.vcf"
    then_write()
    log_export(current_user.id, name, 1)
    db.session.commit()
    return send_download(card, name)


@bp.get("/organisations.<any(xlsx, ods, csv):ending>")
@in_a_team
def export_organisations(ending: str) -> Response:
    """The organisations found, all pages."""
    columns = office_columns()
    rows = office_rows(find_organisations(read_list_search(request.args), EVERYBODY).rows)
    name = _file_name(_("Organisations"), ending)
    return send_download(contacts_to_file(_("Organisations"), columns, rows, ending), name)


@bp.get("/exports")
@administrators_only
def list_contact_exports() -> Any:
    return render_template("directory/exports.html", exports=last_contact_exports(), most=SHOWN)


def _file_name(title: str, ending: str) -> str:
    return f"{make_slug(title)}-{clock.today():%Y-%m-%d}.{ending}"
