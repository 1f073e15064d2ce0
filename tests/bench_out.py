"""Speed of the files of figures, on the same 20,000 people, 40 events and 60,000 participations as the figures."""

from collections.abc import Callable

from flask.testing import FlaskClient

from .bench_agenda import cpu_milliseconds
from .bench_figures import EVENTS, filled_planner
from .databases import create_database, postgres_folder, run_postgres
from .statements import count_statements

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


def bench_figure_files(
    client: FlaskClient, name: str, line: Callable[[str, str, str], None]
) -> None:
    """Every file of figures on a planner that `bench_figures.filled_planner` made."""
    for what, (path, bound) in FILES.items():
        assert client.get(path).status_code == 200, path
        with count_statements() as asked:
            client.get(path)
        label = what if what.startswith(" ") else f"{what}, {name}"
        line(
            label,
            f"{len(asked)} SQL {cpu_milliseconds(lambda path=path: client.get(path), 3):.0f} ms",
            bound,
        )


def bench_both_files(line: Callable[[str, str, str], None]) -> None:
    """Both databases, PostgreSQL where it is installed."""
    with filled_planner("") as (_app, client):
        bench_figure_files(client, "SQLite", line)
    if postgres_folder() is not None:
        with (
            run_postgres() as server,
            filled_planner(create_database(server, "out")) as (_app, client),
        ):
            bench_figure_files(client, "PostgreSQL", line)
