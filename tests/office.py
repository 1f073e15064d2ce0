"""LibreOffice, where a test looks at what it makes of a file: one profile a worker, several files in one call.

Starting it takes longer than any of our files does, and a profile as new doubles that.
"""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Office:
    """LibreOffice with the profile of this worker; only one runs at a time."""

    profile: Path

    def convert(self, to: str, *files: Path, into: Path) -> None:
        """Save each file as another kind, under its own name."""
        program = [shutil.which("soffice") or "soffice", "--headless", "--norestore"]
        profile = f"-env:UserInstallation=file://{self.profile}"
        command = [*program, profile, "--convert-to", to, "--outdir", str(into), *map(str, files)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)

    def pages(self, folder: Path, *papers: bytes) -> list[list[str]]:
        """The text of every page of each Word file."""
        files = [folder / f"paper-{number}.docx" for number, _paper in enumerate(papers)]
        for file, paper in zip(files, papers, strict=True):
            file.write_bytes(paper)
        self.convert("pdf", *files, into=folder)
        return [text_of(file.with_suffix(".pdf")).split("\f")[:-1] for file in files]


def text_of(pdf: Path) -> str:
    """What stands in a PDF, its pages ended by form feeds."""
    program = ["pdftotext", "-layout", str(pdf), "-"]
    return subprocess.run(program, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """LibreOffice as this worker's tests use it."""
    return Office(tmp_path_factory.mktemp("office") / "profile")
