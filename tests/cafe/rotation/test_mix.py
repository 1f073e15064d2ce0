"""Any mix: up to eight attributes are evened, shares are wished for or kept, and what cannot be is refused in plain words."""

import json
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from facilitate.cafe.rotation import (
    Infeasible,
    Malformed,
    evaluate_seating,
    plan_seating,
    seat_late,
    swap_cost,
)

from .events import event_later, plain_event, random_event, seeds
from .rules import Event, Rounds, broken_rules, count_meetings
from .test_plan import planned

some = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
many = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
VALUES = {"gender": "fm", "language": "sre", "age": "1234", "level": "ln", "first": "yn"}


def mixed(one: Event, seed: int) -> Event:
    """The event where people have attributes, some of them none, and some of these are evened, shares wanted."""
    random = Random(f"mix {seed}")
    guests = []
    for guest in one["participants"]:
        own = {name: random.choice(values) for name, values in VALUES.items()}
        own.pop(random.choice([*VALUES, "nothing"]), None)
        guests.append({**guest, "attributes": own})
    one = {**one, "participants": guests}
    present = sorted({name for guest in guests for name in guest["attributes"]} | {"sector"})
    mix: list[dict[str, Any]] = []
    for name in random.sample(present, random.randint(1, len(present))):
        mix.append({"attribute": name, "weight": random.choice([0, 0.5, 1, 2, 7])})
        if random.random() < 0.5 and name in VALUES:
            share = random.choice([0.01, 0.1, 0.25, 0.4, 0.9])
            wanted = {"value": VALUES[name][0], "share": share, "hard": random.random() < 0.5}
            mix[-1]["at_least"] = wanted
    return {**one, "mix": mix}


def value(one: Event, person: str, name: str) -> Any:
    """What a person has, counted from the event."""
    guest = next(guest for guest in one["participants"] if guest["id"] == person)
    return guest.get(name) if name in ("sector", "region") else guest["attributes"].get(name)


def lacking(one: Event, rounds: Rounds, wanted: dict[str, Any], name: str) -> list[int]:
    """For each table of an open round with people: how many of the value are missing."""
    out = []
    for table in [
        table for round in rounds[len(one.get("fixed_rounds") or []) :] for table in round if table
    ]:
        there = sum(value(one, person, name) == wanted["value"] for person in table)
        need = next(
            n for n in range(len(table) + 1) if n * 100 >= round(wanted["share"] * 100) * len(table)
        )
        out.append(max(0, need - there))
    return out


def unevenness(one: Event, rounds: Rounds, name: str) -> float:
    """The sum of squared differences from the even share, over open rounds."""
    total = 0.0
    for tables in rounds[len(one.get("fixed_rounds") or []) :]:
        here = [value(one, person, name) for table in tables for person in table]
        for table in tables if len(here) > 1 else []:
            for v in set(here):
                share = len(table) * here.count(v) / len(here)
                total += (sum(value(one, person, name) == v for person in table) - share) ** 2
    return total


def hard_kept(one: Event, rounds: Rounds) -> bool:
    """Has every table what a rule wants?"""
    return not any(
        any(lacking(one, rounds, each["at_least"], each["attribute"]))
        for each in one["mix"]
        if each.get("at_least", {}).get("hard")
    )


@many
@given(seeds)
def test_no_rule_is_broken_whatever_is_evened(seed: int) -> None:
    one = mixed(random_event(seed), seed)
    seating = planned(one, seed=seed)
    if seating is None:
        return
    assert broken_rules(one, seating.rounds) == set()
    assert hard_kept(one, seating.rounds)
    metrics = seating.metrics
    assert evaluate_seating(one, seating.rounds) == metrics
    assert (metrics["meetings"], metrics["distinct"]) == count_meetings(seating.rounds)[:2]
    for each in one["mix"]:
        counted = metrics["mix"][each["attribute"]]
        assert counted["ss"] == pytest.approx(unevenness(one, seating.rounds, each["attribute"]))
        if wanted := each.get("at_least"):
            gaps = lacking(one, seating.rounds, wanted, each["attribute"])
            told = counted["at_least"]
            assert (told["tables"], told["met"], told["missing"]) == (
                len(gaps),
                gaps.count(0),
                sum(gaps),
            )


@some
@given(seeds)
def test_held_rounds_stay_and_rules_hold_in_the_others(seed: int) -> None:
    one = mixed(random_event(seed, most=24), seed)
    before = planned(one, seed=seed)
    if before is None or one["rounds"] < 2:
        return
    held = 1 + seed % (one["rounds"] - 1)
    after = event_later(one, before.rounds, held, seed)
    after["participants"][-1]["attributes"] = {"gender": "f"}
    for how in ({}, {"keep": before.rounds}):
        seating = planned(after, seed=seed, **how)
        if seating is not None:
            assert broken_rules(after, seating.rounds) == set()
            assert hard_kept(after, seating.rounds)
            assert seating.rounds[:held] == before.rounds[:held]


