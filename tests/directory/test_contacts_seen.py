"""Pages that show how to reach people are noted in who did what, whichever room they belong to."""

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.accounts.audit import AuditAct, audit_entries
from facilitate.accounts.models import User
from facilitate.data.db import db
from facilitate.directory.models import Person

from ..bench_demo import signed_in
from ..browser.pages import page_addresses
from .rows import add_worker

pytestmark = pytest.mark.one_database
PAGES = (
    "consultation.edit_invitation",
    "directory.edit_person",
    "directory.list_people",
    "directory.merge_people",
    "directory.show_person",
    "forums.show_handover",
)


@pytest.mark.parametrize("endpoint", PAGES)
def test_who_sees_addresses_there_is_noted_with_their_number(demo: Flask, endpoint: str) -> None:
    page = page_addresses(demo)[endpoint]
    text = signed_in(demo).get(page).text
    with demo.app_context():
        own = sa.select(User.email)
        known = sa.select(Person.email).where(Person.email != "", Person.email.not_in(own))
        there = sum(address in text for address in db.session.scalars(known))
        noted = [one.about for one, *_names in audit_entries(act=AuditAct.SAW)]
    assert there > 0
    assert noted == [f"{page} · {there}"]


def test_suspected_duplicates_show_addresses_too(demo: Flask) -> None:
    with demo.app_context():
        one = db.session.scalars(sa.select(Person).order_by(Person.id)).first()
        assert one is not None
        add_worker(one.name, one.organisation).email = "another@office.example"
        db.session.commit()
    page = signed_in(demo).get("/directory/duplicates").text
    assert "another@office.example" in page
    with demo.app_context():
        noted = [one.about for one, *_names in audit_entries(act=AuditAct.SAW)]
    assert noted == ["/directory/duplicates · 2"]
