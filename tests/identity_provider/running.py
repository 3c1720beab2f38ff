"""Starting the provider once per worker, telling it how to behave, and walking through it as a browser would."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests
from django.core.cache import cache
from django.utils import timezone

from organisations.enums import Role
from organisations.models import IdentityProvider, Organisation
from organisations.tenancy import use_organisation
from people.secrecy import encrypt

SERVER = Path(__file__).with_name("serve.py")
CLIENT_ID, CLIENT_SECRET = "leerlijn", "geheim van het portaal"
CALLBACK = "/inloggen/werkaccount/terug/"
HOSTS = ("zonnehoek.localhost", "amelberga.localhost", "localhost")


@dataclass
class RunningProvider:
    """The provider as a test sees it."""

    issuer: str
    folder: Path
    wanted: dict[str, Any] = field(default_factory=dict)

    def at_work(self, email: str, *, sub: str = "fatma-1", verified: bool = True, name: str = "") -> None:
        """Whoever sits before the provider now."""
        self.behave(person={"email": email, "sub": sub, "verified": verified, "name": name})

    def behave(self, **wanted: Any) -> None:
        """Add to what it does from now on."""
        self.wanted.update(wanted)
        (self.folder / "behaviour.json").write_text(json.dumps(self.wanted))

    def forget(self) -> None:
        """An honest provider again."""
        self.wanted.clear()
        self.behave()

    def answer_to(self, address: str) -> str:
        """Follow the browser from our page to the provider and on; the address at which it comes back to us."""
        with requests.Session() as browser:
            while address.startswith(self.issuer):
                response = browser.get(address, allow_redirects=False, timeout=10)
                assert response.status_code == 302, response.text[:300]
                address = requests.compat.urljoin(address, response.headers["Location"])
        return address


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running_provider(folder: Path, callbacks: Iterable[str]) -> Iterator[RunningProvider]:
    """The provider, in a process of its own, sending people back to these addresses only."""
    port = free_port()
    arguments = ["--port", str(port), "--folder", str(folder)]
    for callback in callbacks:
        arguments += ["--callback", callback]
    server = subprocess.Popen(
        [sys.executable, str(SERVER), *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        assert server.stdout.readline() == "ready\n"
        yield RunningProvider(f"http://127.0.0.1:{port}", folder)
    finally:
        server.terminate()
        server.wait(timeout=10)
        server.stdin.close()
        server.stdout.close()


@pytest.fixture(scope="session")
def provider_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProvider]:
    """One for the whole session."""
    callbacks = [f"http://{host}:8000{CALLBACK}" for host in HOSTS]
    with running_provider(tmp_path_factory.mktemp("provider"), callbacks) as running:
        yield running


@pytest.fixture
def identity_provider(provider_process: RunningProvider, settings: Any) -> RunningProvider:
    """The provider, honest again, with nothing of it remembered. A busy machine makes no slow provider."""
    settings.PROVIDER_SECONDS = settings.PROVIDER_REQUEST_SECONDS = 20
    cache.clear()
    provider_process.forget()
    return provider_process


def connect(organisation: Organisation, running: RunningProvider, **extra: Any) -> IdentityProvider:
    """A row of an organisation that uses the provider, tested and switched on."""
    values = {
        "name": organisation.name,
        "issuer": running.issuer,
        "client_id": CLIENT_ID,
        "encrypted_secret": encrypt(CLIENT_SECRET),
        "domains": [f"{organisation.key}.example"],
        "default_role": Role.SUPERVISOR,
        "tested_at": timezone.now(),
        "is_on": True,
        **extra,
    }
    with use_organisation(organisation):
        return IdentityProvider.objects.create(organisation=organisation, **values)
