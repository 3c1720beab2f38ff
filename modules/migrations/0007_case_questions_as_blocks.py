"""A question of a case gets a key of its own: what people answer points to it, whatever becomes of its text."""

import json
import re
import uuid

import wagtail.fields
from django.db import migrations, models

NAMESPACE = uuid.UUID("5d1f0f0e-7b1c-5a53-9d0c-1c8c4a0f7a11")
BOUNDARY = re.compile(r"</?(?:ul|ol|li|p|h3)(?: [^>]*)?>")
LINK = re.compile(r"</?a(?: [^>]*)?>")
# The keys of the editor's paragraphs: five characters.
KEYS = "abcdefghijklmnopqrstuvwxyz"


def stream_of(html, page):
    """Each point or paragraph is a question. The same text on one page gets the same key, in draft and live."""
    questions, seen = [], {}
    for part in BOUNDARY.split(html or ""):
        text = LINK.sub("", part).strip()
        if not text:
            continue
        seen[text] = seen.get(text, 0) + 1
        key = uuid.uuid5(NAMESPACE, f"question:{page}:{seen[text]}:{text}")
        mark = "".join(KEYS[byte % 26] for byte in key.bytes[:5])
        questions.append({"type": "question", "value": f'<p data-block-key="{mark}">{text}</p>', "id": str(key)})
    return questions


def html_of(stream):
    """The questions as one list."""
    points = []
    for question in stream or []:
        points.append(re.sub(r"^<p([^>]*)>(.*)</p>$", r"<li\1>\2</li>", question["value"], flags=re.DOTALL))
    return f"<ul>{''.join(points)}</ul>" if points else ""


def revisions_of(apps):
    Type, Revision = apps.get_model("contenttypes", "ContentType"), apps.get_model("wagtailcore", "Revision")
    found = Type.objects.filter(app_label="modules", model="casepage").first()
    return Revision.objects.filter(content_type=found) if found else Revision.objects.none()


def to_blocks(apps, schema_editor):
    for case in apps.get_model("modules", "CasePage").objects.all():
        case.questions = stream_of(case.questions_text, case.pk)
        case.save(update_fields=["questions"])
    for revision in revisions_of(apps):
        revision.content["questions"] = json.dumps(
            stream_of(revision.content.get("questions", ""), int(revision.object_id))
        )
        revision.save(update_fields=["content"])


def to_text(apps, schema_editor):
    for case in apps.get_model("modules", "CasePage").objects.all():
        case.questions_text = html_of([dict(each) for each in case.questions.raw_data])
        case.save(update_fields=["questions_text"])
    for revision in revisions_of(apps):
        revision.content["questions"] = html_of(json.loads(revision.content.get("questions") or "[]"))
        revision.save(update_fields=["content"])


QUESTION = ("wagtail.blocks.RichTextBlock", (), {"features": ["bold", "italic", "woord"], "label": "Vraag"})


class Migration(migrations.Migration):
    dependencies = [
        ("modules", "0006_row_security"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]

    # The text is not altered into blocks in place: PostgreSQL has no cast from one to the other.
    operations = [
        migrations.RenameField("casepage", "questions", "questions_text"),
        # Its removal can be taken back only with a default.
        migrations.AlterField("casepage", "questions_text", wagtail.fields.RichTextField(default="", verbose_name="vragen")),
        migrations.AddField(
            "casepage",
            "questions",
            wagtail.fields.StreamField([("question", 0)], block_lookup={0: QUESTION}, default=[], verbose_name="vragen"),
            preserve_default=False,
        ),
        migrations.RunPython(to_blocks, to_text),
        migrations.RemoveField("casepage", "questions_text"),
    ]
