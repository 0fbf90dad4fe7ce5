"""An OpenID provider of our own, over real HTTP: discovery, keys, authorize, token. It lies when told to."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

Claims = dict[str, Any]


class OpenID:
    """One provider. `lie` changes what it says; `who` is whom it vouches for."""

    def __init__(self, name: str) -> None:
        self.name, self.client_id, self.secret = name, f"us-at-{name}", "shared secret"
        self.key = RSAKey.generate_key(2048, {"kid": "k1", "use": "sig", "alg": "RS256"})
        self.other_key = RSAKey.generate_key(2048, {"kid": "k1", "use": "sig", "alg": "RS256"})
        self.who: Claims = {"sub": "248289761001", "acr": "high"}
        self.config: Claims = {}
        self.asked: Claims = {}
        self.lie: Any = lambda claims: claims
        self.token: Any = None
        self.codes: dict[str, Claims] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def as_service(self) -> Claims:
        return {
            "id": self.name,
            "name": f"The {self.name} service",
            "issuer": self.issuer,
            "client_id": self.client_id,
            "secret": self.secret,
            "trust": {"claim": "acr", "values": ["high"]},
            "ask": {"acr_values": "high"},
            "emails_are_proven": False,
        }

    def authorize(self, address: str) -> str:
        """Do what its page does when somebody signs in there; gives the way back with a code."""
        self.asked = {key: value[0] for key, value in parse_qs(urlsplit(address).query).items()}
        code = secrets.token_urlsafe(16)
        self.codes[code] = self.asked
        return self.asked["redirect_uri"] + "?" + urlencode({"code": code, "state": self.asked["state"]})

    def id_token(self, asked: Claims) -> str:
        moment = int(time.time())
        claims = {"iss": self.issuer, "aud": self.client_id, "iat": moment, "exp": moment + 300, "auth_time": moment}
        claims |= {"nonce": asked["nonce"], **self.who}
        claims = self.lie(claims)
        return self.token(claims) if self.token else jwt.encode({"alg": "RS256", "kid": "k1"}, claims, self.key)

    def unsigned(self, claims: Claims) -> str:
        parts = [{"alg": "none", "kid": "k1"}, claims]
        return ".".join(base64.urlsafe_b64encode(json.dumps(one).encode()).decode().rstrip("=") for one in parts) + "."

    def signed_with_the_public_key(self, claims: Claims) -> str:
        public = OctKey.import_key(self.key.as_pem(private=False))
        return jwt.encode({"alg": "HS256", "kid": "k1"}, claims, public)

    def signed_with_the_secret(self, claims: Claims) -> str:
        return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(self.secret.ljust(32, "x")))

    def signed_with_another_key(self, claims: Claims) -> str:
        return jwt.encode({"alg": "RS256", "kid": "k1"}, claims, self.other_key)

    def signed_with_its_own_key_in_the_header(self, claims: Claims) -> str:
        header = {"alg": "RS256", "kid": "k9", "jwk": self.other_key.as_dict(private=False)}
        return jwt.encode(header, claims, self.other_key)

    def exchanged(self, form: Claims) -> Claims | None:
        asked = self.codes.pop(form.get("code", ""), None)
        verifier = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if asked is None or form.get("client_secret") != self.secret or form["redirect_uri"] != asked["redirect_uri"]:
            return None
        if verifier.decode().rstrip("=") != asked["code_challenge"] or asked["code_challenge_method"] != "S256":
            return None
        return {"access_token": "opaque", "token_type": "Bearer", "id_token": self.id_token(asked)}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path == "/.well-known/openid-configuration":
                    here = provider.issuer
                    told = {
                        "issuer": here,
                        "authorization_endpoint": f"{here}/authorize",
                        "token_endpoint": f"{here}/token",
                        "jwks_uri": f"{here}/keys",
                        "token_endpoint_auth_methods_supported": ["client_secret_post"],
                    }
                    self.say(told | provider.config)
                elif self.path == "/keys":
                    self.say({"keys": [provider.key.as_dict(private=False)]})
                else:
                    self.say({}, 404)

            def do_POST(self) -> None:
                sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
                answer = provider.exchanged({key: value[0] for key, value in parse_qs(sent).items()})
                self.say(answer or {"error": "invalid_grant"}, 200 if answer else 400)

            def say(self, told: Claims, status: int = 200) -> None:
                body = json.dumps(told).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: Any) -> None:
                """Say nothing."""

        return Handler