@some
@given(seeds)
def test_an_empty_mix_is_none(seed: int) -> None:
    one = random_event(seed, most=20)
    usual, empty = planned(one, seed=seed), planned({**one, "mix": []}, seed=seed)
    assert (usual and (usual.rounds, usual.metrics)) == (empty and (empty.rounds, empty.metrics))


def test_sector_and_region_by_name_are_the_usual_mix() -> None:
    one = plain_event(40, 5, 4)
    named = {**one, "mix": [{"attribute": "sector"}, {"attribute": "region"}]}
    usual, again = plan_seating(one, effort="quick"), plan_seating(named, effort="quick")
    assert (usual.rounds, usual.mix_index) == (again.rounds, again.mix_index)
    assert "attributes" not in usual.metrics["mix"]
    assert again.metrics["mix"]["attributes"] == {"sector": 1.0, "region": 1.0}


def test_together_is_weighed() -> None:
    one = {
        **plain_event(36, 4, 3),
        "mix": [{"attribute": "sector", "weight": 3}, {"attribute": "region"}],
    }
    mix = plan_seating(one, effort="quick").metrics["mix"]
    for figure in ("ss", "ss_lb"):
        assert mix[figure] == pytest.approx(3 * mix["sector"][figure] + mix["region"][figure])
    assert mix["off"] == mix["sector"]["off"] + mix["region"]["off"]


def test_what_weighs_nothing_is_counted_only() -> None:
    one = {
        **plain_event(36, 4, 3),
        "mix": [{"attribute": "sector", "weight": 0}, {"attribute": "region"}],
    }
    mix = plan_seating(one, effort="quick").metrics["mix"]
    assert mix["attributes"] == {"region": 1.0}
    assert mix["mix_index"] == mix["region"]["index"]
    assert mix["sector"]["ss"] > 0


def test_four_attributes_are_each_nearly_as_even_as_alone() -> None:
    one = mixed(plain_event(60, 6, 3), 3)
    names = ["gender", "language", "age", "level"]
    together = plan_seating({**one, "mix": [{"attribute": name} for name in names]}).metrics["mix"]
    for name in names:
        alone = plan_seating({**one, "mix": [{"attribute": name}]}).metrics["mix"]
        assert together[name]["index"] > 0.88 * alone[name]["index"]


def test_a_missing_value_is_a_value_of_its_own() -> None:
    guests = [{"id": f"p{k}", "attributes": {"language": "sq"} if k % 4 else {}} for k in range(16)]
    one = {"rounds": 1, "tables": 4, "participants": guests, "mix": [{"attribute": "language"}]}
    seating = plan_seating(one, effort="quick")
    assert [sum(int(p[1:]) % 4 == 0 for p in table) for table in seating.rounds[0]] == [1, 1, 1, 1]


def women(number: int, people: int = 24, hard: bool = False, share: float = 0.4) -> Event:
    """So many women among the people, the first of the list, and a share of them wanted at each of four tables."""
    guests = [
        {"id": f"p{k}", "attributes": {"gender": "f" if k < number else "m"}} for k in range(people)
    ]
    wanted = {"value": "f", "share": share, "hard": hard}
    mix = [{"attribute": "gender", "weight": 0, "at_least": wanted}]
    return {"rounds": 3, "tables": 4, "participants": guests, "mix": mix}


def test_a_share_wished_for_is_met_where_it_can_be() -> None:
    met = plan_seating(women(12), effort="quick").metrics["mix"]["gender"]["at_least"]
    assert met == {
        "value": "f",
        "share": 0.4,
        "hard": False,
        "tables": 12,
        "met": 12,
        "missing": 0,
    }


def test_a_wish_that_cannot_be_is_told_and_brings_no_repeat() -> None:
    seating = plan_seating(women(8), effort="quick")
    wish = seating.metrics["mix"]["gender"]["at_least"]
    assert (wish["missing"], seating.repeats, seating.metrics["violations"]) == (
        12,
        seating.minimum,
        0,
    )
    assert [reason.kind for reason in seating.why if reason.kind == "at least"] == ["at least"]


def test_a_wish_not_everywhere_possible_is_met_where_it_can_be() -> None:
    """Eight women of 24 at four tables of six: three at two tables of each round, for no repeat, and none is without one."""
    one = women(8)
    seating = plan_seating(one, effort="quick")
    wish = seating.metrics["mix"]["gender"]["at_least"]
    assert (wish["tables"], wish["met"], seating.repeats) == (12, 6, seating.minimum)
    there = [
        sum(value(one, person, "gender") == "f" for person in table)
        for round in seating.rounds
        for table in round
    ]
    assert min(there) == 1


