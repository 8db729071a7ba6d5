"""Who may look at the window again after it was locked: asked of the same secret that guards the data."""

from enum import StrEnum

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from paddock.app.store import keys, settings
from paddock.app.store.store import Store, Topic
from paddock.domain.errors import BadInput
from paddock.domain.passphrases import SHORTEST_PASSPHRASE
from paddock.domain.sentences import Sentence

_WORD = "screen_lock_argon2id"


class UnlockWay(StrEnum):
    """What opens a locked window."""

    PASSPHRASE = "passphrase"  # noqa: S105 - a name
    """The one that guards the data."""
    LOCK_WORD = "lock_word"
    """A word of its own, where the data's key is in the system's keyring."""
    KEYRING = "keyring"
    """The system's keyring alone: whoever has the desktop session. Locks the eyes out, not the hands."""


def unlock_way(store: Store) -> UnlockWay:
    """What `unlock` asks for."""
    if keys.where_kept(store.profile) == "passphrase":
        return UnlockWay.PASSPHRASE
    with store.read() as connection:
        return UnlockWay.LOCK_WORD if settings.get(connection, _WORD) else UnlockWay.KEYRING


def unlock(store: Store, given: str) -> None:
    """Check what was given; takes a tenth of a second on purpose.

    Raises:
        BadInput: it is not the passphrase, or not the lock word.
        EnvironmentFault: the keyring does not give the key.
    """
    way = unlock_way(store)
    if way is UnlockWay.PASSPHRASE:
        if not keys.opens_with(store.profile, given):
            raise _wrong()
    elif way is UnlockWay.LOCK_WORD:
        with store.read() as connection:
            kept = settings.get(connection, _WORD) or ""
        try:
            PasswordHasher().verify(kept, given)
        except (VerificationError, InvalidHashError) as error:
            raise _wrong() from error
    else:
        keys.profile_key(store.profile)


def set_lock_word(store: Store, word: str) -> None:
    """Ask for this word from now on where no passphrase guards the data; empty: ask for none.

    Raises:
        BadInput: it is too short.
    """
    with store.write(Topic.WINDOW) as connection:
        if not word:
            settings.remove(connection, _WORD)
            return
        if len(word) < SHORTEST_PASSPHRASE:
            raise BadInput(
                Sentence(
                    f"解锁口令至少 {SHORTEST_PASSPHRASE} 个字符", f"At least {SHORTEST_PASSPHRASE} characters, please"
                )
            )
        settings.put(connection, _WORD, PasswordHasher().hash(word))


def _wrong() -> BadInput:
    return BadInput(Sentence("口令不正确, 请重新输入", "That is not the passphrase: try again"))
