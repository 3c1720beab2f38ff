"""Loading: creates, updates or leaves alone each page."""

from pathlib import Path

from wagtail.fields import StreamField
from wagtail.models import Page

from competences.fixtures import read
from competences.load import Row, load_rows
from competences.loading import LoadReport
from competences.models import Indicator, LoadRecord, Phase
from modules.editing import ensure_editing_groups
from modules.load.content import content_hash, was_changed
from modules.load.shapes import TRAININGS_FILE
from modules.load.sources import Source, sources
from modules.load.values import Context
from modules.models.pages import ModulePage, Training


def shared_root() -> Page:
    """The root of the one tree that all sites share."""
    return Page.get_first_root_node()


def load(directory: Path, report: LoadReport) -> None:
    """Creates or updates trainings and pages. Expects valid fixtures, competences loaded."""
    load_trainings(directory, report)
    context = Context(
        phases={phase.key: phase for phase in Phase.objects.all()},
        indicators={indicator.key: indicator for indicator in Indicator.objects.all()},
        trainings={training.key: training for training in Training.objects.all()},
    )
    records = {
        record.source_key: record for record in LoadRecord.objects.filter(source_key__startswith="page:")
    }
    pages = {
        page.pk: page
        for page in Page.objects.filter(pk__in=[record.object_id for record in records.values()]).specific()
    }
    loaded: dict[str, Page] = {"": shared_root()}
    for source in sources(directory):
        record = records.get(source.key)
        page = pages.get(record.object_id) if record else None
        page = load_page(source, record, page, loaded.get(source.parent), context, report)
        if page is not None:
            loaded[source.key] = page
        if isinstance(page, ModulePage):
            context.modules[page.key] = page
    ensure_editing_groups()


def load_trainings(directory: Path, report: LoadReport) -> None:
    """The training half-days."""
    names = ("key", "title", "minutes", "methods", "trainers", "with_actor")
    rows = [
        Row(
            f"training:{source['key']}",
            {"key": source["key"]},
            {name: source[name] for name in names} | {"position": position},
        )
        for position, source in enumerate(read(directory, TRAININGS_FILE, [])["trainings"], start=1)
    ]
    load_rows(Training, rows, report)


def load_page(
    source: Source,
    record: LoadRecord | None,
    page: Page | None,
    parent: Page | None,
    context: Context,
    report: LoadReport,
) -> Page | None:
    """Creates, updates or leaves one page, notes what was done, and returns the page if there is one."""
    if record is None:
        if parent is None or parent.get_children().filter(slug=source.slug).exists():
            report.left_alone.append(source.key)
            return None
        return create_page(source, parent, context, report)
    if page is None or not page.live or was_changed(page, record):
        report.left_alone.append(source.key)
        return page
    if record.source_hash == source.hash:
        report.unchanged.append(source.key)
        return page
    fill(page, source, context)
    publish(page, source, context)
    report.updated.append(source.key)
    return page


def create_page(source: Source, parent: Page, context: Context, report: LoadReport) -> Page:
    """A new page, published."""
    page = source.model(title=source.title, slug=source.slug, live=False)
    fill(page, source, context)
    parent.add_child(instance=page)
    publish(page, source, context)
    report.created.append(source.key)
    return page


def fill(page: Page, source: Source, context: Context) -> None:
    """Gives the page the fields and links of its source."""
    page.title, page.draft_title, page.slug = source.title, source.title, source.slug
    for name, value in source.values(context).items():
        if isinstance(page._meta.get_field(name), StreamField):
            value = page._meta.get_field(name).stream_block.to_python(value)
        setattr(page, name, value)
    for relation, links in source.links(context).items():
        manager = getattr(page, relation)
        manager.set([manager.model(sort_order=order, **link) for order, link in enumerate(links)])


def publish(page: Page, source: Source, context: Context) -> None:
    """Saves the page as a live revision and keeps what was loaded."""
    revision = page.save_revision()
    revision.publish()
    LoadRecord.objects.update_or_create(
        source_key=source.key,
        defaults={
            "source_hash": source.hash,
            "content_hash": content_hash(page),
            "object_id": page.pk,
            "revision_id": revision.pk,
        },
    )
