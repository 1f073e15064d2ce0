"""Programs plan rehearsals and read who comes."""

from datetime import timedelta

from .. import moment


def test_programs_plan_change_and_read_a_rehearsal(program) -> None:
    ask, path = program("organiser"), "/events/spring/rehearsals"
    day = (moment.spring_day() - timedelta(days=1)).isoformat()
    sent = {"day": day, "starts": "10:00", "minutes": 90, "team": True, "hosts": False}
    made = ask("POST", path, sent)
    assert (made.status_code, made.json["starts"], made.json["minutes"]) == (201, 600, 90)
    address = f"{path}/{made.json['id']}"
    told = ask("PATCH", address, {"place": "Dhoma 2"}, If_Match=made.headers["ETag"]).json
    assert (told["place"], told["starts"]) == ("Dhoma 2", 600)
    (listed,) = ask("GET", path).json["items"]
    assert (listed["day"], listed["guests"][0]) == (
        day,
        {"name": "Arta Hoxha", "told": False, "answered": ""},
    )
    assert program("viewer")("POST", path, sent).status_code == 403
