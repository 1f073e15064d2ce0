"""The floors of the house: who may import whom. Imports only point down; nothing imports sideways on a floor."""

from collections.abc import Sequence

FLOORS = [
    ["lib"],
    ["data.buckets", "data.content", "run.settings"],
    ["clock"],
    [
        "data.db",
        "web.i18n",
        "web.assets",
        "web.compressing",
        "web.limits",
        "web.pieces",
        "run.receiving",
        "web.security",
        "web.signing",
        "web.refused",
        "data.revision",
        "web.request_values",
        "mail.server",
    ],
    [
        "data.traces",
        "web.addresses",
        "web.downloads",
        "web.compiled_templates",
        "data.noted",
        "data.row_cells",
        "data.matching",
    ],
    ["run.job_queues"],
    ["run.jobs", "run.meanings", "mail.setup", "web.shared_keys"],
    ["run.worker", "web.base"],
    [
        "web.database_errors",
        "web.form_sentences",
        "web.mistakes",
        "web.answer_cache",
        "mail.outbox",
        "web.uploaded",
        "web.picking",
    ],
    ["mail.bounces", "web.forms", "web.form_rows"],
    ["exchange"],
    ["data.backup", "data.copies"],
    ["data.backing_up"],
    ["accounts"],
    ["directory", "techniques"],
    ["events"],
    ["history"],
    ["mailing", "release"],
    ["checklists", "consultation", "participation"],
    ["agenda", "budget"],
    ["cafe", "objectives", "roster", "confirming"],
    ["voting"],
    ["notes"],
    ["guides", "forums"],
    ["practice", "situation", "run.terminal"],
    ["report"],
    ["library", "outcomes", "tracing", "bulletin"],
    ["overview", "calendars", "help", "searching", "setup", "watching", "persons"],
    ["api", "webhooks"],
    ["assistants"],
    ["web.error_pages", "data.models", "web.navigation", "run.serving"],
    ["web.app"],
    ["data.schema"],
    ["data.upgrading", "data.restoring"],
    ["data.proving"],
    ["run.planner_app"],
    ["run.import_command"],
    [
        "run.account_commands",
        "run.agenda_commands",
        "run.answers_commands",
        "run.archive_commands",
        "run.backup_commands",
        "run.figures_command",
        "run.list_commands",
        "run.paper_commands",
        "run.people_commands",
        "run.running_commands",
        "run.serving_commands",
        "run.techniques_command",
    ],
    ["run.command"],
]
"""From the ground up. A file of a folder that is no room (`GROUPS`) stands for itself."""
GROUPS = ("data", "mail", "run", "web")
"""Folders of what rooms stand on and how the planner is run; each of their files has a floor of its own."""


CHAPTERS = {
    "agenda": [
        "editing",
        "discussing",
        "versions",
        "reusing",
        "publishing",
        "arriving",
        "adding",
        "drafting",
        "running",
    ],
    "cafe": ["laying", "guests", "mixing", "seating", "changing", "printing", "running", "harvest"],
    "checklists": ["starting", "planning", "working", "excel", "reminding"],
    "consultation": [
        "asking",
        "answering",
        "inviting",
        "papers",
        "reading",
        "constellation",
        "sharing",
        "evaluating",
    ],
    "directory": ["contacts", "importing", "merging"],
    "participation": ["inviting", "importing", "answering", "door", "counting"],
    "forums": ["members", "rhythm", "meetings", "presidency", "health", "passing", "programme"],
    "guides": ["looks", "rewriting", "papers", "reading", "rehearsing"],
    "budget": ["rates", "costs", "contributions", "excel", "letters"],
    "notes": ["structure", "taking", "photos", "bringing", "deciding"],
    "situation": ["parts", "tables", "analysis", "panorama", "nation"],
    "practice": ["sheets", "asking", "lessons", "searching", "building"],
    "report": ["clearing", "following", "writing", "papers", "releasing", "sending", "archive"],
}
"""Rooms that are large enough for chapters of their own: what is above may import what is below it here."""


def place_of(parts: Sequence[str]) -> str:
    """The room or file that a module belongs to, its parts counted from the top of the package: `agenda`, `web.forms`."""
    names = [one.removesuffix(".py") for one in parts]
    return ".".join(names[:2]) if names[:1] and names[0] in GROUPS else "".join(names[:1])
