"""What was done to a seating, on the page of what happened in the event."""

from collections.abc import Callable
from typing import Any

from flask import Flask

from facilitate.cafe.floor import CafeFloor

from .test_history_pages import swap

PAGE = "/events/spring/history"
Now = Callable[[], CafeFloor]
Send = Callable[..., Any]


def test_the_seating_that_holds_is_undone_and_done_again(
    app: Flask, organiser: Any, sign_in: Any, floor: Now, post: Send
) -> None:
    seen = [floor().seating]
    for number in (2, 3):
        swap(post, floor, number)
        seen.append(floor().seating)

    def buttons() -> list[str]:
        page = organiser.get(PAGE).text
        return [
            part.split('"')[0]
            for part in page.split('action="')
            if part.startswith(f"{PAGE}/cafe/")
        ]

    page = organiser.get(PAGE).text
    assert (", round 2" in page, ", round 3" in page) == (True, True)
    (last,) = buttons()
    assert organiser.post(last).status_code == 302
    assert floor().seating == seen[1]
    again, first = buttons()
    assert (again, first != again) == (last.replace("/undo", "/redo"), True)
    assert organiser.post(last).status_code == 409
    assert organiser.post(again).status_code == 302
    assert floor().seating == seen[2]
    assert organiser.post(first).status_code == 409
    assert floor().seating == seen[2]
    for role in ("note_taker", "viewer"):
        assert ", round 2" not in sign_in(role).get(PAGE).text
        assert sign_in(role).post(last).status_code == 403
