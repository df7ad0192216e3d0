"""Settings of language models: what a `model_type` takes over from the default, and what is refused at the start."""

import json
from pathlib import Path

import pytest

from chatdoc_server.accounts.quota import PackageKind
from chatdoc_server.answering import ExtractiveAnswerer
from chatdoc_server.answering.model.choice import ChosenAnswerer
from chatdoc_server.main.configuration import Misconfigured
from chatdoc_server.main.model_settings import settings_of
from chatdoc_server.main.models import build_models, build_reranker
from chatdoc_server.settings import LlmSettings, RerankerSettings
from tests.llm_server import model_path
from tests.service import run_command

LLM = {"url": "http://127.0.0.1:9/v1", "model": "usual", "api_key": "hush", "context_tokens": 4096}


def llm(**models: object) -> LlmSettings:
    return LlmSettings.model_validate({**LLM, "models": {name.replace("_", "-"): one for name, one in models.items()}})


def test_a_model_takes_over_what_it_does_not_say_itself() -> None:
    settings = llm(gpt_4={"model": "large", "attempts": 5}, gpt_4o="other")
    large = settings_of(settings, "gpt-4")
    assert (large.model, large.url, large.context_tokens, large.attempts) == ("large", LLM["url"], 4096, 5)
    assert large.api_key.get_secret_value() == "hush"
    assert settings_of(settings, "gpt-4o").model == "other"
    assert settings_of(settings, "gpt-4o-mini").model == settings_of(settings, "default").model == "usual"


def test_a_key_never_goes_to_another_server() -> None:
    settings = llm(gpt_4={"url": "http://127.0.0.1:8/v1", "model": "large"}, gpt_4o={"file": "x.gguf"})
    for kind in ("gpt-4", "gpt-4o"):
        one = settings_of(settings, kind)
        assert one.api_key.get_secret_value() == ""
        assert one.context_tokens == 4096
    assert (settings_of(settings, "gpt-4o").url, settings_of(settings, "gpt-4o").model) == ("", "")


def test_what_a_question_costs_goes_by_its_kind_unless_it_is_set() -> None:
    usual = build_models(LlmSettings()).prices
    assert usual["gpt-4"] is PackageKind.GPT4_QUESTION
    assert usual["gpt-4o"] is PackageKind.GPT4O_QUESTION
    assert {usual[kind] for kind in ("default", "gpt-3.5-turbo", "gpt-4o-mini")} == {PackageKind.QUESTION}
    prices = build_models(llm(gpt_4={"price": "default"}, gpt_4o_mini={"price": "gpt-4o"})).prices
    assert prices["gpt-4"] is PackageKind.QUESTION
    assert prices["gpt-4o-mini"] is prices["gpt-4o"] is PackageKind.GPT4O_QUESTION


def test_without_a_default_only_the_kinds_that_have_a_model_ask_one() -> None:
    models = build_models(LlmSettings.model_validate({"models": {"gpt-4": {"url": LLM["url"], "model": "large"}}}))
    assert models.answerers.keys() == {"gpt-4"}
    assert isinstance(models.answerer(ExtractiveAnswerer()), ChosenAnswerer)
    none = build_models(LlmSettings())
    extractive = ExtractiveAnswerer()
    assert none.answerer(extractive) is extractive
    assert none.writer() is None


def test_kinds_with_the_same_settings_share_a_client_and_a_file() -> None:
    file = str(model_path())
    models = build_models(LlmSettings(file=file))
    assert len(set(models.answerers.values())) == len(models.files) == 1
    assert models.names["default"] == model_path().stem
    two = build_models(LlmSettings.model_validate({"file": file, "models": {"gpt-4": {"model": "large"}}}))
    assert len(set(two.answerers.values())) == 2
    assert len(two.files) == 1, "it is loaded once"


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"url": "http://127.0.0.1:9/v1"}, "CHATDOC_LLM__MODEL too"),
        ({"url": "127.0.0.1:9/v1", "model": "x"}, "like http://"),
        ({"url": "http://me:hush@/v1", "model": "x"}, "like http://"),
        ({**LLM, "file": "x.gguf"}, "please keep one"),
        ({"file": "/nowhere/x.gguf"}, "can't be read"),
        ({"file": __file__}, "no GGUF file"),
        ({"models": {"gpt-4": "large"}}, 'model of "gpt-4" in CHATDOC_LLM__MODELS is set'),
        ({"models": {"gpt-4": {"url": "http://127.0.0.1:9/v1"}}}, 'url of "gpt-4" in CHATDOC_LLM__MODELS is set'),
    ],
)
def test_what_does_not_fit_together_is_refused_with_what_to_do(settings: dict[str, object], words: str) -> None:
    with pytest.raises(Misconfigured) as refused:
        build_models(LlmSettings.model_validate(settings))
    assert words in str(refused.value)
    assert "hush" not in str(refused.value)


def test_a_file_without_the_extra_is_refused_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chatdoc_server.main.models._EXTRA", "no_such_library")
    with pytest.raises(Misconfigured, match=r"pip install 'chatdoc-server\[gguf\]'"):
        build_models(LlmSettings(file=str(model_path())))


def test_a_rerankers_address_is_looked_at() -> None:
    assert build_reranker(RerankerSettings()) is None
    with pytest.raises(Misconfigured, match="CHATDOC_RERANKER__URL"):
        build_reranker(RerankerSettings(url="localhost:8080"))


@pytest.mark.parametrize(
    ("models", "words"),
    [
        ({"gpt-5": "x"}, "gpt-4o"),
        ({"gpt-4": {"urll": "x"}}, "setting llm__models__gpt-4__urll"),
        ({"gpt-4": {"attempts": 11}}, "setting llm__models__gpt-4__attempts"),
        ({"gpt-4": {"price": "free"}}, "setting llm__models__gpt-4__price"),
        ('{"gpt-4": "hush"', "CHATDOC_LLM__MODELS must be JSON"),
    ],
)
def test_unknown_keys_and_values_out_of_bounds_are_refused_by_name(tmp_path: Path, models: object, words: str) -> None:
    value = models if isinstance(models, str) else json.dumps(models)
    done = run_command("doctor", cwd=tmp_path, settings={"CHATDOC_LLM__MODELS": value})
    assert done.returncode == 2
    assert words in done.stderr
    assert "hush" not in done.stderr
    assert "Traceback" not in done.stderr


def test_models_are_tables_of_the_file_and_doctor_names_them(tmp_path: Path) -> None:
    (tmp_path / "chatdoc.toml").write_text(
        '[llm]\nurl = "http://127.0.0.1:9/v1"\nmodel = "small"\napi_key = "hush"\n'
        '[llm.models."gpt-4"]\nmodel = "large"\n[reranker]\nurl = "http://127.0.0.1:7"\n'
    )
    done = run_command("doctor", "--data-dir", str(tmp_path / "data"), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "small at http://127.0.0.1:9/v1" in done.stdout
    assert "large at http://127.0.0.1:9/v1" in done.stdout
    assert "Reranker       at http://127.0.0.1:7" in done.stdout
    assert "hush" not in done.stdout
