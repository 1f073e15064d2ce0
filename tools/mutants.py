"""How much the tests of a rule notice: the rule is changed in one place, and its tests must fail. `make mutants FILE=…` for one.

`tests/mutants.toml` names the rules with their tests, and the changes that nobody could notice. Of the tests only those run
that ask for no fixture of a conftest, unless a rule says `fixtures = true`. The process loads once what does not stand on
the rule; for each change it forks a child, in which the rule is loaded as changed. So every place can be changed: mutmut
(3.8 tried) leaves out properties and constants of a module, of which `budget/sums` and `forums/ending` consist, and
cosmic-ray starts Python anew for each change, which takes four seconds here. A change that makes the tests run three times
as long (in seconds of the processor, so that a busy machine changes nothing) is noticed.
"""

import argparse
import ast
import contextlib
import copy
import gc
import importlib
import importlib.abc
import importlib.util
import os
import pickle
import re
import resource
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

HOME = Path(__file__).resolve().parent.parent
RULES = HOME / "tests" / "mutants.toml"
KEPT = HOME / "docs" / "mutants.md"
GOAL = 90
MEMORY = 3 << 30

BOUNDARY = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
REVERSED = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
OTHER_NAME = {"min": "max", "max": "min", "any": "all", "all": "any"}
OF_ONE = {"sorted", "set", "frozenset", "abs", "reversed"}
METHODS_OF_NONE = {"strip", "lstrip", "rstrip", "lower", "upper", "casefold"}
KEPT_AS_IT_IS = {"annotation", "returns", "decorator_list", "type_params", "bases"}
SPOKEN = {"_", "_n", "_l", "lazy_gettext", "lazy_ngettext", "lazy_pgettext", "TypeVar", "NewType"}


@dataclass(frozen=True)
class Mutant:
    """One change: the line it stands on (number and text) and what becomes of what."""

    number: int
    line: str
    change: str
    code: CodeType

    def __str__(self) -> str:
        return f"{self.number}: {self.line}\n      {self.change}"


@dataclass(frozen=True)
class Rule:
    """A file with a rule, the tests that hold it, and the changes nobody could notice: (line, change) to the reason."""

    file: str
    tests: tuple[str, ...]
    fixtures: bool
    equal: dict[tuple[str, str], str]

    @property
    def module(self) -> str:
        return self.file.removesuffix(".py").replace("/", ".")


def rules() -> list[Rule]:
    """The rules of `tests/mutants.toml`."""
    found = tomllib.loads(RULES.read_text("utf-8"))
    equal: dict[str, dict[tuple[str, str], str]] = {}
    for one in found.get("equal", []):
        equal.setdefault(one["file"], {})[one["line"], one["change"]] = one["why"]
    return [
        Rule(
            one["file"], tuple(one["tests"]), one.get("fixtures", False), equal.get(one["file"], {})
        )
        for one in found["rule"]
    ]


def variants(node: ast.AST) -> Iterator[ast.AST | None]:
    """What stands in a node's place, one change each; None takes the statement away."""
    match node:
        case ast.Compare():
            for place, op in enumerate(node.ops):
                other = copy.copy(node)
                other.ops = [*node.ops[:place], BOUNDARY[type(op)](), *node.ops[place + 1 :]]
                yield other
        case ast.BoolOp():
            for place in range(len(node.values)):
                rest = [*node.values[:place], *node.values[place + 1 :]]
                yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.BinOp() if type(node.op) in REVERSED:
            yield ast.BinOp(node.left, REVERSED[type(node.op)](), node.right)
        case ast.AugAssign():
            yield None
        case ast.Constant(value=bool()):
            yield ast.Constant(not node.value)
        case ast.Constant(value=int()):
            yield ast.Constant(node.value + 1)
        case ast.Constant(value=str()):
            yield ast.Constant(node.value + "~")
        case ast.If():
            yield _with(node, test=ast.Constant(True))
            yield _with(node, test=ast.Constant(False))
        case ast.IfExp():
            yield node.body
            yield node.orelse
        case ast.While():
            yield _with(node, test=ast.Constant(False))
        case ast.comprehension():
            for place in range(len(node.ifs)):
                yield _with(node, ifs=[*node.ifs[:place], *node.ifs[place + 1 :]])
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()
        case ast.Raise():
            yield None
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()):
            yield None
        case ast.Slice():
            if node.lower is not None:
                yield _with(node, lower=None)
            if node.upper is not None:
                yield _with(node, upper=None)
        case ast.Call():
            yield from _calls(node)


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name in OTHER_NAME:
        yield _with(node, func=ast.Name(OTHER_NAME[name], ast.Load()))
        if (
            name in ("min", "max")
            and len(node.args) > 1
            and not any(isinstance(a, ast.Starred) for a in node.args)
        ):
            yield from node.args
    if name in OF_ONE and len(node.args) == 1:
        yield (
            node.args[0]
            if name != "sorted"
            else _with(node, func=ast.Name("list", ast.Load()), keywords=[])
        )
    if name == "sorted":
        for place in range(len(node.keywords)):
            yield _with(node, keywords=[*node.keywords[:place], *node.keywords[place + 1 :]])
    if isinstance(node.func, ast.Attribute) and node.func.attr in METHODS_OF_NONE and not node.args:
        yield node.func.value


