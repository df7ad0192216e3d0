"""Every setting of the service, with its default, bounds and meaning. Data only: nothing is built here."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, IPvAnyNetwork, SecretStr
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

PREFIX = "CHATDOC_"
NESTING = "__"
CLIENT_NAMES = frozenset({"CHATDOC_API_KEY", "CHATDOC_API_URL"})
"""Environment names with our prefix that belong to the client and mean nothing here."""


class Role(StrEnum):
    """Which part of the service a process plays."""

    ALL = "all"
    API = "api"
    WORKER = "worker"


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class LimitSettings(_Section):
    """What one document, collection or question may cost at most."""

    file_megabytes: Annotated[int, Field(ge=1, le=2048)] = 60
    """Largest upload, in megabytes of 1,048,576 bytes."""
    pages: Annotated[int, Field(ge=1, le=100_000)] = 2000
    """Most pages of one PDF."""
    tokens_per_page: Annotated[int, Field(ge=100)] = 14_000
    """Most tokens of one PDF page."""
    document_tokens: Annotated[int, Field(ge=100)] = 300_000
    """Most tokens of one document that has no pages: Markdown, EPUB, text, HTML, a website."""
    collection_documents: Annotated[int, Field(ge=1, le=1000)] = 30
    """Most documents of one collection, and of one question."""
    conversation_tokens: Annotated[int, Field(ge=100)] = 8000
    """Most tokens of history, selected material and question together."""


class IngestionSettings(_Section):
    """How documents are taken in."""

    documents_at_once: Annotated[int, Field(ge=1, le=64)] = 3
    """Documents one worker process works on at the same time."""
    documents_at_once_per_user: Annotated[int, Field(ge=1, le=64)] = 2
    """Of those, how many may belong to one user, so that nobody waits behind another's thousand uploads."""
    embedding_threads: Annotated[int, Field(ge=0, le=64)] = 0
    """Threads that compute embeddings; 0 means one a processor."""
    parse_seconds: Annotated[float, Field(gt=0)] = 600
    """Hard limit on reading one document; its process is ended when it is reached."""
    parse_memory_megabytes: Annotated[int, Field(ge=256)] = 4096
    """Most memory of a process that reads one document."""
    ocr_threads: Annotated[int, Field(ge=0, le=64)] = 0
    """Threads that read one document's pages by character recognition; 0 means one a processor."""
    soffice: str = "soffice"
    """LibreOffice's program, by name or path, that makes PDFs of Word files; where it is not there, pandoc does."""
    orphan_seconds: Annotated[float, Field(ge=0)] = 3600
    """Age at which a stored object that no document points at is removed."""
    sweep_seconds: Annotated[float, Field(gt=0)] = 300
    """How often a worker looks for orphans and for documents that a lost process left unfinished."""


class WebsiteSettings(_Section):
    """How websites are fetched."""

    seconds: Annotated[float, Field(gt=0, le=600)] = 30
    """Longest time one website may take, redirects included."""
    megabytes: Annotated[int, Field(ge=1, le=2048)] = 20
    """Most that is read of one website, in megabytes of 1,048,576 bytes, unpacked."""
    redirects: Annotated[int, Field(ge=0, le=20)] = 5
    """Redirects that are followed."""
    open_networks: tuple[IPvAnyNetwork, ...] = ()
    """Networks that may be fetched from although they are not public, such as 10.1.0.0/16 for an intranet."""


class CacheSettings(_Section):
    """What a process keeps at hand; anything here can be loaded again."""

    megabytes: Annotated[int, Field(ge=16)] = 1024
    """Memory for documents and indexes that were asked lately."""


class WebSettings(_Section):
    """The pages that a browser shows: the app, and the viewer that other pages frame."""

    folder: str = ""
    """Folder of the built pages; empty means those that came with the package."""
    viewer_parents: tuple[str, ...] = ("*",)
    """Origins whose pages may frame the viewer, such as https://intranet.example; * for all."""
    viewer_origins: tuple[str, ...] = ()
    """Origins beside this server from which the viewer may load files, such as https://files.example."""
    local_sign_in: bool = False
    """Whether browsers of the person who runs the service, on its own machine, are signed in without pasting a key."""


