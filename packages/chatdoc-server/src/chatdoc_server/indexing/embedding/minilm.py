"""all-MiniLM-L6-v2 on the CPU: the embedder for English that needs no server.

Model: Wang et al. 2020, "MiniLM: Deep Self-Attention Distillation", as trained by sentence-transformers
(Apache-2.0). The int8 file beside this module was made by `tools/export_minilm.py`; see its PROVENANCE.md.
"""

from collections.abc import Sequence
from importlib import resources

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

_BATCH_TOKENS = 1024
"""Tokens, padding included, computed at once: more no longer helps on a CPU, and costs memory."""


class MiniLM:
    """Embeds texts into 384 dimensions.

    Texts are computed in batches of similar length. Activations are quantised with one scale a batch, so a
    text's vector may differ in the third decimal with its company; the same list always gives the same vectors.
    Safe to call from several threads at once.

    Args:
        threads: processor threads one call may use.
        tokens: a text is cut after this many word pieces, start and end markers included, at most 512. Passages of
            filings are found as well with 96 as with 128, the length the model was trained on, for a seventh less work.
    """

    def __init__(self, threads: int = 1, tokens: int = 96) -> None:
        if not 3 <= tokens <= 512:
            raise ValueError(f"tokens must be 3 to 512, not {tokens}")
        folder = resources.files(__package__) / "minilm"
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # The graph is written fused already; the optimiser would only put slower kernels back in.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            (folder / "model.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text("utf-8"))
        self._tokenizer.enable_truncation(tokens)
        self._tokens = tokens

    @property
    def name(self) -> str:
        """Model, precision and how much of a text is read."""
        return f"all-MiniLM-L6-v2/int8/{self._tokens}"

    @property
    def dimension(self) -> int:
        """Length of one vector."""
        return 384

    def usual(self, *, across: bool) -> float:  # noqa: ARG002  # it reads one language
        """The cosine of a question and its answer, measured in English by `bench/languages.py`."""
        return 0.45

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, float32 [len(texts), 384], in the order of `texts`."""
        pieces = [encoding.ids for encoding in self._tokenizer.encode_batch_fast(list(texts))]
        order = sorted(range(len(pieces)), key=lambda i: len(pieces[i]))
        vectors = np.empty((len(pieces), self.dimension), np.float32)
        start = 0
        while start < len(order):
            stop = _batch_end(pieces, order, start)
            batch = order[start:stop]
            vectors[batch] = self._run([pieces[i] for i in batch])
            start = stop
        return vectors

    def _run(self, pieces: list[list[int]]) -> NDArray[np.float32]:
        """Vectors of one batch; shorter texts are padded to the longest."""
        width = max(map(len, pieces))
        ids = np.zeros((len(pieces), width), np.int64)
        mask = np.zeros((len(pieces), width), np.int64)
        for row, piece in enumerate(pieces):
            ids[row, : len(piece)] = piece
            mask[row, : len(piece)] = 1
        (vectors,) = self._session.run(["vectors"], {"input_ids": ids, "attention_mask": mask})
        return np.asarray(vectors, np.float32)


def _batch_end(pieces: list[list[int]], order: list[int], start: int) -> int:
    """Where the batch that begins at `start` ends: as many texts as fit when padded to the longest."""
    stop = start + 1
    while stop < len(order) and (stop + 1 - start) * len(pieces[order[stop]]) <= _BATCH_TOKENS:
        stop += 1
    return stop
