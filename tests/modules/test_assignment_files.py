"""Photos and sound with an assignment: whole or in pieces, cleaned, private, gone when they should be."""

import hashlib
import io
import os
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from PIL import Image as Pixels

from modules import storing
from modules.models import AssignmentFile, HandIn, LeftFile, ModulePage, UploadPiece
from modules.services import Looks, save_draft
from organisations.enums import Role
from organisations.models import Organisation
from people.models import Person
from people.rules import months_before
from portal.storage import PrivateS3Storage
from tests.factories import make_member
from tests.modules.assignments import PAGE, TEXT, attached, filled, handed_in, page_of, photo, words_of
from tests.modules.test_uploads import mp3, wav

PIECES = f"{PAGE}stuk/"


def sent(
    browser: Client,
    data: bytes,
    offset: int,
    length: int,
    upload: str,
    *,
    size: int = 0,
    address: str = "",
    changed: dict[str, str] | None = None,
    **more: Any,
) -> Any:
    piece = data[offset : offset + length]
    return browser.post(
        f"{address}stuk/" if address else PIECES,
        {
            "upload": upload,
            "name": "bord.jpg",
            "size": size or len(data),
            "offset": offset,
            "digest": hashlib.sha256(piece).hexdigest(),
            "confirmed": "on",
            "piece": SimpleUploadedFile("stuk", piece),
            **(changed or {}),
            **more,
        },
    )


def test_a_photo_comes_with_the_form(browser: Client) -> None:
    response = browser.post(PAGE, filled(browser, **attached(name="Bord in de gang.JPG")), follow=True)

    file = AssignmentFile.objects.get()
    assert (file.kind, file.name, file.content_type, file.is_shown) == (
        "photo",
        "Bord in de gang.jpg",
        "image/jpeg",
        False,
    )
    assert (
        page_of(response).select_one(".evidence img")["src"] == f"/opdrachten/{file.hand_in_id}/{file.key}/"
    )
    assert HandIn.objects.get().text == TEXT


def test_the_same_form_twice_brings_one_file(browser: Client) -> None:
    data = filled(browser)

    for _time in range(2):
        assert browser.post(PAGE, {**data, **attached()}).status_code == 302
    assert AssignmentFile.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"%PDF-1.7 ", "PDF"), (photo()[:200], "stuk"), (b"\x00" * 60, "past")],
    ids=["pdf", "cut off", "nonsense"],
)
def test_what_is_refused_leaves_the_text(browser: Client, content: bytes, word: str) -> None:
    response = browser.post(PAGE, filled(browser, **attached(content)))

    assert (response.status_code, word in words_of(response)) == (422, True)
    assert page_of(response).find("textarea").text.strip() == TEXT
    assert (AssignmentFile.objects.count(), HandIn.objects.get().text) == (0, TEXT)


def test_a_photo_needs_the_tick_and_sound_does_not(browser: Client) -> None:
    without = filled(browser, bestand=SimpleUploadedFile("bord.jpg", photo()))
    assert "Zet eerst het vinkje" in words_of(browser.post(PAGE, without))
    assert browser.post(PAGE, filled(browser, bestand=SimpleUploadedFile("m.mp3", mp3()))).status_code == 302
    assert AssignmentFile.objects.get().content_type == "audio/mpeg"


def test_five_files_are_enough(browser: Client) -> None:
    for number in range(5):
        browser.post(PAGE, filled(browser, **attached(wav(), f"{number}.wav")))

    response = browser.post(PAGE, filled(browser, **attached()))

    assert (response.status_code, AssignmentFile.objects.count()) == (422, 5)
    assert "Er zitten al vijf bestanden bij" in words_of(response)


def test_a_file_arrives_in_pieces_and_goes_on_where_it_was(browser: Client, daan: Person) -> None:
    data, upload = photo((900, 700)), str(uuid4())
    third = len(data) // 3 + 1

    first = sent(browser, data, 0, third, upload)
    again = sent(browser, data, 0, third, upload)
    too_far = sent(browser, data, 2 * third, third, upload)
    second = sent(browser, data, third, third, upload)
    last = sent(browser, data, 2 * third, third, upload)
    after = sent(browser, data, 0, third, upload)

    assert [(each.status_code, each.json().get("received")) for each in (first, again, too_far, second)] == [
        (200, third),
        (409, third),
        (409, third),
        (200, 2 * third),
    ]
    assert [each.json() for each in (last, after)] == [{"received": len(data), "done": True}] * 2
    file = AssignmentFile.objects.get()
    with storages["private"].open(file.stored) as stored, Pixels.open(stored) as kept:
        assert kept.size == (900, 700)
    assert UploadPiece.objects.count() == 0


def test_a_piece_that_arrives_otherwise_is_asked_again(browser: Client) -> None:
    data, upload = photo(), str(uuid4())

    spoiled = sent(browser, data, 0, 100, upload, digest="0" * 64)

    assert (spoiled.status_code, UploadPiece.objects.count()) == (400, 0)
    assert sent(browser, data, 0, 200, upload, size=150).status_code == 400


