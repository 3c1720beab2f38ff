"""A real OpenID Connect provider on loopback: allauth's own, with its own database, in its own process.

    python serve.py --port 9000 --folder var/provider --callback http://zonnehoek.localhost:8000/inloggen/…

What it does wrong, and who sits before it, it reads from `behaviour.json` in its folder at every request:

    person     sub, email, verified, name: who is signed in at the provider
    claims     put into every ID token, over what the provider itself says; null takes one away
    metadata   the same for its description of itself
    forge      other_key | same_name | shared_secret | unsigned | no_text: how an ID token is signed instead
    sleep, redirect, bloat, status     path → seconds | address | bytes | number
"""

import argparse
import base64
import json
import sys
import threading
import time
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings

CLIENT_ID, CLIENT_SECRET = "leerlijn", "geheim van het portaal"
LONGEST_LIFE = 7200  # seconds; nobody has to remember to stop it
TOKEN_PATH = "/identity/o/api/token"


def _pem() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    secret = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, secret).decode()


def configure(folder: Path) -> None:
    """Settings of a project that is nothing but a provider."""
    settings.configure(
        SECRET_KEY="only for tests",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "allauth",
            "allauth.account",
            "allauth.idp.oidc",
        ],
        MIDDLEWARE=[
            f"{__name__}.misbehaving",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "provider.sqlite3"}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        LOGIN_URL="account_login",
        IDP_OIDC_ADAPTER=f"{__name__}.make_adapter",
        IDP_OIDC_PRIVATE_KEY=_pem(),
        OTHER_KEY=_pem(),
        FOLDER=folder,
        USE_TZ=True,
    )


def behaviour() -> dict[str, Any]:
    """What the test asked for."""
    path = settings.FOLDER / "behaviour.json"
    return json.loads(path.read_text()) if path.exists() else {}


def _put(target: dict[str, Any], changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        if value is None:
            target.pop(name, None)
        else:
            target[name] = value


def make_adapter() -> Any:
    """allauth's adapter, with what the test asked for laid over it."""
    from allauth.idp.oidc.adapter import DefaultOIDCAdapter

    class Adapter(DefaultOIDCAdapter):
        def get_user_sub(self, client: Any, user: Any) -> str:
            return user.username

        def get_user_by_sub(self, client: Any, sub: str) -> Any:
            return type(user_of(behaviour())).objects.filter(username=sub).first()

        def populate_id_token(self, id_token: dict[str, Any], client: Any, scopes: Any, **_: Any) -> None:
            _put(id_token, behaviour().get("claims", {}))

        def populate_server_metadata(self, data: dict[str, Any]) -> None:
            _put(data, behaviour().get("metadata", {}))

    return Adapter()


def user_of(wanted: dict[str, Any]) -> Any:
    """The account at the provider of whoever sits before it."""
    from allauth.account.models import EmailAddress
    from django.contrib.auth.models import User

    person = wanted["person"]
    user, _created = User.objects.update_or_create(
        username=person["sub"], defaults={"email": person["email"], "first_name": person.get("name", "")}
    )
    EmailAddress.objects.all().delete()  # an address may have been somebody else's before
    EmailAddress.objects.create(
        user=user, email=person["email"], verified=person.get("verified", True), primary=True
    )
    return user


def sign_in(request: Any) -> Any:
    """Nobody types a password here: the workplace knows who sits before it."""
    from django.contrib.auth import login
    from django.shortcuts import redirect

    login(request, user_of(behaviour()), backend="django.contrib.auth.backends.ModelBackend")
    return redirect(request.GET["next"])


def misbehaving(get_response: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Slow, too long, elsewhere, broken, or signed otherwise: per path."""
    from django.http import HttpResponse, HttpResponseRedirect

    def answer(request: Any) -> Any:
        wanted, path = behaviour(), request.path
        slept = wanted.get("sleep", {}).get(path, 0)
        time.sleep(slept)
        if slept and behaviour() != wanted:
            # Whoever asked has gone, and what is written now would be in the way of the next test.
            return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
        if path in wanted.get("redirect", {}):
            return HttpResponseRedirect(wanted["redirect"][path])
        if path in wanted.get("bloat", {}):
            return HttpResponse(b" " * wanted["bloat"][path] + b"{}", content_type="application/json")
        if path in wanted.get("status", {}):
            return HttpResponse("stuk", status=wanted["status"][path])
        response = get_response(request)
        if path == TOKEN_PATH and "forge" in wanted and response.status_code == HTTPStatus.OK:
            data = json.loads(response.content)
            data["id_token"] = forged(data["id_token"], wanted["forge"])
            response.content = json.dumps(data).encode()
            response.headers.pop("Content-Length", None)
        return response

    return answer


def forged(token: str, how: str) -> str:
    """The same claims, signed in a way that must not count."""
    claims = jwt.decode(token, options={"verify_signature": False})
    name = jwt.get_unverified_header(token)["kid"]
    if how == "other_key":
        return jwt.encode(claims, settings.OTHER_KEY, algorithm="RS256", headers={"kid": "nergens"})
    if how == "same_name":
        return jwt.encode(claims, settings.OTHER_KEY, algorithm="RS256", headers={"kid": name})
    if how == "shared_secret":
        return jwt.encode(claims, CLIENT_SECRET.ljust(32), algorithm="HS256", headers={"kid": name})
    if how == "no_text":
        return f"\ud800{token}"
    header = base64.urlsafe_b64encode(json.dumps({"alg": "none", "kid": name}).encode()).rstrip(b"=")
    return f"{header.decode()}.{token.split('.')[1]}."


class Server(ThreadingMixIn, WSGIServer):
    """Answers several at once; nobody waits for a sleeping thread at the end."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Says nothing."""

    def log_message(self, *args: Any) -> None:
        """Nothing."""


def _stop_when_alone() -> None:
    """Ends with whoever started it, or after two hours."""
    longest = threading.Timer(LONGEST_LIFE, server.shutdown)
    longest.daemon = True
    longest.start()
    threading.Thread(target=lambda: (sys.stdin.read(), server.shutdown()), daemon=True).start()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--callback", action="append", default=[])
    options = parser.parse_args()
    configure(options.folder)

    import django

    django.setup()
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application
    from django.urls import include, path

    urlpatterns = [
        path("inloggen/", sign_in, name="account_login"),
        path("", include("allauth.idp.urls")),
    ]
    call_command("migrate", verbosity=0)
    from allauth.idp.oidc.models import Client

    client = Client(id=CLIENT_ID, name="Leerlijn", skip_consent=True)
    client.set_scopes(["openid", "profile", "email"])
    client.set_redirect_uris(options.callback)
    client.set_secret(CLIENT_SECRET)
    client.save()
    server = make_server("127.0.0.1", options.port, get_wsgi_application(), Server, Quiet)
    _stop_when_alone()
    print("ready", flush=True)
    server.serve_forever(poll_interval=0.1)
