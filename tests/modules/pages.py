"""A page as somebody uses it without JavaScript: read, fill in a form, press a button."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.test import Client

from tests.forms import filled


class Screen:
    """One address in one browser."""

    def __init__(self, client: Client, path: str) -> None:
        self.client = client
        self.path = path
        self.open()

    def open(self, query: str = "") -> "Screen":
        """Fetch the page."""
        return self.show(self.client.get(self.path + query))

    def show(self, response: Any) -> "Screen":
        """Look at this response."""
        self.response = response
        self.status = response.status_code
        self.html = response.content.decode()
        self.soup = BeautifulSoup(self.html, "html.parser")
        return self

    @property
    def form(self) -> Tag | None:
        """The answer form."""
        found = self.soup.find("form", id="antwoord")
        return found if isinstance(found, Tag) else None

    def filled(self) -> dict[str, Any]:
        """What a browser would send: hidden fields, texts, what is ticked or selected."""
        assert self.form is not None, "there is no form to fill in"
        return filled(self.form)

    def names(self, *, prefix: str = "a-") -> list[str]:
        """The names of the questions in the form, once each, in order."""
        assert self.form is not None
        found = [str(field["name"]) for field in self.form.select("[name]")]
        return list(dict.fromkeys(name for name in found if name.startswith(prefix)))

    def press(
        self, button: tuple[str, str] | None = None, *, follow: bool = True, **answers: Any
    ) -> "Screen":
        """Send the form with these answers and look at what comes."""
        assert self.form is not None
        return self.send(self.filled() | answers | (dict([button]) if button else {}), follow=follow)

    def send(self, data: dict[str, Any], *, follow: bool = True, **extra: Any) -> "Screen":
        """Send this to the form's address."""
        return self.show(self.client.post(self.path + "antwoord/", data, follow=follow, **extra))

    def text(self, selector: str) -> str:
        """The text of the first element that fits, on one line; empty when there is none."""
        found = self.soup.select_one(selector)
        return " ".join(found.get_text(" ").split()) if found else ""


CHECK = ("kijk-na", "ja")
COMPARE = ("vergelijk", "ja")
NEXT = ("verder", "stap")
FOR_NOW = ("verder", "pad")
