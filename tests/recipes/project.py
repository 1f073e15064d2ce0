"""A copy of the project in which a recipe is followed, and what a recipe says."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Container
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text()
BOLD = re.compile(r"^\*\*(.+?)\.\*\* (.*?)(?=\n\n|\Z)", re.M | re.S)
RECIPES = {name: " ".join(said.split()) for name, said in BOLD.findall(TEXT)}
"""What every recipe says, by its name."""
LINES = {name: len(said.splitlines()) for name, said in BOLD.findall(TEXT)}

PATH = re.compile(r"`([\w<>./-]*(?:/|\.(?:py|html|js|txt|po|toml|md|xlsx)))`")
"""A file or a folder."""


def named_paths(recipe: str) -> list[str]:
    """The files and folders a recipe names."""
    return PATH.findall(RECIPES[recipe])


TIMEOUT = 900
"""Seconds, on a busy machine."""


class Project:
    """The files of the project, in another folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        for name in (
            subprocess.run(listed, cwd=ROOT, capture_output=True, check=True)
            .stdout.decode()
            .split("\0")
        ):
            if name and (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, folder / name)
        for compiled in (ROOT / "facilitate").rglob(
            "__pycache__"
        ):  # Python would do it again: several seconds
            shutil.copytree(compiled, folder / compiled.relative_to(ROOT), dirs_exist_ok=True)

    def write(self, name: str, text: str) -> None:
        """Make a file that is not there yet."""
        path = self.folder / name
        assert not path.exists(), f"{name} is there already"
        path.write_text(text)

    def read(self, name: str) -> str:
        """What a file says."""
        return (self.folder / name).read_text()

    def append(self, name: str, text: str) -> None:
        """Put something at the end of a file."""
        path = self.folder / name
        path.write_text(path.read_text() + text)

    def edit(self, name: str, *changes: tuple[str, str]) -> None:
        """Put something in place of a text that stands there once."""
        path = self.folder / name
        text = path.read_text()
        for before, after in changes:
            assert text.count(before) == 1, f"{name} says {before!r} {text.count(before)} times"
            text = text.replace(before, after)
        path.write_text(text)

    def behind(self, name: str, line: str, more: str) -> None:
        """Put something behind a line that stands there once."""
        self.edit(name, (line, f"{line}\n{more}"))

    def run(self, *command: str, fine: Container[int] = (0,)) -> str:
        """Run a command in the copy; gives what it says. `.venv/bin/` is where this Python is."""
        words = [word.replace(".venv/bin", str(Path(sys.executable).parent)) for word in command]
        known = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTEST_", "FACILITATE_"))
        }
        done = subprocess.run(
            words,
            cwd=self.folder,
            env={**known, "PYTHONPATH": str(self.folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=TIMEOUT,
        )
        assert done.returncode in fine, f"{' '.join(command)}\n{done.stdout[-6000:]}"
        return done.stdout
