"""Which themes are sent back, and under which sector a quote stands: nobody is told by what came in since."""

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from facilitate.consultation.constellation.counting import ThemeVoice
from facilitate.consultation.sharing.heard import heard_themes, told_quote
from facilitate.consultation.sharing.queries import QuoteRow
from facilitate.consultation.sharing.summary import SectorPart
from facilitate.consultation.telling import CountsTelling
from facilitate.lib.text import Words

LARGE, SMALL = (
    SectorPart("donor", "Donors", "Don", "D", 9),
    SectorPart("media", "Media", "Med", "M", None),
)
QUOTE = QuoteRow(7, "More shelters", "donor", question=1, themes=[2])


@pytest.mark.parametrize(
    ("told_before", "quotes", "listed"),
    [({}, [], [1, 2]), ({"answers": []}, [], [1]), ({"answers": []}, [QUOTE], [1, 2])],
)
def test_a_theme_of_one_person_waits_once_anything_was_told_unless_it_is_quoted(
    app: Flask, told_before: dict[str, Any], quotes: list[QuoteRow], listed: list[int]
) -> None:
    nothing: Any = {"unserved_why": Words(), "passed_to": Words(), "description": Words()}
    nothing |= {"goal_id": None, "objective": None, "goal": None}
    themes: Any = [SimpleNamespace(id=n, name=Words(f"Theme {n}"), **nothing) for n in (1, 2)]
    voices = [
        ThemeVoice("donor", None, None, frozenset({theme}), against=frozenset(), answers=number)
        for theme, number in ((1, 8), (2, 1))
    ]
    with app.test_request_context():
        heard = heard_themes(themes, voices, [LARGE], quotes, CountsTelling(told_before), 9)
    assert [one.theme for one in heard] == listed


def test_a_quote_names_its_sector_only_where_its_number_may_be_shown() -> None:
    shown = [
        told_quote(QuoteRow(7, "More", key, question=1, themes=[1]), [LARGE, SMALL]).by
        for key in ("donor", "media")
    ]
    assert shown == ["Donors", ""]
