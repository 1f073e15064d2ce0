"""Small groups are left out of figures that leave the house, and cannot be worked out from the rest."""

from hypothesis import given

from facilitate.lib.suppression import LEAST
from facilitate.participation.counting.figures import GOVERNMENT, Block, Group, Line, count, lines
from facilitate.participation.counting.suppression import PARTITIONS, suppressed

from .test_figures import COUNTIES, GROUPS, SECTORS


def column(block: Block, **counts: int) -> list[int | None]:
    """What is shown of lines of one event."""
    return [shown for (shown,) in suppressed([Line(block, key, (n,)) for key, n in counts.items()])]


def test_groups_of_three_and_nobody_are_shown() -> None:
    assert column(Block.SECTOR, donor=3, media=0, civil_society=40) == [3, 0, 40]


def test_a_small_group_takes_the_next_one_with_it() -> None:
    assert column(Block.COUNTY, berat=1, fier=9, korce=7, vlore=0) == [None, 9, None, 0]


def test_two_single_people_would_be_known_from_their_total() -> None:
    assert column(Block.COUNTY, berat=1, fier=1, korce=7, vlore=9) == [None, None, None, 9]


def test_small_groups_that_hide_each_other_need_no_third() -> None:
    assert column(Block.COUNTY, berat=1, fier=2, korce=7) == [None, None, 7]


def test_government_goes_with_its_parts() -> None:
    counts = {"central_government": 2, "local_government": 40, "civil_society": 3, "government": 42}
    assert column(Block.SECTOR, **counts) == [None, 40, None, None]


def test_a_few_presenters_are_not_shown_either() -> None:
    assert column(Block.PART, presenters=2) == [None]


def test_each_event_is_looked_at_for_itself() -> None:
    table = [Line(Block.PLACE, "outside", (32, 29)), Line(Block.PLACE, "capital", (1, 59))]
    assert suppressed(table) == [(None, 29), (None, 59)]
    assert suppressed([]) == []


@given(GROUPS)
def test_no_small_group_is_shown_or_left_over(groups: list[Group]) -> None:
    figures = count("a", groups, SECTORS, COUNTIES)
    table = lines([figures])
    shown = [cell for (cell,) in suppressed(table)]
    assert [n for n in shown if n is not None and 0 < n < LEAST] == []
    assert all(n in (None, line.counts[0]) for n, line in zip(shown, table, strict=True))
    for block in PARTITIONS:
        parts = [
            (line.counts[0], n)
            for line, n in zip(table, shown, strict=True)
            if line.block is block and line.key != "government"
        ]
        hidden = [people for people, n in parts if n is None]
        everything_hidden = all(n is None for people, n in parts if people)
        assert hidden == [] or everything_hidden or (len(hidden) > 1 and sum(hidden) >= LEAST)
    by_key = {line.key: n for line, n in zip(table, shown, strict=True)}
    assert by_key["government"] is None or all(by_key[key] is not None for key in GOVERNMENT)
