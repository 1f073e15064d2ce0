"""Tests can fail: an assertion in a loop is asserted only where the loop is known to run.

Accepted: an assertion outside every loop and condition, a loop over what is written out (a list, `range(3)`, a constant of the
module), over a parameter of the test, or over what was asserted to hold something before.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOME = Path(__file__).parent
Test = ast.FunctionDef | ast.AsyncFunctionDef


def every_test() -> Iterator[tuple[str, Test, ast.Module]]:
    """Every test function with its name and the file it stands in."""
    for path in sorted(HOME.rglob("test_*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, Test) and node.name.startswith("test_"):
                yield f"{path.relative_to(HOME)}::{node.name}", node, tree


def asserts(node: ast.AST) -> bool:
    """Whether something is asserted in it: by assert, by `pytest.raises`, by what is asked of a page, or by a function of ours."""
    for one in ast.walk(node):
        if isinstance(one, ast.Assert | ast.Raise):
            return True
        if isinstance(one, ast.Call):
            name = ast.unparse(one.func).rsplit(".", 1)[-1]
            if name in ("raises", "warns", "expect", "fail") or name.startswith(
                ("expect_", "wait_for", "assert_", "check", "same")
            ):
                return True
    return False


def sure(statements: list[ast.stmt], known: set[str]) -> bool:
    """Whether an assertion among these is reached whatever the data are."""
    for one in statements:
        match one:
            case ast.For() | ast.AsyncFor():
                if _runs(one.iter, known) and sure(one.body, known):
                    return True
            case ast.If():
                if one.orelse and sure(one.body, known) and sure(one.orelse, known):
                    return True
            case ast.With() | ast.AsyncWith():
                if any(asserts(item.context_expr) for item in one.items) or sure(one.body, known):
                    return True
            case ast.Try():
                if sure(one.body, known) or sure(one.finalbody, known):
                    return True
            case ast.While() | ast.FunctionDef() | ast.ClassDef():
                continue
            case ast.Assign(targets=[ast.Name(id=name)]) if _runs(one.value, known):
                known.add(name)
                if asserts(one):
                    return True
            case _:
                if asserts(one):
                    return True
    return False


def _runs(over: ast.expr, known: set[str]) -> bool:
    """Whether a loop over this runs at least once: it is written out, or made of what is."""
    match over:
        case ast.List() | ast.Tuple() | ast.Set():
            return any(
                not isinstance(one, ast.Starred) or _runs(one.value, known) for one in over.elts
            )
        case ast.Dict():
            return bool(over.keys)
        case ast.Constant(value=str() as text):
            return bool(text)
        case ast.Name(id=name):
            return name in known
        case ast.Call(func=ast.Name(id="range"), args=[ast.Constant(value=int() as most)]):
            return most > 0
        case ast.Call(func=ast.Name(id="range"), args=[ast.Constant(), ast.Constant()]):
            return True
        case ast.Call(
            func=ast.Name(
                id="enumerate" | "sorted" | "list" | "reversed" | "set" | "product" | "tuple"
            ),
            args=[one, *_rest],
        ):
            return _runs(one, known)
        case ast.Call(func=ast.Name(id="zip"), args=args):
            return any(_runs(one, known) for one in args)
        case ast.Call(func=ast.Attribute(value=inner, attr="items" | "values" | "keys" | "split")):
            return _runs(inner, known)
        case (
            ast.ListComp(generators=[ast.comprehension(iter=inner, ifs=[])])
            | ast.DictComp(generators=[ast.comprehension(iter=inner, ifs=[])])
        ):
            return _runs(inner, known)
        case ast.BinOp(left=left, op=ast.Add() | ast.BitOr(), right=right):
            return _runs(left, known) or _runs(right, known)
        case ast.Attribute():
            return False
    return False


def known_of(test: Test, tree: ast.Module) -> set[str]:
    """Names that hold something: constants of the module, kinds that are imported, parameters written in the test's marks."""
    written = {
        target.id
        for one in tree.body
        if isinstance(one, ast.Assign | ast.AnnAssign)
        for target in (one.targets if isinstance(one, ast.Assign) else [one.target])
        if isinstance(target, ast.Name) and target.id.isupper()
    }
    imported = {
        (name.asname or name.name)
        for one in tree.body
        if isinstance(one, ast.ImportFrom)
        for name in one.names
        if name.name[:1].isupper()
    }
    given = set()
    for mark in test.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func).endswith("parametrize"):
            names = mark.args[0]
            given |= set(
                ast.unparse(names)
                .replace(",", " ")
                .replace("'", " ")
                .replace("(", " ")
                .replace(")", " ")
                .split()
            )
    return written | imported | given


def empty_handed() -> list[str]:
    """The tests that pass where there is nothing to look at."""
    return [
        name
        for name, test, tree in every_test()
        if asserts(test) and not _generated(test) and not sure(test.body, known_of(test, tree))
    ]


def _generated(test: Test) -> bool:
    """Whether Hypothesis makes what it looks at: a great many, of which some are empty."""
    return any(
        isinstance(mark, ast.Call) and ast.unparse(mark.func) == "given"
        for mark in test.decorator_list
    )


def test_no_test_passes_where_there_is_nothing_to_look_at() -> None:
    assert empty_handed() == []


@pytest.mark.parametrize(
    ("body", "can_fail"),
    [
        ("for row in rows():\n        assert row", False),
        ("if rows():\n        assert rows() == 1", False),
        ("found = [row for row in rows()]\n    for row in found:\n        assert row", False),
        ("for row in [1, 2]:\n        for one in row.parts:\n            assert one", False),
        ("for row in [1, 2]:\n        assert row", True),
        ("for row in WRITTEN:\n        assert row", True),
        ("assert rows()\n    for row in rows():\n        assert row", True),
        ("for row in rows():\n        assert row\n    assert len(rows()) == 2", True),
        ("with pytest.raises(ValueError):\n        rows()", True),
    ],
)
def test_a_test_that_may_look_at_nothing_is_seen(body: str, can_fail: bool) -> None:
    tree = ast.parse(f"WRITTEN = [1]\n\ndef test_rows():\n    {body}")
    (test,) = (one for one in tree.body if isinstance(one, ast.FunctionDef))
    assert sure(test.body, known_of(test, tree)) is can_fail
