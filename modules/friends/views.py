"""`/meelezen/<secret>/`: a draft on the real page, for somebody without an account; and who makes such links.

The secret stands in the address and nowhere else: no cookie, no session, no referrer, no log (portal.logs).
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Any

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.images.models import Rendition
from wagtail.models import Page, PagePermissionTester

from modules.friends.forms import CommentForm, LinkForm
from modules.friends.parts import Part, parts_of
from modules.friends.queries import (
    draft_of,
    link_of,
    links_of,
    may_still_share,
    part_then,
    pictures_of,
    recordings_of,
    said_by,
)
from modules.friends.rules import MOST_COMMENTS
from modules.friends.services import Enough, make_link, say, withdraw_link
from modules.models import FriendComment, FriendLink
from modules.models.pages import PREVIEW_RENDERERS
from modules.pictures import FOLDER, open_picture
from modules.views.recordings import served
from organisations.asking import person_of
from organisations.enums import Kind
from organisations.models import Organisation
from organisations.tenancy import use_organisation

SAVED, ON_THE_PAGE = "bewaard", "pagina"
PICTURES, RECORDINGS = b"/media/images/", b"/media/recordings/"


# For the friend ------------------------------------------------------------------------------------


@dataclass
class PartOfTalk:
    """A part with what she said about it, and the form to say something."""

    part: Part
    said: list[FriendComment]
    form: CommentForm
    is_saved: bool = False

    @property
    def is_open(self) -> bool:
        """Shows the form at once?"""
        return self.form.is_bound or self.is_saved or bool(self.said)


@dataclass
class Reading:
    """What the templates of the real page ask for while a friend reads it.

    `lost` is a form with a fault about a part that went meanwhile.
    """

    link: FriendLink
    parts: list[PartOfTalk]
    lost: CommentForm | None
    is_saved: bool
    shown: set[str] = field(default_factory=set)

    def take(self, name: str) -> list[PartOfTalk]:
        """The parts of one field; they don't come again."""
        found = [each for each in self.parts if each.part.field == name and each.part.path not in self.shown]
        self.shown |= {each.part.path for each in found}
        return found

    def rest(self) -> list[PartOfTalk]:
        """The parts that have no place of their own on the page."""
        return [each for each in self.parts if each.part.path not in self.shown]


def _sealed(response: HttpResponse) -> HttpResponse:
    """An answer that no search engine, cache or next page learns the address of."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "no-store"
    return response


def _sealing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    def sealed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        _forget_who_is_here(request)
        return _sealed(view(request, *args, **kwargs))

    return sealed


def _forget_who_is_here(request: HttpRequest) -> None:
    """Whoever opens the link, also with a session of her own: the page is a stranger's."""
    request.user = AnonymousUser()
    request.__dict__.pop("_messages", None)  # somebody else's, and they would be gone
    request.is_friend = True  # type: ignore[attr-defined]  # base.html: no footer, no tokens, no demo bar


def _may_ask(request: HttpRequest, secret: str) -> bool:
    usage = ratelimit.consume(
        request, app="allauth.account", action="friend_link", key=secret, limit_get=True
    )
    return usage is not None


