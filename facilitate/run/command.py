"""The command `facilitate`, quick to start where it can be: its own help, and what needs nothing of the planner but one file's rules."""

import gc
import sys
from importlib import import_module

import click

from .. import __version__

ALONE = {"rotate": "cafe.rotate:rotate", "check-text": "report.clearing.check_text:check_text"}
"""Commands that load a tenth of the planner or less, and where they are."""

PURPOSE = "Plan a conference, a regional meeting or a workshop. Settings: environment variables FACILITATE_…"
SAID = {
    "account": "Who can sign in: list, lock, unlock, remove, sign out, make an administrator.",
    "agenda": "The agenda: from anybody's file, or drafted from the objectives.",
    "archive": "Write everything of SLUG into one .zip that another planner can read in.",
    "backup": "Copy everything (database, uploads, key) into FILE, or into a folder, while the planner runs.",
    "calendar": "Write the programme of SLUG as an .ics file.",
    "check": "Say what is missing or unsafe where this planner is installed; ends with 1 where something is.",
    "check-text": "Say what in the texts of FILE could identify somebody.",
    "checklist": "The checklist as an Excel file, and back.",
    "demo": "Load the demo (once), start the planner and print a sign-in link.",
    "figures": "Participants by sector of one or more events.",
    "guide": "Write the facilitator guide of SLUG as Word or PDF; -o FILE.zip writes the papers for everybody.",
    "invite": "Print a single-use link for EMAIL: an invitation, or with --reset a new password.",
    "list": "A list of an event or of the planner (budget, people, rooms …) as a file, and back.",
    "mcp": "Answer an assistant over standard input (MCP), with the token in FACILITATE_TOKEN.",
    "people": "Lists of people into the directory, or onto the list of an event.",
    "read-archive": "Put the event of an archive FILE into this planner.",
    "report": "Write the released report of SLUG as Word, or as PDF where LibreOffice is installed.",
    "restore": "Read FILE, made by `facilitate backup`, into an empty planner; after an interruption, once more.",
    "rotate": "Seat the world café of INSTANCE, a JSON file, and write its seating.",
    "run": "Start the planner (after bringing its database up to date).",
    "techniques": "The library of techniques.",
    "upgrade": "Bring the database to this version: a copy of it first (SQLite), then every step or none.",
    "worker": "Work off the queues (mails, seatings, what is due every night) and serve no pages; stop: Ctrl+C.",
    "year": "Write what came of all meetings of YEAR as Word or PDF, without words that nobody has decided about.",
}
"""What `facilitate --help` says of each command, as `cli.py` does: loading all of them takes a hundred times as long."""


def main() -> None:
    """Run the command; all but its help and what stands alone load the whole planner first."""
    name = next(iter(sys.argv[1:]), "--help")
    if name in ALONE:
        module, function = ALONE[name].split(":")
        alone = getattr(import_module(f"..{module}", __package__), function)
        _in_any_letters()
        alone(sys.argv[2:], prog_name=f"facilitate {name}")
    elif name in ("-h", "--help", "--version"):
        _in_any_letters()
        list_commands()(prog_name="facilitate")
    else:
        gc.disable()  # what is loaded stays: the collector would go through it again and again
        from .cli import main as everything  # noqa: PLC0415 - the whole planner

        gc.freeze()
        gc.enable()
        everything()


def list_commands() -> click.Group:
    """The commands by name, to be listed only."""
    listed: dict[str, click.Command] = {
        name: click.Command(name, help=said) for name, said in SAID.items()
    }
    group = click.Group(
        help=PURPOSE, commands=listed, context_settings={"help_option_names": ["-h", "--help"]}
    )
    return click.version_option(__version__)(group)


def _in_any_letters() -> None:
    """As `cli.main` does: ë and ç on every terminal."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
