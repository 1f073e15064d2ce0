"""Every kind of reason that the engine gives has a sentence of ours, with names, tables and rounds as people count."""

import re
from pathlib import Path

import pytest
from flask import Flask

from facilitate.cafe.floor import Guest
from facilitate.cafe.instance import engine_event, engine_rounds, kept_reason
from facilitate.cafe.rotation import Infeasible, evaluate_seating, plan_seating
from facilitate.cafe.rotation import __file__ as engine
from facilitate.cafe.seating.breaches import SENTENCES, breach_sentences
from facilitate.cafe.seating.refusals import KINDS, explain_refusal

from .conftest import make_floor

ANA, BEN = Guest("p1", "Ana", "Hoxha"), Guest("p2", "Ben", "Kola")
REASON = {"text": "No.", "who": ["p1", "p2"], "table": 3, "round": 2, "number": 4}


def test_every_refusal_of_the_engine_is_known() -> None:
    text = "".join(path.read_text() for path in Path(engine).parent.glob("*.py"))
    raised = set(re.findall(r'\bmake_refusal\(\s*"([^"]+)"', text)) | {"not found"}
    assert raised == set(KINDS)


def test_every_breach_of_the_judge_is_known() -> None:
    text = (Path(engine).parent / "judge.py").read_text()
    found = set(re.findall(r'Reason\(\s*(?:\w+=)?"([^"]+)"', text)) | {"host", "locked"}
    assert found - {"rounds", "fixed"} == set(SENTENCES)


@pytest.mark.parametrize("kind", [*KINDS, "malformed"])
def test_a_refusal_is_a_whole_sentence(app: Flask, kind: str) -> None:
    floor = make_floor([[[], [], []]], [ANA, BEN])
    with app.test_request_context():
        said = explain_refusal(floor, {**REASON, "kind": kind})
    assert said.mend
    assert said.text.endswith((".", ")."))
    assert "%(" not in said.text


@pytest.mark.parametrize("kind", SENTENCES)
def test_a_breach_is_a_whole_sentence(app: Flask, kind: str) -> None:
    floor = make_floor([[["p1"], [], []]] * 2, [ANA, BEN], why=({**REASON, "kind": kind},))
    with app.test_request_context():
        said = breach_sentences(floor)
    assert len(said) == 1
    assert said[0].startswith("Round 2: ")
    assert "%(" not in said[0]


def test_tables_of_a_breach_are_the_numbers_on_them(app: Flask) -> None:
    floor = make_floor([[["p1"], ["p2"]], [["p2"], ["p1"]]], [ANA, BEN])
    event = {**engine_event(floor), "hosts": {"p1": 0}, "apart": [], "together": [["p1", "p2"]]}
    found = evaluate_seating(event, engine_rounds(floor))["breaches"]
    kept = make_floor(
        [[["p1"], ["p2"]], [["p2"], ["p1"]]],
        [ANA, BEN],
        why=tuple(kept_reason(one) for one in found),
    )
    with app.test_request_context():
        said = breach_sentences(kept)
    assert "Round 2: Ana Hoxha hosts table 1, but sits at table 2." in said
    assert "Round 1: Ana Hoxha and Ben Kola must sit together, but sit at tables 1 and 2." in said


def test_of_held_rounds_nothing_is_said(app: Flask) -> None:
    floor = make_floor([[["p1"]]] * 2, [ANA, BEN], held=2, why=({**REASON, "kind": "apart"},))
    with app.test_request_context():
        assert breach_sentences(floor) == []


def test_too_few_seats(app: Flask) -> None:
    people = [Guest(f"p{number}", "A", str(number)) for number in range(25)]
    floor = make_floor([[[], []]], people, seating=False)
    with pytest.raises(Infeasible) as refused:
        plan_seating(engine_event(floor))
    with app.test_request_context():
        said = explain_refusal(floor, kept_reason(refused.value.reason))
    assert said.text == "There are 5 seats too few in round 1. Add a table or more seats."
    assert said.mend == ("tables",)
