"""A passkey in software: answers as a browser with an authenticator would, and lies when told to."""

import hashlib
import json
import os
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

ORIGIN = "https://testserver"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class SoftKey:
    """One passkey on one device."""

    def __init__(self, *, verifies: bool = True, origin: str = ORIGIN) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(16)
        self.flags = PRESENT | (VERIFIED if verifies else 0)
        self.origin = origin
        self.handle = b""

    def made(self, options: Any) -> str:
        """Answer a question for a new passkey."""
        asked = options["publicKey"]
        self.handle = websafe_decode(asked["user"]["id"])
        attested = AttestedCredentialData.create(bytes(16), self.id, ES256.from_cryptography_key(self.key.public_key()))
        data = AuthenticatorData.create(self._rp(asked["rp"]["id"]), self.flags | ATTESTED, 0, attested)
        said = self._said("webauthn.create", asked["challenge"])
        return self._told(clientDataJSON=said, attestationObject=bytes(AttestationObject.create("none", data, {})))

    def signed(self, options: Any, *, handle: bytes | None = None) -> str:
        """Answer a question for a passkey that is there."""
        asked = options["publicKey"]
        data = bytes(AuthenticatorData.create(self._rp(asked["rpId"]), self.flags, 1))
        said = self._said("webauthn.get", asked["challenge"])
        signature = self.key.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        return self._told(
            clientDataJSON=said, authenticatorData=data, signature=signature, userHandle=handle or self.handle
        )

    def _rp(self, name: str) -> bytes:
        return hashlib.sha256(name.encode()).digest()

    def _said(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _told(self, **response: bytes) -> str:
        name = websafe_encode(self.id)
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "clientExtensionResults": {},
                "response": {key: websafe_encode(value) for key, value in response.items()},
            }
        )