def _with(node: Any, **changed: Any) -> Any:
    other = copy.copy(node)
    for name, value in changed.items():
        setattr(other, name, value)
    return other


Put = Callable[[Any], None]


def places(node: ast.AST) -> Iterator[tuple[ast.AST, Put, ast.AST]]:
    """Every node that may be changed, how another one is put in its place, and the statement it stands in.

    Annotations, decorators, imports, docstrings, what is said (f-strings, messages, errors) stay as they are.
    """
    yield from _below(node, node)


def _below(node: ast.AST, statement: ast.AST) -> Iterator[tuple[ast.AST, Put, ast.AST]]:
    for name, value in ast.iter_fields(node):
        if name in KEPT_AS_IT_IS or (isinstance(node, ast.Raise) and name == "exc"):
            continue
        for place, one in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(one, ast.AST) or _untouched(one):
                continue
            above = one if isinstance(one, ast.stmt | ast.comprehension) else statement
            yield one, _putting(node, name, place), above
            yield from _below(one, above)


def _untouched(node: ast.AST) -> bool:
    match node:
        case ast.Import() | ast.ImportFrom() | ast.JoinedStr():
            return True
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str())) if (
            name.isupper()
        ):
            return True  # how a value is kept, of which its name alone is spoken
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.Call(func=ast.Name(id=name)) if name in SPOKEN:
            return True
    return False


def _putting(node: ast.AST, name: str, place: int | None) -> Put:
    def put(one: Any) -> None:
        if place is None:
            setattr(node, name, one)
        else:
            getattr(node, name)[place] = one

    return put


def mutants(source: str, path: str, among: Container[str] | None = None) -> list[Mutant]:
    """Every change of a file, or of lines that say one of these, in the order of its lines; what does not compile is none."""
    tree, lines, found = ast.parse(source), source.splitlines(), []
    for node, put, statement in list(places(tree)):
        for other in variants(node):
            number = getattr(node, "lineno", None) or statement.target.lineno  # type: ignore[attr-defined]
            line = lines[number - 1].strip()
            if among is not None and line not in among:
                break
            new = ast.Pass() if other is None else other
            put(ast.copy_location(copy.copy(new), node) if hasattr(node, "lineno") else new)
            with contextlib.suppress(SyntaxError, ValueError, TypeError):
                code = compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)
                found.append(Mutant(number, line, f"{_said(node)} → {_said(new)}", code))
            put(node)
    return sorted(found, key=lambda one: one.number)


def _said(node: ast.AST) -> str:
    match node:
        case ast.If() | ast.While():
            return f"{type(node).__name__.lower()} {ast.unparse(node.test)}"
        case ast.comprehension():
            return ast.unparse(node).strip()
    return re.sub(r"\s+", " ", ast.unparse(node))


class Changed(SourceFileLoader, importlib.abc.MetaPathFinder):
    """Loads one module as changed."""

    def __init__(self, rule: Rule, code: CodeType) -> None:
        super().__init__(rule.module, str(HOME / rule.file))
        self.code = code

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        return (
            importlib.util.spec_from_file_location(fullname, self.path, loader=self)
            if fullname == self.name
            else None
        )

    def get_code(self, fullname: str) -> CodeType:
        return self.code


class OnlyPure:
    """Leaves out the tests that ask for a fixture of a conftest."""

    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        known = lambda item: getattr(item, "_fixtureinfo").name2fixturedefs  # noqa: E731, B009
        pure = [
            one
            for one in items
            if set(getattr(one, "fixturenames", ())) - {"request"} <= set(known(one))
        ]
        config.hook.pytest_deselected(items=[one for one in items if one not in pure])
        items[:] = pure


