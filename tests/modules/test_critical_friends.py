"""Kritische vrienden: a draft read by a link, without an account, and what is said about it."""

import datetime as dt
import io
import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
import structlog
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Pixels
from wagtail.images.models import Image
from wagtail.models import Comment
from wagtail.rich_text import RichText

from modules.editing import sync_editor_permissions
from modules.friends.rules import LONGEST_COMMENT, MOST_COMMENTS, digest_of
from modules.friends.services import keep_what_lost_its_place
from modules.models import CaseIndexPage, CasePage, FriendComment, FriendLink, StepPage
from modules.my_data import forget_links
from modules.pictures import prepare_sizes
from organisations.enums import Role
from organisations.models import Membership, Organisation
from organisations.registry import roles_changed
from organisations.tenancy import use_organisation
from people.models import Person
from people.registry import everything_kept
from portal.logs import HideSecrets
from tests.counting import queries_of
from tests.factories import make_member

pytestmark = pytest.mark.django_db
URLCONF = "portal.urls_region"
BSN = "111222333"


@pytest.fixture
def editor(region: Organisation) -> Person:
    person = make_member(region, Role.EDITOR, name="Hanneke Smeets")
    sync_editor_permissions(person)
    return person


@pytest.fixture
def as_editor(region: Organisation, editor: Person, client_at: Callable[..., Client]) -> Client:
    return client_at(region, editor)


@pytest.fixture
def friend(region: Organisation) -> Client:
    """A browser that never was here."""
    return Client(HTTP_HOST=region.site.hostname, enforce_csrf_checks=True)


@pytest.fixture
def case(region: Organisation, editor: Person) -> CasePage:
    page = CasePage(
        title="Sem zegt niets",
        slug="sem-zegt-niets",
        situation="<p>Sem kijkt naar de vloer.</p>",
        dilemma="<p>Wachten of vragen?</p>",
        questions=[("question", RichText("<p>Wat doe jij?</p>"))],
        owner=editor,
        live=False,
    )
    CaseIndexPage.objects.get().add_child(instance=page)
    page.save_revision(user=editor)
    return page


def links_address(page: Any) -> str:
    return reverse("meelezen:links", args=[page.pk], urlconf=URLCONF)


def make(client: Client, page: Any, **data: Any) -> str:
    """Make a link, and give its path."""
    sent = {"label": "Jan, cliëntenraad", "days": 14, "house": ""} | data
    response = client.post(links_address(page), sent)
    assert response.status_code == 200
    address = soup(response).select_one("#meeleeslink")["value"]
    return address[address.index("/meelezen/") :]


