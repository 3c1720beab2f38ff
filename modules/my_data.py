"""What the page "Mijn gegevens" counts, wipes, exports and erases from this floor."""

from collections.abc import Iterable, Iterator, Mapping

from django.template.defaultfilters import striptags
from django.utils.translation import gettext_lazy as _

from modules import rules
from modules.friends.services import forget_links
from modules.models import (
    AnswerSlot,
    CasePlay,
    FriendLink,
    LocalText,
    LocalTextVersion,
    ModuleProgress,
    StepProgress,
    Submission,
)
from modules.queries import told_plays
from modules.services import forget_plays, forget_quiz_results, wipe_answers, wipe_plays
from organisations.tenancy import all_organisations
from people.models import Person
from people.registry import Kept, Value, register_kept, register_personal_data
from people.retention import register_sweep


def register() -> None:
    """Have people wipe what they wrote and chose in modules; keep quiz results no longer than their term."""
    register_sweep("quiz_results", forget_quiz_results)
    register_sweep("case_plays", forget_plays)
    register_sweep("friend_links", forget_links)
    register_personal_data(
        "module-answers",
        count_answers,
        wipe_module_answers,
        label=_("antwoorden in modules"),
        consequence=_("Stappen die af zijn, blijven af."),
    )
    register_kept(
        Kept(
            name="module-answers",
            title=_("Mijn antwoorden in modules"),
            models=("modules.AnswerSlot",),
            fields={
                "step": _("Stap"),
                "answers": _("Vraag en antwoord, zoals het er toen stond"),
                "round": _("Ronde"),
                "saved_at": _("Bewaard op"),
            },
            export=_answers,
            erase=lambda person: AnswerSlot.objects.filter(person=person).delete(),
            position=20,
        )
    )
    register_kept(
        Kept(
            name="earlier-module-answers",
            title=_("Alles wat ik in modules verstuurde, ook eerdere versies"),
            models=("modules.Submission",),
            fields={
                "step": _("Stap"),
                "answers": _("Vraag en antwoord, zoals het er toen stond"),
                "counted": _("Telde dit als antwoord"),
                "sent_at": _("Verstuurd op"),
            },
            export=_submissions,
            erase=lambda person: Submission.objects.filter(person=person).delete(),
            position=21,
        )
    )
    register_kept(
        Kept(
            name="progress",
            title=_("Mijn voortgang per module"),
            models=("modules.ModuleProgress",),
            fields={
                "module": _("Module"),
                "steps_done": _("Stappen af"),
                "steps_total": _("Stappen samen"),
                "started_at": _("Begonnen op"),
                "online_done_on": _("Online af op"),
                "assignment_done_on": _("Praktijkopdracht gedaan op"),
                "assignment_signed_on": _("Praktijkopdracht afgetekend op"),
                "whole_done_on": _("Helemaal af op"),
                "updated": _("Bijgewerkt op"),
            },
            export=_progress,
            erase=lambda person: ModuleProgress.objects.filter(person=person).delete(),
            position=22,
        )
    )
    register_kept(
        Kept(
            name="steps",
            title=_("Stappen die af zijn"),
            models=("modules.StepProgress",),
            fields={"step": _("Stap"), "completed_on": _("Af op")},
            export=_steps,
            erase=lambda person: StepProgress.objects.filter(person=person).delete(),
            position=23,
        )
    )
    register_personal_data(
        "case-plays",
        lambda person: told_plays(person).count(),
        lambda person: wipe_plays(person=person),
        label=_("gespeelde casussen"),
        consequence=_("Dat de casus is gespeeld en wat die liet zien, blijft meetellen in het leerpad."),
    )
    register_kept(
        Kept(
            name="case-plays",
            title=_("Casussen die ik speelde"),
            models=("modules.CasePlay",),
            fields={
                "case": _("Casus"),
                "choices": _("Wat ik koos"),
                "ending": _("Hoe het afliep"),
                "counts": _("Telt mee in mijn leerpad"),
                "started_on": _("Begonnen op"),
                "finished_on": _("Uitgespeeld op"),
            },
            export=_plays,
            erase=lambda person: CasePlay.objects.filter(person=person).delete(),
            position=24,
        )
    )
    register_kept(
        Kept(
            name="friend-links",
            title=_("Links voor kritische vrienden die ik maakte"),
            models=("modules.FriendLink",),
            fields={
                "page": _("Concept"),
                "label": _("Voor wie"),
                "made_at": _("Gemaakt op"),
                "expires_at": _("Geldig tot"),
            },
            export=_friend_links,
            erase=lambda person: FriendLink.objects.filter(maker=person).delete(),
            position=80,
        )
    )
    register_kept(
        Kept(
            name="local-texts",
            title=_("Teksten van de organisatie die ik schreef"),
            models=("modules.LocalText", "modules.LocalTextVersion"),
            fields={"step": _("Stap"), "text": _("Tekst"), "saved_at": _("Bewaard op")},
            export=_local_texts,
            erase=_forget_who_wrote,
            position=81,
        )
    )


