"""The keyring: where the key to the data is kept, and how it changes its place."""

import os
from pathlib import Path

from paddock.app.services.doctor.report import Fact, Part, PartReport, Remedy
from paddock.app.store import keyrings, keys
from paddock.app.store.keys import PASSPHRASE_VARIABLE, PassphrasePrompt
from paddock.app.store.locks import setting_up
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence

_NAMES = {
    "keyring": Sentence("本机数据的密钥在系统密钥环中", "The key to this data is in the system keyring"),
    "passphrase": Sentence("本机数据的密钥由口令保护", "A passphrase guards the key to this data"),
}


def look_at_keyring(profile: Path) -> PartReport:
    """Say which keyring there is and where this profile's key is kept; asks nobody to unlock anything."""
    backend = keyrings.os_keyring()
    kept = keys.where_kept(profile)
    facts = [
        Fact(
            "keyring",
            backend is not None,
            Sentence("本会话没有系统密钥环", "This session has no system keyring")
            if backend is None
            else Sentence(f"系统密钥环: {backend.name}", f"System keyring: {backend.name}"),
        )
    ]
    if kept is not None:
        facts.append(Fact("key", None, _NAMES[kept]))
    change = (Remedy.CHANGE_PASSPHRASE,) if asks_person(profile) else ()
    if backend is None:
        return PartReport(Part.KEYRING, ok=False, sentence=_none(kept), facts=tuple(facts), remedies=change)
    locked = keyrings.is_locked(backend)
    facts.append(
        Fact(
            "unlocked",
            not locked,
            Sentence("密钥环已锁定", "The keyring is locked")
            if locked
            else Sentence("密钥环已解锁", "The keyring is unlocked"),
        )
    )
    move = {"passphrase": (Remedy.KEY_TO_KEYRING,), "keyring": (Remedy.KEY_TO_PASSPHRASE,)}.get(kept or "", ())
    if locked:
        sentence = Sentence(
            "系统密钥环已锁定, 请点“测试并解锁”后按系统提示输入登录密码",
            "The system keyring is locked: press “Test and unlock” and answer the system's question",
        )
        return PartReport(Part.KEYRING, False, sentence, tuple(facts), (Remedy.TEST_KEYRING, *move, *change))
    sentence = Sentence("系统密钥环可用", "The system keyring works")
    if kept == "passphrase":
        sentence = Sentence(
            "系统密钥环可用; 现在每次启动要输入口令, 可把密钥移入密钥环",
            "The system keyring works; the passphrase asked for at every start can be moved into it",
        )
    return PartReport(Part.KEYRING, True, sentence, tuple(facts), (Remedy.TEST_KEYRING, *move, *change))


def asks_person(profile: Path) -> bool:
    """Whether opening the key needs a passphrase that only the person knows."""
    return keys.where_kept(profile) == "passphrase" and not os.environ.get(PASSPHRASE_VARIABLE)


def check_keyring() -> Sentence:
    """Keep an invented secret, read it back, take it out; the system may ask the person to unlock the keyring.

    Raises:
        EnvironmentFault: there is no keyring, or it keeps nothing.
    """
    backend = keyrings.os_keyring()
    if backend is None:
        raise EnvironmentFault(_none(None))
    keyrings.try_keyring(backend)
    return Sentence("密钥环写入、读回、删除均成功", "The keyring kept a test secret, gave it back and forgot it")


def key_to_keyring(profile: Path, ask: PassphrasePrompt | None) -> Sentence:
    """Move the key from the passphrase into the keyring. Raises what `keys.move_to_keyring` raises."""
    with setting_up(profile):
        keys.move_to_keyring(profile, ask)
    return Sentence(
        "密钥已移入系统密钥环并读回核对, 今后启动不再需要口令",
        "The key is in the system keyring and was read back: no passphrase is needed from now on",
    )


def key_to_passphrase(profile: Path, passphrase: str) -> Sentence:
    """Guard the key with a passphrase, out of the keyring. Raises what `keys.move_to_passphrase` raises."""
    with setting_up(profile):
        keys.move_to_passphrase(profile, passphrase)
    return Sentence(
        "密钥已改由口令保护, 密钥环中的已删除; 请保管好口令, 忘记则本机数据无法打开",
        "A passphrase guards the key now and the keyring has forgotten it: keep it safe, "
        "without it nobody opens this data",
    )


def change_passphrase(profile: Path, old: str, new: str) -> Sentence:
    """Guard the key with another passphrase. Raises what `keys.change_passphrase` raises."""
    with setting_up(profile):
        keys.change_passphrase(profile, old, new)
    return Sentence(
        "口令已更改, 下次启动用新的口令; 之前做的副本仍用当时的口令",
        "The passphrase was changed and is asked for from the next start on; copies made before keep theirs",
    )


def _none(kept: str | None) -> Sentence:
    if kept == "keyring":
        return Sentence(
            "本数据的密钥在系统密钥环中, 但当前会话没有密钥环; 请登录建立数据时的桌面会话",
            "The key to this data is in the system keyring and this session has none: use the desktop session "
            "that made the data",
        )
    return Sentence(
        "没有系统密钥环, 数据由口令保护, 每次启动输入, 请保管好; 登录带密钥环的桌面后可把密钥移入, "
        f"无人值守时设置 {PASSPHRASE_VARIABLE}",
        "There is no system keyring, so a passphrase guards the data and is asked for at every start: keep it safe; "
        f"a desktop session with a keyring can take the key over, and {PASSPHRASE_VARIABLE} serves automation",
    )
