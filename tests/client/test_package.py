"""The package as such: what it exports and what it needs."""

import ast
import inspect
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import chatdoc
from chatdoc.lib import errors
from chatdoc.lib.model import Block, Citation, Rect, citations

CLIENT = Path(__file__).parents[2] / "packages/chatdoc"
ALONE = """
import sys
class Only:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {blocked!r}:
            raise ImportError(f"{{name}} is not part of the client")
sys.meta_path.insert(0, Only())
import chatdoc
import chatdoc.cli
print(chatdoc.ChatDOC, chatdoc.UsersApi)
"""


def test_it_imports_without_anything_of_the_server() -> None:
    blocked = {"chatdoc_server", "fastapi", "starlette", "uvicorn", "sqlalchemy", "numpy", "onnxruntime", "liteparse"}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", ALONE.format(blocked=blocked)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr


def test_it_imports_only_what_it_declares() -> None:
    declared = {
        re.split(r"[^\w-]", requirement)[0].replace("-", "_")
        for requirement in tomllib.loads((CLIENT / "pyproject.toml").read_text())["project"]["dependencies"]
    }
    known = declared | {"dateutil", "pydantic_core", "chatdoc"} | sys.stdlib_module_names
    for source in (CLIENT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text())):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            assert {name.partition(".")[0] for name in names} <= known, source


def test_what_it_exports_is_there() -> None:
    assert len(set(chatdoc.__all__)) == len(chatdoc.__all__)
    assert all(hasattr(chatdoc, name) for name in chatdoc.__all__)
    assert {"ChatDOC", "Configuration", "ApiClient", "UsersApi", "PackageQuotaResp"} <= set(chatdoc.__all__)
    assert chatdoc.__version__ == version("chatdoc")


def test_modules_are_there_after_a_plain_import() -> None:
    text = "import chatdoc; print(chatdoc.models.package_quota_resp.PackageQuotaResp, chatdoc.rest.ApiException)"
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr


def test_the_tree_of_errors_is_drawn_as_it_is() -> None:
    drawn = re.findall(r"^([│ ]*[├└]── )?(\w+)(?: |$)", (errors.__doc__ or "").partition("\n\n")[2], re.MULTILINE)
    path: list[str] = []
    for indent, name in drawn:
        del path[len(indent) // 4 :]
        if path:
            assert getattr(errors, name).__bases__[0].__name__ == path[-1]
        path.append(name)
    kinds = inspect.getmembers(errors, lambda one: inspect.isclass(one) and issubclass(one, errors.ChatDOCError))
    assert sorted(name for _, name in drawn) == sorted(name for name, _ in kinds)
    assert {name for name, _ in kinds} <= set(chatdoc.__all__)


def test_citations_of_every_kind() -> None:
    source_info: list[dict[str, object]] = [
        {"0": [[1, 2, 3, 4]], "2": [[5, 6, 7, 8], [9, 10, 11, 12]], "upload_id": "a"},
        {"7": [{"xpath": "/html/body/p[3]"}], "upload_id": "b"},
        {"material": "words", "indexes": [3], "anchorNode": "x", "upload_id": "c"},
    ]
    assert citations(source_info) == (
        Citation(0, "a", 0, (Rect(1, 2, 3, 4),)),
        Citation(0, "a", 2, (Rect(5, 6, 7, 8), Rect(9, 10, 11, 12))),
        Citation(1, "b", blocks=(Block(7, "/html/body/p[3]"),)),
        Citation(2, "c", blocks=(Block(3),)),
    )
    assert citations([]) == ()
