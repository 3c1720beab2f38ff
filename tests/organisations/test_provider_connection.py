"""What a provider is asked, how long it may take, and where we do not go."""

import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from organisations.work_accounts.connection import Fault, ProviderFault, fetch, fetch_document
from tests.identity_provider.running import RunningProvider, free_port


def _fault(url: str) -> Fault:
    with pytest.raises(ProviderFault) as raised:
        fetch_document(url)
    return raised.value.fault


@pytest.fixture
def in_production(settings: Any) -> None:
    """As in production: no provider on this machine."""
    settings.PROVIDERS_ON_LOOPBACK = False


@pytest.mark.usefixtures("in_production")
@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("http://login.zonnehoek.example/", Fault.ADDRESS),
        ("http://127.0.0.1/", Fault.ADDRESS),
        ("https://127.0.0.1/", Fault.INSIDE),
        ("https://localhost/", Fault.INSIDE),
        ("https://[::1]/", Fault.INSIDE),
        ("https://2130706433/", Fault.INSIDE),
        ("https://0x7f.1/", Fault.INSIDE),
        ("https://10.1.2.3/", Fault.INSIDE),
        ("https://169.254.169.254/latest/meta-data/", Fault.INSIDE),
        ("https://bestaat-niet.invalid/", Fault.NO_SUCH_NAME),
    ],
)
def test_nothing_inside_is_asked(url: str, fault: Fault) -> None:
    assert _fault(url) == fault


def test_a_port_on_which_nobody_answers() -> None:
    assert _fault(f"http://127.0.0.1:{free_port()}/") == Fault.NO_ANSWER


def test_a_certificate_that_is_none(identity_provider: RunningProvider) -> None:
    secret = identity_provider.issuer.replace("http://", "https://")

    assert _fault(f"{secret}/.well-known/openid-configuration") in {Fault.NO_ANSWER, Fault.CERTIFICATE}


@pytest.mark.parametrize(
    ("behaviour", "fault"),
    [
        ({"redirect": {"/x": "http://localhost/"}}, Fault.REDIRECT),
        ({"bloat": {"/x": 400_000}}, Fault.TOO_LARGE),
        ({"status": {"/x": 500}}, Fault.STATUS),
        ({"status": {"/x": 200}}, Fault.UNREADABLE),
    ],
)
def test_answers_that_are_none(identity_provider: RunningProvider, behaviour: dict, fault: Fault) -> None:
    identity_provider.behave(**behaviour)

    assert _fault(f"{identity_provider.issuer}/x") == fault


def _drip(server: socket.socket, before: bytes, stop: threading.Event) -> None:
    client, _address = server.accept()
    with client:
        client.recv(4096)
        client.sendall(before)
        while not stop.is_set():
            try:
                client.sendall(b"x")
            except OSError:
                return
            time.sleep(0.2)


@pytest.fixture
def dripping() -> Iterator[Any]:
    """A server that never finishes its answer, a letter at a time; each wait alone is short."""
    stop = threading.Event()
    server = socket.create_server(("127.0.0.1", 0))
    threads = []

    def begin(before: bytes) -> str:
        threads.append(threading.Thread(target=_drip, args=(server, before, stop)))
        threads[0].start()
        return f"http://127.0.0.1:{server.getsockname()[1]}/"

    yield begin
    stop.set()
    for thread in threads:
        thread.join(timeout=5)
    server.close()


@pytest.mark.parametrize("before", [b"", b"HTTP/1.1 200 OK\r\nX-Long: ", b"HTTP/1.1 200 OK\r\n\r\n{"])
def test_an_answer_that_never_ends_is_cut_off(dripping: Any, before: bytes) -> None:
    with pytest.raises(ProviderFault) as raised:
        fetch(dripping(before))

    assert raised.value.fault == Fault.SLOW
