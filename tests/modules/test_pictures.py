"""A picture of an editor: written anew, described, shown with its case, served to whoever may read."""

import datetime as dt
import io
import json
import re
import struct
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Pixels
from wagtail.images.models import Image, Rendition
from wagtail.rich_text import RichText

from modules.editing import sync_editor_permissions
from modules.models import CaseIndexPage, CasePage
from organisations.enums import Role
from organisations.models import Organisation
from people.models import Person
from tests.counting import counting_calls, queries_of
from tests.factories import make_member
from tests.modules.test_hostile_photos import drawn_often

pytestmark = pytest.mark.django_db

ON_IT = "Twee collega's aan een keukentafel."


def bytes_of(kind: str, size: tuple[int, int] = (1200, 800), **options: Any) -> bytes:
    """A picture as a camera writes it."""
    output = io.BytesIO()
    Pixels.new("RGB", size, "#2a6").save(output, kind, **options)
    return output.getvalue()


def jpeg_with_a_place() -> bytes:
    """A portrait photo: turned by its metadata, with the camera's name."""
    exif = Pixels.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera van Wilma"
    return bytes_of("JPEG", exif=exif, comment=b"Camera van Wilma", icc_profile=b"Camera van Wilma" * 20)


def bring_in(browser: Client, content: bytes, name: str = "foto.jpg", description: str = ON_IT) -> Any:
    """Upload in the chooser, as an author does while she writes."""
    form = {"image-chooser-upload-title": "Keukentafel", "image-chooser-upload-description": description}
    form["image-chooser-upload-file"] = SimpleUploadedFile(name, content)  # type: ignore[assignment]
    return browser.post(reverse("wagtailimages_chooser:create", urlconf="portal.urls_region"), form)


@pytest.fixture
def admin(region: Organisation, client_at: Callable[..., Client]) -> Callable[[Role], Client]:
    """`admin(Role.EDITOR)`: somebody's browser on the region's host."""

    def sign_in(role: Role) -> Client:
        person = make_member(region, role)
        sync_editor_permissions(person)
        return client_at(region, person)

    return sign_in


@pytest.fixture
def case(admin: Callable[[Role], Client]) -> CasePage:
    """A published case with a picture."""
    cache.clear()  # Wagtail keeps sizes by the key of a picture, which the next test uses again
    bring_in(admin(Role.EDITOR), bytes_of("JPEG"))
    page = CasePage(
        title="Aan tafel",
        slug="aan-tafel",
        situation="<p>S</p>",
        dilemma="<p>D</p>",
        questions=[("question", RichText("<p>V</p>"))],
    )
    page.picture = Image.objects.get()
    CaseIndexPage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    return page


@pytest.mark.parametrize("role", [Role.EDITOR, Role.CASE_AUTHOR])
def test_what_is_kept_is_upright_and_tells_nothing_of_the_camera(
    admin: Callable[[Role], Client], role: Role
) -> None:
    response = bring_in(admin(role), jpeg_with_a_place())

    assert json.loads(response.content)["step"] == "chosen"
    kept = Image.objects.get()
    with default_storage.open(kept.file.name) as stored, Pixels.open(stored) as picture:
        assert (picture.size, dict(picture.getexif()), kept.description) == ((800, 1200), {}, ON_IT)
    with default_storage.open(kept.file.name) as stored:
        assert b"Wilma" not in stored.read()


def test_metadata_that_makes_no_sense_is_no_reason_to_fail(admin: Callable[[Role], Client]) -> None:
    """A fraction stands where a text is expected; Pillow fails on it when it writes the metadata anew."""
    tags = [(0x0112, 3, 1, 6), (0x010E, 5, 1, 8)]
    rows = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    exif = b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", len(tags)) + rows + bytes(20)

    response = bring_in(admin(Role.EDITOR), bytes_of("JPEG", exif=exif))

    assert json.loads(response.content)["step"] == "chosen"
    kept = Image.objects.get()
    assert (kept.width, kept.height) == (800, 1200)


