"""`/redactie/gezondheid/`: what to look at in the content, and what people make of it in numbers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem

from modules.editing import writes_cases_only
from modules.health.queries import health_of
from modules.health.rules import Finding, Kind
from modules.models import Helpfulness
from organisations.asking import person_of

KINDS = {
    Kind.LINK: _("Link die niet werkt"),
    Kind.ALT: _("Beeld zonder beschrijving"),
    Kind.TRANSCRIPT: _("Film of geluid zonder tekst"),
    Kind.REVIEW: _("Tijd om na te kijken"),
    Kind.SENTENCE: _("Lange zin"),
    Kind.NEVER_CHOSEN: _("Nooit gekozen"),
    Kind.OFTEN_WRONG: _("Vaak fout"),
}
BY_PAGE = "bladzijde"


def place_of(page: int, part: str) -> str:
    """The part in the editor: Wagtail gives every block and every field a place of its own."""
    steps = part.split(".")
    block = next((step for step in reversed(steps) if len(step) == 36 and step.count("-") == 4), "")
    anchor = f"#block-{block}-section" if block else f"#panel-child-inhoud-{steps[0]}-section" if part else ""
    return reverse("wagtailadmin_pages:edit", args=[page]) + anchor


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Every finding, of one kind or of all, by kind or by page."""
    person = person_of(request)
    found = health_of(person, own_cases_only=writes_cases_only(person), today=timezone.localdate())
    wanted = next((kind for kind in Kind if kind.value == request.GET.get("soort")), None)
    by_page = request.GET.get("op") == BY_PAGE
    order = list(Kind)

    def sort_key(finding: Finding) -> tuple[Any, ...]:
        kind = order.index(finding.kind)
        return (finding.title, kind) if by_page else (kind, finding.title)

    findings = [each for each in found.findings if wanted in (None, each.kind)]
    context = {
        "pages": found.pages,
        "rows": [
            (each, KINDS[each.kind], place_of(each.page, each.part))
            for each in sorted(findings, key=sort_key)
        ],
        "kinds": [(kind, KINDS[kind], sum(each.kind is kind for each in found.findings)) for kind in Kind],
        "all_of_them": len(found.findings),
        "wanted": wanted,
        "by_page": by_page,
        "questions": [
            (each, place_of(each.page, each.part))
            for each in sorted(found.questions, key=lambda each: -each.rate.percentage)
        ],
        "reactions": [
            (each, [each.counts.get(answer, 0) for answer in Helpfulness.values], place_of(each.page, ""))
            for each in found.reactions
        ],
        "answers": Helpfulness.labels,
        "is_author": writes_cases_only(person),
    }
    return render(request, "modules/admin/health.html", context)


app_name = "gezondheid"
urlpatterns = [path("", health, name="index")]


def health_menu_item() -> MenuItem:
    """In the main menu, below the cases."""
    return MenuItem(
        _("Gezondheid"), reverse("gezondheid:index"), name="gezondheid", icon_name="circle-check", order=115
    )
