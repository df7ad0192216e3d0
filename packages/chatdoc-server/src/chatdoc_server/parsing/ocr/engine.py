"""The models: where text stands in an image, and what a line of it says.

They are PP-OCRv6 (small), which read Chinese, English and mixed lines, from rapidocr's own wheel: nothing is fetched.
"""

from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from rapidocr.ch_ppocr_rec.typings import WordInfo

Image = NDArray[np.uint8]
"""Pixels [height, width, 3], or [height, width] in grey."""

LINE_HEIGHT = 48
"""Height in pixels of the lines that the recogniser takes."""

_DETECTOR = "PP-OCRv6_det_small.onnx"
_RECOGNISER = "PP-OCRv6_rec_small.onnx"
_MIN_WIDTH = 320
_MAX_WIDTH = 4800
_WIDTH_STEP = 64
_NARROWED = 0.85


class Recognised(NamedTuple):
    """What a line says: its text, how sure that is from 0 to 1, and the middle of each character but spaces.

    `middles` are positions along the line, from 0 at the left edge of its image to 1 at the right.
    """

    text: str
    score: float
    middles: tuple[float, ...]


NOTHING = Recognised("", 0.0, ())


class Engine:
    """Both models, loaded once. Not for several threads at a time: make one for each.

    `threads` is how many threads one call may use.
    """

    def __init__(self, threads: int = 1) -> None:
        # A process that reads no scan is spared the libraries, and one that forks their threads.
        from rapidocr import EngineType, RapidOCR  # noqa: PLC0415

        models = files("rapidocr") / "models"
        self._models = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.max_side_len": 1 << 16,
                "Global.use_cls": False,
                "Global.return_word_box": True,
                "EngineConfig.openvino.inference_num_threads": threads,
                "Det.engine_type": EngineType.OPENVINO,
                "Det.model_path": str(models / _DETECTOR),
                "Det.limit_side_len": 32,
                "Rec.engine_type": EngineType.OPENVINO,
                "Rec.model_path": str(models / _RECOGNISER),
                # Lines differ in length: one at a time, none is filled up to the longest.
                "Rec.rec_batch_num": 1,
            }
        )

    def detect(self, image: Image) -> NDArray[np.float64]:
        """Where lines of text stand: corners [n, 4, 2] as x, y in pixels, clockwise from the top left."""
        found = self._models(_in_colour(image), use_det=True, use_cls=False, use_rec=False)
        boxes = getattr(found, "boxes", None)
        return np.empty((0, 4, 2)) if boxes is None else np.asarray(boxes, dtype=np.float64)

    def recognise(self, lines: Sequence[Image]) -> list[Recognised]:
        """What the images of single upright lines say."""
        if not lines:
            return []
        widths = [_width(line) for line in lines]
        canvases = [_canvas(line, width) for line, width in zip(lines, widths, strict=True)]
        found = self._models.recognize_txt(canvases)
        texts, infos = cast("Sequence[str]", found.txts), cast("Sequence[WordInfo]", found.word_results)
        return [
            Recognised(text, float(score), _middles(info, canvas.shape[1] / width)) if text else NOTHING
            for text, score, info, canvas, width in zip(texts, found.scores, infos, canvases, widths, strict=True)
        ]


def _middles(info: "WordInfo", filled: float) -> tuple[float, ...]:
    """Where characters stand; the columns of the recogniser's output part an image `filled` times the line's width.

    Measured on rendered text, a character's middle is on average where the first column that names it begins.
    """
    return tuple(column * filled / info.line_txt_len for word in info.word_cols for column in word)


def _in_colour(image: Image) -> Image:
    return image if image.ndim == 3 else np.repeat(image[:, :, None], 3, axis=2)


def _width(line: Image) -> int:
    """How wide the line is at the recogniser's height. Narrowed a little it is read as well, and faster."""
    height, width = line.shape[:2]
    return int(min(max(round(width * _NARROWED * LINE_HEIGHT / height), 1), _MAX_WIDTH))


def _canvas(line: Image, width: int) -> Image:
    """The line at the recogniser's height and that width, filled up on the right to one of a few widths.

    The inference engine prepares itself for each width anew.
    """
    import cv2  # noqa: PLC0415  # as above

    method = cv2.INTER_AREA if len(line) > LINE_HEIGHT else cv2.INTER_CUBIC
    resized = cv2.resize(line, (width, LINE_HEIGHT), interpolation=method)
    whole = max(_MIN_WIDTH, -(-width // _WIDTH_STEP) * _WIDTH_STEP)
    ground = int(np.median(resized))
    filled = np.full((LINE_HEIGHT, whole, *resized.shape[2:]), ground, dtype=np.uint8)
    filled[:, :width] = resized
    return _in_colour(filled)
