"""Uploads are read through one door: what opens a stranger's file is handed to it, and called nowhere else."""

import ast

from ..test_structure import PACKAGE, PYTHON, read

READERS = {
    "read_book",
    "read_table",
    "read_list",
    "from_word",
    "parse_toml",
    "taken_in",
    "cleaned",
    "ending_of",
    "unpacked",
    "safe_open",
    "mark_up",
    "read_agenda",
    "read_reply",
}
CALLED = {
    (
        "agenda/arriving/from_workbook.py",
        "read_book",
    ),  # both in `read_agenda`, handed to the door itself
    ("agenda/arriving/reading.py", "read_table"),
    ("checklists/starting/workbook.py", "read_book"),  # the lists that come with the planner
    (
        "directory/importing/reading.py",
        "read_table",
    ),  # in `read_list`, which is handed to the door itself
    (
        "exchange/marking_up.py",
        "read_book",
    ),  # all three in `mark_up`, which is handed to the door itself
    ("exchange/marking_up.py", "read_table"),
    ("exchange/marking_up.py", "safe_open"),
    ("lib/books.py", "safe_open"),
    ("lib/tables.py", "read_book"),
    ("setup/demo/promised.py", "taken_in"),  # flip charts of the demo, drawn there
    ("report/archive/packing.py", "ending_of"),  # in the child that reads the archive
}
"""Where one is called after all, and what makes that safe."""


OPENING = {
    "agenda/arriving/from_opendocument.py",
    "agenda/arriving/from_schedule.py",
    "agenda/arriving/from_word.py",
    "data/backup.py",
    "checklists/starting/sheet.py",
    "data/copies.py",
    "exchange/marking_up.py",
    "forums/rhythm/filing.py",
    "guides/looks/cleaning.py",
    "guides/looks/package.py",
    "guides/papers/actions.py",
    "lib/books.py",
    "lib/opendocument.py",
    "lib/opendocument_out.py",
    "lib/pictures.py",
    "lib/uploads.py",
    "lib/watermark.py",
    "lib/xlsx.py",
    "notes/bringing/reading.py",
    "persons/whole_file.py",
    "data/proving.py",
    "report/archive/packing.py",
}


def packs_itself(path: ast.Module) -> bool:
    """Whether the `unpacked` of a file is that of a parcel or of a table that waits."""
    return not any(
        isinstance(node, ast.ImportFrom)
        and node.module == "packing"
        and any(name.name == "unpacked" for name in node.names)
        for node in ast.walk(path)
    )


def test_readers_are_called_in_a_child_alone() -> None:
    called = {
        (path.relative_to(PACKAGE).as_posix(), node.func.id)
        for path in PYTHON
        for node in ast.walk(read(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in READERS
        if node.func.id != "unpacked" or not packs_itself(read(path))
    }
    assert called == CALLED


OPENERS = {"load_workbook", "ZipFile", "parse_xml", "fromstring"}


def test_nothing_else_opens_a_file_of_strangers() -> None:
    """A new file here is a reader of uploads (and belongs to READERS), or opens what the planner itself has made."""
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in PYTHON
        for node in ast.walk(read(path))
        if isinstance(node, ast.Call) and _name(node.func) in OPENERS
    }
    assert found == OPENING


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
