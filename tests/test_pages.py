"""Every page of the demo opens and asks the database little: one page in English, the next in Albanian.

That it is no more however much there is, tests of the rooms say. A browser opens each in both (`browser/test_every_page.py`);
what is open to visitors, who are spoken to as they were invited, is opened in both here.
"""

from itertools import cycle

import sqlalchemy as sa
from flask import Flask

from facilitate.accounts.models import User
from facilitate.data.db import db
from facilitate.setup.demo.load import OFFICIAL
from facilitate.web.i18n import LANGUAGES

from .browser.pages import IN_THE_ROOM, PUBLIC, page_addresses
from .statements import count_statements

USUAL = 16
MOST = {
    "agenda.propose_leads": 23,
    "agenda.show_sharing": 17,
    "calendars.show_calendars": 17,
    "forums.show_work_plan": 19,
    "forums.show_handover": 24,
    "practice.show_forum_sheet": 22,
    "report.show_releasing": 17,
    "situation.show_analysis": 20,
    "outcomes.show_year": 17,
    "overview.show_front_page": 18,
    "tracing.show_decision_thread": 17,
    "tracing.show_objective_thread": 17,
    "tracing.show_theme_thread": 17,
    "consultation.preview_share": 24,
    "history.show_history": 22,  # two of its cafés were seated
    "practice.show_sheet": 29,
    "report.show_clearing": 35,
    "report.show_forum_clearing": 19,
    "guides.show_guide": 21,
    "guides.show_rehearsal": 20,
    "report.show_report": 55,
    "report.edit_section": 32,
    "report.show_rest": 64,
}
"""Statements of pages that are put together from every room below them."""


def test_every_page_opens_and_asks_little(demo: Flask) -> None:
    with demo.app_context():
        token = db.session.scalar(sa.select(User.session_token).where(User.email == OFFICIAL))
    wrong = {}
    turn = cycle(LANGUAGES)
    asked_for = [
        (endpoint, address, language)
        for endpoint, address in page_addresses(demo).items()
        for language in (LANGUAGES if endpoint in PUBLIC else [next(turn)])
    ]
    for endpoint, address, language in asked_for:
        client = demo.test_client()
        with client.session_transaction() as session:
            session["language"] = language
            if endpoint not in PUBLIC:
                session["_user_id"] = token
        with count_statements() as asked:
            answer = client.get(address)
        spoken = "sq" if endpoint in IN_THE_ROOM else language
        lang = f'<html lang="{spoken}">' in answer.text or answer.status_code == 302
        if (
            answer.status_code not in (200, 302, 410)
            or len(asked) > MOST.get(endpoint, USUAL)
            or not lang
        ):
            wrong[endpoint, language] = (answer.status_code, len(asked), lang)
    assert wrong == {}
