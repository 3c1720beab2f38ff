"""What the long rounds through every address share."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from theming.fontbuild import build_fonts
from theming.queries import fonts


@pytest.fixture
def unadorned(settings: Any) -> Iterator[None]:
    """As in production: without the demo's bar on every page, and without log lines; a third of the time."""
    settings.DEMO = False
    cache.clear()
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def quick(unadorned: None) -> None:
    """The same with the font files, for rounds that ask for those too. A first time makes them: half a minute."""
    build_fonts(fonts().folder)
