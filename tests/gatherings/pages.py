"""Addresses and texts of pages of a gathering."""

from typing import Any

from bs4 import BeautifulSoup
from django.test import Client

from gatherings.models import Gathering


def page_of(gathering: Gathering, part: str = "") -> str:
    """The address of a gathering, or of a page under it."""
    return f"/samen/bijeenkomsten/{gathering.pk}/{part}"


def soup_of(response: Any) -> BeautifulSoup:
    """The page as a tree."""
    return BeautifulSoup(response.content, "html.parser")


def shown(client: Client, address: str) -> str:
    """The text of a page's main part, on one line."""
    return " ".join(soup_of(client.get(address)).select_one("main").get_text(" ").split())
