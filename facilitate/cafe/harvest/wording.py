"""What a page, a print and a Word file say about key points, in the language spoken now."""

from collections.abc import Sequence

from ...web.i18n import _, _n, pick_wording
from .points import ClearedPoints, HarvestGrouping, KeyPoint, PointGroup, RoundWritten


def harvest_summary(points: Sequence[KeyPoint], tables: int) -> str:
    """The first sentence: how much has been written, by how many tables."""
    if not tables:
        return _("There are no tables yet.")
    if not points:
        return _("Nothing has been written yet. Each table writes on its own page, on any phone.")
    wrote = len({point.table for point in points if point.there})
    return (
        _n("%(num)d key point", "%(num)d key points", len(points))
        + " "
        + _n("from %(num)d table.", "from %(num)d tables.", wrote or 1)
    )


def on_paper(found: ClearedPoints) -> str:
    """What stands on top of a paper: that it is not the report, and how many key points are left out."""
    if found.held_back:
        return _n(
            "Working paper of the team, not the report: %(num)d key point is left out, "
            "because nobody has checked it for privacy.",
            "Working paper of the team, not the report: %(num)d key points are left out, "
            "because nobody has checked them for privacy.",
            found.held_back,
        )
    return _("Working paper of the team, not the report.")


def held_back(found: ClearedPoints) -> str:
    """What the team is told of points that are not shown to others; empty where all are."""
    if not found.held_back:
        return ""
    return _n(
        "%(num)d key point is not on the wall or on paper, because nobody has decided about some words in it yet.",
        "%(num)d key points are not on the wall or on paper, because nobody has "
        "decided about some words in them yet.",
        found.held_back,
    )


def round_progress(one: RoundWritten) -> str:
    """`Round 2: 7 of 11 tables have written; not yet: 3, 9.`"""
    if not one.missing:
        return _("Round %(round)d: all tables have written.", round=one.round)
    if not one.wrote:
        return _("Round %(round)d: no table has written yet.", round=one.round)
    return _n(
        "Round %(round)d: %(num)d of %(tables)d tables has written; not yet: %(missing)s.",
        "Round %(round)d: %(num)d of %(tables)d tables have written; not yet: %(missing)s.",
        one.wrote,
        round=one.round,
        tables=one.tables,
        missing=", ".join(map(str, one.missing)),
    )


def table_label(point: KeyPoint) -> str:
    """`Table 3`, or `Table 3, taken away since`."""
    if point.there:
        return _("Table %(number)d", number=point.number)
    return _("Table %(number)d, since removed", number=point.number)


def group_heading(group: PointGroup) -> str:
    """What a group is headed with: a table and its name, a question, or an objective."""
    first = group.first
    if group.by is HarvestGrouping.QUESTION:
        return pick_wording(first.question) or _("Without a question")
    if group.by is HarvestGrouping.OBJECTIVE:
        return (
            f"{first.code} · {pick_wording(first.objective)}"
            if first.code
            else _("Without an objective")
        )
    return named_table(first)


def named_table(point: KeyPoint) -> str:
    """`Table 3 · Schools`"""
    return " · ".join(part for part in (table_label(point), pick_wording(point.name)) if part)


def point_place(point: KeyPoint) -> str:
    """`Table 3 · Schools, round 2`"""
    return _("%(table)s, round %(round)d", table=named_table(point), round=point.round)
