"""Time that other work on the machine changes little."""

import os


def processor_seconds() -> float:
    """What processors have worked for this process and for the programs that it ran to their end."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system
