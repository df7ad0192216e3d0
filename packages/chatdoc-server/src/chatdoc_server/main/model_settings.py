"""Which settings hold for the language model of a `model_type`."""

from chatdoc_server.settings import LlmSettings, ModelSettings

DEFAULT = "default"
_OF_A_SERVER = ("url", "file", "model", "api_key", "threads")
"""What is not taken over from the default by a model at another server, a key least of all."""


def settings_of(llm: LlmSettings, kind: str) -> ModelSettings:
    """What holds for a `model_type`: its own settings, and the default's where it has none.

    A model at another server, or in another file, takes over neither name nor key of the default's.
    """
    held = {name: getattr(llm, name) for name in ModelSettings.model_fields}
    own = own_settings(llm).get(kind)
    if own is None:
        return ModelSettings.model_construct(**held)
    given = {name: getattr(own, name) for name in own.model_fields_set}
    if given.keys() & {"url", "file"}:
        held |= {name: ModelSettings.model_fields[name].default for name in _OF_A_SERVER}
    return ModelSettings.model_construct(**held | given)


def own_settings(llm: LlmSettings) -> dict[str, ModelSettings]:
    """What was set for values of `model_type`, by them."""
    return dict(llm.models.items())
