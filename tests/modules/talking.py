"""Taking part in the discussion of a case as somebody does it: forms that are on the page, buttons that are there."""

from typing import Any
from uuid import UUID

from bs4 import BeautifulSoup, Tag
from django.test import Client

from modules.models import CasePage
from modules.queries import Reader
from modules.services import answer_question
from organisations.enums import Role
from organisations.models import Organisation
from organisations.tenancy import use_organisation
from people.models import Person


def soup_of(response: Any) -> BeautifulSoup:
    """A page as a reader has it."""
    return BeautifulSoup(response.content, "html.parser")


def address_of(case: CasePage, number: int = 1) -> str:
    """The page of a question, by its number from 1."""
    return f"/samen/casussen/{case.slug}/gesprek/{case.questions[number - 1].id}/"


def filled(form: Tag, **more: str) -> dict[str, str]:
    """What a browser would send of this form, with these fields filled in; None takes one away."""
    data: dict[str, str] = {}
    for field in form.select("input[name], textarea[name]"):
        if field.get("type") == "checkbox" and not field.has_attr("checked"):
            continue
        data[str(field["name"])] = (
            field.text.lstrip("\n") if field.name == "textarea" else str(field.get("value", "on"))
        )
    data.pop("csrfmiddlewaretoken", None)
    return data | more


def send(client: Client, page: BeautifulSoup, selector: str = "main form", **more: str) -> Any:
    """Send the form on this page, as a browser without JavaScript does."""
    form = page.select_one(selector)
    assert form is not None, f"no {selector}"
    return client.post(str(form["action"]).partition("#")[0], filled(form, **more))


def answer(client: Client, case: CasePage, text: str, number: int = 1, **more: str) -> Any:
    """Answer a question with the form on its page."""
    page = soup_of(client.get(address_of(case, number)))
    return send(client, page, "form#antwoord", text=text, **more)


def put_answer(
    organisation: Organisation,
    person: Person,
    case: CasePage,
    text: str,
    *,
    number: int = 1,
    shows_name: bool = False,
    role: str = Role.SUPERVISOR,
) -> int:
    """An answer that is there already; its key."""
    block = case.questions[number - 1]
    with use_organisation(organisation):
        row = answer_question(
            reader=Reader(person, role, organisation),
            case=case,
            question=UUID(block.id),
            question_text=str(block.value),
            text=text,
            shows_name=shows_name,
            submission=UUID(int=person.pk * 1000 + number),
        )
    return row.pk


def texts_on(page: BeautifulSoup) -> list[str]:
    """The texts of contributions on a page, in order."""
    return [" ".join(each.get_text(" ").split()) for each in page.select("main .talk__text")]


def writers_on(page: BeautifulSoup) -> list[str]:
    """The writers of contributions on a page, in order, without their day."""
    return [" ".join(each.get_text(" ").split()) for each in page.select("main .talk__writer > strong")]