def test_a_file_that_is_two_things_stays_a_picture_only(admin: Callable[[Role], Client]) -> None:
    bring_in(admin(Role.EDITOR), bytes_of("PNG") + b"<script>alert(1)</script>PK\x03\x04", "x.png")

    with default_storage.open(Image.objects.get().file.name) as stored:
        assert b"<script>" not in stored.read()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "x.svg"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "x.png"),
        (b"GIF89a" + b"\x00" * 40, "x.gif"),
        (bytes_of("JPEG")[:300], "x.jpg"),
        (bytes_of("PNG"), "x.jpg"),
        (bytes_of("PNG", (13_000, 13_000)), "x.png"),
        (drawn_often(3000), "x.jpg"),
    ],
    ids=["svg", "svg called png", "gif", "broken off", "png called jpg", "bomb", "drawn 3000 times"],
)
def test_what_is_no_picture_for_us_is_refused(
    admin: Callable[[Role], Client], content: bytes, name: str
) -> None:
    response = bring_in(admin(Role.EDITOR), content, name)

    answer = json.loads(response.content)
    assert (answer["step"], "error-message" in answer["htmlFragment"]) == ("reshow_creation_form", True)
    assert Image.objects.count() == 0


@pytest.mark.parametrize("size", [(4900, 4900), (64, 64)])
def test_a_picture_that_is_drawn_over_and_over_is_refused_before_it_is_decoded(
    admin: Callable[[Role], Client], size: tuple[int, int]
) -> None:
    editor = admin(Role.EDITOR)
    with counting_calls("ImageFile.load") as honest:
        bring_in(editor, bytes_of("JPEG", size))
    with counting_calls("ImageFile.load") as hostile:
        response = bring_in(editor, drawn_often(3000, size))

    assert json.loads(response.content)["step"] == "reshow_creation_form"
    assert Image.objects.count() == 1
    assert (honest.total() > 0, hostile.total()) == (True, 0)


def test_a_picture_without_a_description_is_refused(admin: Callable[[Role], Client]) -> None:
    response = bring_in(admin(Role.EDITOR), bytes_of("JPEG"), description="")

    assert json.loads(response.content)["step"] == "reshow_creation_form"
    assert Image.objects.count() == 0


def test_an_author_does_not_change_a_picture_of_another(admin: Callable[[Role], Client]) -> None:
    bring_in(admin(Role.EDITOR), bytes_of("JPEG"))
    address = reverse("wagtailimages:edit", args=[Image.objects.get().pk], urlconf="portal.urls_region")

    assert admin(Role.CASE_AUTHOR).get(address).status_code == 403


def test_a_case_shows_its_picture_and_reading_writes_nothing(
    case: CasePage, zonnehoek: Organisation, member: Callable[..., Person], client_at: Callable[..., Client]
) -> None:
    reader = client_at(zonnehoek, member(zonnehoek, Role.SUPERVISOR))
    sizes = set(Rendition.objects.values_list("filter_spec", flat=True))

    page = reader.get("/samen/casussen/aan-tafel/").content.decode()

    assert re.findall(r'<img[^>]* alt="([^"]+)"[^>]*loading="lazy"', page) == [ON_IT.replace("'", "&#x27;")]
    files = re.findall(r"/media/images/[^\s\",]+", page)
    kinds = [
        (reader.get(each).status_code, reader.get(each)["Content-Type"]) for each in dict.fromkeys(files)
    ]
    assert sorted(kinds) == sorted(2 * [(200, "image/avif"), (200, "image/webp"), (200, "image/jpeg")])
    assert set(Rendition.objects.values_list("filter_spec", flat=True)) == sizes


