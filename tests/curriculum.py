"""A curriculum of another size than the project's own twelve modules."""

from competences.models import Phase
from modules.models import CurriculumPage, ModulePage, StepPage
from selfscan.queries import forget_definitions


def keep_modules(number: int) -> None:
    """Let the curriculum hold this many modules: the first ones, and made ones of one step each after them."""
    found = ModulePage.objects.live().order_by("path")
    for module in found[number:]:
        module.unpublish()
    curriculum, phase = CurriculumPage.objects.get(), Phase.objects.get(key="F4")
    first_step = StepPage.objects.get(code="M01-1")
    for each in range(found.count() + 1, number + 1):
        module = curriculum.add_child(
            instance=ModulePage(
                key=f"M{each}",
                title=f"Module {each}",
                slug=f"module-{each}",
                phase=phase,
                summary="<p>Kort.</p>",
                learning_outcomes="<ul><li>Iets.</li></ul>",
            )
        )
        module.add_child(
            instance=StepPage(
                title="Lezen",
                slug="lezen",
                code=f"M{each}-1",
                minutes=5,
                body=first_step.body.get_prep_value(),
            )
        )
    assert ModulePage.objects.live().count() == number
    forget_definitions()
