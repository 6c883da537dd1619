"""A certificate authority of one's own, and certificates of it, for tests of TLS."""

from __future__ import annotations

import datetime
import ipaddress
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12

NOW = datetime.datetime.now(datetime.UTC)
DAY = datetime.timedelta(days=1)


class Authority:
    """`certificate`: its own, PEM."""

    def __init__(self, name: str = "Towline test CA") -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        builder = self._builder(name, self._key.public_key(), NOW + 30 * DAY)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        self._certificate = builder.sign(self._key, hashes.SHA256())
        self.certificate = self._certificate.public_bytes(serialization.Encoding.PEM).decode()

    def issue(self, name: str, *, host: str = "127.0.0.1", until: datetime.datetime = NOW + 30 * DAY) -> Issued:
        key = ec.generate_private_key(ec.SECP256R1())
        try:
            place: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(host))
        except ValueError:
            place = x509.DNSName(host)
        builder = self._builder(name, key.public_key(), until)
        builder = builder.add_extension(x509.SubjectAlternativeName([place]), critical=False)
        return Issued(key, builder.sign(self._key, hashes.SHA256()), self._certificate)

    def _builder(self, name: str, key: ec.EllipticCurvePublicKey, until: datetime.datetime) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)]))
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW - 60 * DAY)
            .not_valid_after(until)
        )


class Issued:
    """A certificate and its key, as PEM texts and as files."""

    def __init__(self, key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate, ca: x509.Certificate) -> None:
        self._key = key
        self._certificate = certificate
        self._ca = ca
        self.certificate = certificate.public_bytes(serialization.Encoding.PEM).decode()
        self.key = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ).decode()

    def pkcs12(self, path: Path, password: str) -> str:
        """Writes key and certificate as one PKCS#12 file; its path."""
        locked = serialization.BestAvailableEncryption(password.encode())
        path.write_bytes(pkcs12.serialize_key_and_certificates(b"me", self._key, self._certificate, [self._ca], locked))
        return str(path)

    def broker(self, *, trust: str = "", clients: str = "none") -> dict[str, str]:
        """Properties of a listener with this certificate. `clients`: none or required."""
        properties = {
            "ssl.keystore.type": "PEM",
            "ssl.keystore.certificate.chain": self.certificate,
            "ssl.keystore.key": self.key,
            "ssl.client.auth": clients,
        }
        if trust:
            properties |= {"ssl.truststore.type": "PEM", "ssl.truststore.certificates": trust}
        return properties