def test_an_upload_belongs_to_one_module(browser: Client) -> None:
    data, upload = photo(), str(uuid4())
    elsewhere = "/modules/leerdoelen-en-leerwerkplan/opdracht/"

    assert sent(browser, data, 0, 100, upload).status_code == 200
    assert sent(browser, data, 0, 100, upload, address=elsewhere).status_code == 400
    assert UploadPiece.objects.count() == 1


@pytest.mark.parametrize("number", [0, 10**20])
def test_a_file_of_nothing_known_is_not_there(browser: Client, number: int) -> None:
    assert browser.get(f"/opdrachten/{number}/{uuid4()}/").status_code == 404


@pytest.mark.parametrize(
    "change", [{"upload": "x"}, {"offset": "-1"}, {"size": "0"}, {"digest": "zz"}, {"piece": ""}], ids=str
)
def test_nonsense_is_told_as_such(browser: Client, change: dict[str, str]) -> None:
    response = sent(browser, photo(), 0, 100, str(uuid4()), changed=change)

    assert (response.status_code, response.json()["message"]) == (
        422,
        "Dit bestand kwam niet goed aan. Kies het opnieuw.",
    )


def test_a_file_that_is_refused_at_the_end_leaves_nothing(browser: Client) -> None:
    data = photo()[:300]

    response = sent(browser, data, 0, 300, str(uuid4()))

    assert (response.status_code, "stuk" in response.json()["message"]) == (422, True)
    assert (UploadPiece.objects.count(), AssignmentFile.objects.count()) == (0, 0)


def test_too_large_is_said_at_the_first_piece(browser: Client) -> None:
    response = sent(browser, photo(), 0, 100, str(uuid4()), size=26 * 1024 * 1024)

    assert (response.status_code, "25 MB" in response.json()["message"]) == (422, True)


class Away(PrivateS3Storage):
    """A bucket at a port where nobody listens."""

    def __init__(self) -> None:
        super().__init__(
            bucket_name="leerlijn",
            endpoint_url="http://127.0.0.1:9",
            access_key="sleutel",
            secret_key="geheim",
            region_name="eu-west-1",
        )


