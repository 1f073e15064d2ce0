"""The command `facilitate`, quick to start: each of its commands loads what it needs, and no more."""

import gc
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import click

from .. import __version__


class Place(NamedTuple):
    """Where a command is and what `facilitate --help` says of it: to load all of them takes a hundred times as long."""

    module: str
    function: str
    purpose: str


COMMANDS = {
    "account": Place(
        "run.account_commands",
        "account",
        "Who can sign in: list, lock, unlock, remove, sign out, make an administrator.",
    ),
    "agenda": Place(
        "run.agenda_commands",
        "agenda",
        "The agenda: from anybody's file, or drafted from the objectives.",
    ),
    "answers": Place(
        "run.answers_commands",
        "answers",
        "Answers collected elsewhere: from a file of Kobo, LimeSurvey or a table, or fetched from KoboToolbox.",
    ),
    "archive": Place(
        "run.archive_commands",
        "write_archive",
        "Write everything of SLUG into one .zip that another planner can read in.",
    ),
    "backup": Place(
        "run.backup_commands",
        "backup",
        "Copy everything (database, uploads, key) into FILE, or into a folder, while the planner runs.",
    ),
    "calendar": Place(
        "run.paper_commands", "calendar", "Write the programme of SLUG as an .ics file."
    ),
    "check": Place(
        "run.running_commands",
        "check",
        "Say what is missing or unsafe where this planner is installed; ends with 1 where something is.",
    ),
    "check-text": Place(
        "report.clearing.check_text",
        "check_text",
        "Say what in the texts of FILE could identify somebody.",
    ),
    "checklist": Place(
        "run.list_commands", "checklist", "The checklist as an Excel file, and back."
    ),
    "demo": Place(
        "run.serving_commands",
        "demo",
        "Load the demo (once), start the planner and print a sign-in link.",
    ),
    "figures": Place(
        "run.figures_command", "figures", "Participants by sector of one or more events."
    ),
    "guide": Place(
        "run.paper_commands",
        "guide",
        "Write the facilitator guide of SLUG as Word or PDF; -o FILE.zip writes the papers for everybody.",
    ),
    "invite": Place(
        "run.account_commands",
        "invite",
        "Print a single-use link for EMAIL: an invitation, or with --reset a new password.",
    ),
    "library": Place(
        "run.library_commands",
        "library",
        "The documents of the library as one file for another planner, and back.",
    ),
    "list": Place(
        "run.list_commands",
        "lists",
        "A list of an event or of the planner (budget, people, rooms …) as a file, and back.",
    ),
    "mcp": Place(
        "run.running_commands",
        "mcp",
        "Answer an assistant over standard input (MCP), with the token in FACILITATE_TOKEN.",
    ),
    "people": Place(
        "run.people_commands",
        "people",
        "Lists of people into the directory, or onto the list of an event; letters to those on it.",
    ),
    "read-archive": Place(
        "run.archive_commands",
        "read_archive",
        "Put the event of an archive FILE into this planner.",
    ),
    "report": Place(
        "run.paper_commands",
        "report",
        "Write the released report of SLUG as Word, or as PDF where LibreOffice is installed.",
    ),
    "restore": Place(
        "run.backup_commands",
        "restore",
        "Read FILE, made by `facilitate backup`, into an empty planner; after an interruption, once more.",
    ),
    "rotate": Place(
        "cafe.rotate",
        "rotate",
        "Seat the world café of INSTANCE, a JSON file, and write its seating.",
    ),
    "run": Place(
        "run.serving_commands",
        "run",
        "Start the planner (after bringing its database up to date).",
    ),
    "techniques": Place("run.techniques_command", "techniques", "The library of techniques."),
    "upgrade": Place(
        "run.serving_commands",
        "upgrade",
        "Bring the database to this version: a copy of it first (SQLite), then every step or none.",
    ),
    "worker": Place(
        "run.running_commands",
        "worker",
        "Work off the queues (mails, seatings, what is due every night) and serve no pages; stop: Ctrl+C.",
    ),
    "year": Place(
        "run.paper_commands",
        "year",
        "Write what came of all meetings of YEAR as Word or PDF, without words that nobody has decided about.",
    ),
}


class Commands(click.Group):
    """The commands of `COMMANDS`, each loaded when it is asked for.

    They answer with a plain sentence where the database or a file does not play along.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        place = COMMANDS.get(name)
        return load_command(place) if place else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        width = formatter.width - 6 - max(map(len, COMMANDS))
        listed = {name: click.Command(name, help=one.purpose) for name, one in COMMANDS.items()}
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, one.get_short_help_str(width)) for name, one in listed.items()]
            )

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            from .terminal import plain_refusal  # noqa: PLC0415 - not for the help alone

            refusal = plain_refusal(error)
            if refusal is None:
                raise
            raise refusal from error


def load_command(place: Place) -> click.Command:
    """The command itself, with what it stands on."""
    command: click.Command = getattr(
        import_module(f"..{place.module}", __package__), place.function
    )
    return command


def read_settings_file(path: Path) -> None:
    """Take over the settings of a file as systemd reads it, NAME=value a line; what the environment says already stays."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        name, sign, value = (part.strip() for part in line.partition("="))
        if not name or name[0] in "#;":
            continue
        if not sign or not name.isidentifier():
            raise click.ClickException(f"{path}, line {number}: write NAME=value.")
        if value[:1] in ("'", '"') and value[-1:] == value[0] and len(value) > 1:
            value = value[1:-1]
        os.environ.setdefault(name, value)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.option(
    "--settings",
    "settings_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file of settings, NAME=value a line, such as the one that a service reads.",
)
def commands(settings_file: Path | None) -> None:
    """Plan a conference, a regional meeting or a workshop. Settings: environment variables FACILITATE_…"""
    if settings_file:
        read_settings_file(settings_file)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")  # ë and ç on every terminal


def main() -> None:
    """Run the command as a process of its own."""
    place = COMMANDS.get(next(iter(sys.argv[1:]), ""))
    if place:
        gc.disable()  # what is loaded stays: the collector would go through it again and again
        load_command(place)
        gc.freeze()
        gc.enable()
    commands(prog_name="facilitate")