def soup(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def said_at(page: BeautifulSoup, path: str) -> list[str]:
    return [each.br.next_sibling.strip() for each in page.select(f'[data-part="{path}"] li')]


def test_a_link_shows_its_secret_once_and_keeps_a_digest(as_editor: Client, case: CasePage) -> None:
    path = make(as_editor, case)
    secret = path.split("/")[2]

    link = FriendLink.objects.get()
    assert (link.label, link.digest) == ("Jan, cliëntenraad", digest_of(secret))
    assert (link.expires_at - link.made_at) == dt.timedelta(days=14)
    again = as_editor.get(links_address(case)).content.decode()
    assert secret not in again
    assert "Jan, cliëntenraad" in again


@pytest.mark.parametrize(("days", "status"), [(0, 422), (30, 200), (31, 422), ("veel", 422)])
def test_a_link_works_for_thirty_days_at_most(
    as_editor: Client, case: CasePage, days: Any, status: int
) -> None:
    response = as_editor.post(links_address(case), {"label": "Jan", "days": days, "house": ""})
    assert response.status_code == status
    assert FriendLink.objects.count() == (status == 200)


def test_a_friend_reads_the_newest_draft_without_leaving_a_trace(
    as_editor: Client, friend: Client, case: CasePage, editor: Person
) -> None:
    path = make(as_editor, case)
    case.situation = "<p>Sem kijkt jou aan.</p>"
    case.save_revision(user=editor)

    response = friend.get(path)

    page = soup(response)
    assert page.select_one("#situatie").find_next("div").get_text(strip=True) == "Sem kijkt jou aan."
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert response.headers["Cache-Control"] == "no-store"
    assert page.select_one('meta[name="robots"]')["content"] == "noindex, nofollow, noarchive"
    assert len(friend.cookies) == 0
    assert "Hanneke" not in response.content.decode()


def test_the_page_knows_nobody_also_where_somebody_is_signed_in(as_editor: Client, case: CasePage) -> None:
    path = make(as_editor, case)

    response = as_editor.get(path)

    page = soup(response)
    assert page.select(".account, .site-nav, .site-footer, [hx-headers]") == []
    assert "Hanneke" not in response.content.decode()
    assert response.cookies == {}
    assert as_editor.get(links_address(case)).status_code == 200  # and she is still signed in


def test_a_friend_plays_the_draft(as_editor: Client, friend: Client) -> None:
    path = make(as_editor, CasePage.objects.get(key="K02"), house="zonnehoek")
    begin = soup(friend.get(path)).select_one("#spelen ~ p a")["href"]
    choice = soup(friend.get(path + begin)).select_one("a.choice")["href"].partition("#")[0]

    response = friend.get(path + choice)

    page = soup(response)
    assert (response.status_code, len(page.select(".route__part"))) == (200, 1)
    assert page.select_one(".breadcrumb a")["href"] == path
    assert (page.select("form"), response.headers["Referrer-Policy"]) == ([], "no-referrer")
    assert len(friend.cookies) == 0


@pytest.mark.parametrize("key", ["zonnehoek", "amelberga"])
def test_a_friend_reads_in_the_chosen_style_and_words(
    as_editor: Client, friend: Client, step: Callable[[str], StepPage], key: str
) -> None:
    path = make(as_editor, step("M01-3"), house=key)
    text = friend.get(path).content.decode()
    word = {"zonnehoek": "Leercoach", "amelberga": "Praktijkopleider"}[key]
    assert (f"/thema/{key}." in text, word in text) == (True, True)


def test_what_a_friend_says_stands_beside_the_part_in_the_editor(
    as_editor: Client, friend: Client, case: CasePage, editor: Person
) -> None:
    path = make(as_editor, case)

    sent = friend.post(path, {"part": "dilemma", "text": "Noem ook het team."}, follow=True)

    assert sent.status_code == 200
    assert said_at(soup(sent), "dilemma") == ["Noem ook het team."]
    comment = Comment.objects.get(page=case)
    assert (comment.contentpath, comment.text, comment.user) == (
        "dilemma",
        "Jan, cliëntenraad: Noem ook het team.",
        editor,
    )
    form = as_editor.get(reverse("wagtailadmin_pages:edit", args=[case.pk], urlconf=URLCONF)).context["form"]
    told = form.serialize_comments(editor)["comments"]
    assert [(each["contentpath"], each["text"]) for each in told] == [
        ("dilemma", "Jan, cliëntenraad: Noem ook het team.")
    ]


def test_every_text_of_every_kind_of_page_can_be_spoken_about(
    as_editor: Client, friend: Client, step: Callable[[str], StepPage]
) -> None:
    pages = [step(code) for code in ("M01-1", "M01-2", "M01-3", "M01-5", "M02-4")]
    pages += [CasePage.objects.get(key="K01"), pages[0].get_parent().specific]
    for page in pages:
        path = make(as_editor, page)
        parts = [each["data-part"] for each in soup(friend.get(path)).select("[data-part]")]
        assert len(parts) == len(set(parts)) >= 3, page
        answer = friend.post(path, {"part": parts[-1], "text": "Goed zo."})
        assert answer.status_code == 302
        comment = Comment.objects.filter(page=page).latest("pk")
        assert comment.contentpath == parts[-1]
        assert comment.has_valid_contentpath(page)


def test_a_comment_on_a_part_that_went_is_kept_with_its_old_text(
    as_editor: Client, friend: Client, editor: Person
) -> None:
    case = CasePage.objects.get(key="K01")
    path = make(as_editor, case)
    read = soup(friend.get(path))
    part = next(
        each["data-part"] for each in read.select("[data-part]") if each["data-part"].startswith("endings.")
    )
    version = read.select_one(f'[data-part="{part}"] [name="version"]')["value"]
    first = read.select_one(f'[data-part="{part}"] blockquote').get_text()
    del case.endings[0]
    case.save_revision(user=editor)

    sent = friend.post(path, {"part": part, "version": version, "text": "Te streng."}, follow=True)

    assert sent.status_code == 200
    assert Comment.objects.get(page=case).contentpath == "title"
    assert Comment.objects.get(page=case).text == f"Jan, cliëntenraad: Te streng.\n\n(“{first}”)"
    assert said_at(soup(sent), "title") == ["Te streng."]


@pytest.mark.parametrize("the_editor_took_it_along", [False, True])
def test_a_part_that_goes_afterwards_leaves_its_comment_on_the_page(
    as_editor: Client, friend: Client, editor: Person, the_editor_took_it_along: bool
) -> None:
    case = CasePage.objects.get(key="K01")
    path = make(as_editor, case)
    part = f"endings.{case.endings[0].id}.title"
    friend.post(path, {"part": part, "text": "Te streng."})
    old = case.endings[0].value["title"]
    del case.endings[0]
    if the_editor_took_it_along:
        Comment.objects.all().delete()

    assert keep_what_lost_its_place(page=case) == 1

    comment = Comment.objects.get(page=case)
    assert (comment.contentpath, comment.text) == ("title", f"Jan, cliëntenraad: Te streng.\n\n(“{old}”)")


def test_a_comment_that_was_dismissed_does_not_come_back_when_its_part_goes(
    as_editor: Client, friend: Client
) -> None:
    case = CasePage.objects.get(key="K01")
    path = make(as_editor, case)
    part = f"endings.{case.endings[0].id}.title"
    friend.post(path, {"part": part, "text": "Te streng."})
    Comment.objects.all().delete()
    assert keep_what_lost_its_place(page=case) == 0

    del case.endings[0]

    assert keep_what_lost_its_place(page=case) == 0
    assert Comment.objects.count() == 0
    assert [said.text for said in FriendComment.objects.all()] == ["Te streng."]


def test_a_friend_says_something_about_the_place_and_a_jump_in_time(
    as_editor: Client, friend: Client, editor: Person
) -> None:
    case = CasePage.objects.get(key="K02")
    case.setting = "Wijk, avonddienst"
    case.scenes[0].value["later"] = "Twee weken later"
    case.save_revision(user=editor)
    path = make(as_editor, case)
    for part in ("setting", f"scenes.{case.scenes[0].id}.later"):
        assert friend.post(path, {"part": part, "text": "Klopt dit?"}).status_code == 302
        comment = Comment.objects.filter(page=case).latest("pk")
        assert (comment.contentpath, comment.has_valid_contentpath(case)) == (part, True)


def test_an_expired_or_withdrawn_link_says_so_and_an_unknown_one_is_not_there(
    as_editor: Client, friend: Client, case: CasePage
) -> None:
    path = make(as_editor, case)
    link = FriendLink.objects.get()
    FriendLink.objects.update(expires_at=link.made_at)
    expired = friend.get(path)
    FriendLink.objects.update(expires_at=link.made_at + dt.timedelta(days=9))
    withdraw = reverse("meelezen:withdraw", args=[case.pk, link.pk], urlconf=URLCONF)
    assert as_editor.post(withdraw).status_code == 302
    withdrawn = friend.get(path)
    posted = friend.post(path, {"part": "title", "text": "Nog iets."})

    for response in (expired, withdrawn, posted):
        assert response.status_code == 410
        assert soup(response).h1.get_text() == "Deze link werkt niet meer"
        assert response.headers["Cache-Control"] == "no-store"
    assert Comment.objects.count() == 0
    assert friend.get("/meelezen/bestaat-niet/").status_code == 404
    rows = soup(as_editor.get(links_address(case))).select("tr[data-link]")
    assert [row["data-state"] for row in rows] == ["withdrawn"]


def test_a_link_ends_with_the_role_of_who_made_it(
    region: Organisation, as_editor: Client, editor: Person, friend: Client, case: CasePage
) -> None:
    path = make(as_editor, case)
    assert friend.get(path).status_code == 200
    with use_organisation(region):
        yesterday = timezone.localdate() - dt.timedelta(days=1)
        Membership.objects.filter(person=editor).update(starts=yesterday, ends=yesterday)

    assert [friend.get(path).status_code, friend.post(path, {"part": "title", "text": "x"}).status_code] == [
        410
    ] * 2


def test_a_link_is_withdrawn_when_its_maker_may_not_change_the_page_any_more(
    as_editor: Client, friend: Client, step: Callable[[str], StepPage], editor: Person, region: Organisation
) -> None:
    page = step("M01-3")
    path = make(as_editor, page)
    with use_organisation(region):
        Membership.objects.filter(person=editor).update(role=Role.CASE_AUTHOR)
    roles_changed(editor)

    assert friend.get(path).status_code == 410
    assert FriendLink.objects.get().withdrawn_at is not None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "Schrijf eerst een opmerking."),
        ("a" * (LONGEST_COMMENT + 1), "Dit is te lang. Er passen 1.000 tekens."),
        (f"Haar nummer is {BSN}.", "In deze tekst lijkt een burgerservicenummer (BSN) te staan."),
    ],
)
def test_a_fault_is_told_at_the_part_and_the_text_stays(
    as_editor: Client, friend: Client, case: CasePage, text: str, fault: str
) -> None:
    response = friend.post(make(as_editor, case), {"part": "dilemma", "text": text})
    at = soup(response).select_one('[data-part="dilemma"]')
    assert response.status_code == 422
    assert [each.get_text() for each in at.select(".field__error")] == [fault]
    assert at.textarea.get_text().strip() == text
    assert Comment.objects.count() == 0