def test_a_picture_costs_one_query(
    case: CasePage, zonnehoek: Organisation, member: Callable[..., Person], client_at: Callable[..., Client]
) -> None:
    reader = client_at(zonnehoek, member(zonnehoek, Role.SUPERVISOR))
    cache.clear()
    with_picture = queries_of(reader, "/samen/casussen/aan-tafel/")
    CasePage.objects.update(picture=None)
    cache.clear()
    without = queries_of(reader, "/samen/casussen/aan-tafel/")

    assert with_picture - without == 1


@pytest.mark.parametrize(("role", "status"), [(None, 302), (Role.LEARNER, 403), (Role.SUPERVISOR, 200)])
def test_only_who_reads_the_curriculum_gets_the_file(
    case: CasePage,
    zonnehoek: Organisation,
    client_at: Callable[..., Client],
    role: Role | None,
    status: int,
) -> None:
    browser = client_at(zonnehoek, make_member(zonnehoek, role) if role else None)
    name = Rendition.objects.first().file.name

    assert browser.get(f"/media/{name}").status_code == status


def test_the_picture_of_a_draft_is_for_who_writes(
    case: CasePage,
    zonnehoek: Organisation,
    admin: Callable[[Role], Client],
    member: Callable[..., Person],
    client_at: Callable[..., Client],
) -> None:
    learner = client_at(zonnehoek, member(zonnehoek, Role.SUPERVISOR))
    address = f"/media/{Rendition.objects.first().file.name}"
    before = learner.get(address).status_code

    case.refresh_from_db()
    case.unpublish()

    refused = learner.get(address)
    unknown = learner.get("/media/images/bestaat-niet.jpg")
    writers = [
        admin(role).get(address).status_code
        for role in (Role.EDITOR, Role.CASE_AUTHOR, Role.REGIONAL_COORDINATOR)
    ]
    assert (before, refused.status_code, writers) == (200, 404, [200, 200, 404])
    pages = {
        re.sub(rb"[A-Za-z0-9]{64}", b"", answer.content.replace(path.encode(), b""))
        for answer, path in ((refused, address), (unknown, "/media/images/bestaat-niet.jpg"))
    }
    assert len(pages) == 1


def test_a_case_whose_day_has_come_is_published_with_its_picture(
    case: CasePage, zonnehoek: Organisation, member: Callable[..., Person], client_at: Callable[..., Client]
) -> None:
    case.refresh_from_db()
    case.unpublish()
    case.go_live_at = timezone.now() + dt.timedelta(hours=1)
    case.save_revision().publish()
    learner = client_at(zonnehoek, member(zonnehoek, Role.SUPERVISOR))
    address = f"/media/{Rendition.objects.first().file.name}"

    answers = []
    for moment in (timezone.now(), timezone.now() + dt.timedelta(hours=2)):
        with time_machine.travel(moment, tick=False):
            call_command("publish_scheduled")
            answers.append(
                [learner.get(each).status_code for each in (address, "/samen/casussen/aan-tafel/")]
            )

    assert answers == [[404, 404], [200, 200]]


def test_a_picture_nobody_chose_is_for_who_writes(
    admin: Callable[[Role], Client],
    zonnehoek: Organisation,
    member: Callable[..., Person],
    client_at: Callable[..., Client],
) -> None:
    bring_in(admin(Role.EDITOR), bytes_of("JPEG"), "los.jpg")
    address = f"/media/{Image.objects.get().get_rendition('width-480').file.name}"

    reader = client_at(zonnehoek, member(zonnehoek, Role.SUPERVISOR))
    assert (reader.get(address).status_code, admin(Role.CASE_AUTHOR).get(address).status_code) == (404, 200)


@pytest.mark.parametrize("name", ["bestaat-niet.webp", "..webp", ".htaccess", "x.svg", "x.html"])
def test_other_names_do_not_exist(
    zonnehoek: Organisation, member: Callable[..., Person], client_at: Callable[..., Client], name: str
) -> None:
    reader = client_at(zonnehoek, member(zonnehoek, Role.SUPERVISOR))

    assert reader.get(f"/media/images/{name}").status_code == 404
    assert reader.get(f"/media/original_images/{name}").status_code == 404
