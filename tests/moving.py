"""The event of the cast on other days, as its settings move it."""

import re
from datetime import date

from flask.testing import FlaskClient


def move_event(client: FlaskClient, first: date, last: date) -> None:
    """Give `spring` these days."""
    facts = client.get("/events/spring/settings").text
    typed = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', facts))
    typed |= {"language": "en", "zone": "Europe/Tirane", "title-en": "Spring", "past": "y"}
    typed |= {"first_day": first.isoformat(), "last_day": last.isoformat()}
    assert client.post("/events/spring/settings", data=typed).status_code == 302
