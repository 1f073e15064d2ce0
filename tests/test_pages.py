"""Every page of the demo opens and asks the database little: one page in English, the next in Albanian.

That it is no more however much there is, tests of the rooms say. A browser opens each in both (`browser/test_every_page.py`);
what is open to visitors, who are spoken to as they were invited, is opened in both here.
"""

from .browser.pages import IN_THE_ROOM
from .demo_pages import DemoPage

USUAL = 16
MOST = {
    "agenda.propose_leads": 23,
    "agenda.show_sharing": 17,
    "calendars.show_calendars": 17,
    "forums.show_work_plan": 19,
    "forums.show_handover": 25,  # who saw contact details is written down
    "practice.show_forum_sheet": 22,
    "report.show_releasing": 17,
    "situation.show_analysis": 20,
    "outcomes.show_outcomes": 17,  # what was decided about words is asked, too
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


def test_every_page_opens_and_asks_little(demo_pages: list[DemoPage]) -> None:
    wrong = {}
    for page in demo_pages:
        spoken = "sq" if page.endpoint in IN_THE_ROOM else page.language
        told = (
            page.status in (200, 302, 410),
            page.statements <= MOST.get(page.endpoint, USUAL),
            f'<html lang="{spoken}">' in page.text or page.status == 302,
        )
        if not all(told):
            wrong[page.endpoint, page.language] = (page.status, page.statements, told)
    assert wrong == {}
    assert len(demo_pages) > 400
