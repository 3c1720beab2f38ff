"""Production has none of the demo's code."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

ROOT = Path(__file__).resolve().parents[2]

PROBE = """
import django
django.setup()
from django.conf import settings
from django.apps import apps
from django.urls import get_resolver
import sys
from django.core.management import get_commands, load_command_class
for name in ("load_region", "load_curriculum"):
    load_command_class(get_commands()[name], name)
names = set()
for urlconf in (settings.ORGANISATION_URLCONF, settings.REGION_URLCONF):
    names |= {str(name) for name in get_resolver(urlconf).reverse_dict if isinstance(name, str)}
print(settings.DEMO, apps.is_installed("portal.demo"), sorted(n for n in names if n.startswith("demo")),
      sorted(m for m in sys.modules if m.startswith("portal.demo")))
"""


def _run(code: str, **extra: str) -> str:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "SECRET_KEY": "x" * 60,
        "ALLOWED_HOSTS": "example.org",
        "SECRET_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}",
        **extra,
    }

    result = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )

    return result.stdout.strip()


def test_production_settings_hold_no_demo() -> None:
    assert _run(PROBE) == "False False [] []"


def test_what_the_database_address_asks_for_stays() -> None:
    code = """
from django.conf import settings
options = settings.DATABASES["default"]["OPTIONS"]
print(options["sslmode"], options["connect_timeout"])
"""

    assert _run(code, DATABASE_URL="postgres://a:b@db.example/leerlijn?sslmode=require") == "require 3"


def test_monitoring_asks_from_inside_and_gets_nothing_else(tmp_path: Path) -> None:
    code = """
import django
django.setup()
from django.test import Client
client = Client(HTTP_HOST="127.0.0.1")
print(client.get("/gezond/").status_code, client.get("/inloggen/").status_code)
"""
    var = {"LEERLIJN_VAR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/leerlijn.sqlite3"}

    assert _run(code, LOG_LEVEL="CRITICAL", **var) == "200 301"


@pytest.mark.parametrize(
    "address", ["sqlite:////bestaat/niet/leerlijn.sqlite3", "postgres://a:b@127.0.0.1:1/leerlijn"]
)
def test_health_tells_monitoring_that_the_database_is_gone(tmp_path: Path, address: str) -> None:
    code = """
import django
django.setup()
from django.test import Client
answer = Client(HTTP_HOST="127.0.0.1").get("/gezond/")
print(answer.status_code, answer.json())
"""

    assert _run(code, LOG_LEVEL="CRITICAL", LEERLIJN_VAR=str(tmp_path), DATABASE_URL=address) == (
        "503 {'status': 'database'}"
    )


@pytest.mark.parametrize(
    "keys",
    ["", "not-a-key", f"{Fernet.generate_key().decode()},short"],
    ids=["none", "no key", "one good, one short"],
)
def test_production_refuses_to_start_without_good_keys(keys: str) -> None:
    with pytest.raises(subprocess.CalledProcessError) as refused:
        _run("from django.conf import settings; settings.DEBUG", SECRET_ENCRYPTION_KEYS=keys)

    assert "ImproperlyConfigured: SECRET_ENCRYPTION_KEYS" in refused.value.stderr


def test_cookies_and_transport_are_closed() -> None:
    code = """
from django.conf import settings as s
print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,
      s.SESSION_COOKIE_DOMAIN, s.CSRF_COOKIE_DOMAIN, s.SESSION_COOKIE_PATH, s.SESSION_COOKIE_HTTPONLY,
      s.SECURE_HSTS_SECONDS >= 31536000, s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_SSL_REDIRECT, s.USE_X_FORWARDED_HOST)
"""

    assert _run(code) == ("__Host-session __Host-csrf True True None None / True True True True False")


@pytest.mark.parametrize("redis", ["", "redis://127.0.0.1:1/0"], ids=["none", "shared"])
def test_the_deployment_check_asks_for_a_shared_cache(redis: str) -> None:
    code = """
import django, sys
django.setup()
from django.core.management import call_command
call_command("check", deploy=True, stderr=sys.stdout, stdout=sys.stdout)
"""

    said = _run(code, REDIS_URL=redis)

    assert ("Set REDIS_URL" in said, "leerlijn.W001" in said) == (not redis, not redis)


def test_every_cookie_is_for_this_host_alone() -> None:
    code = """
import django
django.setup()
from django.contrib import messages
from django.http import HttpResponse
from django.test import RequestFactory
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.backends.signed_cookies import SessionStore
request = RequestFactory().post("/", HTTP_HOST="example.org", secure=True)
request.session = SessionStore()
said = MessageMiddleware(lambda request: messages.info(request, "Dag Ria") or HttpResponse())(request)
((name, cookie),) = said.cookies.items()
print(name, cookie["secure"], cookie["httponly"], cookie["path"], repr(cookie["domain"]), cookie["samesite"])
request = RequestFactory().get("/", HTTP_HOST="example.org", secure=True)
request.session, request.COOKIES[name] = SessionStore(), cookie.value
read = MessageMiddleware(lambda request: HttpResponse(list(map(str, messages.get_messages(request)))))(request)
(gone,) = read.cookies.values()
print(read.content.decode(), gone.key, gone["max-age"], gone["secure"])
"""

    assert _run(code).splitlines() == [
        "__Host-messages True True / '' Lax",
        "Dag Ria __Host-messages 0 True",
    ]
