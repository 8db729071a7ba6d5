"""The lessor's key in a PKCS#11 token: it is made there, signs there, and never leaves it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key
from pyhanko.sign.signers import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence

KEY_LABEL = "paddock-lessor"
_DER_SIGNATURE_BYTES = 72
"""A P-256 signature in DER is never longer."""
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class KeyToken:
    """Where the key is."""

    library: str
    """The path of the maker's PKCS#11 module."""
    token: str
    """The token's label."""
    pin: str = field(repr=False)

    def public_key(self) -> EllipticCurvePublicKey:
        """The key's public half; the pair (P-256) is made in the token at the first use.

        Raises:
            EnvironmentFault: no such module or token, a wrong PIN, or a key of another kind.
        """
        from pkcs11 import Attribute, KeyType, ObjectClass  # noqa: PLC0415 - only centres with a token load it
        from pkcs11.util.ec import encode_ec_public_key, encode_named_curve_parameters  # noqa: PLC0415

        with self.session() as session:
            wanted = {Attribute.LABEL: KEY_LABEL, Attribute.CLASS: ObjectClass.PUBLIC_KEY}
            found = next(iter(session.get_objects(wanted)), None)
            if found is None:
                curve = {Attribute.EC_PARAMS: encode_named_curve_parameters("1.2.840.10045.3.1.7")}
                parameters = session.create_domain_parameters(KeyType.EC, curve, local=True)
                found, _private = parameters.generate_keypair(store=True, label=KEY_LABEL)
            public = load_der_public_key(encode_ec_public_key(found))
        if not isinstance(public, EllipticCurvePublicKey) or not isinstance(public.curve, SECP256R1):
            raise _unusable("P-256")
        return public

    def signer(self, certificate: asn1_x509.Certificate, root: asn1_x509.Certificate) -> Signer:
        """A pyHanko signer whose every signature is made in the token, in a session of its own."""
        return _InToken(self, certificate, root)

    @contextmanager
    def session(self) -> Iterator[Any]:
        """An open session with the token. Raises `EnvironmentFault`."""
        import pkcs11  # noqa: PLC0415 - as above

        # Logging in is the token's state, not the session's: one at a time in this process.
        with _ONE_AT_A_TIME:
            try:
                opened = pkcs11.lib(self.library).get_token(token_label=self.token).open(rw=True, user_pin=self.pin)
            except (pkcs11.PKCS11Error, RuntimeError, OSError) as error:
                raise _unusable(type(error).__name__) from error
            with opened as session:
                yield session


class _InToken(Signer):
    def __init__(self, token: KeyToken, certificate: asn1_x509.Certificate, root: asn1_x509.Certificate) -> None:
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register(root)
        super().__init__(signing_cert=certificate, cert_registry=store)
        self._token = token

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,
        dry_run: bool = False,  # noqa: FBT001, FBT002 - pyHanko's
    ) -> bytes:
        if dry_run:
            return bytes(_DER_SIGNATURE_BYTES)
        from pyhanko.sign.pkcs11 import PKCS11Signer  # noqa: PLC0415 - as above

        with self._token.session() as session:
            # Raw: many tokens know no mechanism that hashes as well.
            inside = PKCS11Signer(session, signing_cert=self.signing_cert, key_label=KEY_LABEL, use_raw_mechanism=True)
            return bytes(await inside.async_sign_raw(data, digest_algorithm))


def _unusable(why: str) -> EnvironmentFault:
    return EnvironmentFault(
        Sentence(
            f"密码机中的出租人密钥无法使用 ({why}): 请检查 PADDOCK_CENTRAL_PKCS11_* 与密码机, 合同未签署",
            f"The lessor's key in the token cannot be used ({why}): check PADDOCK_CENTRAL_PKCS11_* and the token; "
            "nothing was signed",
        )
    )
