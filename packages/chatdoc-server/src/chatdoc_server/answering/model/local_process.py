"""The process that runs a model's GGUF file: llama.cpp's own server, by xllamacpp, on 127.0.0.1.

It is started by its path, so that it loads nothing of the service. The first line of its input tells what to run; it
ends when its input ends, and when the service does. The one line of its output says where it listens.
"""

import ctypes
import json
import os
import signal
import sys
import threading

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Loads the model, says where it listens, and serves until the input ends."""
    told = json.loads(sys.stdin.buffer.readline())
    if sys.platform == "linux":
        # Loading holds Python's lock, so that nothing here could notice the end of the input meanwhile.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != told["parent"]:
        return
    threading.Thread(target=_end_with_input, daemon=True).start()
    report = os.dup(sys.stdout.fileno())
    # What llama.cpp prints belongs to the log.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    import xllamacpp  # noqa: PLC0415  # an extra, and nothing may happen before the lines above

    parameters = xllamacpp.CommonParams()
    parameters.model.path = told["file"]
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    parameters.api_keys = [told["key"]]
    parameters.n_ctx = told["context_tokens"]
    parameters.n_parallel = 1
    parameters.cpuparams.n_threads = told["threads"]
    parameters.cpuparams_batch.n_threads = told["threads"]
    parameters.warmup = False
    server = xllamacpp.Server(parameters)
    os.write(report, json.dumps({"url": f"{server.listening_address}/v1"}).encode() + b"\n")
    threading.Event().wait()


def _end_with_input() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    main()
