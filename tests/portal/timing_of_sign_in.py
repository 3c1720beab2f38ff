"""How long sign-in takes for a known and for an unknown address: medians of one run, as ratios. `make timing`.

Not part of the suite: a clock on a busy machine proves nothing. The tries of all addresses alternate, so that
whatever else the machine does falls on all of them. TIMES sets how often (200).
"""

import os
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import pytest
from django.core.cache import cache

from organisations.enums import Role
from organisations.models import Organisation
from people.models import Person
from tests.portal.doors.wire import Wire, undone

TIMES = int(os.environ.get("TIMES", "200"))
KNOWN, ELSEWHERE, UNKNOWN = "fatma@hier.example", "noor@ginds.example", "niemand@nergens.example"
ASKED: dict[str, tuple[str, dict[str, str]]] = {
    "password": ("/inloggen/", {"password": "niet dit woord"}),
    "code by mail": ("/inloggen/code/", {}),
    "password link": ("/wachtwoord-vergeten/", {}),
}


@pytest.mark.parametrize("way", list(ASKED))
def test_timing(
    way: str, house: Callable[[str], Organisation], member: Callable[..., Person], settings: Any
) -> None:
    """Print the ratio of each median to that of an unknown address."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]  # what production has
    member(house("zonnehoek"), Role.SUPERVISOR, email=KNOWN, password="een lang wachtwoord")
    member(house("amelberga"), Role.SUPERVISOR, email=ELSEWHERE, password="een lang wachtwoord")
    address, data = ASKED[way]
    name = "email" if "vergeten" in address else "login"
    wire = Wire("zonnehoek.localhost")
    taken: dict[str, list[float]] = {KNOWN: [], ELSEWHERE: [], UNKNOWN: []}

    for _round in range(TIMES):
        for email, times in taken.items():
            cache.clear()  # the limits on tries
            with undone():
                began = time.process_time()
                wire.ask("POST", address, data={name: email, **data})
                times.append(time.process_time() - began)

    base = median(taken[UNKNOWN])
    told = ", ".join(f"{email} {median(times) / base:.2f}" for email, times in taken.items())
    print(f"\n{way}: {told} (unknown: {base * 1000:.1f} ms, {TIMES} each)")
