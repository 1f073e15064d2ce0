"""What rooms remembered in tables of their own before there was one table of changes: rows by hand, and what becomes of them."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from facilitate.budget.models import BudgetChange
from facilitate.consultation.models import Theme, ThemeChange
from facilitate.data.db import db
from facilitate.data.row_cells import encode_row
from facilitate.history.models import Change, MergeChange
from facilitate.lib.text import Words
from facilitate.participation.models import PeopleChange

LINE = {"title": {"en": "Hall", "sq": "Salla"}, "note": "in Excel"}
WORKBOOK = {
    "cost_line": {
        **{"id": 9001, "version": 2, "event_id": 9024, "code": "L1", "position": 1, **LINE},
        **{"category": "venue", "unit": {}, "currency": "EUR", "extra": {}},
    },
    "budget_import": {
        **{"event_id": 9024, "at": datetime(2026, 11, 20, tzinfo=UTC), "source": "budget.xlsx"},
        "rows": [["costs", "L1", {**LINE, "note": ""}, LINE]],
    },
}
"""What a workbook changed in a budget, as the version held it."""
BOTH = [{"en": "Money", "sq": "Para"}, {"en": "Funds", "sq": "Fonde"}]
WAS = {"name": BOTH[0], "description": {"en": "", "sq": ""}, "colour": 1}
DONE = {"event_id": 9024, "at": datetime(2026, 11, 20, tzinfo=UTC)}
THEMES = {
    "theme": [
        {
            **{**WAS, "id": 9010, "version": 1, "event_id": 9024, "position": 2},
            **{"name": {"en": "Cash", "sq": "Para"}, "gone": True},
        },
        {**WAS, "id": 9011, "version": 1, "event_id": 9024, "position": 3, "name": BOTH[1]},
        {**WAS, "id": 9012, "version": 1, "event_id": 9024, "position": 4},
    ],
    "coding": {"passage_id": 9008, "theme_id": 9012, "stance": "for"},
    "theme_change": [
        {**DONE, "kind": "edit", "before": {"themes": [9010], "names": BOTH[:1], "was": WAS}},
        {
            **{**DONE, "kind": "merge"},
            "before": {
                **{"themes": [9010, 9011], "names": BOTH, "taken": {}},
                "added": [[9008, "for", None]],
            },
        },
        {**DONE, "kind": "split", "before": {"themes": [9011, 9012], "names": BOTH}},
        {**DONE, "kind": "remove", "before": {"themes": [9010], "names": BOTH[:1]}},
    ],
}
"""What was done to themes, as the version held it."""
ANNA = {"id": 9002, "given_name": "Anna"}
MERGED = {
    "merge": {
        **{"table": "person", "kept_id": 9001, "gone_id": 9002, "name": "Anna", "gone": ANNA},
        "at": DONE["at"],
        "moved": [
            {"did": "gone", "table": "person", "row": ANNA},
            {
                **{"did": "set", "table": "person", "key": {"id": 9001}},
                "cells": {"email": ["", "a@office.example"], "version": [1, 2]},
            },
            {"did": "new", "table": "post", "row": {"id": 9003}},
        ],
    }
}
"""Two people that were merged, as the version held it."""
KNOWN = {"standing": "invited", "parts": ["speaker", "press"], "invited_on": "2026-11-02"}
LISTED = {
    "change": {
        **{**DONE, "room": "people", "did": "imported", "about": {}, "count": 2},
        **{"source": "list.xlsx", "undone": False},
        "cells": [
            ["people", 9007, {"standing": "listed"}, {"standing": "invited"}],
            ["people", 9008, None, KNOWN],
            ["person", 9009, None, {}],
        ],
    }
}
"""What a list changed in an event's people, as the version held it; who was new by it is gone."""
CHANGES_BEFORE = {"0035": WORKBOOK, "0036": THEMES, "0037": MERGED, "0038": LISTED}
"""By the version before the step that carries them over."""


LATER_OF_THEMES = {"unserved_why", "passed_to"}
"""Columns that came after the step that carries over what was done to themes."""


def cells_of_themes() -> list[tuple[str, Words, list[list[Any]]]]:
    """What was done to themes, its names and its cells."""
    key = {"id": 9010, "gone": False}
    renamed = ({**key, "name": BOTH[0]}, {**key, "name": {"en": "Cash", "sq": "Para"}})
    target, coding = {"id": 9011, "gone": False}, {"passage_id": 9008, "user_id": None}
    new = {"stance": "for", **coding}
    with db.engine.connect() as connection:
        row = connection.execute(sa.select(Theme).where(Theme.id == 9012)).mappings().one()
    made = {name: value for name, value in row.items() if name not in LATER_OF_THEMES}
    return [
        ("edit", Words("Money", "Para"), [["theme", 9010, *renamed]]),
        (
            "merge",
            Words("Money\nFunds", "Para\nFonde"),
            [
                ["theme", 9010, key, {**key, "gone": True}],
                ["theme", 9011, target, target],
                ["coding", 0, None, {**new, "theme_id": 9011}],
            ],
        ),
        (
            "split",
            Words("Money\nFunds", "Para\nFonde"),
            [
                ["theme", 9012, None, encode_row(Theme.__table__, made)],
                ["theme", 9011, target, target],
                ["coding", 0, None, {**new, "theme_id": 9012}],
                ["coding", 0, {**new, "theme_id": 9011}, None],
            ],
        ),
        ("remove", Words("Money", "Para"), [["theme", 9010, key, {**key, "gone": True}]]),
    ]


def look_at_changes() -> None:
    """Each stands with all others, with its name and its cells."""
    note = [{"id": 9001, "note": text} for text in ("", "in Excel")]
    stored = {**KNOWN, "parts": " speaker press ", "id": 9008}
    moved = [{"standing": one, "id": 9007} for one in ("listed", "invited")]
    listed = [
        ["person", 9009, None, {"id": 9009}],
        ["participation", 9007, *moved],
        ["participation", 9008, None, stored],
    ]
    wanted = {
        PeopleChange: [("rows_imported", Words(), listed)],
        BudgetChange: [("rows_imported", Words(), [["cost_line", 9001, *note]])],
        ThemeChange: cells_of_themes(),
        MergeChange: [
            (
                "merged",
                Words("Anna", "Anna"),
                [
                    ["person", 9002, ANNA, None],
                    [
                        "person",
                        9001,
                        *({"id": 9001, "email": one} for one in ("", "a@office.example")),
                    ],
                    ["post", 9003, None, {"id": 9003}],
                ],
            )
        ],
    }
    for kind, changes in wanted.items():
        query = sa.select(kind.did, kind.about, kind.cells).where(kind.at == DONE["at"])
        rows = db.session.execute(query.order_by(Change.id)).all()
        assert [tuple(row) for row in rows] == changes
