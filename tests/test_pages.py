"""Every page of the demo opens, with at most twelve questions to the database: one page in English, the next in Albanian.

A browser opens each in both (`browser/test_every_page.py`); what is open to visitors, who are spoken to as they were invited, is
opened in both here.
"""

from itertools import cycle

import sqlalchemy as sa
from flask import Flask

from facilitate.accounts.models import User
from facilitate.db import db
from facilitate.i18n import LANGUAGES
from facilitate.setup.demo.load import OFFICIAL

from .browser.pages import IN_THE_ROOM, PUBLIC, addresses
from .statements import counted

MOST = {
    "agenda.share": 13, "calendars.page": 13, "forums.work_plan": 15, "forums.handover_sheet": 20, "practice.forum_sheet": 15, "report.releasing": 13,
    "consultation.share_preview": 20, "history.page": 17, "practice.sheet": 19, "report.clearing": 29, "report.forum_clearing": 15,
    "guides.page": 17, "guides.rehearse": 16, "report.read": 48, "report.section": 28, "report.rest": 60,
}  # fmt: skip
"""Statements of pages that are put together from every room below them."""


def test_every_page_opens_and_asks_little(demo: Flask) -> None:
    with demo.app_context():
        token = db.session.scalar(sa.select(User.session_token).where(User.email == OFFICIAL))
    wrong = {}
    turn = cycle(LANGUAGES)
    asked_for = [
        (endpoint, address, language)
        for endpoint, address in addresses(demo).items()
        for language in (LANGUAGES if endpoint in PUBLIC else [next(turn)])
    ]
    for endpoint, address, language in asked_for:
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
            wrong[endpoint, language] = (answer.status_code, len(asked), lang)
    assert wrong == {}
