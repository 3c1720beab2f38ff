"""The screen on which somebody chooses people and prints their cards; an administrator's and a trainer's."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisations.models import Organisation, StartCard
from organisations.start_cards.queries import Candidate
from organisations.start_cards.services import MOST_AT_ONCE, print_cards, withdraw_card
from people.audit import record_listed


def start_cards_page(
    request: HttpRequest, people: Sequence[Candidate], *, here: str, back: str, back_label: str
) -> HttpResponse:
    """GET: who can have a card. POST: the cards, once, to be printed at once; or one card withdrawn.

    `people` are all for whom this person may print; whoever else is asked for is as good as unknown.
    """
    by_key = {str(each.person_id): each for each in people}
    if request.method == "POST" and "withdraw" in request.POST:
        return _withdrawn(request, by_key.get(request.POST["withdraw"]), here)
    chosen = [by_key[key] for key in dict.fromkeys(request.POST.getlist("person")) if key in by_key]
    context = {"here": here, "back": back, "back_label": back_label, "most": MOST_AT_ONCE}
    if request.method == "POST" and 0 < len(chosen) <= MOST_AT_ONCE:
        organisation: Organisation = request.organisation  # type: ignore[attr-defined]
        cards = print_cards(organisation=organisation, people=chosen)
        return render(request, "organisations/start_cards_print.html", {**context, "cards": cards})
    fault = _fault(len(chosen)) if request.method == "POST" else ""
    ticked = {each.person_id for each in chosen} if fault else _proposed(people)
    rows = [(each, each.person_id in ticked) for each in people]
    record_listed({each.person_id: StartCard._meta.label for each in people})
    status = 422 if fault else 200
    return render(
        request, "organisations/start_cards.html", {**context, "rows": rows, "fault": fault}, status=status
    )


def _proposed(people: Sequence[Candidate]) -> set[int]:
    """Whoever has no card that works, as many as go on one print."""
    without = [each.person_id for each in people if not each.has_open_card]
    return set(without[:MOST_AT_ONCE])


def _fault(number: int) -> str:
    if not number:
        return _("Kies eerst voor wie er een kaart komt.")
    return ngettext(
        "Dit zijn er te veel in één keer. Kies hoogstens %(most)d mens.",
        "Dit zijn er te veel in één keer. Kies hoogstens %(most)d mensen.",
        MOST_AT_ONCE,
    ) % {"most": MOST_AT_ONCE}


def _withdrawn(request: HttpRequest, candidate: Candidate | None, here: str) -> HttpResponse:
    if candidate and withdraw_card(person_id=candidate.person_id):
        messages.success(
            request, _("De kaart van %(name)s werkt niet meer.") % {"name": candidate.colleague.name}
        )
    else:
        messages.info(request, _("Er was geen kaart die nog werkte."))
    return redirect(here)
