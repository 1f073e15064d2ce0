"""The command `facilitate rotate`: an event as JSON in, its seating as JSON out. No database, no Flask."""

import json
from pathlib import Path
from typing import Any

import click

from .rotation import plan


def run(
    instance_path: Path,
    out_path: Path,
    effort: str = "normal",
    seconds: float | None = None,
    seed: int = 0,
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


@click.command()
@click.argument("instance", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option(
    "--effort", type=click.Choice(["quick", "normal", "long"]), default="normal", show_default=True
)
@click.option(
    "--seconds", type=click.FloatRange(0), help="Stop after so many seconds at the latest."
)
@click.option("--seed", type=int, default=0, show_default=True)
def rotate(instance: Path, output: Path, effort: str, seconds: float | None, seed: int) -> None:
    """Seat the world café of INSTANCE, a JSON file, and write the rounds."""
    try:
        click.echo(told(run(instance, output, effort=effort, seconds=seconds, seed=seed)))
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}.") from error
