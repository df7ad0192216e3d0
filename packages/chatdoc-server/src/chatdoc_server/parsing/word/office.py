"""LibreOffice as a converter: a fresh profile for each file, locked down, so that no two conversions meet."""

from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from chatdoc_server.errors import DocumentError, DocumentStatus
from chatdoc_server.parsing.programs import run_program
from chatdoc_server.parsing.word.package import DAMAGED

# It ends with these when it wants to be started again, as it does once in a new profile.
_AGAIN = frozenset({79, 81})
_STARTS = 4


class _Setting(NamedTuple):
    """One property of LibreOffice's registry."""

    path: str
    name: str
    value: str


_SCRIPTING = "/org.openoffice.Office.Common/Security/Scripting"
_EXPORT = "/org.openoffice.Office.Common/Filter/PDF/Export"
_SETTINGS = (
    # 3: macros only from trusted places, of which there are none.
    _Setting(_SCRIPTING, "MacroSecurityLevel", "3"),
    _Setting(_SCRIPTING, "DisableMacrosExecution", "true"),
    _Setting(_SCRIPTING, "DisableActiveContent", "true"),
    _Setting(_SCRIPTING, "DisableOLEAutomation", "true"),
    # Linked files are not loaded, whether they are on this machine or elsewhere.
    _Setting(_SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    # 2: links are never brought up to date.
    _Setting("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    _Setting("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    # A form is read as the text that it shows.
    _Setting(_EXPORT, "ExportFormFields", "false"),
    # What is a heading, a list or a table's head is written down, and need not be guessed.
    _Setting(_EXPORT, "UseTaggedPDF", "true"),
    _Setting("/org.openoffice.Office.Recovery/AutoSave", "Enabled", "false"),
    _Setting("/org.openoffice.Office.Recovery/RecoveryInfo", "Enabled", "false"),
    _Setting("/org.openoffice.Office.Common/Misc", "FirstRun", "false"),
)
_ITEM = '<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>\n'
_REGISTRY = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
)


def convert_with_office(soffice: str, path: Path, scratch: Path) -> bytes:
    """The PDF that LibreOffice makes of the document at `path`, whose name must have the suffix of its format.

    `soffice` is its program's path. It runs in `scratch`, and nothing of it is left running.

    Raises:
        DocumentError: PDF_CONVERT_ERROR when it can't open the document.
        OSError: the program can't be started.
    """
    profile, made = scratch / "profile", scratch / "pdf"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
    program = _program(soffice)
    command = [
        str(program),
        f"-env:UserInstallation={profile.absolute().as_uri()}",
        "--headless",
        "--invisible",
        "--nologo",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--convert-to",
        "pdf:writer_pdf_Export",
        "--outdir",
        str(made),
        str(path),
    ]
    for _ in range(_STARTS):
        # The program's folder stands beside those of its libraries and settings.
        if run_program(command, scratch, [program.parent.parent]) not in _AGAIN:
            break
    result = made / f"{path.stem}.pdf"
    # It may end well without having made anything.
    if not result.is_file() or not result.stat().st_size:
        raise DocumentError(DocumentStatus.PDF_CONVERT_ERROR, DAMAGED)
    return result.read_bytes()


def _program(soffice: str) -> Path:
    """The program itself instead of those that start it: when this process ends, only its own children do."""
    inner = Path(soffice).resolve().with_name("soffice.bin")
    return inner if inner.is_file() else Path(soffice)


def _registry() -> str:
    items = "".join(_ITEM.format(path=one.path, name=one.name, value=escape(one.value)) for one in _SETTINGS)
    return f"{_REGISTRY}{items}</oor:items>\n"
