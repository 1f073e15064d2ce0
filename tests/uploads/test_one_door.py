"""Uploads are read through one door: what opens a stranger's file is handed to it, and called nowhere else."""

import ast

from ..test_structure import PACKAGE, PYTHON, read

READERS = {
    "read_book",
    "read_table",
    "read_list",
    "read_notes_file",
    "parse_toml",
    "read_photo",
    "clean_look",
    "look_at_open_text",
    "document_ending",
    "read_library_file",
    "unpack_archive",
    "open_workbook",
    "mark_up_file",
    "read_agenda",
    "read_calendar_reply",
    "read_calendar_replies",
}
CALLED = {
    (
        "agenda/arriving/from_grid.py",
        "read_book",
    ),  # both in `read_agenda`, handed to the door itself
    ("agenda/arriving/reading.py", "read_table"),
    (
        "directory/importing/reading.py",
        "read_table",
    ),  # in `read_list`, which is handed to the door itself
    (
        "exchange/marking_up.py",
        "read_book",
    ),  # all three in `mark_up_file`, which is handed to the door itself
    ("exchange/marking_up.py", "read_table"),
    ("exchange/marking_up.py", "open_workbook"),
    ("lib/books.py", "open_workbook"),
    ("lib/tables.py", "read_book"),
    ("setup/demo/promises.py", "read_photo"),  # flip charts of the demo, drawn there
    ("library/reading.py", "document_ending"),  # in `read_library_file`, handed to the door itself
    ("participation/answering/calendar_replies.py", "read_calendar_replies"),  # the first of them
    ("report/archive/packing.py", "document_ending"),  # in the child that reads the archive
}
"""Where one is called after all, and what makes that safe."""


OPENING = {
    "agenda/arriving/from_opendocument.py",
    "agenda/arriving/from_schedule.py",
    "agenda/arriving/from_word.py",
    "data/backup.py",
    "data/copies.py",
    "exchange/marking_up.py",
    "forums/rhythm/filing.py",
    "guides/looks/cleaning.py",
    "guides/looks/open_text.py",
    "guides/looks/package.py",
    "guides/papers/actions.py",
    "lib/aside.py",
    "lib/books.py",
    "lib/contents.py",
    "lib/opendocument.py",
    "lib/opendocument_out.py",
    "lib/pdf.py",
    "lib/pictures.py",
    "lib/uploads.py",
    "lib/watermark.py",
    "lib/xlsx.py",
    "library/package.py",
    "library/reading.py",
    "participation/door/certificate_pages.py",
    "persons/whole_file.py",
    "data/proving.py",
    "report/archive/packing.py",
    "situation/panorama/open_data.py",
}


def test_readers_are_functions_of_the_planner() -> None:
    defined = {
        node.name
        for path in PYTHON
        for node in read(path).body
        if isinstance(node, ast.FunctionDef)
    }
    assert READERS - defined == set()


def test_readers_are_called_in_a_child_alone() -> None:
    called = {
        (path.relative_to(PACKAGE).as_posix(), node.func.id)
        for path in PYTHON
        for node in ast.walk(read(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in READERS
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
