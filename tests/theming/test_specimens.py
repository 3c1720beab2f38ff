"""The pages on which a style is looked at."""

from collections.abc import Iterator

import pytest
from django.http import HttpResponse

from theming import specimens as registry
from theming.specimens import register_specimen, specimen, specimens


@pytest.fixture(autouse=True)
def _the_registry_is_left_as_it_was() -> Iterator[None]:
    before = dict(registry._SPECIMENS)
    yield
    registry._SPECIMENS.clear()
    registry._SPECIMENS.update(before)


def _labels() -> list[str]:
    return [str(each.label) for each in specimens()]


def test_the_path_comes_first_and_the_mail_last() -> None:
    assert _labels() == [
        "Leerpad",
        "Stap om te oefenen",
        "Inloggen",
        "Module",
        "Praktijkopdracht",
        "Stap met vragen",
        "Bijeenkomst leiden",
        "Mail",
    ]


@pytest.mark.parametrize("real_page_is_first", [True, False])
def test_a_real_page_takes_the_place_of_a_stand_in(real_page_is_first: bool) -> None:
    for is_real in (real_page_is_first, not real_page_is_first):
        register_specimen(
            "nieuw", "Echt" if is_real else "Nep", lambda request: HttpResponse(), stand_in=not is_real
        )

    found = specimen("nieuw")
    assert found is not None
    assert found.label == "Echt"


def test_an_unknown_page_is_none() -> None:
    assert specimen("iets") is None
