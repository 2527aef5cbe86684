"""RSA keys and the tokens signed with them (RFC 7515, RS256), by hand: a judge of its own."""

import base64
import functools
import hashlib
import json
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509 import load_pem_x509_certificate

from .world import JSON


class NotAToken(Exception):
    """Why a token is not one of ours."""


@functools.cache
def key(number: int) -> rsa.RSAPrivateKey:
    """The same few keys in every fake of a process: making one takes a while."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def kid(number: int) -> str:
    numbers = key(number).public_key().public_numbers()
    return encoded(hashlib.sha1(str(numbers.n).encode(), usedforsecurity=False).digest())


def jwk(number: int, endorsements: list[str]) -> JSON:
    numbers = key(number).public_key().public_numbers()
    return {
        "kty": "RSA",
        "use": "sig",
        "kid": kid(number),
        "x5t": kid(number),
        "n": encoded(numbers.n.to_bytes(256, "big")),
        "e": encoded(numbers.e.to_bytes(3, "big")),
        "endorsements": endorsements,
    }


def signed(claims: JSON, number: int, **header: str) -> str:
    head = {"typ": "JWT", "alg": "RS256", "kid": kid(number), "x5t": kid(number), **header}
    body = f"{_json(head)}.{_json(claims)}"
    signature = key(number).sign(body.encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{body}.{encoded(signature)}"


def parts(token: str) -> tuple[JSON, JSON, bytes, bytes]:
    """Header, claims, what was signed, and the signature."""
    try:
        head, claims, signature = token.split(".")
        told = json.loads(decoded(head)), json.loads(decoded(claims))
        return *told, f"{head}.{claims}".encode(), decoded(signature)
    except ValueError as error:
        raise NotAToken(f"not a token: {error}") from None


def verified(token: str, public: rsa.RSAPublicKey) -> JSON:
    head, claims, body, signature = parts(token)
    try:
        match head.get("alg"):
            case "RS256":
                public.verify(signature, body, padding.PKCS1v15(), hashes.SHA256())
            case "PS256":
                salted = padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.DIGEST_LENGTH)
                public.verify(signature, body, salted, hashes.SHA256())
            case other:
                raise NotAToken(f"algorithm {other}")
    except InvalidSignature:
        raise NotAToken("the signature does not fit") from None
    return claims


def public_of(pem: str) -> rsa.RSAPublicKey:
    """Of a certificate, or of a bare public key."""
    data = pem.encode()
    found: Any
    if b"BEGIN CERTIFICATE" in data:
        found = load_pem_x509_certificate(data).public_key()
    else:
        found = serialization.load_pem_public_key(data)
    assert isinstance(found, rsa.RSAPublicKey)
    return found


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _json(value: JSON) -> str:
    return encoded(json.dumps(value, separators=(",", ":")).encode())