def test_what_seems_private_is_kept_after_a_second_press(
    as_editor: Client, friend: Client, case: CasePage
) -> None:
    path = make(as_editor, case)
    data = {"part": "dilemma", "text": f"Het nummer {BSN} is een voorbeeld."}
    asked = soup(friend.post(path, data)).select_one('[name="keep_anyway"]')["value"]
    friend.post(path, data | {"keep_anyway": asked})
    assert FriendComment.objects.get().text == data["text"]


def test_a_link_takes_fifty_comments(as_editor: Client, friend: Client, case: CasePage) -> None:
    path = make(as_editor, case)
    link = FriendLink.objects.get()
    FriendComment.objects.bulk_create(
        FriendComment(link=link, contentpath="title", text="x") for _number in range(MOST_COMMENTS - 1)
    )
    assert friend.post(path, {"part": "dilemma", "text": "De vijftigste."}).status_code == 302
    full = friend.post(path, {"part": "dilemma", "text": "Eentje te veel."})
    errors = [each.get_text() for each in soup(full).select(".field__error")]
    assert (full.status_code, errors) == (
        422,
        ["Op deze link passen 50 opmerkingen. Vraag om een nieuwe link."],
    )
    assert Comment.objects.count() == 1


def test_a_picture_of_the_draft_is_seen_and_no_other(
    as_editor: Client, friend: Client, case: CasePage, editor: Person
) -> None:
    file = io.BytesIO()
    Pixels.new("RGB", (900, 600), "teal").save(file, "PNG")
    pictures = []
    for name in ("keuken", "andere"):
        picture = Image.objects.create(
            title=name,
            description="Een keuken",
            file=SimpleUploadedFile(f"{name}.png", file.getvalue(), "image/png"),
        )
        prepare_sizes(picture)
        pictures.append(picture)
    case.picture = pictures[0]
    case.save_revision(user=editor)
    path = make(as_editor, case)

    shown = soup(friend.get(path)).select_one(".picture img")["src"]

    assert shown.startswith(f"{path}beeld/")
    assert friend.get(shown).status_code == 200
    other = pictures[1].renditions.first().file.name.removeprefix("images/")
    assert friend.get(f"{path}beeld/{other}").status_code == 404