def _sorry(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(request, "modules/friends/sorry.html", {"heading": title, "text": text}, status=status)


def _open_link(request: HttpRequest, token: str) -> FriendLink | HttpResponse:
    if not _may_ask(request, token):
        text = _("Er komen te veel vragen tegelijk. Probeer het over een paar minuten opnieuw.")
        return _sorry(request, HTTPStatus.TOO_MANY_REQUESTS, _("Even wachten"), text)
    link = link_of(token)
    if link is None:
        raise Http404
    if not link.is_open_at(timezone.now()) or not may_still_share(link):
        text = _("Bedankt voor het meelezen. Vraag een nieuwe link aan wie deze gaf.")
        return _sorry(request, HTTPStatus.GONE, _("Deze link werkt niet meer"), text)
    return link


@csrf_exempt  # the secret in the address is what a form needs; no cookie speaks for anybody here
@_sealing
@require_http_methods(["GET", "HEAD", "POST"])
def friend_page(request: HttpRequest, token: str) -> HttpResponse:
    """`/meelezen/<secret>/`: read the newest draft; POST says something about a part."""
    link = _open_link(request, token)
    if isinstance(link, HttpResponse):
        return link
    if request.method == "POST":
        return _say(request, token, link)
    return _reading_page(request, token, link)


def _say(request: HttpRequest, token: str, link: FriendLink) -> HttpResponse:
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _reading_page(request, token, link, form)
    path = form.cleaned_data["part"]
    with _in_style(link):
        part = next((each for each in parts_of(draft_of(link)) if each.path == path), None)
        then = None if part else part_then(link, form.cleaned_data["version"], path)
    try:
        said = say(link=link, part=part, then=then, text=form.cleaned_data["text"])
    except Enough:
        fault = _("Op deze link passen %(number)d opmerkingen. Vraag om een nieuwe link.")
        form.add_error("text", fault % {"number": MOST_COMMENTS})
        return _reading_page(request, token, link, form)
    where = said.contentpath if part else ON_THE_PAGE
    return redirect(f"{reverse('friend_page', args=[token])}?{SAVED}={said.pk}#deel-{where}")


def _style_of(link: FriendLink) -> Organisation | None:
    return Organisation.objects.filter(key=link.house, kind=Kind.MEMBER).first() if link.house else None


def _in_style(link: FriendLink) -> AbstractContextManager[None]:
    house = _style_of(link)
    return use_organisation(house) if house else nullcontext()


def _reading_page(
    request: HttpRequest, token: str, link: FriendLink, sent: CommentForm | None = None
) -> HttpResponse:
    draft = draft_of(link)
    house = _style_of(link)
    if house is not None:
        request.organisation = house  # type: ignore[attr-defined]  # set by the tenant middleware
    request.is_preview = True  # type: ignore[attr-defined]  # nothing to play or to answer
    with _in_style(link):
        request.friend = _reading(request, link, draft, sent)  # type: ignore[attr-defined]
        response = PREVIEW_RENDERERS[type(draft).__name__](request, draft)
    response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY if sent else HTTPStatus.OK
    here = reverse("friend_page", args=[token]).encode()
    content = response.content.replace(PICTURES, here + b"beeld/")
    response.content = content.replace(RECORDINGS, here + b"opname/")
    return response


def _reading(request: HttpRequest, link: FriendLink, draft: Page, sent: CommentForm | None) -> Reading:
    said = said_by(link)
    saved = request.GET.get(SAVED, "")
    path = sent.data.get("part", "") if sent else ""
    saved_at = next(
        (each.contentpath for told in said.values() for each in told if str(each.pk) == saved), ""
    )
    version = draft.latest_revision_id
    parts = [
        PartOfTalk(
            part,
            said.get(part.path, []),
            sent
            if sent and part.path == path
            else CommentForm(initial={"part": part.path, "version": version}, auto_id=f"{number}-%s"),
            is_saved=part.path == saved_at,
        )
        for number, part in enumerate(parts_of(draft), start=1)
    ]
    is_here = any(each.form is sent for each in parts)
    return Reading(link, parts, lost=None if is_here else sent, is_saved=bool(saved_at))


@_sealing
@require_safe
def friend_picture(request: HttpRequest, token: str, name: str) -> HttpResponse:
    """A picture that stands on the draft, for who has the link."""
    link = _open_link(request, token)
    if isinstance(link, HttpResponse):
        return link
    is_shown = Rendition.objects.filter(
        image_id__in=pictures_of(draft_of(link)), file=f"{FOLDER}/{PurePosixPath(name).name}"
    ).exists()
    opened = open_picture(name) if is_shown else None
    if opened is None:
        raise Http404
    return HttpResponse(opened[0].read(), content_type=opened[1])


@_sealing
@require_safe
def friend_recording(request: HttpRequest, token: str, name: str) -> Any:
    """A film, sound or captions of the draft, whole or in parts, for who has the link."""
    link = _open_link(request, token)
    if isinstance(link, HttpResponse):
        return link
    shown = recordings_of(draft_of(link))
    recording = next((each for each in shown if name in (each.file_name, each.captions_file_name)), None)
    if recording is None:
        raise Http404
    return served(request, recording, name)


# For who makes links -------------------------------------------------------------------------------


def page_or_404(request: HttpRequest, page_id: int) -> Page:
    """A page with a preview that this person may edit."""
    page = Page.objects.filter(pk=page_id).first()
    specific = page.specific if page else None
    if (
        specific is None
        or type(specific).__name__ not in PREVIEW_RENDERERS
        or not PagePermissionTester(request.user, specific).can_edit()
    ):
        raise Http404
    return specific


@require_http_methods(["GET", "HEAD", "POST"])
def friend_links(request: HttpRequest, page_id: int) -> HttpResponse:
    """The links to a draft; POST makes one, whose address is shown this once."""
    page = page_or_404(request, page_id)
    form = LinkForm(request.POST or None)
    address = made = None
    if request.method == "POST" and form.is_valid():
        made, secret = make_link(page=page, maker=person_of(request), **form.cleaned_data)
        organisation: Organisation = request.organisation  # type: ignore[attr-defined]
        address = organisation.root_url + reverse("friend_page", args=[secret])
        form = LinkForm()
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {
        "page": page,
        "form": form,
        "links": links_of(page),
        "address": address,
        "made": made,
        "most": MOST_COMMENTS,
    }
    response = render(request, "modules/friends/links.html", context, status=status)
    response["Cache-Control"] = "no-store"  # the address is shown this once
    return response


@require_POST
def friend_withdraw(request: HttpRequest, page_id: int, link_id: int) -> HttpResponse:
    """The link stops working at once."""
    page = page_or_404(request, page_id)
    link = FriendLink.objects.filter(page=page, pk=link_id).first()
    if link is None:
        raise Http404
    withdraw_link(link=link)
    messages.success(request, _("De link voor %(name)s werkt niet meer.") % {"name": link.label})
    return redirect("meelezen:links", page.pk)
