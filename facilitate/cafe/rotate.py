"""The command `facilitate rotate`: an event as JSON in, its seating as JSON out. No database, no Flask."""

import json
from pathlib import Path
from typing import Any

import click

from .rotation import evaluate_seating, plan_seating


def seat_file(
    instance_path: Path,
    out_path: Path,
    effort: str = "normal",
    seconds: float | None = None,
    seed: int = 0,
    priority: str = "meet",
    spread: bool = False,
) -> dict[str, Any]:
    """Seat the event of one file, write the seating into another; what was written. Raises Infeasible with its sentence."""
    event = read_json(instance_path)
    seating = plan_seating(
        event, effort=effort, seed=seed, deadline=seconds, priority=priority, spread=spread
    )
    written = {
        "rounds": seating.rounds,
        "metrics": seating.metrics,
        "why": [reason.text for reason in seating.why],
        "stopped": seating.stopped,
    }
    out_path.write_text(json.dumps(written, ensure_ascii=False) + "\n", encoding="utf-8")
    return written


def check_file(instance_path: Path, solution_path: Path) -> tuple[dict[str, Any], int]:
    """The seating of one file counted against the event of another, and its number of rounds. Raises a plain sentence where it is no seating."""
    rounds = solution_rounds(read_json(solution_path), solution_path)
    metrics = evaluate_seating(read_json(instance_path), rounds)
    return {key: value for key, value in metrics.items() if key != "breaches"}, len(rounds)


def solution_rounds(solution: Any, path: Path) -> list[list[list[str]]]:
    """The rounds of a solution, with the word or bare."""
    rounds: Any = solution.get("rounds") if isinstance(solution, dict) else solution
    is_seating = isinstance(rounds, list) and all(
        isinstance(one, list)
        and all(
            isinstance(table, list) and all(isinstance(name, str) for name in table)
            for table in one
        )
        for one in rounds
    )
    if not is_seating:
        raise ValueError(
            f"{path} holds no seating: it must be a list of rounds, each a list of tables, each a list of ids."
        )
    seating: list[list[list[str]]] = rounds
    return seating


