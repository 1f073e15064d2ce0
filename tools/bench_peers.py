"""Other programs that do what we do, beside which `make bench` measures us: `make bench-peers` fetches them into build/peers/.

Each at one commit or version, so that two runs compare the same. Nothing of them is part of the planner; what cannot be had is
said, and left out of the table.
"""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
PEERS = ROOT / "build" / "peers"
PYTHON = PEERS / "python" / "bin" / "python"
"""Runs the peers that are written in Python: they have packages of their own."""
PACKAGES = ("numpy", "XlsxWriter")


@dataclass(frozen=True)
class PeerSource:
    """A program of GitHub's at one commit."""

    repository: str
    commit: str

    @property
    def place(self) -> Path:
        """Where it is once it was fetched."""
        return PEERS / self.repository.partition("/")[2]

    def is_there(self) -> bool:
        """Whether exactly that commit was fetched."""
        words = ["git", "-C", str(self.place), "rev-parse", "--show-toplevel", "HEAD"]
        said = subprocess.run(words, capture_output=True, text=True, check=False).stdout.split()
        return said == [str(self.place), self.commit]

    def fetch(self) -> None:
        """Get that commit and nothing before it, once. Raises CalledProcessError where it cannot be had."""
        if self.is_there():
            return
        self.place.mkdir(parents=True, exist_ok=True)
        address = f"https://github.com/{self.repository}.git"
        for words in (
            ["init", "-q"],
            ["fetch", "-q", "--depth", "1", address, self.commit],
            ["checkout", "-q", "FETCH_HEAD"],
        ):
            subprocess.run(["git", "-C", str(self.place), *words], check=True, timeout=120)


GOLFERS = PeerSource("islemaster/good-enough-golfers", "4db20742bf6321986dd0121c498504e8f3b2b60e")
"""Good-Enough Golfers (MIT): a genetic search in JavaScript; Node runs it, with lodash."""
DREAM = PeerSource(
    "sortitionfoundation/groupselect-lib", "117845b1995bcdf984ff6cf1efadb71a12470d7e"
)
"""DREAM (Barrett et al., arXiv 2410.21451; MIT): seats citizens' assemblies."""
LODASH = "lodash@4.17.21"


def main() -> int:
    """Fetch what is missing; 1 where something could not be had."""
    steps = {
        "Good-Enough Golfers": lambda: (GOLFERS.fetch(), _fetch_lodash()),
        "DREAM": DREAM.fetch,
        "the Python packages": _make_python,
    }
    lacks = []
    for name, fetch in steps.items():
        try:
            fetch()
        except (OSError, subprocess.SubprocessError) as error:
            lacks.append(f"{name} could not be fetched: {error}")
    sys.stdout.writelines(f"{one}\n" for one in lacks or [f"Fetched into {PEERS}."])
    return int(bool(lacks))


def _fetch_lodash() -> None:
    words = ["npm", "install", "--silent", "--no-audit", "--prefix", str(PEERS / "node"), LODASH]
    subprocess.run(words, check=True, timeout=120)


def _make_python() -> None:
    subprocess.run([sys.executable, "-m", "venv", str(PYTHON.parent.parent)], check=True)
    words = [str(PYTHON), "-m", "pip", "install", "-q", *PACKAGES]
    subprocess.run(words, check=True, timeout=300)


if __name__ == "__main__":
    sys.exit(main())
