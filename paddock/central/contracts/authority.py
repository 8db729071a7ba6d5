"""Who vouches for signers: an interface, and the sandbox's own certificate authority behind it.

The customer signs with a one-time event certificate 事件型证书: issued for one name and one application, its key
made for one signature and never stored. The dealer has a certificate of its own. A licensed authority, or keys
in a PKCS#11 token, take the place of `TestAuthority` by implementing `SigningAuthority`.
"""

from datetime import UTC, datetime, timedelta
from typing import Protocol
from uuid import UUID

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.signers import Signer, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from paddock.central.contracts.hardware import KeyToken
from paddock.central.keys import KeyFolder

AUTHORITY_NAME = "Paddock TEST CA"
TIMESTAMP_AUTHORITY_NAME = "Paddock TEST TSA"
ORGANISATION = "Paddock Sandbox"
EVENT_CERTIFICATE = "事件型证书 (one-time event certificate)"

_DOCUMENT_SIGNING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")
"""id-kp-documentSigning, RFC 9336."""
_ALLOWED_SKEW = timedelta(minutes=10)
_RENEW_BEFORE = timedelta(days=30)
_COMMON_NAME_LIMIT = 64


class SigningAuthority(Protocol):
    """Gives signers their certified keys."""

    @property
    def name(self) -> str:
        """Said beside every signature."""

    @property
    def is_test(self) -> bool:
        """Whether its certificates are worth nothing outside the sandbox."""

    def roots_pem(self) -> list[str]:
        """The roots that workstations pin."""

    def customer_signer(self, name: str, application_sha256: str, now: datetime) -> Signer:
        """A fresh key with a one-time certificate for `name` and the application with that hash."""

    def dealer_signer(self, dealer_id: UUID, name: str, now: datetime) -> Signer:
        """The dealer's own key and certificate."""

    def lessor_signer(self, name: str, now: datetime) -> Signer:
        """The lessor's own key and certificate."""

    def revocation_list(self, now: datetime) -> bytes:
        """The current CRL (DER), which goes into the contract so that it can be verified for years."""


