"""Every page of the demo opens, in both languages, with at most twelve questions to the database."""

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.accounts.models import User
from facilitate.db import db
from facilitate.events.models import Event
from facilitate.report.clearing.looking import look_through_all
from facilitate.report.releasing.freezing import look_through_report
from facilitate.setup.demo.load import OFFICIAL

from .browser.pages import IN_THE_ROOM, PUBLIC, addresses
from .statements import counted

MOST = {
    "agenda.share": 13, "calendars.page": 13, "forums.work_plan": 13, "report.releasing": 13,
    "consultation.share_preview": 20, "practice.sheet": 17, "report.clearing": 29, "report.forum_clearing": 14,
    "guides.page": 17, "guides.rehearse": 16, "report.read": 48, "report.section": 28, "report.rest": 60,
}  # fmt: skip
"""Statements of pages that are put together from every room below them."""


@pytest.mark.parametrize("language", ["en", "sq"])
def test_every_page_opens_and_asks_little(demo: Flask, language: str) -> None:
    with demo.app_context():
        token = db.session.scalar(sa.select(User.session_token).where(User.email == OFFICIAL))
        events = db.session.scalars(sa.select(Event.id)).all()
        db.session.commit()
        look_through_all()  # as every night: or these jobs' questions would count, which run here within the page
        for event_id in events:
            look_through_report(event_id)
    wrong = {}
    for endpoint, address in addresses(demo).items():
        client = demo.test_client()
        with client.session_transaction() as session:
            session["language"] = language
            if endpoint not in PUBLIC:
                session["_user_id"] = token
        with counted() as asked:
            answer = client.get(address)
        spoken = "sq" if endpoint in IN_THE_ROOM else language
        lang = f'<html lang="{spoken}">' in answer.text or answer.status_code == 302
        if answer.status_code not in (200, 302, 410) or len(asked) > MOST.get(endpoint, 12) or not lang:
            wrong[endpoint] = (answer.status_code, len(asked), lang)
    assert wrong == {}
