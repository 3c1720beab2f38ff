"""What the tests of assignments share: a browser that writes, brings files and hands in."""

import io
import re
from typing import Any
from uuid import uuid4

from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Pixels

from modules.models import HandIn, ModulePage
from modules.services import Looks, hand_in, save_draft
from organisations.models import Organisation
from people.models import Person

SLUG = "jij-als-werkbegeleider"
PAGE = f"/modules/{SLUG}/opdracht/"
TEXT = "Ruud en ik spraken af: elke week een uur, ook als het druk is."


def photo(size: tuple[int, int] = (640, 480)) -> bytes:
    """A photo of a green wall."""
    output = io.BytesIO()
    Pixels.new("RGB", size, "#2a6").save(output, "JPEG")
    return output.getvalue()


def page_of(response: Any) -> BeautifulSoup:
    """The page, to look around in."""
    return BeautifulSoup(response.content.decode(), "html.parser")


def words_of(response: Any) -> str:
    """What a page says in its main part, on one line."""
    main = page_of(response).find("main")
    assert main is not None
    return " ".join(main.get_text(" ").split())


def revision_on(client: Client, address: str = PAGE) -> int:
    """The revision that the form on the page carries."""
    found = re.search(r'name="based_on" value="(\d+)"', client.get(address).content.decode())
    assert found
    return int(found[1])


def filled(client: Client, text: str = TEXT, address: str = PAGE, **more: Any) -> dict[str, Any]:
    """What a browser sends of the form."""
    return {"uuid": str(uuid4()), "based_on": revision_on(client, address), "text": text, **more}


def attached(data: bytes | None = None, name: str = "bord.jpg") -> dict[str, Any]:
    """A photo in the form, with the tick."""
    return {"bestand": SimpleUploadedFile(name, data or photo()), "herkenbaar": "ja"}


def handed_in(
    person: Person, module: ModulePage, organisation: Organisation, *, text: str = TEXT, **looks: Any
) -> HandIn:
    """Somebody's work, given to the trainers unless said otherwise."""
    found = HandIn.objects.filter(person=person, module=module).first()
    save_draft(
        person=person,
        module=module,
        uuid=uuid4(),
        based_on=found.revision if found else 0,
        text=text,
        looks=Looks(**(looks or {"asks_trainer": True})),
    )
    return hand_in(person=person, module=module, organisation=organisation, uuid=uuid4())
