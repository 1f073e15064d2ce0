"""Makes the files under tests/samples/checklists: exports that LibreOffice really edited, by a macro. They are committed.

    python -m tests.checklists.excel.samples

Each edit is one that people make: sorted by date, columns moved and hidden, rows added and deleted, dates typed as text,
headings in the other language, by way of an OpenDocument file.
"""

import shutil
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from facilitate.checklists.excel.sheet import render_checklist_workbook
from facilitate.checklists.models import Phase
from facilitate.exchange.merge import ListRecord

from ..make import HEAD, task_record

FOLDER = Path(__file__).parents[2] / "samples" / "checklists"
MACRO = Path(__file__).parent / "edits.bas"
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Edits"/></library:library>"""
MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Edits" script:language="StarBasic">{}</script:module>"""


def sample_tasks() -> list[ListRecord]:
    """Twelve tasks over three phases, of every status, with texts that are hard to keep."""
    states = [
        {},
        {"status": "in_progress"},
        {"status": "blocked", "blocked_by": "the ministry’s answer"},
        {"done_on": date(2027, 1, 12)},
        {"status": "not_needed"},
        {},
    ]
    notes = ["", "first\nsecond 🎉", "=1+1", "+355 69 20 00 000", "Ç ë “–”", "_x0041_ & <b>"]
    phases = [Phase.DESIGN, Phase.LOGISTICS, Phase.INVITATIONS]
    first = date(2027, 3, 1)
    return [
        task_record(
            f"C{number + 1:02}",
            phase=phases[number // 4].value,
            title=f"Task {number + 1}",
            due_on=first - timedelta(days=number * 7 % 40),
            note=notes[number % 6],
            effort=number / 4,
            owner=["Arta Hoxha", "", "Besnik Kola"][number % 3],
            **states[number % 6],
        )
        for number in range(12)
    ]


def main() -> int:
    """Export, let LibreOffice edit, keep what it saved."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "base.xlsx").write_bytes(render_checklist_workbook(HEAD, sample_tasks()))
        program = [shutil.which("soffice") or "soffice", "--headless", "--norestore"]
        profile = f"-env:UserInstallation=file://{folder}/profile"
        subprocess.run([*program, profile, "--terminate_after_init"], check=True, timeout=120)
        basic = folder / "profile" / "user" / "basic" / "Standard"
        escaped = MACRO.read_text().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        (basic / "Edits.xba").write_text(MODULE.format(escaped))
        (basic / "script.xlb").write_text(LIBRARY)
        macro = f'macro:///Standard.Edits.Main("{folder}")'
        subprocess.run([*program, profile, macro], check=True, timeout=240)
        FOLDER.mkdir(parents=True, exist_ok=True)
        made = sorted(folder.glob("made-*.xlsx"))
        for path in made:
            shutil.copy(path, FOLDER / path.name.removeprefix("made-"))
    sys.stdout.write(f"{len(made)} files\n")
    return 0 if made else 1


if __name__ == "__main__":
    raise SystemExit(main())