def test_with_the_storage_away_the_text_is_kept_and_no_row_is_left(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, upload = photo(), str(uuid4())
    away = Away()
    monkeypatch.setattr("modules.storing.private_storage", lambda: away)

    form = browser.post(PAGE, filled(browser, **attached()))
    piece = sent(browser, data, 0, len(data), upload)

    assert (form.status_code, piece.status_code, AssignmentFile.objects.count()) == (503, 503, 0)
    assert "De tekst staat er nog" in words_of(form)
    monkeypatch.undo()
    assert sent(browser, data, 0, len(data), upload).json()["done"] is True


def test_a_file_is_served_to_its_owner_and_kept_by_nobody(browser: Client) -> None:
    browser.post(PAGE, filled(browser, **attached(name='Bord "A".jpg')))
    file = AssignmentFile.objects.get()
    address = f"/opdrachten/{file.hand_in_id}/{file.key}/"

    response = browser.get(address)
    part = browser.get(address, headers={"range": "bytes=10-19"})
    end = browser.get(address, headers={"range": "bytes=-5"})

    whole = b"".join(response.streaming_content)
    assert (len(whole), whole[:3]) == (file.size, b"\xff\xd8\xff")
    assert (part.status_code, part.content, end.content) == (206, whole[10:20], whole[-5:])
    assert part["Content-Range"] == f"bytes 10-19/{file.size}"
    assert {name: response[name] for name in ("Content-Type", "Cache-Control", "X-Content-Type-Options")} == {
        "Content-Type": "image/jpeg",
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    assert response["Content-Disposition"] == 'attachment; filename="Bord A.jpg"'
    assert sorted(response["Content-Security-Policy"].split("; ")) == ["default-src 'none'", "sandbox"]


@pytest.mark.parametrize(
    "wanted", ["bytes=9-2", "bytes=99999999-", "items=1-2", "bytes=a-b", "bytes=1-2,4-5"]
)
def test_a_strange_range_gets_the_whole_file(browser: Client, wanted: str) -> None:
    browser.post(PAGE, filled(browser, **attached()))
    file = AssignmentFile.objects.get()

    response = browser.get(f"/opdrachten/{file.hand_in_id}/{file.key}/", headers={"range": wanted})

    assert (response.status_code, response["Content-Length"]) == (200, str(file.size))


def test_no_public_address_gives_it(browser: Client) -> None:
    browser.post(PAGE, filled(browser, **attached()))
    stored = AssignmentFile.objects.get().stored

    assert storages["private"].exists(stored)
    for address in (f"/media/{stored}", f"/media/private/{stored}", f"/static/{stored}", f"/{stored}"):
        assert browser.get(address).status_code == 404


def test_a_colleague_and_swapped_keys_find_nothing(
    browser: Client,
    daan: Person,
    zonnehoek: Organisation,
    client_at: Callable[..., Client],
    module: Callable[[str], ModulePage],
) -> None:
    browser.post(PAGE, filled(browser, **attached()))
    file = AssignmentFile.objects.get()
    other = save_draft(person=daan, module=module("M02"), uuid=uuid4(), based_on=0, text="x", looks=Looks())
    colleague = client_at(zonnehoek, make_member(zonnehoek))
    trainer = client_at(zonnehoek, make_member(zonnehoek, Role.PRACTICE_TRAINER))

    address = f"/opdrachten/{file.hand_in_id}/{file.key}/"
    assert [each.get(address).status_code for each in (browser, colleague, trainer)] == [200, 404, 404]
    assert browser.get(f"/opdrachten/{other.pk}/{file.key}/").status_code == 404
    assert browser.get(f"/opdrachten/{file.hand_in_id}/{uuid4()}/").status_code == 404
    assert browser.post(f"/modules/{module('M02').slug}/opdracht/bestand/{file.key}/weg/").status_code == 404


def test_taking_a_file_away_takes_it_from_the_disk(
    browser: Client, django_capture_on_commit_callbacks: Any
) -> None:
    browser.post(PAGE, filled(browser, **attached()))
    file = AssignmentFile.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(f"{PAGE}bestand/{file.key}/weg/").status_code == 302

    assert (AssignmentFile.objects.count(), storages["private"].exists(file.stored)) == (0, False)
    assert LeftFile.objects.count() == 0


def test_a_file_that_no_row_knows_goes_after_a_day(browser: Client) -> None:
    storage = storages["private"]
    browser.post(PAGE, filled(browser, **attached()))
    hers = AssignmentFile.objects.get().stored
    left = storing.keep(b"van een verzoek dat werd teruggedraaid", "jpg")

    call_command("apply_retention", verbosity=0)
    after_minutes = [storage.exists(path) for path in (hers, left)]
    earlier = time.time() - 25 * 3600
    for path in (hers, left):
        os.utime(storage.path(path), (earlier, earlier))
    call_command("apply_retention", verbosity=0)

    assert after_minutes == [True, True]
    assert [storage.exists(path) for path in (hers, left)] == [True, False]


def test_photos_stay_twelve_months_after_the_last_thing_that_happened(
    browser: Client,
    daan: Person,
    zonnehoek: Organisation,
    module: Callable[[str], ModulePage],
    client_at: Callable[..., Client],
) -> None:
    noor = make_member(zonnehoek, Role.LEARNER)
    browser.post(PAGE, filled(browser, **attached()))
    work = handed_in(daan, module("M01"), zonnehoek, learner_id=noor.pk)
    HandIn.objects.update(changed_at=months_before(timezone.now(), 11))
    as_noor = client_at(zonnehoek, noor)
    page = page_of(as_noor.get(f"/meekijken/{work.pk}/"))
    fields = {each["name"]: each.get("value", "") for each in page.select("main form input[name]")}

    as_noor.post(f"/meekijken/{work.pk}/", {**fields, "text": "Fijn, zo'n vast uur."})
    last, left = HandIn.objects.get().changed_at, []
    for months in (11, 13):
        HandIn.objects.update(changed_at=months_before(last, months))
        call_command("apply_retention", verbosity=0)
        left.append(AssignmentFile.objects.count())

    assert left == [1, 0]


def test_a_photo_in_an_old_draft_is_kept_from_the_day_that_it_came(
    browser: Client, daan: Person, module: Callable[[str], ModulePage]
) -> None:
    browser.post(PAGE, filled(browser))
    HandIn.objects.update(changed_at=months_before(timezone.now(), 18))
    data = photo()

    sent(browser, data, 0, len(data), str(uuid4()))
    call_command("apply_retention", verbosity=0)

    assert AssignmentFile.objects.count() == 1


def test_what_is_handed_in_cannot_be_taken_away(
    browser: Client, daan: Person, zonnehoek: Organisation, module: Callable[[str], ModulePage]
) -> None:
    browser.post(PAGE, filled(browser, **attached()))
    noor = make_member(zonnehoek, Role.LEARNER)
    handed_in(daan, module("M01"), zonnehoek, learner_id=noor.pk)
    file = AssignmentFile.objects.get()

    response = browser.post(f"{PAGE}bestand/{file.key}/weg/")

    assert (response.status_code, AssignmentFile.objects.count()) == (409, 1)


def test_a_bomb_is_refused_like_anything_else(browser: Client) -> None:
    output = io.BytesIO()
    Pixels.new("L", (13_000, 13_000)).save(output, "PNG")

    response = browser.post(PAGE, filled(browser, **attached(output.getvalue(), "bom.png")))

    assert (response.status_code, "25 miljoen" in words_of(response)) == (422, True)