def count_answers(person: Person) -> int:
    """How many answers in modules are kept of somebody."""
    return AnswerSlot.objects.filter(person=person).count()


def wipe_module_answers(person: Person) -> int:
    """Wipe all of them, with everything that was ever sent."""
    return wipe_answers(person=person)


def _answers(person: Person) -> Iterator[Mapping[str, Value]]:
    for slot in AnswerSlot.objects.filter(person=person).select_related("page").order_by("saved_at", "pk"):
        yield {
            "step": _step(slot),
            "answers": _lines(slot),
            "round": slot.round,
            "saved_at": slot.saved_at,
        }


def _submissions(person: Person) -> Iterator[Mapping[str, Value]]:
    for sent in Submission.objects.filter(person=person).select_related("page"):
        yield {
            "step": _step(sent),
            "answers": _lines(sent),
            "counted": sent.revision is not None,
            "sent_at": sent.sent_at,
        }


def _step(answer: AnswerSlot | Submission) -> str:
    return f"{answer.step_code} {answer.page.title}" if answer.page else answer.step_code


def _lines(answer: AnswerSlot | Submission) -> list[str]:
    """Each question with its answer, in the wording of then; what has lost its wording comes as it is kept."""
    lines: Iterable[rules.Line] = rules.readable(answer.payload, answer.asked)
    told = [f"{line.question} → {line.answer}" for line in lines]
    asked = {question["key"] for question in answer.asked.get("questions", [])}
    rest = {key: value for key, value in answer.payload.get("answers", {}).items() if key not in asked}
    return told + [f"{key} → {_value(value)}" for key, value in rest.items() if value not in (None, "", [])]


def _value(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _progress(person: Person) -> Iterator[Mapping[str, Value]]:
    for row in ModuleProgress.objects.filter(person=person).select_related("module").order_by("module__key"):
        yield {
            "module": f"{row.module.key} {row.module.title}",
            "steps_done": row.steps_done,
            "steps_total": row.steps_total,
            "started_at": row.started_at,
            "online_done_on": row.online_done_on,
            "assignment_done_on": row.assignment_done_on,
            "assignment_signed_on": row.assignment_signed_on,
            "whole_done_on": row.whole_done_on,
            "updated": row.updated,
        }


def _steps(person: Person) -> Iterator[Mapping[str, Value]]:
    for row in (
        StepProgress.objects.filter(person=person).select_related("step").order_by("completed_on", "pk")
    ):
        yield {"step": f"{row.step.code} {row.step.title}", "completed_on": row.completed_on}


def _plays(person: Person) -> Iterator[Mapping[str, Value]]:
    for play in CasePlay.objects.filter(person=person).select_related("script"):
        script = play.script.script
        texts = {choice.key: striptags(choice.text) for scene in script.scenes for choice in scene.choices}
        ending = script.ending(play.ending)
        yield {
            "case": play.script.title,
            "choices": [texts[key] for key in play.choices],
            "ending": ending.title if ending else "",
            "counts": play.counts,
            "started_on": play.started_on,
            "finished_on": play.finished_on,
        }


def _friend_links(person: Person) -> Iterator[Mapping[str, Value]]:
    for link in FriendLink.objects.filter(maker=person).select_related("page").order_by("made_at", "pk"):
        yield {
            "page": link.page.title,
            "label": link.label,
            "made_at": link.made_at,
            "expires_at": link.expires_at,
        }


def _local_texts(person: Person) -> Iterator[Mapping[str, Value]]:
    rows = LocalTextVersion.objects.filter(saved_by=person).select_related("local_text")
    for row in rows.order_by("saved_at", "pk"):
        text = row.local_text
        yield {"step": f"{text.step_code} {text.step_title}", "text": row.text, "saved_at": row.saved_at}


def _forget_who_wrote(person: Person) -> None:
    """The texts are the organisation's and stay; that she wrote them goes."""
    with all_organisations("erasing an account"):
        LocalText.objects.filter(saved_by=person).update(saved_by=None)
        LocalTextVersion.objects.filter(saved_by=person).update(saved_by=None)
