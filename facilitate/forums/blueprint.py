"""The blueprint all pages of forums are on, and the tabs of a forum's own pages."""

from flask import Blueprint, current_app, url_for

from ..web.i18n import _l
from . import labels
from .kinds import ForumKind, forum_kind, kind_name
from .labels import ending_said, ends_said, late_said, rhythm_text, role_name, standing_text
from .models import Forum

bp = Blueprint("forums", __name__)
ANALYSIS = "analysis"
"""The key of the duty to keep a situation analysis."""
TABS = (
    (
        _l("The group"),
        {
            "show_forum": _l("Forum"),
            "list_members": _l("Members"),
            "list_duties": _l("Duties"),
        },
    ),
    (
        _l("Its work"),
        {
            "list_meetings": _l("Meetings"),
            "show_presidency": _l("Presidency"),
            "list_regional_plans": _l("Regional plan"),
            "list_standards": _l("Standards"),
            "list_money_requests": _l("Requests for money"),
            "list_guidance": _l("Advice and training"),
        },
    ),
    (
        _l("How it does"),
        {
            "assess_forum": _l("Health"),
            "situation.show_analysis": _l("Situation"),
            "list_problems": _l("Passed up"),
            "practice.show_forum_sheet": _l("Practice sheet"),
        },
    ),
)
"""The pages of a forum by the end of their endpoint, in the order of their tabs, in the groups of a phone's menu; one of another room
by the whole of it."""


OVERVIEWS = {
    "list_forums": _l("All forums"),
    "show_forums_year": _l("Year"),
    "show_divisions": _l("Territory"),
    "list_all_problems": _l("Passed up"),
    "assess_whole": _l("Health"),
    "show_figures": _l("Figures"),
    "situation.show_first_panorama": _l("Situation"),
}
"""The pages on all forums together, like the above."""


def forum_overviews(here: str) -> list[tuple[str, str, bool]]:
    """The tabs of the pages on all forums together."""
    return [
        (str(name), url_for(_endpoint(page)), page == here)
        for page, name in OVERVIEWS.items()
        if _endpoint(page) in current_app.view_functions
    ]


def forum_pages(forum: Forum, here: str) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """The tabs of a forum's page by group: name, address, whether it is this one. One appears once its page exists."""
    return [
        (
            str(group),
            [
                (str(name), url_for(_endpoint(page), slug=forum.slug), page == here)
                for page, name in pages.items()
                if _endpoint(page) in current_app.view_functions
                and (page == here or _belongs(page, forum_kind(forum.kind)))
            ],
        )
        for group, pages in TABS
    ]


def _belongs(page: str, kind: ForumKind) -> bool:
    """Whether forums of that kind have that page: a presidency that goes round, numbers that its members send."""
    if page == "situation.show_analysis":
        return kind.counts
    if page in ("list_regional_plans", "list_standards"):
        return kind.plan_months > 0
    if page == "list_guidance":
        return kind.has_register
    if page == "list_money_requests":
        return kind.plan_months > 0 or kind.presidency_months > 0
    return page != "show_presidency" or kind.presidency_months > 0


def _endpoint(page: str) -> str:
    return page if "." in page else f"forums.{page}"


bp.add_app_template_global(kind_name)
bp.add_app_template_global(role_name)
bp.add_app_template_global(rhythm_text, "how_often")
bp.add_app_template_filter(standing_text)
bp.add_app_template_filter(ends_said)
bp.add_app_template_filter(ending_said)
bp.add_app_template_filter(late_said)
bp.add_app_template_global(forum_pages)
bp.add_app_template_global(forum_overviews)

__all__ = ["bp", "labels"]
