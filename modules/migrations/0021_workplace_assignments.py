"""What somebody hands in of a workplace assignment, and who looks along."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('modules', '0020_recordings'),
        ('organisations', '0009_trust_of_unmarked_addresses'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LeftFile',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=120, unique=True)),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'bestand dat nog weg moet',
                'verbose_name_plural': 'bestanden die nog weg moeten',
                'ordering': ('pk',),
            },
        ),
        migrations.AddField(
            model_name='moduleprogress',
            name='assignment_signed_on',
            field=models.DateField(blank=True, null=True, verbose_name='praktijkopdracht afgetekend op'),
        ),
        migrations.AddField(
            model_name='moduleprogress',
            name='whole_done_on',
            field=models.DateField(blank=True, null=True, verbose_name='helemaal af op'),
        ),
        migrations.CreateModel(
            name='HandIn',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('module_key', models.CharField(max_length=8, verbose_name='sleutel van de module')),
                ('title', models.CharField(max_length=255, verbose_name='opdracht')),
                ('state', models.CharField(choices=[('draft', 'concept'), ('handed_in', 'ingeleverd'), ('more_asked', 'aanvulling gevraagd'), ('signed_off', 'afgetekend'), ('withdrawn', 'teruggetrokken')], default='draft', max_length=12, verbose_name='stand')),
                ('text', models.TextField(blank=True, verbose_name='tekst')),
                ('revision', models.PositiveIntegerField(default=0, verbose_name='versie')),
                ('asks_trainer', models.BooleanField(default=False, verbose_name='praktijkopleider kijkt mee')),
                ('saved_at', models.DateTimeField(null=True, verbose_name='bewaard op')),
                ('handed_in_at', models.DateTimeField(null=True, verbose_name='ingeleverd op')),
                ('signed_off_on', models.DateField(null=True, verbose_name='afgetekend op')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='veranderd op')),
                ('learner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='collega-in-opleiding')),
                ('module', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='modules.modulepage', verbose_name='module')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='organisatie')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='persoon')),
                ('signed_off_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='afgetekend door')),
                ('team_leader', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='teamleider')),
            ],
            options={
                'verbose_name': 'praktijkopdracht',
                'verbose_name_plural': 'praktijkopdrachten',
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='AssignmentFile',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True, verbose_name='kenmerk')),
                ('upload', models.UUIDField(verbose_name='kenmerk van het versturen')),
                ('kind', models.CharField(choices=[('photo', 'foto'), ('audio', 'geluid')], max_length=8, verbose_name='soort')),
                ('name', models.CharField(max_length=120, verbose_name='naam van het bestand')),
                ('content_type', models.CharField(max_length=40)),
                ('size', models.PositiveIntegerField(verbose_name='bytes')),
                ('stored', models.CharField(max_length=120)),
                ('is_shown', models.BooleanField(default=False, verbose_name='ingeleverd')),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='toegevoegd op')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='persoon')),
                ('hand_in', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='modules.handin')),
            ],
            options={
                'verbose_name': 'bestand bij een praktijkopdracht',
                'verbose_name_plural': 'bestanden bij praktijkopdrachten',
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='HandInDraft',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(verbose_name='kenmerk')),
                ('based_on', models.PositiveIntegerField(verbose_name='gebaseerd op versie')),
                ('revision', models.PositiveIntegerField(null=True, verbose_name='werd versie')),
                ('payload', models.JSONField(default=dict, verbose_name='inhoud')),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='verstuurd op')),
                ('hand_in', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='modules.handin')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='persoon')),
            ],
            options={
                'verbose_name': 'verstuurd concept van een praktijkopdracht',
                'verbose_name_plural': 'verstuurde concepten van praktijkopdrachten',
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='HandInEvent',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('handed_in', 'ingeleverd'), ('more_asked', 'aanvulling gevraagd'), ('reacted', 'reactie gegeven'), ('signed_off', 'afgetekend'), ('withdrawn', 'teruggetrokken')], max_length=12, verbose_name='wat')),
                ('by_role', models.CharField(choices=[('supervisor', 'Werkbegeleider'), ('learner', 'Collega-in-opleiding'), ('practice_trainer', 'Praktijkopleider'), ('team_leader', 'Teamleider'), ('org_admin', 'Organisatiebeheerder'), ('style_manager', 'Huisstijlbeheerder'), ('case_author', 'Casusauteur'), ('editor', 'Redacteur'), ('regional_coordinator', 'Regiocoördinator')], max_length=24, verbose_name='rol')),
                ('text', models.TextField(blank=True, verbose_name='tekst')),
                ('uuid', models.UUIDField(verbose_name='kenmerk')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='moment')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='wie')),
                ('hand_in', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='modules.handin')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='persoon')),
            ],
            options={
                'verbose_name': 'gebeurtenis bij een praktijkopdracht',
                'verbose_name_plural': 'gebeurtenissen bij praktijkopdrachten',
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='LookAlong',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('supervisor', 'Werkbegeleider'), ('learner', 'Collega-in-opleiding'), ('practice_trainer', 'Praktijkopleider'), ('team_leader', 'Teamleider'), ('org_admin', 'Organisatiebeheerder'), ('style_manager', 'Huisstijlbeheerder'), ('case_author', 'Casusauteur'), ('editor', 'Redacteur'), ('regional_coordinator', 'Regiocoördinator')], max_length=24, verbose_name='als')),
                ('module_key', models.CharField(max_length=8, verbose_name='sleutel van de module')),
                ('title', models.CharField(max_length=255, verbose_name='opdracht')),
                ('stand', models.CharField(choices=[('waiting', 'wacht'), ('answered', 'beantwoord'), ('signed_off', 'afgetekend')], default='waiting', max_length=12, verbose_name='stand')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='sinds')),
                ('times', models.PositiveSmallIntegerField(default=1, verbose_name='keer ingeleverd')),
                ('hand_in', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lookers', to='modules.handin')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='organisatie')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='van wie')),
                ('viewer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='wie kijkt mee')),
            ],
            options={
                'verbose_name': 'gevraagd om mee te kijken',
                'verbose_name_plural': 'gevraagd om mee te kijken',
                'ordering': ('since', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='UploadPiece',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('upload', models.UUIDField(verbose_name='kenmerk van het versturen')),
                ('offset', models.PositiveIntegerField(verbose_name='vanaf byte')),
                ('until', models.PositiveIntegerField(verbose_name='tot byte')),
                ('content', models.BinaryField(verbose_name='inhoud')),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='verstuurd op')),
                ('hand_in', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='modules.handin')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='persoon')),
            ],
            options={
                'verbose_name': 'stuk van een bestand dat onderweg is',
                'verbose_name_plural': 'stukken van bestanden die onderweg zijn',
                'ordering': ('offset',),
            },
        ),
        migrations.AddConstraint(
            model_name='handin',
            constraint=models.UniqueConstraint(fields=('person', 'module'), name='one_hand_in_per_module'),
        ),
        migrations.AddConstraint(
            model_name='handin',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'signed_off'), _negated=True), ('signed_off_on__isnull', False), _connector='OR'), name='signed_off_on_a_day'),
        ),
        migrations.AddConstraint(
            model_name='assignmentfile',
            constraint=models.UniqueConstraint(fields=('hand_in', 'upload'), name='one_file_per_upload'),
        ),
        migrations.AddConstraint(
            model_name='handindraft',
            constraint=models.UniqueConstraint(fields=('person', 'uuid'), name='one_draft_per_uuid'),
        ),
        migrations.AddConstraint(
            model_name='handinevent',
            constraint=models.UniqueConstraint(fields=('hand_in', 'uuid'), name='one_event_per_uuid'),
        ),
        migrations.AddIndex(
            model_name='lookalong',
            index=models.Index(fields=['organisation', 'role', 'stand'], name='look_along_queue'),
        ),
        migrations.AddConstraint(
            model_name='lookalong',
            constraint=models.UniqueConstraint(fields=('hand_in', 'role'), name='one_look_along_per_role'),
        ),
        migrations.AddConstraint(
            model_name='uploadpiece',
            constraint=models.UniqueConstraint(fields=('person', 'upload', 'offset'), name='one_piece_per_offset'),
        ),
    ]
