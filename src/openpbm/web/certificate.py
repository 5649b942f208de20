"""A certificate of this machine's own, so that the local network cannot read along.

Nobody vouches for it: a browser asks once, and whoever sits there compares the fingerprint
with the one that the terminal shows. Key and certificate lie in one private file.
"""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

from openpbm.files.folder import write_outputs
from openpbm.speech.say import say

if TYPE_CHECKING:
    from cryptography import x509

FILE = "tls.pem"
LETTERS = 64  # of a common name, at most (RFC 5280)
HOLDS = timedelta(days=390)  # browsers of today take no more than 398
RENEWED = timedelta(days=30)  # before it ends
EARLIER = timedelta(days=1)  # a phone's clock may be behind


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """What is shown of a certificate, and where it lies."""

    path: Path
    fingerprint: str  # SHA-256, as browsers show it

    def context(self) -> ssl.SSLContext:
        """For a server: TLS 1.2 and later."""
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.minimum_version = ssl.TLSVersion.TLSv1_2
        made.load_cert_chain(self.path)
        return made


def can_encrypt() -> bool:
    """Whether the library that makes certificates is there."""
    return find_spec("cryptography") is not None


def certificate(folder: Path, names: tuple[str, ...], now: datetime) -> Certificate:
    """The certificate of a data folder, for these addresses; made where none fits.

    It is kept as long as it can be, so that a phone that was told to trust it need not be
    told again: until 30 days before its end, or until an address is not in it.

    Args:
        folder: the data folder.
        names: under which the app is reached, IPv4 addresses or names.
        now: with its zone.
    """
    path = folder / FILE
    found = _kept(path)
    if found is None or not _fits(found, names, now):
        write_outputs(folder, {FILE: _made(names, now)})
        found = _kept(path)
        assert found is not None
    return Certificate(path=path, fingerprint=_fingerprint(found))


def _kept(path: Path) -> x509.Certificate | None:
    """The one that lies there; None where it cannot be used, with its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        content = path.read_bytes()
        found = x509.load_pem_x509_certificate(content)
        key = load_pem_private_key(content, password=None)
    except (OSError, ValueError, TypeError):
        return None
    return found if key.public_key() == found.public_key() else None


def _fits(found: x509.Certificate, names: tuple[str, ...], now: datetime) -> bool:
    from cryptography import x509

    now = now.astimezone(UTC)
    if not found.not_valid_before_utc <= now < found.not_valid_after_utc - RENEWED:
        return False
    try:
        said = found.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except x509.ExtensionNotFound:
        return False
    return {str(name.value) for name in said.value} >= set(names)


def _served(name: str) -> x509.GeneralName:
    """An address as an address, any other as a name: browsers look in one place for each."""
    from cryptography import x509

    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _made(names: tuple[str, ...], now: datetime) -> bytes:
    """A fresh key and its certificate, as PEM."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    called = say("web_door-certificate")[:LETTERS]
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, called)])
    served = [_served(text) for text in names]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - EARLIER)
        .not_valid_after(now + HOLDS)
        .add_extension(x509.SubjectAlternativeName(served), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private: bytes = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public: bytes = made.public_bytes(serialization.Encoding.PEM)
    return private + public


def _fingerprint(found: x509.Certificate) -> str:
    from cryptography.hazmat.primitives import hashes

    digest: bytes = found.fingerprint(hashes.SHA256())
    return digest.hex(":").upper()
