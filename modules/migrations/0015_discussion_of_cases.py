"""What people write about a case, what they recognise in it and what they report."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('modules', '0014_review_by'),
        ('organisations', '0009_trust_of_unmarked_addresses'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='sleutel')),
                ('role', models.CharField(max_length=24, verbose_name='rol')),
                ('case_title', models.CharField(max_length=255, verbose_name='titel van de casus')),
                ('question', models.UUIDField(verbose_name='vraag')),
                ('question_text', models.TextField(verbose_name='vraag, zoals die er stond')),
                ('parent_key', models.UUIDField(blank=True, db_index=True, null=True, verbose_name='reactie op')),
                ('text', models.TextField(blank=True, verbose_name='tekst')),
                ('reach', models.CharField(choices=[('none', 'geen gesprek'), ('organisation', 'binnen de eigen organisatie'), ('region', 'met alle organisaties van de regio')], max_length=12, verbose_name='te lezen voor')),
                ('shows_name', models.BooleanField(default=False, verbose_name='naam te zien in andere organisaties')),
                ('state', models.CharField(choices=[('visible', 'te zien'), ('hidden', 'verborgen'), ('offered', 'opnieuw aangeboden'), ('withdrawn', 'ingetrokken')], default='visible', max_length=12, verbose_name='stand')),
                ('hidden_reason', models.CharField(blank=True, max_length=300, verbose_name='waarom verborgen')),
                ('submission', models.UUIDField(verbose_name='kenmerk van het formulier')),
                ('revision', models.PositiveIntegerField(default=1, verbose_name='versie')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='geschreven op')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='veranderd op')),
                ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='modules.casepage')),
                ('hidden_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='verborgen door')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='organisatie')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='schrijver')),
            ],
            options={
                'verbose_name': 'bijdrage aan een casus',
                'verbose_name_plural': 'bijdragen aan casussen',
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='Recognition',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='op')),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='modules.contribution', verbose_name='bijdrage')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='organisatie')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='wie')),
            ],
            options={
                'verbose_name': 'herkenbaar',
                'verbose_name_plural': 'keren herkenbaar',
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='op')),
                ('reason', models.CharField(max_length=300, verbose_name='waarom')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='bekeken op')),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='modules.contribution', verbose_name='bijdrage')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='organisatie')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='wie')),
            ],
            options={
                'verbose_name': 'melding over een bijdrage',
                'verbose_name_plural': 'meldingen over bijdragen',
                'ordering': ('pk',),
            },
        ),
        migrations.AddIndex(
            model_name='contribution',
            index=models.Index(fields=['case', 'question'], name='contributions_of_question'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.UniqueConstraint(fields=('person', 'submission'), name='one_contribution_per_submission'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.UniqueConstraint(condition=models.Q(('parent_key', None), models.Q(('state', 'withdrawn'), _negated=True)), fields=('organisation', 'person', 'case', 'question'), name='one_answer_per_question'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('person', None), ('state', 'withdrawn'), ('text', '')), models.Q(models.Q(('state', 'withdrawn'), _negated=True), models.Q(('text', ''), _negated=True), ('person__isnull', False)), _connector='OR'), name='withdrawn_contribution_is_empty'),
        ),
        migrations.AddConstraint(
            model_name='recognition',
            constraint=models.UniqueConstraint(fields=('contribution', 'person'), name='one_recognition_per_person'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(fields=('contribution', 'person'), name='one_report_per_person'),
        ),
    ]
