"""Production does not start on a sandbox, whichever source it would stand for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from paddock.central.assembly import is_sandbox, providers_of
from paddock.central.settings import Mode, Settings
from paddock.central.sources.declarations import OWN_SOURCES, SOURCES_BY_NAME
from paddock.domain.errors import EnvironmentFault
from tests.central.sources.provider import served

REAL = "https://sources.example"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[str]:
    with served() as url:
        yield url


def production(data_dir: Path, **given: object) -> Settings:
    return Settings.model_validate({"mode": Mode.PRODUCTION, "data_dir": data_dir, "tsa_url": REAL} | given)


def refuses(settings: Settings, sandbox: str) -> str:
    with pytest.raises(EnvironmentFault) as caught:
        settings.refuse_sandbox_in_production(lambda url: url == sandbox)
    return caught.value.sentence.en


@pytest.mark.parametrize("source", [source.name for source in OWN_SOURCES])
def test_each_source_on_a_sandbox_is_named_and_refused(tmp_path: Path, sandbox: str, source: str) -> None:
    settings = production(tmp_path, sources_url=REAL, source_urls={source: sandbox})
    assert f"PADDOCK_CENTRAL_SOURCE_URLS[{source}]" in refuses(settings, sandbox)
    allowed = settings.model_copy(update={"allow_sandbox": True})
    allowed.refuse_sandbox_in_production(lambda url: url == sandbox)


def test_no_provider_at_all_is_refused(tmp_path: Path) -> None:
    assert "PADDOCK_CENTRAL_SOURCES_URL" in refuses(production(tmp_path), "")


def test_a_sandbox_says_what_it_is_and_real_ones_are_let_pass(tmp_path: Path, sandbox: str) -> None:
    assert is_sandbox(sandbox)
    assert not is_sandbox("http://127.0.0.1:1")
    settings = production(tmp_path, sources_url=REAL, source_urls={"bureau_a": "https://bureau.example/"})
    settings.refuse_sandbox_in_production(lambda url: url == sandbox)


def test_addresses_and_tokens_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PADDOCK_CENTRAL_SOURCE_URLS", '{"bureau_a": "https://bureau.example/"}')
    monkeypatch.setenv("PADDOCK_CENTRAL_SOURCE_TOKENS", '{"bureau_a": "secret"}')
    settings = Settings(data_dir=tmp_path, sources_url=REAL)
    providers = providers_of(settings)
    assert providers.address(SOURCES_BY_NAME["bureau_a"]) == "https://bureau.example/v1/sources/bureau_a"
    assert providers.address(SOURCES_BY_NAME["bureau_b"]) == f"{REAL}/v1/sources/bureau_b"
    assert providers.tokens == {"bureau_a": "secret"}
    assert "secret" not in repr(settings) + repr(providers)