def tested(rule: Rule) -> int:
    """What pytest says of the rule's tests in this process: 0 where they pass."""
    pure: list[Any] = [] if rule.fixtures else [OnlyPure()]
    options = [] if rule.fixtures else ["--noconftest"]
    return int(
        pytest.main(
            [
                *rule.tests,
                *options,
                "-x",
                "-q",
                "--tb=line",
                "-p",
                "no:cacheprovider",
                "-p",
                "no:xdist",
                "-p",
                "no:playwright",
                "-p",
                "no:timeout",
                "-o",
                "timeout=0",
                "-W",
                "ignore",
                "--hypothesis-profile=mutants",
            ],
            plugins=pure,
        )
    )


def forked(work: Callable[[], Any], seconds: int, said: Path) -> tuple[int, Callable[[], Any]]:
    """Does the work in a child that may use so many seconds of the processor, what it says going into a file.

    Gives the child's number, and how its result is read: None where it came to none.
    """
    pid, result = os.fork(), said.with_suffix(".result")
    if pid == 0:
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            out = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(out, 1)
            os.dup2(out, 2)
            result.write_bytes(pickle.dumps(work()))
        finally:
            os._exit(0)
    return pid, lambda: pickle.loads(result.read_bytes()) if result.exists() else None


def ready(folder: Path) -> None:
    """Hypothesis gives the same few examples each time, keeps none, and does not look for the shortest one."""
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(folder)
    hypothesis = importlib.import_module("hypothesis")
    hypothesis.settings.register_profile(
        "mutants",
        max_examples=25,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(hypothesis.HealthCheck),
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
    )


def as_they_are(rule: Rule) -> Callable[[], tuple[int, float, list[str]]]:
    """The tests on the rule as it is: what pytest says, how many seconds they take, and all that was loaded for them."""

    def work() -> tuple[int, float, list[str]]:
        return tested(rule), time.process_time(), list(sys.modules)

    return work


def standing_on(module: str, loaded: Sequence[str]) -> set[str]:
    """The loaded modules of ours that import this one, whatever lies between."""
    imports = {
        name: _imports(name) for name in loaded if name.split(".")[0] in ("facilitate", "tests")
    }
    found, more = {module}, {module}
    while more:
        more = {name for name, these in imports.items() if these & found} - found
        found |= more
    return found


def _imports(name: str) -> set[str]:
    path = HOME / (name.replace(".", "/") + ".py")
    package = name.rpartition(".")[0]
    if not path.exists():
        path, package = HOME / name.replace(".", "/") / "__init__.py", name
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))) if path.exists() else ():
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            parts = (
                package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            )
            base = ".".join([*parts, *([node.module] if node.module else [])])
            found |= {base, *(f"{base}.{one.name}" for one in node.names)}
    return found | {above for one in (*found, name) for above in _packages(one)}


def _packages(name: str) -> list[str]:
    """The packages a module lies in: whoever loads the module loads them first."""
    parts = name.split(".")
    return [".".join(parts[:place]) for place in range(1, len(parts))]


def load_what_stays(module: str, loaded: Sequence[str]) -> None:
    """Loads what does not stand on this module: no child needs to."""
    above = standing_on(module, loaded)
    for name in loaded:
        if name.split(".")[0] not in ("tests", "conftest", "__main__") and name not in above:
            with contextlib.suppress(Exception):
                importlib.import_module(name)
    gc.collect()
    gc.freeze()


def survivors(rule: Rule, all_of_it: Sequence[Mutant], jobs: int, folder: Path) -> list[Mutant]:
    """The changes that no test notices. Raises SystemExit where the tests do not even pass on the rule as it is."""
    pid, read = forked(as_they_are(rule), 600, folder / "as-it-is")
    os.waitpid(pid, 0)
    found = read()
    if found is None or found[0] != 0:
        said = (folder / "as-it-is").read_text("utf-8")[-3000:]
        raise SystemExit(f"{rule.file}: its tests do not pass on the rule as it is:\n{said}")
    load_what_stays(rule.module, found[2])
    if rule.module in sys.modules:
        raise SystemExit(f"{rule.file} was loaded as it is: no change of it would be seen")
    most = max(5, int(3 * found[1]))
    running: dict[int, tuple[Mutant, Callable[[], Any], float]] = {}
    alive: list[Mutant] = []
    todo = list(reversed(all_of_it))
    while todo or running:
        while todo and len(running) < jobs:
            one = todo.pop()
            pid, read = forked(changed(rule, one), most, folder / f"{len(todo)}")
            running[pid] = one, read, time.monotonic()
        for pid, (one, read, began) in list(running.items()):
            if os.waitpid(pid, os.WNOHANG) != (0, 0):
                del running[pid]
                alive += [one] if read() == 0 else []
            elif time.monotonic() - began > 20 * most:  # it sleeps: that uses no processor
                os.kill(pid, 9)
        time.sleep(0.01)
    return sorted(alive, key=lambda one: one.number)


