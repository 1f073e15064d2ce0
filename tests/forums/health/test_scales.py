"""The scales are complete: every factor with four different described levels, in both languages."""

import pytest

from facilitate.forums.health.scales import all_scales
from facilitate.forums.kinds import forum_kinds

FACTORS = [(scale.key, factor) for scale in all_scales().values() for factor in scale.factors]


def test_six_factors_of_a_group_and_nine_of_the_whole() -> None:
    assert {key: [one.key for one in scale.factors] for key, scale in all_scales().items()} == {
        "readiness": [
            "knowledge",
            "proactivity",
            "experience",
            "information",
            "priority",
            "coordination",
        ],
        "health": [
            "strategies",
            "roles",
            "own_part",
            "resources",
            "staying",
            "regular",
            "methods",
            "news",
            "informal",
        ],
    }


@pytest.mark.parametrize(
    ("scale", "factor"), FACTORS, ids=[factor.key for _scale, factor in FACTORS]
)
def test_every_level_is_described_in_both_languages(scale, factor) -> None:
    assert len(factor.levels) == 4
    for texts in ([one.en for one in factor.levels], [one.sq for one in factor.levels]):
        assert len(set(texts)) == 4
        assert all(text.endswith(".") and 20 <= len(text) <= 120 for text in texts), texts
    assert "" not in (factor.name.en, factor.name.sq)
    assert factor.name.en != factor.name.sq


def test_every_kind_of_forum_has_its_scale() -> None:
    assert {kind.scale for kind in forum_kinds().values()} == set(all_scales())
