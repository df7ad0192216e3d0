"""The language models of the settings: which one answers which `model_type`, and which package pays for it."""

import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from chatdoc_server.accounts.quota import PackageKind
from chatdoc_server.answering.base import Answerer, Writer
from chatdoc_server.answering.fallback import FallbackAnswerer
from chatdoc_server.answering.model.chat import LLMOptions
from chatdoc_server.answering.model.choice import ChosenAnswerer, ChosenWriter
from chatdoc_server.answering.model.llm import LLMAnswerer
from chatdoc_server.answering.model.local_model import LocalModel
from chatdoc_server.main.configuration import Misconfigured
from chatdoc_server.main.model_settings import DEFAULT, own_settings, settings_of
from chatdoc_server.retrieval.remote_reranker import RemoteReranker, RerankerOptions
from chatdoc_server.settings import LlmSettings, ModelSettings, RerankerSettings

_USUAL_PRICES = {
    DEFAULT: "default",
    "gpt-3.5-turbo": "default",
    "gpt-4o-mini": "default",
    "gpt-4": "gpt-4",
    "gpt-4o": "gpt-4o",
}
"""What a question of each `model_type` costs where nothing else is set."""
_PACKAGES = {
    "default": PackageKind.QUESTION,
    "gpt-4": PackageKind.GPT4_QUESTION,
    "gpt-4o": PackageKind.GPT4O_QUESTION,
}
_GGUF = b"GGUF"
_EXTRA = "xllamacpp"


@dataclass(frozen=True, slots=True)
class Models:
    """The models by `model_type`; one that is not in `answerers` has none, and its answers are extractive.

    `own` are the values of `model_type` that are set apart from the default. `files` have to be started and stopped.
    """

    answerers: Mapping[str, LLMAnswerer] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    prices: Mapping[str, PackageKind] = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    files: tuple[LocalModel, ...] = ()

    def answerer(self, extractive: Answerer) -> Answerer:
        """Answers each question by its model, and by `extractive` where there is none or it does not answer."""
        chosen: dict[str, Answerer] = {
            kind: FallbackAnswerer(answerer, extractive, self.names[kind]) for kind, answerer in self.answerers.items()
        }
        return ChosenAnswerer(extractive, chosen) if chosen else extractive

    def writer(self) -> Writer | None:
        """What writes texts beside answers; None where there is no model at all."""
        return ChosenWriter(None, self.answerers) if self.answerers else None


def build_models(llm: LlmSettings) -> Models:
    """The models that are set. Kinds with the same settings share a client, and a file is loaded once.

    Raises:
        Misconfigured: a model's settings do not fit together, or its file can't be used here.
    """
    answerers: dict[str, LLMAnswerer] = {}
    names: dict[str, str] = {}
    made: dict[str, LLMAnswerer] = {}
    files: dict[tuple[str, int, int], LocalModel] = {}
    settings = {kind: settings_of(llm, kind) for kind in _USUAL_PRICES}
    for kind, one in settings.items():
        if not (one.url or one.file):
            if kind in own_settings(llm) and one.model:
                raise Misconfigured(f"{_place(kind, 'model')} is set: please say where it is, by a url or a file.")
            continue
        _check(kind, one)
        # The price is none of the model's business.
        same = repr((one.model_copy(update={"price": ""}), one.api_key.get_secret_value()))
        if same not in made:
            file = None
            if one.file:
                wanted = (one.file, one.context_tokens, one.threads)
                file = files.setdefault(wanted, LocalModel(Path(one.file), one.context_tokens, one.threads))
            made[same] = LLMAnswerer(_options(one), file)
        answerers[kind] = made[same]
        names[kind] = _name(one)
    prices = {kind: _PACKAGES[one.price or _USUAL_PRICES[kind]] for kind, one in settings.items()}
    return Models(answerers, names, prices, frozenset(llm.models), tuple(files.values()))


def build_reranker(settings: RerankerSettings) -> RemoteReranker | None:
    """The reranker that is set, if any.

    Raises:
        Misconfigured: its address is none.
    """
    if not settings.url:
        return None
    _check_address("CHATDOC_RERANKER__URL", settings.url)
    return RemoteReranker(
        RerankerOptions(settings.url, settings.model, settings.api_key.get_secret_value(), settings.timeout_seconds)
    )


def _check(kind: str, one: ModelSettings) -> None:
    if one.url and one.file:
        raise Misconfigured(f"{_place(kind, 'url')} and {_place(kind, 'file')} are both set: please keep one.")
    if one.url:
        if not one.model:
            raise Misconfigured(f"{_place(kind, 'url')} is set: please name the model in {_place(kind, 'model')} too.")
        _check_address(_place(kind, "url"), one.url)
        return
    try:
        with Path(one.file).open("rb") as file:
            begins = file.read(len(_GGUF))
    except OSError as error:
        raise Misconfigured(f"{_place(kind, 'file')}: {one.file} can't be read: {error.strerror}.") from error
    if begins != _GGUF:
        raise Misconfigured(f"{_place(kind, 'file')}: {one.file} is no GGUF file. Convert it with llama.cpp first.")
    if importlib.util.find_spec(_EXTRA) is None:
        raise Misconfigured(
            f"{_place(kind, 'file')} is set, which needs {_EXTRA}: please run pip install 'chatdoc-server[gguf]'."
        )


def _check_address(place: str, url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        # Not the address itself, which may hold a password.
        raise Misconfigured(f"{place} is no address of a server: please write it like http://127.0.0.1:11434/v1.")


def _place(kind: str, name: str) -> str:
    """How a setting is called where it was set."""
    return f"CHATDOC_LLM__{name.upper()}" if kind == DEFAULT else f'{name} of "{kind}" in CHATDOC_LLM__MODELS'


def _name(one: ModelSettings) -> str:
    return one.model or Path(one.file).stem


def _options(one: ModelSettings) -> LLMOptions:
    return LLMOptions(
        # A file's server says where it is once it listens.
        url=one.url or "http://127.0.0.1/v1",
        model=_name(one),
        api_key=one.api_key.get_secret_value(),
        context_tokens=one.context_tokens,
        answer_tokens=one.answer_tokens,
        connect_seconds=one.connect_seconds,
        first_piece_seconds=one.first_piece_seconds,
        timeout_seconds=one.timeout_seconds,
        attempts=one.attempts,
    )
