"""Who of those that chose tables gets which of their choices, and who none; names only for those who may see them."""

from dataclasses import replace

from flask import Flask

from facilitate.cafe.floor import Guest
from facilitate.cafe.seating.quality import seating_quality
from facilitate.cafe.seating.wording import quality_sentences

from .conftest import make_floor


def test_who_gets_none_of_their_choices_is_named(app: Flask) -> None:
    guests = [
        Guest("p1", "Ana", "Hoxha", "", wishes=(10, 20)),
        Guest("p2", "Ben", "Kola", "", wishes=(30, 10)),
        Guest("p3", "Drita", "Leka", "", wishes=(30,)),
        Guest("p4", "Elda", "Prifti", ""),
    ]
    floor = make_floor([[["p1"], ["p3"], ["p4"]], [["p2"], ["p1"], ["p4"]]], guests)
    floor.cafe.asks_wishes = True
    assert floor.seating
    with app.test_request_context():
        facts = seating_quality(floor, floor.seating)
        assert (facts.ranks, facts.wishless) == ((1, 1, 0, 1), ("Drita Leka",))
        said = "At none of the tables they chose: Drita Leka."
        assert said in quality_sentences(facts, {}, people=True).more
        assert said not in quality_sentences(facts, {}).more
        assert quality_sentences(replace(facts, wishless=()), {}, people=True).more == ()
