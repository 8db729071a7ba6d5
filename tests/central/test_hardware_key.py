"""The lessor's key in a PKCS#11 token: SoftHSM stands for the machine."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from paddock.app.services.verification import Verdict, verify_contract
from paddock.central.contracts.desk import open_desk
from paddock.central.contracts.hardware import KeyToken
from paddock.central.keys import KeyFolder
from paddock.domain.errors import EnvironmentFault
from tests.helpers.contracts import offer, sandbox_tsa, sign_deal, submission, terms

LIBRARY = "/usr/lib/softhsm/libsofthsm2.so"
PIN = "123456"


@pytest.fixture
def token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KeyToken:
    (tmp_path / "tokens").mkdir()
    config = tmp_path / "softhsm2.conf"
    config.write_text(f"directories.tokendir = {tmp_path / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(config))
    command = ["softhsm2-util", "--init-token", "--free", "--label", "paddock", "--so-pin", PIN, "--pin", PIN]
    subprocess.run(command, check=True, capture_output=True)
    return KeyToken(LIBRARY, "paddock", PIN)


def test_the_lessor_signs_in_the_token_and_the_key_is_in_no_file(token: KeyToken, tmp_path: Path) -> None:
    keys = KeyFolder(tmp_path / "keys")
    with sandbox_tsa(keys) as url:
        desk = open_desk(keys, url, datetime.now(UTC), uses_sandbox=True, token=token)
        deals = [sign_deal(desk, terms(application=submission(months=6), accepted=offer(months=6))) for _ in range(2)]
    for deal in deals:
        assert verify_contract(deal.pdf, deal.evidence, deal.trust).verdict is Verdict.VALID
    names = {path.name for path in (tmp_path / "keys").iterdir()}
    assert "lessor-token.pem" in names
    assert not {name for name in names if name.startswith("lessor") and "key" in name}
    assert token.public_key() == token.public_key()


@pytest.mark.usefixtures("token")
def test_a_wrong_pin_or_module_is_told_and_nothing_is_signed() -> None:
    for broken in (
        KeyToken(LIBRARY, "paddock", "654321"),
        KeyToken(LIBRARY, "another", PIN),
        KeyToken("/nowhere.so", "paddock", PIN),
    ):
        with pytest.raises(EnvironmentFault, match="nothing was signed"):
            broken.public_key()
