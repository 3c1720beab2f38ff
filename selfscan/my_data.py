"""What the page "Mijn gegevens" counts, wipes, exports and erases from this floor."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from organisations.tenancy import current_organisation
from people.models import Person
from people.registry import Kept, Value, register_kept, register_personal_data
from people.retention import register_sweep
from selfscan import queries
from selfscan.enums import Choice
from selfscan.models import PathPreference, PathVersion, ScanAnswer, ScanRun, ScanShare, TraineeMoment
from selfscan.rules.sentences import advice_words, sentence, word_labels
from selfscan.rules.voice import Voice
from selfscan.services.scans import forget_old_answers, wipe_answers
from selfscan.voice import voice_of


def register() -> None:
    """Have people wipe their scans with everything that was made of them; keep answers for their term."""
    register_sweep("scan_answers", forget_old_answers)
    register_personal_data(
        "selfscan",
        count_answers,
        wipe,
        label=_("antwoorden in de zelfscan"),
        consequence=_("Ook de uitslag en het leerpad gaan weg, en delen stopt."),
    )

    _register_answers()
    _register_paths()
    _register_choices()


def _register_answers() -> None:
    register_kept(
        Kept(
            name="scans",
            title=_("Mijn ingevulde zelfscans"),
            models=("selfscan.ScanRun",),
            fields={
                "scan": _("Zelfscan"),
                "started_at": _("Begonnen op"),
                "finished_at": _("Afgerond op"),
                "phase": _("Waar ik toen mee bezig was"),
                "doubted": _("Onderwerpen waarover ik twijfelde"),
            },
            export=_runs,
            erase=lambda person: ScanRun.objects.filter(person=person).delete(),
            position=32,
        )
    )
    register_kept(
        Kept(
            name="scan-answers",
            title=_("Mijn antwoorden in de zelfscan"),
            models=("selfscan.ScanAnswer",),
            fields={
                "question": _("Vraag"),
                "answer": _("Mijn antwoord"),
                "counted": _("Telde dit als antwoord"),
                "answered_at": _("Gegeven op"),
            },
            export=_scan_answers,
            erase=lambda person: ScanAnswer.objects.filter(person=person).delete(),
            position=31,
        )
    )


def _register_paths() -> None:
    register_kept(
        Kept(
            name="paths",
            title=_("Mijn uitslagen en leerpaden, in woorden"),
            models=("selfscan.PathVersion",),
            fields={
                "created_at": _("Gemaakt op"),
                "result": _("Uitslag per onderwerp"),
                "path": _("Advies per module, met de reden"),
            },
            export=_paths,
            erase=lambda person: PathVersion.objects.filter(person=person).delete(),
            position=30,
        )
    )


def _register_choices() -> None:
    register_kept(
        Kept(
            name="path-choices",
            title=_("Mijn eigen keuzes op het leerpad"),
            models=("selfscan.PathPreference",),
            fields={
                "phase": _("Waar ik nu mee bezig ben"),
                "choices": _("Keuzes per module"),
                "order": _("Eigen volgorde"),
            },
            export=_preferences,
            erase=lambda person: PathPreference.objects.filter(person=person).delete(),
            position=33,
        )
    )
    register_kept(
        Kept(
            name="moments",
            title=_("Mijn datums"),
            models=("selfscan.TraineeMoment",),
            fields={"phase": _("Waarover"), "on": _("Datum")},
            export=_moments,
            erase=lambda person: TraineeMoment.objects.filter(person=person).delete(),
            position=34,
        )
    )
    register_kept(
        Kept(
            name="shares",
            title=_("Met wie ik mijn uitslag deel of deelde"),
            models=("selfscan.ScanShare",),
            fields={"with": _("Met wie"), "starts_at": _("Vanaf"), "ends_at": _("Tot")},
            export=_shares,
            erase=_erase_shares,
            position=35,
        )
    )


def count_answers(person: Person) -> int:
    """How many answers in the scan are kept of somebody, earlier ones included."""
    return ScanAnswer.objects.filter(person=person).count()


def wipe(person: Person) -> int:
    """Wipe all of them, with the result, the evidence, the paths and the sharing."""
    return wipe_answers(person=person)


# Export and erasure -----------------------------------------------------------------------------------


def _runs(person: Person) -> Iterator[Mapping[str, Value]]:
    for run in ScanRun.objects.filter(person=person).select_related("version", "phase"):
        definition = queries.stored_scan(run.version).definition
        yield {
            "scan": str(run.version),
            "started_at": run.started_at,
            "finished_at": run.finished_at,
            "phase": run.phase.title if run.phase else "",
            "doubted": [
                definition.competence_by_key[key].title
                for key in run.doubted
                if key in definition.competence_by_key
            ],
        }


def _scan_answers(person: Person) -> Iterator[Mapping[str, Value]]:
    """Every answer that was ever sent, with the words that were on the screen."""
    voice = voice_of(current_organisation())
    rows = ScanAnswer.objects.filter(person=person).select_related("run__version", "item", "option")
    for row in rows:
        definition = queries.stored_scan(row.run.version).definition
        chosen = row.option.text if row.option else definition.scale_step(row.proficiency_level).label
        yield {
            "question": voice.fill(row.item.text),
            "answer": voice.fill(chosen),
            "counted": row.revision is not None,
            "answered_at": row.answered_at,
        }


def _paths(person: Person) -> Iterator[Mapping[str, Value]]:
    voice = voice_of(current_organisation())
    for path in PathVersion.objects.filter(person=person).select_related("run__version"):
        yield {
            "created_at": path.created_at,
            "result": _result_in_words(path),
            "path": _path_in_words(path, voice),
        }


def _result_in_words(path: PathVersion) -> list[str]:
    definition = queries.stored_scan(path.run.version).definition
    labels = word_labels()
    found = path.result.get("competences", {})
    return [
        f"{competence.title}: {labels.get(found.get(competence.key, {}).get('word') or '', gettext('nog niet bekend'))}"
        for competence in definition.competences
    ]


def _path_in_words(path: PathVersion, voice: Voice) -> list[str]:
    definition = queries.planning_definition(path.run.version)
    advice = advice_words(voice)
    lines = []
    for row in path.result["modules"]:
        module = definition.module_by_key.get(row["key"])
        title = module.title if module else row["key"]
        why = [sentence(definition, reason, voice) for reason in row["why"]] if module else []
        lines.append(" ".join([f"{title}: {advice[row['advice']]}.", *why]))
    return lines


def _preferences(person: Person) -> Iterator[Mapping[str, Value]]:
    facts = queries.published_facts()

    def title_of(key: str) -> str:
        return facts[key].title if key in facts else key

    for row in PathPreference.objects.filter(person=person).select_related("phase"):
        yield {
            "phase": row.phase.title if row.phase else "",
            "choices": [
                ": ".join(filter(None, (title_of(key), str(Choice(choice["kind"]).label), choice["reason"])))
                for key, choice in row.choices.items()
            ],
            "order": [title_of(key) for key in row.order],
        }


def _moments(person: Person) -> Iterator[Mapping[str, Value]]:
    for row in TraineeMoment.objects.filter(person=person).select_related("phase"):
        yield {"phase": row.phase.title, "on": row.on}


def _shares(person: Person) -> Iterator[Mapping[str, Value]]:
    """Of this organisation: with whom she shares elsewhere is told there."""
    shares = ScanShare.objects.filter(person=person, organisation=current_organisation())
    for row in shares.select_related("with_person"):
        yield {"with": str(row.with_person), "starts_at": row.starts_at, "ends_at": row.ends_at}


def _erase_shares(person: Person) -> None:
    """What she shared, and what was shared with her."""
    ScanShare.objects.filter(person=person).delete()
    ScanShare.objects.filter(with_person=person).delete()
