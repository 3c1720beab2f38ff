"""Malformed requests never end in a 500. A share of them runs with every test on PostgreSQL, 10,000 with `make fuzz`.

Seeded: the same requests come every time. `make fuzz` measures too: no request takes over two seconds of
processor time.
"""

import os
import re
import time
from collections.abc import Callable, Iterable, Mapping

import pytest
from django.conf import settings
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings

from organisations.enums import Role
from organisations.models import Organisation
from tests.portal.doors.addresses import admin_address, doors_of
from tests.portal.doors.crawl import posts, seeds
from tests.portal.doors.makers import UNKNOWN
from tests.portal.doors.malformed import Malformed, malformed
from tests.portal.doors.wire import TOKEN, Wire, undone
from tests.portal.doors.world import House, furnish

pytestmark = [pytest.mark.proof, pytest.mark.usefixtures("quick")]

# How many per part; three parts.
WHOLE = "FUZZ" in os.environ
EACH = int(os.environ.get("FUZZ", "300")) // 3
MOST_SECONDS = 2.0
FIELD = re.compile(r'<(?:input|select|textarea)[^>]*\bname="([^"]+)"')


def _field_names(here: House, forms: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The fields of the forms at these addresses of a role, so that the requests reach what reads them."""
    found = {"role", "is_staff", "is_superuser", "organisation", "organisation_id", "person", "next", "pk"}
    for role, paths in forms.items():
        wire = here.wires[role]
        for path in paths:
            answer = wire.ask("GET", path)
            if answer.status == 200 and answer.headers["Content-Type"].startswith("text/html"):
                found |= set(FIELD.findall(answer.text))
    return tuple(sorted(found - {"csrfmiddlewaretoken"}))


def _try_all(here: House, viewers: tuple[str, ...], paths: tuple[str, ...], names: tuple[str, ...]) -> None:
    wires = here.wires | {"nobody": here.anonymous}
    faults: dict[str, str] = {}
    slowest: list[tuple[float, str]] = []
    count = 0

    @hypothesis_settings(
        max_examples=EACH,
        derandomize=True,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(malformed(viewers=viewers, paths=paths, names=names, host=here.host))
    def send(request: Malformed) -> None:
        nonlocal count
        count += 1
        began = time.process_time()
        answer = _ask(wires[request.viewer], request)
        slowest.append((time.process_time() - began, str(request)))
        if answer.status >= 500:
            faults.setdefault(f"{answer.status} {answer.faults}", str(request))

    send()
    slowest.sort(reverse=True)
    print(f"\n{count} requests, {len(faults)} faults; slowest {slowest[0][0]:.2f} s: {slowest[0][1]}")
    assert faults == {}, "\n".join(f"{fault}\n    {request}" for fault, request in list(faults.items())[:30])
    assert count >= EACH
    # A limit of time belongs to `make fuzz`, where nothing else runs.
    assert not WHOLE or slowest[0][0] <= MOST_SECONDS


def _ask(wire: Wire, request: Malformed):  # an Answer
    if request.viewer != "nobody" and "HTTP_COOKIE" in request.raw:
        request.raw["HTTP_COOKIE"] += f"; csrftoken={TOKEN}; sessionid={wire.session}"
    with undone():
        return wire.ask(
            request.method,
            request.path,
            query=request.query,
            body=request.body,
            content_type=request.content_type,
            raw=request.raw,
        )


def _forms(here: House, there: House, viewers: Iterable[str]) -> dict[str, list[str]]:
    """For each role its own doors."""
    roles = [role for role in viewers if role != "nobody"]
    return {role: [each for each in seeds(here, there, role) if _is_ours(each)] for role in roles}


def _is_ours(address: str) -> bool:
    """The admin has its own share."""
    return not address.startswith("/redactie/")


def _addresses(here: House, there: House) -> tuple[str, ...]:
    ours = filter(_is_ours, seeds(here, there))
    return tuple(dict.fromkeys([*ours, *(path for path, _data in posts(here, there))]))


def test_an_organisations_host_bears_everything(house: Callable[[str], Organisation]) -> None:
    here, there = furnish(house("zonnehoek"), "Hier"), furnish(house("amelberga"), "Ginds")
    paths = _addresses(here, there)
    viewers = (Role.SUPERVISOR, Role.PRACTICE_TRAINER, Role.ORG_ADMIN, Role.STYLE_MANAGER, "nobody")

    _try_all(here, viewers, paths, _field_names(here, _forms(here, there, viewers)))


def test_the_regions_host_bears_everything(
    region: Organisation, house: Callable[[str], Organisation]
) -> None:
    here, there = furnish(region, "Hier"), furnish(house("amelberga"), "Ginds")
    paths = _addresses(here, there)
    viewers = (Role.EDITOR, Role.CASE_AUTHOR, Role.REGIONAL_COORDINATOR, Role.ORG_ADMIN, "nobody")

    _try_all(here, viewers, paths, _field_names(here, _forms(here, there, viewers)))


def test_the_editors_admin_bears_everything(
    region: Organisation, house: Callable[[str], Organisation]
) -> None:
    here = furnish(region, "Hier")
    assert here.case is not None
    # Wagtail's page that fails on purpose shows what its error looks like.
    doors = [
        door
        for door in doors_of(settings.REGION_URLCONF)
        if not door.is_ours and "failwhale" not in door.route
    ]
    numbers = (here.case.pk, 1, UNKNOWN)
    paths = tuple(dict.fromkeys(admin_address(door, number) for door in doors for number in numbers))
    forms = tuple(
        admin_address(door, here.case.pk) for door in doors if door.url_name in ("edit", "add", "copy")
    )

    _try_all(
        here, (Role.EDITOR, Role.EDITOR, Role.CASE_AUTHOR), paths, _field_names(here, {Role.EDITOR: forms})
    )
