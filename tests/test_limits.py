"""How much may be sent at once: what is usual, and more where a page takes it from somebody signed in."""

import io

from flask import Flask
from flask.testing import FlaskClient

from facilitate.limits import AT_ONCE, MEGABYTE

USUAL = "/events/spring/notes/bring-in"
LARGE = "/events/read-in"


def sent(client: FlaskClient, path: str, megabytes: int) -> tuple[int, str]:
    file = (io.BytesIO(b"0" * megabytes * MEGABYTE), "large.zip")
    answer = client.post(path, data={"file": file})
    return answer.status_code, answer.text


def test_more_than_is_usual_is_refused_in_a_sentence(organiser: FlaskClient) -> None:
    status, page = sent(organiser, USUAL, AT_ONCE)  # the form around the file is on top
    assert status == 413
    assert "At most 25 megabytes can be sent at once." in page


def test_a_page_may_take_more_from_somebody_signed_in(organiser: FlaskClient, client: FlaskClient) -> None:
    status, page = sent(organiser, LARGE, AT_ONCE)
    assert status == 422
    assert "This is no archive" in page
    assert sent(client, LARGE, AT_ONCE)[0] == 302  # to the page where one signs in


def test_pages_that_take_more_say_how_much(app: Flask) -> None:
    takes = {name: view.takes for name, view in app.view_functions.items() if hasattr(view, "takes")}
    assert takes == {"notes.add_photos": 200, "report.bring_archive": 201}
