"""The keys that receipts are signed with: one in use, and the public parts of all that ever were.

The public parts are one file in the key folder, which all processes of a centre share; the private one lies beside
it. A new key is written first and named in the file afterwards, so that a kill between the two changes nothing.
"""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import ValidationError

from paddock.central.keys import KeyFolder
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence
from paddock.wire.receipts import Receipt, ReceiptKey, ReceiptKeySet, endorse, sign_receipt

_PUBLIC = "receipt-keys.json"
_UNUSABLE = Sentence(
    "回执签名密钥无法使用: 请检查密钥目录中的 receipt-keys.json 与 receipt-key-*.pem, 或从备份恢复",
    "The keys of receipts cannot be used: check receipt-keys.json and receipt-key-*.pem in the key folder, "
    "or restore them from backup",
)


class ReceiptSigner:
    """Signs with the newest key there was when it was opened."""

    def __init__(self, folder: KeyFolder) -> None:
        """Makes the first key on the first start.

        Raises:
            EnvironmentFault: the keys cannot be read or written.
        """
        self._folder = folder
        keys = self.published().keys
        self._key = folder.log_key(_private_name(len(keys)))
        if ReceiptKey.of(self._key.public_key()).kid != keys[-1].kid:
            # Its private part was lost and made anew under its name: receipts must not be signed by a stranger.
            raise EnvironmentFault(_UNUSABLE)

    def sign(self, receipt: Receipt) -> str:
        """The receipt under the centre's signature."""
        return sign_receipt(receipt, self._key)

    def published(self) -> ReceiptKeySet:
        """Every public key as the folder has them now: another process may have added one."""
        return _published(self._folder)


def rotate(folder: KeyFolder) -> ReceiptKey:
    """Add a key, endorsed by the one in use, which is forgotten; processes use the new one from their next start.

    Raises:
        EnvironmentFault: the keys cannot be read or written.
    """
    keys = _published(folder).keys
    number = len(keys) + 1
    # Under its name there may be one of a rotation that was cut short: it has signed nothing, and serves as well.
    newer, older = folder.log_key(_private_name(number)), folder.log_key(_private_name(len(keys)))
    key = ReceiptKey.of(newer.public_key(), endorse(newer.public_key(), older))
    folder.replace(_PUBLIC, _document(ReceiptKeySet(keys=[*keys, key])))
    folder.forget(_private_name(number - 1))
    return key


def _published(folder: KeyFolder) -> ReceiptKeySet:
    def first() -> bytes:
        key: Ed25519PrivateKey = folder.log_key(_private_name(1))
        return _document(ReceiptKeySet(keys=[ReceiptKey.of(key.public_key())]))

    try:
        found = ReceiptKeySet.model_validate_json(folder.document(_PUBLIC, first))
    except ValidationError as error:
        raise EnvironmentFault(_UNUSABLE) from error
    if not found.keys or not all(key.is_itself for key in found.keys):
        raise EnvironmentFault(_UNUSABLE)
    return found


def _private_name(number: int) -> str:
    return f"receipt-key-{number}.pem"


def _document(keys: ReceiptKeySet) -> bytes:
    return keys.model_dump_json(indent=1).encode()
