"""A device with passkeys, in Python: says whatever a test wants it to say (WebAuthn level 2)."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class PasskeyDevice:
    """One key pair, bound to a host."""

    host: str
    origin: str
    flags: int = PRESENT | VERIFIED
    key: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    handle: str = ""

    def register(self, options: dict[str, Any], **said: Any) -> str:
        """The answer to the question of the page that makes a passkey."""
        public = options["publicKey"]
        self.handle = public["user"]["id"]
        cose = ES256.from_cryptography_key(self.key.public_key())
        data = self._data(ATTESTED) + bytes(16) + len(self.credential_id).to_bytes(2, "big")
        data += self.credential_id + cbor.encode(dict(cose))
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", public["challenge"], said)
        return self._told({"clientDataJSON": client, "attestationObject": attestation})

    def sign(self, options: dict[str, Any], **said: Any) -> str:
        """The answer to the question of signing in."""
        client = self._client("webauthn.get", options["publicKey"]["challenge"], said)
        data = self._data(0)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        handle = websafe_decode(said.get("handle", self.handle))
        return self._told(
            {
                "clientDataJSON": client,
                "authenticatorData": data,
                "signature": signature,
                "userHandle": handle,
            }
        )

    def _data(self, more: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + bytes([self.flags | more]) + bytes(4)

    def _client(self, kind: str, challenge: str, said: dict[str, Any]) -> bytes:
        told = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(told | {name: said[name] for name in said if name in told}).encode()

    def _told(self, response: dict[str, bytes]) -> str:
        name = websafe_encode(self.credential_id)
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "response": {key: websafe_encode(value) for key, value in response.items()},
                "clientExtensionResults": {"credProps": {"rk": True}},
            }
        )
