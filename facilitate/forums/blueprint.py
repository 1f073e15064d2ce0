"""The blueprint all pages of forums are on, and the tabs of a forum's own pages."""

from flask import Blueprint, current_app, url_for

from ..web.i18n import _l
from . import labels
from .kinds import Kind, kind_name, kind_named
from .labels import ending_said, ends_said, late_said, often, role_name, stands
from .models import Forum

bp = Blueprint("forums", __name__)
ANALYSIS = "analysis"
"""The key of the duty to keep a situation analysis."""
TABS = {
    "forum": _l("Forum"),
    "members": _l("Members"),
    "duties": _l("Duties"),
    "meetings": _l("Meetings"),
    "presidency": _l("Presidency"),
    "health": _l("Health"),
    "situation.analysis": _l("Situation"),
    "problems": _l("Passed up"),
    "practice.show_forum_sheet": _l("Practice sheet"),
}
"""The pages of a forum by the end of their endpoint, in the order of their tabs; one of another room by the whole of it."""


OVERVIEWS = {
    "index": _l("All forums"),
    "year": _l("Year"),
    "divisions": _l("Territory"),
    "all_problems": _l("Passed up"),
    "whole": _l("Health"),
    "figures": _l("Figures"),
    "situation.overview": _l("Situation"),
}
"""The pages on all forums together, like the above."""


def forum_overviews(here: str) -> list[tuple[str, str, bool]]:
    """The tabs of the pages on all forums together."""
    return [
        (str(name), url_for(_endpoint(page)), page == here)
        for page, name in OVERVIEWS.items()
        if _endpoint(page) in current_app.view_functions
    ]


def forum_pages(forum: Forum, here: str) -> list[tuple[str, str, bool]]:
    """The tabs of a forum's page: name, address, whether it is this one. One appears once its page exists."""
    return [
        (str(name), url_for(_endpoint(page), slug=forum.slug), page == here)
        for page, name in TABS.items()
        if _endpoint(page) in current_app.view_functions
        and (page == here or _belongs(page, kind_named(forum.kind)))
    ]


def _belongs(page: str, kind: Kind) -> bool:
    """Whether forums of that kind have that page: a presidency that goes round, an analysis that is due."""
    if page == "situation.analysis":
        return any(duty.key == ANALYSIS for duty in kind.duties)
    return page != "presidency" or kind.presidency_months > 0


def _endpoint(page: str) -> str:
    return page if "." in page else f"forums.{page}"


bp.add_app_template_global(kind_name)
bp.add_app_template_global(role_name)
bp.add_app_template_global(often, "how_often")
bp.add_app_template_filter(stands)
bp.add_app_template_filter(ends_said)
bp.add_app_template_filter(ending_said)
bp.add_app_template_filter(late_said)
bp.add_app_template_global(forum_pages)
bp.add_app_template_global(forum_overviews)

__all__ = ["bp", "labels"]
