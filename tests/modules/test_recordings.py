"""Films and sound: what comes in, what must be there before people see it, how it is served in parts."""

import io
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pixels
from wagtail.images.models import Image

from modules.editing import sync_editor_permissions
from modules.models import FriendLink, Recording, StepPage
from modules.queries import module_of
from modules.recordings.captions import BadCaptionsError, read_captions, written_captions
from modules.recordings.containers import Facts, NoLengthError, NotARecordingError, read_facts
from modules.recordings.ranges import CannotServeError, asked_part
from organisations.enums import Role
from organisations.models import Organisation
from tests.counting import queries_of
from tests.factories import make_member
from tests.modules.recordings import CAPTIONS, box, mp3, mp4, webm
from tests.modules.test_editing import step_data

ADD = "/redactie/snippets/modules/recording/add/"
WHERE = b"+51.1234+005.1234/ Telefoon van Wilma"


def facts_of(content: bytes) -> Facts:
    return read_facts(io.BytesIO(content), len(content))


# What is in a file --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (mp4(5), Facts("mp4", True, 5.0, 640, 360)),
        (mp4(190, b"soun"), Facts("mp4", False, 190.0)),
        (mp3(441), Facts("mp3", False, 11.52)),
        (mp3(441, tag=b"TIT2 Wilma" + bytes(90), end=b"Wilma"), Facts("mp3", False, 11.52)),
        (webm(7.5), Facts("webm", True, 7.5, 640, 360)),
        (webm(3, kind=2), Facts("webm", False, 3.0)),
    ],
)
def test_a_container_says_what_it_holds(content: bytes, expected: Facts) -> None:
    assert facts_of(content) == expected


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><script>alert(1)</script>",
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        mp4()[:200],
        mp3(2),
        mp3(9) + b"<script>",
        mp3(9, tag=bytes(300))[:200],
        webm(5, width=70_000),
        mp4(5, b"text"),
        box(b"ftyp", b"isom") + box(b"mdat", bytes(40)),
        webm(doctype=b"matroska"),
        webm()[:80],
        webm(5, kind=17),
        b"\x00\x00\x00\x10ftyp" + b"\xff" * 64,
        b"\x1a\x45\xdf\xa3" + b"\xff" * 64,
    ],
)
def test_what_is_no_recording_is_refused(content: bytes) -> None:
    with pytest.raises(NotARecordingError):
        facts_of(content)


@pytest.mark.parametrize("content", [webm(None), mp4(0)])
def test_a_file_without_a_length_is_refused(content: bytes) -> None:
    with pytest.raises(NoLengthError):
        facts_of(content)


@given(
    st.binary(max_size=300),
    st.sampled_from([mp4(5), webm(5), mp3(5, tag=b"x", end=b"x")]),
    st.integers(0, 2400),
)
def test_no_file_breaks_the_reader(noise: bytes, whole: bytes, place: int) -> None:
    content = whole[:place] + noise + whole[place + len(noise) :]
    with suppress(NotARecordingError):
        assert facts_of(content).seconds > 0


# Captions -----------------------------------------------------------------------------------------


def test_captions_are_written_anew_with_nothing_but_times_and_lines() -> None:
    content = (
        "\ufeffWEBVTT - titel\r\n\r\nNOTE van de maker\r\n\r\nSTYLE\n::cue { color: red }\r\n\r\neen\r\n"
        "00:01.000 --> 00:02.500 align:start\r\n<v Sem>Mag ik <b>zelf</b>?\r\n- Ja.\r\n"
    ).encode()
    again = written_captions(read_captions(content))
    assert again == b"WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nMag ik zelf?\n- Ja.\n"
    assert written_captions(read_captions(again)) == again


