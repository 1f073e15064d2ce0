"""The command `facilitate rotate`: an event as JSON in, its seating as JSON out. No database, no Flask."""

import json
from pathlib import Path
from typing import Any

from .rotation import Infeasible, plan


def run(
    instance_path: Path, out_path: Path, effort: str = "normal", seconds: float | None = None, seed: int = 0
) -> dict[str, Any]:
    """Seat the event of one file, write the seating into another; what was written. Raises Infeasible with its sentence."""
    event = read(instance_path)
    seating = plan(event, effort=effort, seed=seed, deadline=seconds)
    written = {"rounds": seating.rounds, "metrics": seating.metrics, "stopped": seating.stopped}
    out_path.write_text(json.dumps(written, ensure_ascii=False) + "\n", encoding="utf-8")
    return written


def read(path: Path) -> Any:
    """The event of a file; what is no JSON is a plain sentence."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{path} is no JSON file: {error}.") from error


def told(written: dict[str, Any]) -> str:
    """One line for the terminal."""
    metrics = written["metrics"]
    lowest = metrics["meetings"] - metrics["bound"]
    return (
        f"{metrics['participants']} people, {len(written['rounds'])} rounds: {metrics['repeats']} repeated meetings (at least "
        f"{lowest}), each meets {metrics['met_per_person_min']} or more others, mix {100 * metrics['mix']['mix_index']:.1f} % of "
        f"the best possible. Stopped: {written['stopped']}."
    )


__all__ = ["Infeasible", "read", "run", "told"]