def test_what_a_wish_costs_is_few_and_told() -> None:
    """One woman at each of eight tables of six, eight women of 48: it may want a pair or two again."""
    one = plain_event(48, 8, 3)
    for k, guest in enumerate(one["participants"]):
        guest["attributes"] = {"gender": "f" if k < 8 else "m"}
    share = {"value": "f", "share": 0.01}
    wished = {**one, "mix": [{"attribute": "gender", "weight": 1, "at_least": share}]}
    seating = plan_seating(wished, effort="quick")
    wish = seating.metrics["mix"]["gender"]["at_least"]
    paid = sum(reason.number or 0 for reason in seating.why if reason.kind == "wishes paid")
    assert (wish["met"], wish["tables"]) == (24, 24)
    assert paid <= 6
    assert seating.repeats - paid == seating.minimum


def test_a_rule_is_a_violation_where_it_is_broken() -> None:
    one = women(12, hard=True)
    seating = plan_seating(one, effort="quick")
    assert seating.metrics["violations"] == 0
    by_list = [[[f"p{k}" for k in range(t * 6, t * 6 + 6)] for t in range(4)]] * 3
    judged = evaluate_seating(one, by_list)
    assert judged["by_kind"]["at_least"] == 6
    assert "0 of 6 people have gender f, but at least 3 must" in judged["details"]["at_least"][0]
    a, b = "p0", next(p for p in seating.rounds[0][1] if int(p[1:]) >= 12)
    price = swap_cost(one, seating.rounds, 0, a, b)
    assert price.violations[1] == len([*price.breaches])


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (
            women(11, hard=True),
            "At least 40% with gender f at every table needs 12 people in round 1, but only 11 people have it.",
        ),
        (
            women(1, hard=True),
            "At least 40% with gender f at every table needs 12 people in round 1, but only one person has it.",
        ),
        (
            {
                **women(5, people=8, hard=True, share=0.9),
                "rounds": 1,
                "tables": 2,
                "hosts": {"p7": 0},
                "capacities": [4, 4],
            },
            "At least 90% with gender f at every table needs 8 people in round 1, but only 5 people have it.",
        ),
        (
            {**women(16, hard=True, share=0.6), "hosts": {"p20": 1, "p21": 1, "p22": 1}},
            "At least 60% with gender f at every table cannot be at table 2 in round 1: of its 6 seats 3 are taken by p20, "
            "p21 and p22.",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_the_smallest_reason(one: Event, text: str) -> None:
    with pytest.raises(Infeasible) as refused:
        plan_seating(one, effort="quick")
    assert (refused.value.reason.kind, refused.value.reason.text) == ("at least", text)


def test_two_rules_that_contradict_each_other_are_refused_together() -> None:
    one = women(12, hard=True, share=0.5)
    for k, guest in enumerate(one["participants"]):
        guest["attributes"]["level"] = "local" if k >= 12 else "other"
    rule = {"value": "local", "share": 0.51, "hard": True}
    one["mix"].append({"attribute": "level", "at_least": rule})
    with pytest.raises(Infeasible) as refused:
        plan_seating(one, effort="quick")
    assert refused.value.reason.text == (
        "At least 51% with level local at every table needs 16 people in round 1, but only 12 people have it."
    )
    one["mix"][1]["at_least"]["share"] = 0.5
    one["mix"][0]["at_least"]["share"] = 0.5
    assert plan_seating(one, effort="quick").metrics["violations"] == 0


def test_who_comes_late_breaks_no_rule() -> None:
    one = women(12, hard=True)
    before = plan_seating(one, effort="quick").rounds
    late = {"id": "late", "attributes": {"gender": "f"}}
    more = {**one, "participants": [*one["participants"], late]}
    seating = seat_late(more, before)
    assert (seating.metrics["violations"], hard_kept(more, seating.rounds)) == (0, True)


def eight(names: int) -> Event:
    """An event with so many attributes in its mix."""
    one = plain_event(24, 4, 2)
    for k, guest in enumerate(one["participants"]):
        guest["attributes"] = {f"a{n}": str(k // (n + 1) % 3) for n in range(names)}
    return {**one, "mix": [{"attribute": f"a{n}"} for n in range(names)]}


def test_eight_attributes_are_evened_and_nine_refused() -> None:
    assert len(plan_seating(eight(8), effort="quick").metrics["mix"]["attributes"]) == 8
    with pytest.raises(Malformed, match="names 9 attributes; at most 8 can be evened"):
        plan_seating(eight(9))


SHARE = {"value": "f", "share": 0.4}


@pytest.mark.parametrize(
    ("mix", "text"),
    [
        ("gender", "“mix” must be a list of attributes."),
        ({"gender": 1}, "“mix” must be a list of attributes."),
        (["gender"], "“mix” must hold attributes by name, not 'gender'."),
        ([{"weight": 1}], "“mix” must hold attributes by name, not {'weight': 1}."),
        ([{"attribute": "shoe"}], "“mix” names shoe, an attribute that no participant has."),
        ([{"attribute": "gender"}, {"attribute": "gender"}], "“mix” names gender twice."),
        ([{"attribute": "off"}], "An attribute cannot be called off; give it another name."),
        *[
            (
                [{"attribute": "gender", "weight": weight}],
                f"The weight of gender must be a number from 0 to 1000, not {weight!r}.",
            )
            for weight in (-1, float("nan"), float("inf"), "much", True, [1], 10**400)
        ],
        *[
            (
                [{"attribute": "gender", "at_least": {**SHARE, "share": share}}],
                f"“at_least” of gender: the share must be a number from 0 to 1, not {share!r}.",
            )
            for share in (-0.1, 1.01, float("nan"), "half", None, True)
        ],
        (
            [{"attribute": "gender", "at_least": 0.4}],
            "“at_least” of gender must have a value and a share, not 0.4.",
        ),
        (
            [{"attribute": "gender", "at_least": {**SHARE, "hard": "yes"}}],
            "“at_least” of gender: hard must be true or false, not 'yes'.",
        ),
        (
            [{"attribute": "gender", "at_least": {**SHARE, "value": ["f"]}}],
            "“at_least” of gender: the value must be text or a number.",
        ),
    ],
)
def test_a_mix_that_makes_no_sense_gets_a_sentence(mix: Any, text: str) -> None:
    with pytest.raises(Malformed) as refused:
        plan_seating({**women(12), "mix": mix})
    assert str(refused.value) == text


@pytest.mark.parametrize(
    ("own", "text"),
    [
        (["f"], "p0: attributes must be named values."),
        ({"gender": ["f"]}, "p0: gender must be text or a number."),
        ({"gender": float("nan")}, "p0: gender must be text or a number."),
    ],
)
def test_attributes_that_make_no_sense_get_a_sentence(own: Any, text: str) -> None:
    one = women(12)
    one["participants"][0]["attributes"] = own
    with pytest.raises(Malformed) as refused:
        plan_seating(one)
    assert str(refused.value) == text


def test_the_same_seed_gives_the_same_seating_in_another_process(tmp_path: Path) -> None:
    one = mixed(plain_event(40, 5, 3), 5)
    for each in one["mix"]:
        each.pop("at_least", None)
    (tmp_path / "in.json").write_text(json.dumps(one))
    code = (
        "import json, sys; from facilitate.cafe.rotation import plan_seating; "
        f"print(json.dumps(plan_seating(json.load(open({str(tmp_path / 'in.json')!r})), effort='quick', seed=3).rounds))"
    )
    runs = [
        json.loads(
            subprocess.run(
                [sys.executable, "-c", code],
                env={"PYTHONHASHSEED": hashed},
                capture_output=True,
                text=True,
                check=True,
                cwd=Path(__file__).parents[3],
            ).stdout
        )
        for hashed in ("1", "22")
    ]
    here = plan_seating(one, effort="quick", seed=3).rounds
    assert runs == [here, here]


def with_language(number: int, people: int, tables: int, share: float) -> Event:
    """As `women`, at so many tables; the wish stands beside the even mix of the same attribute and of another one."""
    one = women(number, people, share=share)
    for k, guest in enumerate(one["participants"]):
        guest["attributes"]["language"] = "ab"[k % 2]
    one["mix"][0]["weight"] = 1
    return {**one, "tables": tables, "mix": [*one["mix"], {"attribute": "language"}]}


@pytest.mark.parametrize("priority", ["meet", "balanced", "mixed"])
def test_a_wish_that_not_every_table_can_have_is_met_at_some(priority: str) -> None:
    """13 women of 40 people: evenness would give each of eight tables one or two, and none the three that are wished for."""
    seating = plan_seating(
        with_language(13, 40, tables=8, share=0.5), effort="quick", priority=priority
    )
    wish = seating.metrics["mix"]["gender"]["at_least"]
    at_tables = [sum(int(p[1:]) < 13 for p in table) for one in seating.rounds for table in one]
    assert (seating.metrics["violations"], seating.repeats) == (0, 0)
    assert wish["met"] == sum(number >= 3 for number in at_tables) >= 3
    assert min(at_tables) >= 1


def test_without_a_wish_the_mix_stays_as_it_was() -> None:
    one = with_language(13, 40, tables=8, share=0.5)
    del one["mix"][0]["at_least"]
    first, again = (plan_seating(one, effort="quick", seed=3) for _turn in range(2))
    assert first.rounds == again.rounds
    assert first.metrics["mix"]["gender"]["index"] == 1.0
