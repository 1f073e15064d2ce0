"""The tool that tries the tests of rules changes what it says it changes, and its list names what there is."""

import pytest

from tools.mutants import HOME, Row, kept, mutants, rules, standing_on


def changes(source: str) -> list[str]:
    return [one.change for one in mutants(source, "rule.py")]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "left = max(0, seats)",
            [
                "max(0, seats) → min(0, seats)",
                "max(0, seats) → 0",
                "max(0, seats) → seats",
                "0 → 1",
            ],
        ),
        ("late = day < due", ["day < due → day <= due"]),
        ("both = a and not b", ["a and (not b) → not b", "a and (not b) → a", "not b → b"]),
        ("total += 2", ["total += 2 → pass", "2 → 3"]),
        ("some = [x for x in rows if x]", ["for x in rows if x → for x in rows"]),
        (
            "if due:\n    raise ValueError(1)",
            ["if due → if True", "if due → if False", "raise ValueError(1) → pass"],
        ),
    ],
)
def test_every_place_is_changed(source: str, expected: list[str]) -> None:
    assert changes(source) == expected


def test_what_is_said_and_what_is_only_told_of_types_stays() -> None:
    source = '"""A rule."""\nfrom a import b\n\n\n@dataclass(frozen=True)\nclass C:\n    x: Literal["y"]\n\nz = _("z")\nw = f"{1}"\n'
    assert changes(source) == []


def test_a_change_is_made_alone() -> None:
    found = []
    for one in mutants("a = 1\nb = a + 1", "rule.py"):
        names: dict[str, int] = {}
        exec(one.code, names)
        found.append((one.number, names["a"], names["b"]))
    assert found == [(1, 2, 3), (2, 1, 0), (2, 1, 3)]


def test_a_module_beside_a_rule_that_its_package_loads_stands_on_it() -> None:
    """Loading it loads the package, and with it the rule as it is: every change would be missed."""
    package = "facilitate.cafe.rotation"
    loaded = [package, f"{package}.judge", f"{package}.paths", "facilitate.lib.numbers"]
    assert standing_on(f"{package}.judge", loaded) == {
        package,
        f"{package}.judge",
        f"{package}.paths",
    }


def test_the_list_names_what_there_is() -> None:
    listed = rules()
    assert len(listed) > 20
    assert [one.file for one in listed] == sorted({one.file for one in listed})
    assert [
        path for one in listed for path in (one.file, *one.tests) if not (HOME / path).is_file()
    ] == []
    stale = set()
    for one in listed:
        named = {line for line, _change in one.equal}
        there = mutants((HOME / one.file).read_text("utf-8"), one.file, among=named)
        stale |= {
            (one.file, *place) for place in one.equal.keys() - {(m.line, m.change) for m in there}
        }
    assert stale == set()
    assert set(kept()) <= {one.file for one in listed}


def test_the_score_is_of_those_that_can_be_killed() -> None:
    assert [Row("a.py", *of).score for of in ((10, 0, 1), (10, 2, 0), (3, 0, 1), (2, 2, 0))] == [
        90,
        100,
        66,
        100,
    ]
