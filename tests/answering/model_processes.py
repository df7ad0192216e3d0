"""The processes that run a model's file, as the operating system sees them."""

from pathlib import Path


def models_of(parent: int) -> list[int]:
    """The processes that run models for a process."""
    found = []
    for task in Path(f"/proc/{parent}/task").glob("*/children"):
        found += [int(one) for one in task.read_text().split()]
    return [one for one in found if "local_process" in Path(f"/proc/{one}/cmdline").read_text()]


def ended(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return True
    return state == "Z"