def test_captions_that_are_nothing_but_brackets_are_read() -> None:
    (cue,) = read_captions(b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<" * 51 + b"a>" * 51 + b"\n")
    assert (cue.text.replace(" ", ""), "<" in cue.text) == ("a" * 51, False)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"\xff\xfe\x00", ("encoding", 0)),
        (b"1\n00:00:01,000 --> 00:00:02,000\nSRT\n", ("header", 1)),
        (b"WEBVTT\n\n", ("empty", 0)),
        (b"WEBVTT\n\n00:01,000 --> 00:02,000\nX\n", ("times", 3)),
        (b"WEBVTT\n\n00:03.000 --> 00:02.000\nX\n", ("times", 3)),
        (b"WEBVTT\n\nX\n", ("times", 4)),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n\n", ("line", 3)),
        (b"WEBVTT\n\n999:00:01.000 --> 999:00:02.000\nX\n", ("times", 3)),
        (b"WEBVTT\n\n00:05.000 --> 00:06.000\nA\n\n00:01.000 --> 00:02.000\nB\n", ("order", 6)),
    ],
)
def test_bad_captions_say_what_and_where(content: bytes, fault: tuple[str, int]) -> None:
    with pytest.raises(BadCaptionsError) as caught:
        read_captions(content)
    assert (caught.value.reason, caught.value.line) == fault


@given(st.text(max_size=200))
def test_no_text_breaks_the_captions(text: str) -> None:
    with suppress(BadCaptionsError):
        read_captions(f"WEBVTT\n\n{text}".encode("utf-8", "surrogatepass"))


# Parts --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", None),
        ("bytes=0-", (0, 99)),
        ("bytes=10-19", (10, 19)),
        ("bytes=90-500", (90, 99)),
        ("bytes=-10", (90, 99)),
        ("bytes=-500", (0, 99)),
        ("bytes=20-10", None),
        ("bytes=-", None),
        ("bytes=0-1,5-6", None),
        ("items=0-1", None),
        ("bytes=a-b", None),
    ],
)
def test_a_part_of_a_file(header: str, expected: tuple[int, int] | None) -> None:
    assert asked_part(header, 100) == expected


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=1000-2000", "bytes=-0"])
def test_a_part_beyond_the_end(header: str) -> None:
    with pytest.raises(CannotServeError):
        asked_part(header, 100)


@given(st.text(max_size=40), st.integers(0, 1000))
def test_no_header_breaks_the_parts(header: str, length: int) -> None:
    try:
        part = asked_part(f"bytes={header}", length)
    except CannotServeError:
        return
    assert part is None or 0 <= part[0] <= part[1] < length


# Bringing in --------------------------------------------------------------------------------------


@pytest.fixture
def admin(region: Organisation, client_at: Callable[..., Client]) -> Callable[[Role], Client]:
    """`admin(Role.EDITOR)`: somebody's browser on the region's host."""

    def sign_in(role: Role) -> Client:
        person = make_member(region, role)
        sync_editor_permissions(person)
        return client_at(region, person)

    return sign_in


@pytest.fixture
def editor(admin: Callable[[Role], Client]) -> Client:
    return admin(Role.EDITOR)


@pytest.fixture
def poster(db: None) -> Image:
    """A picture for before the film."""
    cache.clear()
    output = io.BytesIO()
    Pixels.new("RGB", (1280, 720), "#26a").save(output, "PNG")
    return Image.objects.create(
        title="Beeld vooraf", description="Twee mensen", file=SimpleUploadedFile("p.png", output.getvalue())
    )


def bring_in(browser: Client, address: str = ADD, **fields: Any) -> Any:
    data = {"title": "De eerste dag", "transcript": "", "poster": "", **fields}
    return browser.post(address, {name: value for name, value in data.items() if value is not None})


def file_of(content: bytes, name: str = "film.mp4") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def faults(response: Any) -> str:
    assert response.status_code == 200
    page = BeautifulSoup(response.content.decode(), "html.parser")
    return " ".join(
        found.get_text(" ", strip=True) for found in page.select(".error-message, .messages .error")
    )