class ModelSettings(_Section):
    """One language model: behind an OpenAI-compatible server, or in a file that the service runs itself."""

    url: str = ""
    """Base URL of an OpenAI-compatible server, such as http://127.0.0.1:11434/v1; empty for none."""
    file: str = ""
    """A model's GGUF file, run by the service itself with llama.cpp; needs `pip install chatdoc-server[gguf]`."""
    model: str = ""
    """Name of the model at that server; a file has its own name where none is given."""
    api_key: SecretStr = SecretStr("")
    """Key for that server, empty for none."""
    context_tokens: Annotated[int, Field(ge=512)] = 8192
    """Context size that passages, history and answer have to fit into."""
    answer_tokens: Annotated[int, Field(ge=16)] = 1024
    """Most tokens of an answer; of a small context at most a third."""
    price: Literal["", "default", "gpt-4", "gpt-4o"] = ""
    """Kind of package that a question is charged to; empty for the one that is named like the `model_type`."""
    connect_seconds: Annotated[float, Field(gt=0)] = 5
    """Longest wait for a connection to the server."""
    first_piece_seconds: Annotated[float, Field(ge=0)] = 0
    """Longest wait for the first piece of an answer; 0 means as long as for any other."""
    timeout_seconds: Annotated[float, Field(gt=0)] = 60
    """Longest wait for the next piece of an answer."""
    attempts: Annotated[int, Field(ge=1, le=10)] = 2
    """Tries before the first piece of an answer."""
    threads: Annotated[int, Field(ge=0, le=256)] = 0
    """Threads that run a model's file; 0 means one a processor."""


def _by_name_alone(given: object) -> object:
    return {"model": given} if isinstance(given, str) else given


class LlmSettings(ModelSettings):
    """Language models that write the answers. Without a URL or a file answers are extractive."""

    models: dict[
        Literal["gpt-3.5-turbo", "gpt-4o-mini", "gpt-4", "gpt-4o"],
        Annotated[ModelSettings, BeforeValidator(_by_name_alone)],
    ] = {}
    """Models of their own for values of `model_type`: a name, or those of this section's keys that differ."""


class RerankerSettings(_Section):
    """A server that scores passages against a question, by `POST /rerank`. Without a URL the first ranking stands."""

    url: str = ""
    """Address under which `/rerank` is found, such as http://127.0.0.1:8080/v1; empty for none."""
    model: str = ""
    """Name of the model at that server; empty where it has only one."""
    api_key: SecretStr = SecretStr("")
    """Key for that server, empty for none."""
    passages: Annotated[int, Field(ge=2, le=200)] = 30
    """How many of the best passages are looked at again."""
    timeout_seconds: Annotated[float, Field(gt=0, le=60)] = 2
    """Longest wait for a second ranking; after it the first one stands."""


class Settings(BaseSettings):
    """The whole service. A setting is an environment variable `CHATDOC_…` (sections joined by `__`) or a TOML key."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter=NESTING,
        frozen=True,
        extra="forbid",
        nested_model_default_partial_update=True,
        use_attribute_docstrings=True,
    )

    host: str = "127.0.0.1"
    """Address to listen on."""
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    """Port to listen on; 0 picks a free one."""
    role: Role = Role.ALL
    """What this process does: serve requests, work on documents, or both."""
    data_dir: Path = Path("data")
    """Folder for the database, blobs and keys of a single machine."""
    database_url: SecretStr = SecretStr("")
    """postgresql://… for many machines; empty means SQLite in the data folder."""
    blob_url: str = ""
    """s3://…, gs://…, az://… for many machines; empty means a folder in the data folder."""
    master_key: SecretStr = SecretStr("")
    """32 bytes, base64, that encrypt API keys at rest, the same on all machines; empty: a file in the data folder."""
    worker_id: str = ""
    """Name of this process among the workers that share a database; empty means the host's name."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """Least severe message that is logged."""
    cors_origins: tuple[str, ...] = ("*",)
    """Origins whose pages may call the API."""
    limits: LimitSettings = LimitSettings()
    ingestion: IngestionSettings = IngestionSettings()
    cache: CacheSettings = CacheSettings()
    website: WebsiteSettings = WebsiteSettings()
    web: WebSettings = WebSettings()
    llm: LlmSettings = LlmSettings()
    reranker: RerankerSettings = RerankerSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Command line first, then environment, then `chatdoc.toml` in the working directory."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, Path("chatdoc.toml"))


def unknown_names(environment: Mapping[str, str]) -> list[str]:
    """Names in `environment` that carry our prefix and name no setting, sorted."""
    known = CLIENT_NAMES | {name.upper() for name in _names(Settings, PREFIX)}
    return sorted(name for name in environment if name.upper().startswith(PREFIX) and name.upper() not in known)


def _names(model: type[BaseModel], prefix: str) -> list[str]:
    names: list[str] = []
    for name, field in model.model_fields.items():
        names.append(prefix + name)
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            names += _names(field.annotation, prefix + name + NESTING)
    return names