def read_json(path: Path) -> Any:
    """The JSON of a file; what is none is a plain sentence."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        json.dumps(found, ensure_ascii=False).encode()  # half of an emoji can be written nowhere
        return found
    except ValueError as error:
        raise ValueError(f"{path} is no JSON file: {error}.") from error
    except RecursionError:
        raise ValueError(f"{path} is no event: it is nested too deeply.") from None


def seated_line(written: dict[str, Any]) -> str:
    """One line for the terminal."""
    metrics = written["metrics"]
    couples = [text for text in written["why"] if "in every round" in text]
    said = [
        metrics_line(metrics, len(written["rounds"])),
        *couples,
        f"Stopped: {written['stopped']}.",
    ]
    return " ".join(said)


def metrics_line(metrics: dict[str, Any], rounds: int) -> str:
    """Repeats, meetings and mix in one sentence, and one more for each thing wanted at every table."""
    lowest = max(0, metrics["meetings"] - metrics["bound"])
    parts = [
        f"{metrics['participants']} people, {rounds} rounds: {metrics['repeats']} repeated meetings (at least {lowest}), each "
        f"meets {metrics['met_per_person_min']} or more others, mix {max(0, 100 * metrics['mix']['mix_index']):.1f}% of the best possible."
    ]
    if "met_again" in metrics:
        parts.append(
            f"{metrics['met_again']} of {metrics['met']} pairs who had met before meet again."
        )
    parts += [
        f"Company needed at {one['tables']} tables, there at {one['met']}."
        for one in metrics.get("wants", ())
    ]
    for name, one in metrics["mix"].items():
        wanted = one.get("at_least") if isinstance(one, dict) else None
        if wanted:
            parts.append(
                f"At least {100 * wanted['share']:g}% with {name} {wanted['value']}: "
                f"{wanted['met']} of {wanted['tables']} tables."
            )
    return " ".join(parts)


def violations_told(metrics: dict[str, Any], rounds: int) -> str:
    """What is broken, line by line, and then the figures."""
    broken = [text for rows in metrics["details"].values() for text in rows]
    count = "One rule is" if len(broken) == 1 else f"{len(broken)} rules are"
    lines = [f"{count} broken." if broken else "No rule is broken.", *broken]
    return "\n".join(lines + ([metrics_line(metrics, rounds)] if "mix" in metrics else []))


@click.command()
@click.argument("instance", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument(
    "solution", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--effort", type=click.Choice(["quick", "normal", "long"]), default="normal", show_default=True
)
@click.option(
    "--priority",
    type=click.Choice(["meet", "balanced", "mixed"]),
    default="meet",
    show_default=True,
    help="Meet new people; mixed tables; or both weighed.",
)
@click.option(
    "--seconds", type=click.FloatRange(0), help="Stop after so many seconds at the latest."
)
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--spread", is_flag=True, help="Rather more pairs twice than some in every round.")
@click.option("--check", is_flag=True, help="Seat nobody: count the seating of the file SOLUTION.")
@click.option("--json", "as_json", is_flag=True, help="With --check: all figures as JSON.")
def rotate(
    instance: Path,
    solution: Path | None,
    output: Path | None,
    effort: str,
    priority: str,
    seconds: float | None,
    seed: int,
    spread: bool,
    check: bool,
    as_json: bool,
) -> None:
    """Seat the world café of INSTANCE, a JSON file, and write the rounds.

    \b
    INSTANCE:
      "rounds", "tables": how many; "capacities": seats of each table, or null
      "participants": [{"id": "p1", "sector": "government", "region": "Tirana",
          "attributes": {"gender": "f", "language": "sq"},
          "absent": [rounds missed, from 0], "prefers": [tables, from 0],
          "allowed": [tables they may sit at, from 0; without it: all]}]
      "hosts": {"p1": table}; "apart", "together": [["p1", "p2"]]
      "met": [["p1", "p2"]] who sat together at earlier meetings
      "fixed_rounds": rounds already held; "locked": {"p1": {"0": table}}
      "max_visits": how often anybody may sit at one table, or null
      "mix": what is evened over the tables, at most eight attributes:
          [{"attribute": "gender", "weight": 2,
            "at_least": {"value": "f", "share": 0.4, "hard": false}}]
          A person without a value counts as a value of its own. Without
          "mix", or with an empty one: sector and region. "at_least" is a
          wish for every table; with "hard": true a rule.
      "wants": what a table needs because of who sits there:
          [{"where": [{"attribute": "needs", "value": "yes"}],
            "want": {"attribute": "role", "value": "interpreter"}, "hard": true}]
          Without "want": somebody who is none of "where".

    \b
    The file written holds "rounds" (each a list of tables, each a list of
    ids), "metrics", "why" (what could not be had) and "stopped".

    With --check SOLUTION is such a file, or only its rounds; the command
    ends with 1 where a rule is broken.
    """
    try:
        if check:
            seating = required_path(solution, "--check needs the file SOLUTION.")
            end_check(*check_file(instance, seating), as_json=as_json)
        elif solution or as_json:
            raise click.UsageError("SOLUTION and --json belong to --check.")
        else:
            target = required_path(output, "Missing option '-o' / '--output'.")
            click.echo(
                seated_line(
                    seat_file(
                        instance,
                        target,
                        effort,
                        seconds=seconds,
                        seed=seed,
                        priority=priority,
                        spread=spread,
                    )
                )
            )
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}.") from error


def required_path(path: Path | None, otherwise: str) -> Path:
    """A path that this use of the command cannot do without."""
    if path is None:
        raise click.UsageError(otherwise)
    return path


def end_check(metrics: dict[str, Any], rounds: int, as_json: bool) -> None:
    """Say what was counted; 1 where a rule is broken."""
    told_so = violations_told(metrics, rounds)
    click.echo(json.dumps(metrics, ensure_ascii=False, indent=1) if as_json else told_so)
    if metrics["violations"]:
        raise SystemExit(1)