def test_no_log_ever_holds_the_secret(
    as_editor: Client, friend: Client, case: CasePage, caplog: Any, settings: Any
) -> None:
    path = make(as_editor, case)
    secret = path.split("/")[2]
    FriendLink.objects.update(withdrawn_at=FriendLink.objects.get().made_at)
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(HideSecrets())
    logging.getLogger().addHandler(handler)
    with structlog.testing.capture_logs() as lines:
        for method in ("get", "post", "put"):
            getattr(friend, method)(path)
        logging.getLogger("proxy").warning("GET https://regio.example%s took long", path)
        logging.getLogger("proxy").warning(f"Slow: {path}")
    logging.getLogger().removeHandler(handler)
    assert secret not in json.dumps(lines, default=str)
    assert "/meelezen/" in stream.getvalue()
    assert secret not in stream.getvalue()
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["secrets"]


def test_an_author_makes_links_to_her_own_cases_only(
    region: Organisation, client_at: Callable[..., Client], case: CasePage
) -> None:
    author = make_member(region, Role.CASE_AUTHOR)
    sync_editor_permissions(author)
    browser = client_at(region, author)
    assert browser.get(links_address(case)).status_code == 404
    assert browser.post(links_address(case), {"label": "Jan", "days": 3, "house": ""}).status_code == 404
    CasePage.objects.filter(pk=case.pk).update(owner=author)
    assert make(browser, case).startswith("/meelezen/")


