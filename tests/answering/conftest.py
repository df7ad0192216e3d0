"""What several tests of answering share."""

from tests.llm_server import llm_url

__all__ = ["llm_url"]
