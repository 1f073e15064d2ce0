"""A crowd at work: people in processes of their own, and what they found together."""

import json
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from facilitate.consultation.answering.own_code import kept_receipt
from facilitate.consultation.models import Answer
from facilitate.data.db import db
from facilitate.notes.models import NoteLine
from facilitate.participation.models import Attendance
from facilitate.voting.models import VoteBallot

from .sites import Machine, Site

ROOT = Path(__file__).parents[2]
PROCESSES = 2
"""Processes in which people are; what they take of the processor is told."""
WELL = (200, 302, 304)


@dataclass
class Crowd:
    """What all found."""

    seconds: float
    waits: dict[str, list[float]] = field(default_factory=dict)
    codes: Counter[int] = field(default_factory=Counter)
    kept: dict[str, dict[str, float]] = field(default_factory=dict)
    cpu: float = 0.0

    @property
    def asked(self) -> int:
        """Requests."""
        return sum(map(len, self.waits.values()))

    def errors(self) -> str:
        """Answers that are neither a page nor a redirect, by code; 0 is nobody there, -1 a page without what belongs into it."""
        bad = {code: number for code, number in sorted(self.codes.items()) if code not in WELL}
        return ", ".join(f"{number} × {code}" for code, number in bad.items()) or "0"

    def wait(self, share: float) -> float:
        """Milliseconds within which that share was answered."""
        waits = sorted(one for many in self.waits.values() for one in many)
        return waits[min(len(waits) - 1, int(len(waits) * share))] * 1000 if waits else 0.0

    def longest_pause(self) -> float:
        """Seconds in which nothing was confirmed."""
        moments = sorted(at for kept in self.kept.values() for at in kept.values())
        return max((then - at for at, then in pairwise(moments)), default=self.seconds)


class Working:
    """People who are at it now."""

    def __init__(
        self, site: Site, machines: list[Machine], does: list[str], seconds: float, tries: int = 1
    ) -> None:
        self.begun, until = time.perf_counter(), time.time() + seconds
        guests = site.scene["guests"]
        self.processes = []
        for number in range(PROCESSES):
            scene = {
                **site.scene,
                "guests": guests[number::PROCESSES],
                "ports": [one.port for one in machines],
                "does": does[number::PROCESSES],
                "until": until,
                "tries": tries,
                "seed": number,
            }
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.load.people"],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            assert process.stdin
            process.stdin.write(json.dumps(scene))
            process.stdin.close()
            self.processes.append(process)
        self.longest = seconds + 200

    def end(self) -> Crowd:
        """Wait until they have finished."""
        told: list[dict[str, Any]] = []
        for process in self.processes:
            assert process.stdout
            told.append(json.loads(process.stdout.read()))
            process.stdout.close()
            process.wait(self.longest)
        crowd = Crowd(time.perf_counter() - self.begun, cpu=sum(one["cpu"] for one in told))
        for one in (found for process in told for found in process["found"]):
            crowd.waits.setdefault(one["does"], []).extend(one["waits"])
            crowd.kept.setdefault(one["does"], {}).update(one["kept"])
            crowd.codes.update({int(code): number for code, number in one["codes"].items()})
        return crowd


def find_lost(site: Site, crowd: Crowd) -> dict[str, tuple[int, int]]:
    """Of what was answered as kept: how much is not in the database, and how much is there twice; by what people did."""
    app = site.app()
    kept = {does: list(one) for does, one in crowd.kept.items()}
    kept["answer_form"] = list(map(kept_receipt, kept.get("answer_form", [])))
    with app.app_context():
        there = {
            "answer_form": Counter(db.session.scalars(sa.select(Answer.receipt))),
            "cast_vote": Counter(db.session.scalars(sa.select(VoteBallot.key))),
            "take_note": Counter(db.session.scalars(sa.select(NoteLine.key))),
            "check_in": Counter(
                map(str, db.session.scalars(sa.select(Attendance.participation_id)))
            ),
        }
        db.session.remove()
        db.engine.dispose()
    return {
        does: (
            sum(not there[does][one] for one in mine),
            sum(there[does][one] > 1 for one in mine),
        )
        for does, mine in kept.items()
        if mine
    }