def test_the_list_of_links_takes_as_many_queries_for_one_as_for_three(
    as_editor: Client, case: CasePage
) -> None:
    make(as_editor, case)
    as_editor.get(links_address(case))
    one = queries_of(as_editor, links_address(case))
    make(as_editor, case)
    make(as_editor, case)
    assert (one, queries_of(as_editor, links_address(case))) == (one, one)


def test_a_long_draft_with_comments_opens_with_as_many_queries_as_a_short_one(
    as_editor: Client, friend: Client, case: CasePage, editor: Person
) -> None:
    case.save_revision(user=editor)  # a second version knows which was the one before
    path = make(as_editor, case)
    assert len(soup(friend.get(path)).select("[data-part]")) == 4
    assert queries_of(friend, path) == 16

    long = CasePage.objects.get(key="K02")
    for name in ("scenes", "endings", "meters"):
        setattr(case, name, getattr(long, name))
    case.save_revision(user=editor)
    for field in ("situation", "dilemma", "title"):
        friend.post(path, {"part": field, "text": "Goed zo."})
    assert len(soup(friend.get(path)).select("[data-part]")) > 60
    assert queries_of(friend, path) == 16


def test_links_go_three_months_after_they_ended(as_editor: Client, case: CasePage) -> None:
    make(as_editor, case)
    link = FriendLink.objects.get()
    assert forget_links(link.expires_at) == 0
    assert forget_links(link.expires_at + dt.timedelta(seconds=1)) == 1


def test_a_maker_finds_her_links_in_her_data_and_takes_them_along(
    as_editor: Client, case: CasePage, editor: Person
) -> None:
    make(as_editor, case)
    kept = next(each for each in everything_kept() if each.name == "friend-links")
    assert [(row["page"], row["label"]) for row in kept.export(editor)] == [
        ("Sem zegt niets", "Jan, cliëntenraad")
    ]
    kept.erase(editor)
    assert FriendLink.objects.count() == 0