class TestAuthority:
    """The sandbox's certificate authority, clearly named a test; EC P-256 throughout."""

    __test__ = False  # no test class, whatever pytest thinks of the name
    name = AUTHORITY_NAME
    is_test = True

    def __init__(self, folder: KeyFolder, now: datetime, token: KeyToken | None = None) -> None:
        """`token` holds the lessor's key; None: it is a file like the others."""
        self._folder = folder
        self._token = token
        self._key = folder.elliptic_key("authority-key.pem")
        pem = folder.certificate_pem("authority.pem", lambda: self._make_root(now), renew=lambda _pem: False)
        self._certificate = x509.load_pem_x509_certificate(pem)

    def roots_pem(self) -> list[str]:
        """The one root."""
        return [self._certificate.public_bytes(Encoding.PEM).decode()]

    def customer_signer(self, name: str, application_sha256: str, now: datetime) -> Signer:
        """See `SigningAuthority`; the resident ID number is not in the certificate, the application's hash is."""
        key = generate_private_key(SECP256R1())
        subject = _name(name, EVENT_CERTIFICATE, serial=application_sha256)
        certificate = self._issue(
            subject, key.public_key(), (now - _ALLOWED_SKEW, now + timedelta(days=1)), _DOCUMENT_SIGNING
        )
        return self._signer(key, certificate)

    def dealer_signer(self, dealer_id: UUID, name: str, now: datetime) -> Signer:
        """See `SigningAuthority`; renewed a month before its end, and when the dealer's name has changed."""
        return self._company_signer(f"dealer-{dealer_id}", name, "经销商证书 (dealer certificate)", str(dealer_id), now)

    def lessor_signer(self, name: str, now: datetime) -> Signer:
        """See `SigningAuthority`; renewed like a dealer's."""
        unit = "出租人证书 (lessor certificate)"
        if self._token is None:
            return self._company_signer("lessor", name, unit, None, now)
        certificate = self._company_certificate("lessor-token", _name(name, unit), self._token.public_key(), now)
        return self._token.signer(_asn1(certificate), _asn1(self._certificate))

    def _company_signer(self, file: str, name: str, unit: str, serial: str | None, now: datetime) -> Signer:
        key = self._folder.elliptic_key(f"{file}-key.pem")
        subject = _name(name, unit, serial=serial)
        return self._signer(key, self._company_certificate(file, subject, key.public_key(), now))

    def _company_certificate(
        self, file: str, subject: x509.Name, public: EllipticCurvePublicKey, now: datetime
    ) -> x509.Certificate:
        period = (now - _ALLOWED_SKEW, now + timedelta(days=3 * 365))
        pem = self._folder.certificate_pem(
            f"{file}.pem",
            lambda: self._issue(subject, public, period, _DOCUMENT_SIGNING).public_bytes(Encoding.PEM),
            renew=lambda pem: _is_outdated(pem, subject, now) or not _certifies(pem, public),
        )
        return x509.load_pem_x509_certificate(pem)

    def timestamp_signer(self, now: datetime) -> SimpleSigner:
        """The sandbox timestamp authority's key and certificate."""
        key = self._folder.elliptic_key("timestamp-key.pem")
        subject = _name(TIMESTAMP_AUTHORITY_NAME, "沙箱时间戳 (sandbox timestamps)")
        period = (now - timedelta(days=1), now + timedelta(days=10 * 365))
        pem = self._folder.certificate_pem(
            "timestamp.pem",
            lambda: self._issue(subject, key.public_key(), period, ExtendedKeyUsageOID.TIME_STAMPING).public_bytes(
                Encoding.PEM
            ),
            renew=lambda pem: _is_outdated(pem, subject, now),
        )
        return self._signer(key, x509.load_pem_x509_certificate(pem))

    def revocation_list(self, now: datetime) -> bytes:
        """See `SigningAuthority`; the sandbox has revoked nothing, so it is empty."""
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self._certificate.subject)
            .last_update(now - _ALLOWED_SKEW)
            .next_update(now + timedelta(days=7))
            .add_extension(x509.CRLNumber(int(now.timestamp() * 1000)), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(_public(self._certificate)), critical=False
            )
        )
        return builder.sign(self._key, SHA256()).public_bytes(Encoding.DER)

    def _make_root(self, now: datetime) -> bytes:
        subject = _name(AUTHORITY_NAME, "测试证书机构 (not for production)")
        public = self._key.public_key()
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=20 * 365))
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_key_usage(authority=True), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        )
        return builder.sign(self._key, SHA256()).public_bytes(Encoding.PEM)

    def _issue(
        self,
        subject: x509.Name,
        public: EllipticCurvePublicKey,
        period: tuple[datetime, datetime],
        purpose: x509.ObjectIdentifier,
    ) -> x509.Certificate:
        is_timestamp = purpose == ExtendedKeyUsageOID.TIME_STAMPING
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._certificate.subject)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(period[0])
            .not_valid_after(period[1])
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_key_usage(authority=False), critical=True)
            # RFC 3161 section 2.3: a timestamp certificate has this purpose alone, and critical.
            .add_extension(x509.ExtendedKeyUsage([purpose]), critical=is_timestamp)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(_public(self._certificate)), critical=False
            )
        )
        return builder.sign(self._key, SHA256())

    def _signer(self, key: EllipticCurvePrivateKey, certificate: x509.Certificate) -> SimpleSigner:
        private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register(_asn1(self._certificate))
        return SimpleSigner(
            signing_cert=_asn1(certificate),
            signing_key=asn1_keys.PrivateKeyInfo.load(private),
            cert_registry=store,
        )


def _name(common: str, unit: str, serial: str | None = None) -> x509.Name:
    parts = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, ORGANISATION),
        x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, unit),
        x509.NameAttribute(NameOID.COMMON_NAME, common[:_COMMON_NAME_LIMIT]),
    ]
    if serial is not None:
        parts.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, serial))
    return x509.Name(parts)


def _key_usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _is_outdated(pem: bytes, subject: x509.Name, now: datetime) -> bool:
    certificate = x509.load_pem_x509_certificate(pem)
    return certificate.subject != subject or certificate.not_valid_after_utc < now.astimezone(UTC) + _RENEW_BEFORE


def _certifies(pem: bytes, public: EllipticCurvePublicKey) -> bool:
    return _public(x509.load_pem_x509_certificate(pem)) == public


def _public(certificate: x509.Certificate) -> EllipticCurvePublicKey:
    public = certificate.public_key()
    if not isinstance(public, EllipticCurvePublicKey):
        raise TypeError("the authority's key is not an elliptic one")
    return public


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
