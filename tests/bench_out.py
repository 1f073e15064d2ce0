"""Speed of the files of figures, on the same 20,000 people, 40 events and 60,000 participations as the figures."""

from collections.abc import Callable

from flask.testing import FlaskClient

from .bench_agenda import cpu
from .bench_figures import EVENTS, filled
from .databases import create_database, postgres, postgres_folder
from .statements import counted

ALL = "&".join(f"event=event-{n}" for n in range(EVENTS))
FILES = {
    "figures of one event, Excel": ("/events/event-39/figures.xlsx", "2000 ms"),
    "  Word with pictures": ("/events/event-39/figures.docx", "-"),
    "  csv": ("/events/event-39/figures.csv", "-"),
    "  the map as PNG": ("/events/event-39/figures/county.png", "-"),
    "  what may leave, with all pictures": ("/events/event-39/figures/public", "12 SQL"),
    "figures across 40 events, Excel": (f"/figures.xlsx?{ALL}", "2000 ms"),
    "  every table there is": (
        f"/figures.xlsx?{ALL}&table=sector&table=level&table=place&table=county&table=region&table=kind&table=role",
        "2000 ms",
    ),
    "  csv of 40 events": (f"/figures.csv?{ALL}", "-"),
}


def out(client: FlaskClient, name: str, line: Callable[[str, str, str], None]) -> None:
    """Every file of figures on a planner that `bench_figures.filled` made."""
    for what, (path, bound) in FILES.items():
        assert client.get(path).status_code == 200, path
        with counted() as asked:
            client.get(path)
        label = what if what.startswith(" ") else f"{what}, {name}"
        line(label, f"{len(asked)} SQL {cpu(lambda path=path: client.get(path), 3):.0f} ms", bound)


def files(line: Callable[[str, str, str], None]) -> None:
    """Both databases, PostgreSQL where it is installed."""
    with filled("") as (_app, client):
        out(client, "SQLite", line)
    if postgres_folder() is not None:
        with postgres() as server, filled(create_database(server, "out")) as (_app, client):
            out(client, "PostgreSQL", line)