def changed(rule: Rule, one: Mutant) -> Callable[[], int]:
    """The tests on the rule as changed."""

    def work() -> int:
        sys.meta_path.insert(0, Changed(rule, one.code))
        return tested(rule)

    return work


@dataclass(frozen=True)
class Row:
    """What is kept of a file."""

    file: str
    made: int
    equal: int
    alive: int

    @property
    def score(self) -> int:
        """Killed of those that can be, in percent, rounded down."""
        able = self.made - self.equal
        return 100 * (able - self.alive) // able if able else 100

    def __str__(self) -> str:
        killed = self.made - self.equal - self.alive
        return f"| {self.file} | {self.made} | {killed} | {self.equal} | {self.alive} | {self.score} % |"


HEAD = """# Mutants

What `make mutants` last found, by file: changes made, noticed by a test, that nobody could notice (each with its reason in
`tests/mutants.toml`), and that survive. The goal is 90 % of those that can be noticed.
A rule of that list without a row here has not been run yet.

| file | changes | killed | equal | survive | score |
|---|--:|--:|--:|--:|--:|
"""
ROW = re.compile(r"^\| (\S+\.py) \| (\d+) \| \d+ \| (\d+) \| (\d+) \|", re.M)


def kept() -> dict[str, Row]:
    """What is kept, by file."""
    found = ROW.findall(KEPT.read_text("utf-8")) if KEPT.exists() else []
    return {
        file: Row(file, int(made), int(equal), int(alive)) for file, made, equal, alive in found
    }


def keep(row: Row) -> None:
    """Keep it; of the others what was kept, as far as they are still rules."""
    files = [rule.file for rule in rules()]
    found = {**kept(), row.file: row}
    lines = [f"{found[file]}\n" for file in files if file in found]
    KEPT.write_text(HEAD + "".join(lines), "utf-8")


def examine(rule: Rule, jobs: int, only: str) -> Row:
    """Examine one rule in a child, say what survives, and give what is to be kept."""
    all_of_it = [
        one
        for one in mutants((HOME / rule.file).read_text("utf-8"), str(HOME / rule.file))
        if only in str(one)
    ]
    with tempfile.TemporaryDirectory(prefix="mutants-") as name:
        folder = Path(name)
        ready(folder)
        alive = survivors(rule, all_of_it, jobs, folder)
    equal = [one for one in alive if (one.line, one.change) in rule.equal]
    left = [one for one in alive if one not in equal]
    row = Row(rule.file, len(all_of_it), len(equal), len(left))
    tell(f"{row}\n" + "".join(f"  {one}\n" for one in left))
    for line, change in (
        set(rule.equal) - {(one.line, one.change) for one in equal} if not only else ()
    ):
        tell(f"  named as equal, but not among those that survive: {line}\n      {change}\n")
    return row


def tell(text: str) -> None:
    """Say it at once."""
    sys.stdout.write(text)
    sys.stdout.flush()


def main() -> int:
    """Examine the rules named, or all; 1 where one is below the goal."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    ask.add_argument("files", nargs="*", help="only these (else all)")
    ask.add_argument(
        "-j", dest="jobs", type=int, default=os.cpu_count() or 1, help="so many at a time"
    )
    ask.add_argument(
        "--only", default="", help="only changes whose line or text has these words; keeps nothing"
    )
    typed = ask.parse_args()
    wanted = [rule for rule in rules() if not typed.files or rule.file in typed.files]
    if not wanted:
        raise SystemExit(f"no rule of {RULES.name} is {', '.join(typed.files)}")
    os.chdir(HOME)
    sys.path.insert(0, str(HOME))
    bad = 0
    for (
        rule
    ) in wanted:  # a child for each rule: what one rule needs loaded another one must not have
        pid = os.fork()
        if pid == 0:
            row = examine(rule, typed.jobs, typed.only)
            if not typed.only:
                keep(row)
            os._exit(int(row.score < GOAL))
        bad |= os.waitpid(pid, 0)[1]
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
