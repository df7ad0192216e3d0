"""What the contract says, and the tests that prove it: read from the rules, the live objects and the tests' sources.

A test says what it proves by a marker, on itself, on its parameters, or on its whole file:
`@pytest.mark.proves("operation:GET /documents", "status:-25", "rule:quota.none")`.
"""

import ast
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chatdoc_server.api.app import build_api
from chatdoc_server.errors import DocumentStatus
from tools.markdown import page, table

ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / "tests/contract/rules.toml"
TESTS = ROOT / "tests"
METHODS = ("get", "post", "put", "patch", "delete")


class MisplacedMarker(Exception):
    """A marker stands where no test is, or holds something else than plain strings."""


Proofs = Mapping[str, Sequence[str]]
"""Ids of what is proven, each with the tests that prove it, as `folder/file.py::name`."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Something the contract says; `unproven` is why no test can prove it, empty when one must."""

    id: str
    text: str
    section: str
    unproven: str = ""


def claims() -> list[Claim]:
    """Every operation, every document status and every rule."""
    rules = tomllib.loads(RULES.read_text(encoding="utf-8"))
    return [*_operations(), *_statuses(rules["never"]), *_rules(rules)]


def _operations() -> Iterator[Claim]:
    for path, methods in build_api().openapi()["paths"].items():
        for method, operation in methods.items():
            if method in METHODS:
                yield Claim(f"operation:{method.upper()} {path}", operation["description"].split("\n")[0], "Operations")


def _statuses(never: Mapping[str, str]) -> Iterator[Claim]:
    unknown = set(never) - {str(int(status)) for status in DocumentStatus}
    if unknown:
        raise ValueError(f"{RULES.name}: no such status: {', '.join(sorted(unknown))}")
    for status in DocumentStatus:
        reason = never.get(str(int(status)), "")
        yield Claim(f"status:{int(status)}", status.name, "Document statuses", reason)


def _rules(rules: Mapping[str, Any]) -> Iterator[Claim]:
    for key, title in rules["section"].items():
        for name, rule in rules[key].items():
            given = {"text": rule} if isinstance(rule, str) else rule
            yield Claim(f"rule:{key}.{name}", given["text"], title, given.get("unproven", ""))


def proofs(folder: Path = TESTS) -> dict[str, list[str]]:
    """What the tests under `folder` say they prove; their files are read and not run.

    Raises:
        MisplacedMarker: a marker proves nothing where it stands.
    """
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*.py")):
        place = path.relative_to(folder).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        marked = dict(_marked(tree))
        for call in _markers(tree):
            if call not in marked:
                raise MisplacedMarker(f"{place}:{call.lineno}: 'proves' stands on no test")
            for argument in call.args:
                if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
                    raise MisplacedMarker(f"{place}:{call.lineno}: 'proves' takes plain strings")
                tests = found.setdefault(argument.value, [])
                if (name := place + marked[call]) not in tests:
                    tests.append(name)
    return found


def _markers(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.proves":
            yield node


def _marked(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    """The markers that stand where they mean something, each with the test's name, empty for a whole file."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            for decorator in node.decorator_list:
                yield from ((call, f"::{node.name}") for call in _markers(decorator))
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark":
            yield from ((call, "") for call in _markers(node))


def shortcomings(said: Sequence[Claim], proven: Proofs) -> list[str]:
    """What is wrong: claims without a proof, proofs of nothing, and proofs of what is said to have none."""
    known = {claim.id: claim for claim in said}
    wrong = [f"{claim.id} has no proof" for claim in said if not claim.unproven and claim.id not in proven]
    wrong += [f"{tests[0]} proves {one}, which is nothing" for one, tests in proven.items() if one not in known]
    wrong += [
        f"{claim.id} has a proof, and a reason for none" for claim in said if claim.unproven and claim.id in proven
    ]
    return wrong


def contract_page() -> str:
    """The table of the contract."""
    said, proven = claims(), proofs()
    sections: dict[str, list[Claim]] = {}
    for claim in said:
        sections.setdefault(claim.section, []).append(claim)
    intro = (
        "What a program written for the hosted ChatDOC API v2 may rely on, and the tests that prove it. Operations\n"
        "and statuses come from the code, the rules from `tests/contract/rules.toml`, and the proofs from the tests'\n"
        "markers. `tests/contract/test_proofs.py` fails when something here has no proof.\n"
    )
    parts: list[str] = []
    for title, listed in sections.items():
        heads = {"Operations": "operation", "Document statuses": "status"}
        rows = [(_name(claim), _proof(claim, proven)) for claim in listed]
        parts += [f"## {title}\n", table((heads.get(title, "rule"), "proof"), rows)]
    return page("The contract", intro, *parts)


def _name(claim: Claim) -> str:
    kind, _, name = claim.id.partition(":")
    if kind == "rule":
        return claim.text
    return f"`{name}` {claim.text}" if kind == "operation" else f"{name} `{claim.text}`"


def _proof(claim: Claim, proven: Proofs) -> str:
    if claim.unproven:
        return f"none: {claim.unproven}"
    return "<br>".join(_link(test) for test in proven.get(claim.id, []))


def _link(test: str) -> str:
    path, _, name = test.partition("::")
    return f"[{name or path}](../tests/{path})"