def test_a_film_comes_in_without_what_the_phone_knows(editor: Client) -> None:
    content = mp4(190, personal=WHERE)
    assert WHERE in content
    response = bring_in(editor, file=file_of(content, "VID Wilma.mp4"), captions=file_of(CAPTIONS, "x.vtt"))
    assert response.status_code == 302
    kept = Recording.objects.get()
    with default_storage.open(kept.file.name) as stored:
        inside = stored.read()
    assert (len(inside), WHERE in inside, facts_of(inside)) == (len(content), False, facts_of(content))
    assert (kept.length, kept.size, kept.width, kept.has_picture) == ("3:10", len(content), 640, True)
    assert "Wilma" not in kept.file.name
    with default_storage.open(kept.captions.name) as stored:
        assert stored.read().startswith(b"WEBVTT\n\n00:00:00.500 --> 00:00:02.000\nGoedemorgen.")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            {"file": (b"MZ" + bytes(50), "film.mp4")},
            "Dit is geen film in MP4 of WebM en geen geluid in M4A of MP3, of het is niet heel.",
        ),
        ({"file": (webm(None), "film.webm")}, "In dit bestand staat niet hoe lang het duurt."),
        ({"file": (mp4(), "film.mp4"), "captions": (b"1\n", "x.srt")}, "de eerste regel is niet WEBVTT."),
        (
            {"file": (mp4(), "f.mp4"), "captions": (b"WEBVTT\n\n02:00.000 --> 02:01.000\nX\n", "x.vtt")},
            "Deze ondertitels lopen door na het einde.",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_reason(
    editor: Client, fields: dict[str, tuple[bytes, str]], expected: str
) -> None:
    response = bring_in(editor, **{name: file_of(*content) for name, content in fields.items()})
    assert expected in faults(response)
    assert Recording.objects.count() == 0


def test_a_file_over_the_limit_is_refused(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("modules.recording_form.LARGEST", 1000)
    assert "groter dan 100 MB" in faults(bring_in(editor, file=file_of(mp4())))


def test_a_casework_author_brings_in_no_recordings(admin: Callable[[Role], Client]) -> None:
    response = bring_in(admin(Role.CASE_AUTHOR), file=file_of(mp4()))
    assert response.status_code == 403
    assert Recording.objects.count() == 0


# Before publishing --------------------------------------------------------------------------------


@pytest.fixture
def recording(editor: Client) -> Recording:
    """A film without anything beside it."""
    bring_in(editor, file=file_of(mp4(190)))
    return Recording.objects.get()


def edit(editor: Client, page: StepPage, recording: Recording | None, *, publish: bool) -> Any:
    """Choose this recording in the editor's form of the step, and save or publish."""
    data = step_data(page) | {"body-0-value-recording": str(recording.pk) if recording else ""}
    return editor.post(
        f"/redactie/pages/{page.pk}/edit/", data | ({"action-publish": "1"} if publish else {})
    )


def complete(editor: Client, recording: Recording, poster: Image) -> Recording:
    """Add what is missing."""
    response = bring_in(
        editor,
        f"/redactie/snippets/modules/recording/edit/{recording.pk}/",
        captions=file_of(CAPTIONS, "x.vtt"),
        poster=poster.pk,
        transcript="Sem zegt goedemorgen.\n\nHij <lacht>.",
    )
    assert response.status_code == 302
    recording.refresh_from_db()
    return recording


def test_a_draft_saves_and_publishing_names_what_is_missing(
    editor: Client, recording: Recording, poster: Image, step: Any
) -> None:
    page = step("film")
    assert edit(editor, page, recording, publish=False).status_code == 302
    assert StepPage.objects.get(pk=page.pk).has_unpublished_changes
    refused = edit(editor, page, recording, publish=True)
    expected = (
        "Film, opname ‘De eerste dag’: voeg eerst toe bij Opnamen: "
        "ondertitels, een beeld vooraf, de uitgeschreven tekst."
    )
    assert refused.context["form"].errors == {"body": [expected]}
    # The editor's page draws a stream with its faults from this attribute.
    assert "voeg eerst toe bij Opnamen: ondertitels" in refused.content.decode()
    assert not StepPage.objects.get(pk=page.pk).body[0].value["recording"]

    complete(editor, recording, poster)
    assert edit(editor, page, recording, publish=True).status_code == 302
    assert StepPage.objects.get(pk=page.pk).body[0].value["recording"] == recording


MISSING = "Film, opname ‘De eerste dag’: voeg eerst toe bij Opnamen: ondertitels"


def test_many_at_once_and_the_workflow_publish_no_film_that_lacks_something(
    editor: Client, admin: Any, recording: Recording, poster: Image, step: Any
) -> None:
    page = step("film")
    edit(editor, page, recording, publish=False)
    sent = editor.post(f"/redactie/bulk/wagtailcore/page/publish/?id={page.pk}", follow=True)
    assert MISSING in sent.content.decode()
    assert not StepPage.objects.get(pk=page.pk).body[0].value["recording"]

    edit(editor, page, None, publish=False)
    draft = StepPage.objects.get(pk=page.pk)
    editor.post(f"/redactie/pages/{page.pk}/edit/", step_data(draft) | {"action-submit": "1"})
    edit(editor, page, recording, publish=False)
    other = admin(Role.EDITOR)
    state = draft.current_workflow_task_state
    approve = admin_address("wagtailadmin_pages:workflow_action", page.pk, "approve", state.pk)
    assert other.post(approve, {"comment": ""})["Location"] == "/redactie/"
    assert StepPage.objects.get(pk=page.pk).has_unpublished_changes
    assert not StepPage.objects.get(pk=page.pk).body[0].value["recording"]
    assert MISSING in other.get(f"/redactie/pages/{page.pk}/edit/").content.decode()

    complete(editor, recording, poster)
    other.post(approve, {"comment": ""})
    assert StepPage.objects.get(pk=page.pk).body[0].value["recording"] == recording


def test_a_film_wants_a_picture_and_listening_does_not(editor: Client, step: Any) -> None:
    bring_in(editor, file=file_of(mp4(20, b"soun"), "x.m4a"), transcript="Tekst")
    refused = edit(editor, step("film"), Recording.objects.get(), publish=True)
    assert "Film: kies een opname met beeld." in refused.content.decode()


def test_what_a_published_step_shows_stays_complete(editor: Client, shown: Recording) -> None:
    refused = bring_in(
        editor,
        f"/redactie/snippets/modules/recording/edit/{shown.pk}/",
        poster=shown.poster_id,
        transcript="",
    )
    assert "Dan kan dit niet weg: de uitgeschreven tekst." in refused.content.decode()
    shown.refresh_from_db()
    assert shown.transcript


def admin_address(name: str, *args: Any) -> str:
    return reverse(name, args=args, urlconf="portal.urls_region")


@pytest.mark.parametrize("way", ["one", "many"])
def test_what_a_published_step_shows_is_not_thrown_away(
    editor: Client, shown: Recording, step: Any, way: str
) -> None:
    one = "wagtailsnippets_modules_recording:delete"
    address = (
        admin_address(one, shown.pk)
        if way == "one"
        else f"{admin_address('wagtail_bulk_action', 'modules', 'recording', 'delete')}?id={shown.pk}"
    )
    for refused in (editor.get(address, follow=True), editor.post(address, follow=True)):
        text = (
            "Niets verwijderd. Een gepubliceerde stap laat dit zien: De eerste dag. Haal het daar eerst weg."
        )
        assert text in refused.content.decode()
    assert Recording.objects.filter(pk=shown.pk).exists()

    edit(editor, step("film"), None, publish=True)
    editor.post(address, follow=True)
    assert not Recording.objects.filter(pk=shown.pk).exists()


@pytest.mark.parametrize("way", ["one", "many"])
def test_the_picture_before_a_film_is_not_thrown_away(
    editor: Client, shown: Recording, poster: Image, way: str
) -> None:
    address = (
        admin_address("wagtailimages:delete", poster.pk)
        if way == "one"
        else f"{admin_address('wagtail_bulk_action', 'wagtailimages', 'image', 'delete')}?id={poster.pk}"
    )
    asked = BeautifulSoup(editor.get(address).content, "html.parser")
    assert asked.select("main form [type=submit].serious") == []
    editor.post(address)
    shown.refresh_from_db()
    assert shown.poster == poster


# Shown and served ---------------------------------------------------------------------------------


@pytest.fixture
def shown(editor: Client, recording: Recording, poster: Image, step: Any) -> Recording:
    """A film with all that belongs to it, on a published step."""
    edit(editor, step("film"), complete(editor, recording, poster), publish=True)
    return recording


def film_page(browser: Client, step: Any) -> BeautifulSoup:
    page = step("film")
    response = browser.get(f"/modules/{module_of(page).slug}/{page.slug}/")
    assert response.status_code == 200
    assert "media-src 'self'" in response.headers["Content-Security-Policy"]
    return BeautifulSoup(response.content.decode(), "html.parser")


def test_the_film_waits_with_its_size_its_captions_and_its_text(
    shown: Recording, browser: Client, step: Any
) -> None:
    page = film_page(browser, step)
    video = page.select_one("video")
    assert (video["preload"], video.has_attr("autoplay"), video.has_attr("controls")) == ("none", False, True)
    track = video.select_one("track")
    assert (track["kind"], track["srclang"], track.has_attr("default")) == ("captions", "nl", True)
    note = " ".join(page.select_one("figcaption").get_text(" ").split())
    assert note.startswith("Duur 3:10, 0,1 MB, ondertitels staan aan.")
    assert [text.get_text() for text in page.select("#tekst p")] == ["Sem zegt goedemorgen.", "Hij <lacht>."]
    kinds = [
        source["srcset"].split()[0].rpartition(".")[2] for source in page.select(".player picture source")
    ]
    assert kinds == ["avif", "webp"]
    assert page.select_one(".player picture img")["alt"] == "Twee mensen"
    assert page.select(".talk") == []
    assert "De film is er nog niet." not in page.get_text()
    for address in (video.source["src"], track["src"], page.select_one(".player picture img")["src"]):
        assert browser.get(address).status_code == 200


def test_without_a_film_the_conversation_stands_there(browser: Client, step: Any) -> None:
    page = film_page(browser, step)
    assert page.select("video") == []
    assert page.select(".talk__line")
    assert "De film is er nog niet. Hieronder staat het gesprek, om te lezen." in page.get_text()


def whole(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_a_film_comes_in_parts(shown: Recording, browser: Client) -> None:
    address = f"/media/recordings/{shown.file_name}"
    with default_storage.open(shown.file.name) as stored:
        content = stored.read()
    everything = browser.get(address)
    assert (everything.status_code, everything["Content-Type"], whole(everything)) == (
        200,
        "video/mp4",
        content,
    )
    assert (everything["Accept-Ranges"], int(everything["Content-Length"])) == ("bytes", len(content))
    for header, first, last in (
        ("bytes=0-", 0, len(content) - 1),
        ("bytes=5-9", 5, 9),
        ("bytes=-7", len(content) - 7, len(content) - 1),
    ):
        part = browser.get(address, headers={"range": header})
        assert (part.status_code, whole(part)) == (206, content[first : last + 1])
        assert part["Content-Range"] == f"bytes {first}-{last}/{len(content)}"
        assert int(part["Content-Length"]) == last - first + 1
    beyond = browser.get(address, headers={"range": f"bytes={len(content)}-"})
    assert (beyond.status_code, beyond["Content-Range"], beyond.content) == (
        416,
        f"bytes */{len(content)}",
        b"",
    )
    for nonsense in ("bytes=9-5", "bytes=a-", "bytes=0-1,4-5", "lines=1-2"):
        assert browser.get(address, headers={"range": nonsense}).status_code == 200
    other = browser.get(address, headers={"range": "bytes=0-4", "if-range": '"iets-anders"'})
    assert other.status_code == 200
    head = browser.head(address)
    assert (head.status_code, int(head["Content-Length"]), whole(head)) == (200, len(content), b"")


def test_captions_are_served_as_captions(shown: Recording, browser: Client) -> None:
    response = browser.get(f"/media/recordings/{shown.captions_file_name}")
    assert response["Content-Type"] == "text/vtt; charset=utf-8"
    assert whole(response).startswith(b"WEBVTT")


@pytest.mark.parametrize("role", list(Role))
def test_a_film_is_for_who_may_read_the_step(
    shown: Recording,
    zonnehoek: Organisation,
    client_at: Callable[..., Client],
    role: Role,
) -> None:
    readers = {Role.SUPERVISOR, Role.PRACTICE_TRAINER, Role.ORG_ADMIN}
    if role in {Role.EDITOR, Role.CASE_AUTHOR, Role.REGIONAL_COORDINATOR}:
        return
    browser = client_at(zonnehoek, make_member(zonnehoek, role))
    expected = 200 if role in readers else 403
    assert browser.get(f"/media/recordings/{shown.file_name}").status_code == expected


def test_a_film_of_a_draft_is_for_who_writes(
    editor: Client, recording: Recording, poster: Image, browser: Client, step: Any
) -> None:
    edit(editor, step("film"), complete(editor, recording, poster), publish=False)
    names = (recording.file_name, recording.captions_file_name)
    assert [browser.get(f"/media/recordings/{name}").status_code for name in names] == [404, 404]
    assert [editor.get(f"/media/recordings/{name}").status_code for name in names] == [200, 200]
    rendition = recording.poster.get_rendition("format-webp|width-480").file.name.rpartition("/")[2]
    assert browser.get(f"/media/images/{rendition}").status_code == 404


def test_a_film_stays_complete_while_its_module_is_not_published(
    editor: Client, shown: Recording, browser: Client, step: Any
) -> None:
    step("film").get_parent().specific.unpublish()

    refused = bring_in(
        editor,
        f"/redactie/snippets/modules/recording/edit/{shown.pk}/",
        poster=shown.poster_id,
        transcript="",
    )

    assert browser.get(f"/media/recordings/{shown.file_name}").status_code == 404
    assert "Dan kan dit niet weg: de uitgeschreven tekst." in refused.content.decode()
    shown.refresh_from_db()
    assert shown.transcript


def test_nobody_reads_a_film_before_signing_in(
    shown: Recording, zonnehoek: Organisation, client_at: Callable[..., Client]
) -> None:
    response = client_at(zonnehoek).get(f"/media/recordings/{shown.file_name}")
    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/inloggen/")


def test_a_replaced_film_leaves_no_file_behind(
    editor: Client, shown: Recording, django_capture_on_commit_callbacks: Any
) -> None:
    before = shown.file.name
    with django_capture_on_commit_callbacks(execute=True):
        bring_in(
            editor,
            f"/redactie/snippets/modules/recording/edit/{shown.pk}/",
            file=file_of(webm(200), "nieuw.webm"),
            poster=shown.poster_id,
            transcript="Tekst",
        )
    shown.refresh_from_db()
    assert (shown.container, shown.seconds) == ("webm", 200)
    assert (default_storage.exists(before), default_storage.exists(shown.file.name)) == (False, True)


def test_what_a_published_step_shows_is_not_replaced_by_sound(editor: Client, shown: Recording) -> None:
    before = shown.file.name
    response = bring_in(
        editor,
        f"/redactie/snippets/modules/recording/edit/{shown.pk}/",
        file=file_of(mp3(), "x.mp3"),
        poster=shown.poster_id,
        transcript="Tekst",
    )
    shown.refresh_from_db()
    assert "Kies weer een film." in faults(response)
    assert (shown.file.name, shown.has_picture) == (before, True)


def test_a_recording_that_is_thrown_away_leaves_no_file_behind(
    editor: Client, recording: Recording, poster: Image, django_capture_on_commit_callbacks: Any
) -> None:
    kept = complete(editor, recording, poster)
    names = (kept.file.name, kept.captions.name)
    assert [default_storage.exists(name) for name in names] == [True, True]
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(f"/redactie/snippets/modules/recording/delete/{recording.pk}/")
    assert [default_storage.exists(name) for name in names] == [False, False]


def test_sound_comes_in_as_mp3_without_what_a_program_wrote(editor: Client, browser: Client) -> None:
    content = mp3(441, tag=b"TPE1 Wilma" + bytes(90), end=b"Wilma")
    bring_in(editor, file=file_of(content, "opname.mp3"), transcript="Tekst")
    kept = Recording.objects.get()
    assert (kept.container, kept.has_picture, kept.seconds, kept.content_type) == (
        "mp3",
        False,
        12,
        "audio/mpeg",
    )
    with default_storage.open(kept.file.name) as stored:
        told = stored.read()
    assert (len(told), b"Wilma" in told, told[:3]) == (len(content), False, b"ID3")
    assert told[110:-128] == content[110:-128]


def test_a_film_of_a_module_that_was_taken_away_is_for_who_writes(
    editor: Client, shown: Recording, browser: Client, step: Any
) -> None:
    module = step("film").get_parent()
    module.live = False
    module.save(update_fields=["live"])
    address = f"/media/recordings/{shown.file_name}"
    assert (browser.get(address).status_code, editor.get(address).status_code) == (404, 200)


def test_a_film_costs_the_page_a_literal_number_of_queries(
    editor: Client, recording: Recording, poster: Image, browser: Client, step: Any
) -> None:
    page = step("film")
    address = f"/modules/{module_of(page).slug}/{page.slug}/"
    without = queries_of(browser, address)
    edit(editor, page, complete(editor, recording, poster), publish=True)
    assert queries_of(browser, address) - without == 2


# Listening ----------------------------------------------------------------------------------------


def test_listening_has_its_text_and_its_questions(editor: Client, browser: Client, step: Any) -> None:
    bring_in(editor, file=file_of(mp4(95, b"soun"), "x.m4a"), transcript="Sem vertelt.")
    page = step("film")
    stream = StepPage._meta.get_field("body").stream_block
    page.body = stream.to_python(
        [
            {
                "type": "audio",
                "id": str(page.body[0].id),
                "value": {
                    "title": "Sem vertelt",
                    "recording": Recording.objects.get().pk,
                    "questions": [{"question": "<p>Wat hoor je?</p>", "answer": "<p>Zeearend.</p>"}],
                },
            }
        ]
    )
    page.save_revision().publish()
    shown = film_page(browser, step_of(page))
    assert shown.select_one("audio")["preload"] == "none"
    assert shown.select_one("#tekst p").get_text() == "Sem vertelt."
    assert "Duur 1:35, 0,1 MB" in " ".join(shown.get_text(" ").split())
    assert "Zeearend" not in shown.get_text()


def step_of(page: StepPage) -> Callable[[str], StepPage]:
    return lambda _kind: page


# A critical friend --------------------------------------------------------------------------------


def test_a_friend_sees_the_film_of_the_draft_and_no_other(
    region: Organisation, editor: Client, recording: Recording, poster: Image, step: Any
) -> None:
    complete(editor, recording, poster)
    page = step("film")
    edit(editor, page, recording, publish=False)
    bring_in(editor, file=file_of(mp4(9)), captions=file_of(CAPTIONS, "x.vtt"))
    other = Recording.objects.exclude(pk=recording.pk).get()
    links = admin_address("meelezen:links", page.pk)
    made = editor.post(links, {"label": "Jan", "days": 14, "house": "zonnehoek"})
    made_page = BeautifulSoup(made.content, "html.parser")
    address = made_page.select_one("#meeleeslink")["value"]
    path = address[address.index("/meelezen/") :]
    friend = Client(HTTP_HOST=region.site.hostname)

    player = BeautifulSoup(friend.get(path).content, "html.parser").select_one("figure.film")

    sources = [player.video.source["src"], player.track["src"], player.select_one("picture img")["src"]]
    assert [each.startswith(path) for each in sources] == [True] * 3
    film, captions, before = (friend.get(each) for each in sources)
    with default_storage.open(recording.file.name) as stored:
        assert whole(film) == stored.read()
    assert (film["Content-Type"], captions["Content-Type"][:8], before["Content-Type"]) == (
        "video/mp4",
        "text/vtt",
        "image/jpeg",
    )
    part = friend.get(sources[0], headers={"range": "bytes=5-9"})
    assert (part.status_code, len(whole(part)), part["Cache-Control"]) == (206, 5, "no-store")
    assert len(friend.cookies) == 0
    for name in (other.file_name, other.captions_file_name, "bestaat-niet.mp4"):
        assert friend.get(f"{path}opname/{name}").status_code == 404

    FriendLink.objects.update(withdrawn_at=FriendLink.objects.get().made_at)
    assert [friend.get(each).status_code for each in sources] == [410] * 3
