"""Rooms that stand below a step: of groups side by side, or several of one step."""

import pytest

from facilitate.agenda.arriving.arrived import Doubt
from tests.agenda.arriving.test_rules import read, steps

PAGE = "<table><tr><td>10:00-11:00</td><td>{lines}</td></tr><tr><td>11:00-11:15</td><td>Coffee</td></tr></table>"


def as_lines(*lines: str) -> str:
    """A step and what stands below it."""
    return "10:00-11:00 " + "\n".join([*lines, "11:00-11:15 Coffee"])


def in_a_cell(*lines: str) -> str:
    """The same as lines of a cell."""
    return PAGE.format(lines="".join(f"<p>{line}</p>" for line in lines))


@pytest.mark.parametrize("over", ["Group work", "Parallel sessions", "Working session"])
@pytest.mark.parametrize(
    "below",
    [
        ["Room 1: Police", "Room 2: Health"],
        ["Room 1 – Police", "Room 2 – Health"],
        ["Police: Room 1", "Health: Room 2"],
        ["Police - Room 1", "Health - Room 2"],
        ["Police (Room 1)", "Health (Room 2)"],
        ["- Police, Room 1", "- Health, Room 2"],
    ],
)
def test_lines_with_a_room_each_are_groups(over: str, below: list[str]) -> None:
    for text in (as_lines(over, *below), in_a_cell(over, *below)):
        assert steps(text)[:2] == ["10:00 60 Police |  | Room 1", "10:00 60 Health |  | Room 2"]
        doubtful = [Doubt.SIDE_BY_SIDE in one.doubts for one in read(text).steps[:2]]
        assert over != "Working session" or doubtful == [True, True]


@pytest.mark.parametrize(
    "below", [["Room 1", "Police", "Room 2", "Health"], ["Police", "Room 1", "Health", "Room 2"]]
)
def test_rooms_and_groups_by_turns(below: list[str]) -> None:
    for text in (as_lines("Parallel sessions", *below), in_a_cell("Parallel sessions", *below)):
        assert steps(text)[:2] == ["10:00 60 Police |  | Room 1", "10:00 60 Health |  | Room 2"]


@pytest.mark.parametrize("over", ["Group work", "Parallel sessions", "Working session"])
def test_a_step_in_several_rooms_has_them_all_and_is_doubtful(over: str) -> None:
    for text in (
        as_lines(over, "Room 1", "Room 2"),
        as_lines(over, "- Room 1", "- Room 2"),
        in_a_cell(over, "Room 1", "Room 2"),
        f"| Time | Activity | Room |\n|--|--|--|\n| 10:00-11:00 | {over} | Room 1 |\n| | | Room 2 |\n| 11:00-11:15 | Coffee | |",
    ):
        assert steps(text) == [
            f"10:00 60 {over} |  | Room 1, Room 2",
            "11:00 15 Coffee |  |  | *",
        ]
        assert read(text).steps[0].doubts == (Doubt.SEVERAL_ROOMS,)


def test_a_room_of_its_own_is_the_step_s_whatever_stands_below() -> None:
    text = as_lines("Opening (Main hall)", "Library")
    assert steps(text)[0] == "10:00 60 Opening |  | Main hall"


@pytest.mark.parametrize(
    "below", [["Soup (Room 1)", "Salad (Room 2)"], ["Drita Prenga (Room 1)", "Ilir Hoxha (Room 2)"]]
)
def test_a_meal_and_people_in_rooms_are_no_groups(below: list[str]) -> None:
    over = "Lunch" if "Soup (Room 1)" in below else "Panel"
    for text in (as_lines(over, *below), in_a_cell(over, *below)):
        assert [one.title for one in read(text).steps] == [over, "Coffee"]
