"""The command `facilitate techniques`: the library, asked in one's own words."""

import json

import click
import sqlalchemy as sa

from ..data.db import db
from ..techniques.queries import all_techniques
from ..techniques.search import find_techniques, near_techniques
from ..techniques.shelf import shipped_techniques
from ..techniques.technique import Technique
from .terminal import inside_database

MOST = 10
"""How many techniques are printed."""


@click.group()
def techniques() -> None:
    """The library of techniques."""


@techniques.command("find")
@click.argument("question", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print the ids only, the best first.")
@inside_database
def print_techniques(question: tuple[str, ...], as_json: bool) -> None:
    """Which techniques answer QUESTION, in English or Albanian, the best first.

    Say what should come out, what goes wrong in the room, how many people and minutes there are:
    facilitate techniques find "how do we get quiet people to talk"
    """
    text, everything = " ".join(question), _all()
    matches = find_techniques(text, everything, near_techniques(text, everything))
    found = [one.technique for one in matches[:MOST]]
    if as_json:
        click.echo(json.dumps([one.key for one in found], ensure_ascii=False))
        return
    for one in found:
        click.echo(
            f"{one.key:<28}{one.name.en or one.name.sq}\n    {one.purpose.en or one.purpose.sq}"
        )
    if not found:
        click.echo("Nothing in the library is like that. Try other words.", err=True)


def _all() -> list[Technique]:
    """All techniques; where there is no planner yet, the shipped ones."""
    try:
        return list(all_techniques().values())
    except sa.exc.DBAPIError:
        db.session.rollback()
        return list(shipped_techniques().values())
