from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0007_verb_corrected_address'),
    ]

    # Two verbs more in the list of choices; nothing changes in the database.
    operations = [
        migrations.AlterField(
            model_name='auditentry',
            name='verb',
            field=models.CharField(choices=[('read_status', 'bekeek voortgang en account'), ('read_result', 'bekeek de gedeelde uitslag van de zelfscan'), ('read_account', 'bekeek account en rol'), ('exported_board', 'downloadde de lijst van de groep'), ('joined', 'gaf een rol'), ('changed_membership', 'veranderde rol, team of datums'), ('ended_membership', 'stopte een rol'), ('left', 'meldde iemand uit dienst'), ('leave_taken_back', 'nam een uitdienstmelding terug'), ('changed_teams', 'veranderde een locatie of team'), ('printed_card', 'printte een startkaart'), ('withdrew_card', 'trok een startkaart in'), ('used_card', 'begon met een startkaart'), ('invited', 'stuurde een uitnodiging'), ('corrected_address', 'verbeterde het e-mailadres'), ('enrolled', 'zette iemand in een groep'), ('left_group', 'haalde iemand uit een groep'), ('shared', 'deelde de uitslag van de zelfscan'), ('stopped_sharing', 'stopte met delen'), ('published_style', 'publiceerde een huisstijl'), ('wiped', 'wiste eigen antwoorden'), ('downloaded', 'downloadde de eigen gegevens'), ('erased', 'verwijderde het account'), ('changed_sign_in', 'veranderde hoe iemand inlogt'), ('reset_second_step', 'haalde de tweede stap weg'), ('refused', 'mocht een pagina niet openen')], max_length=24, verbose_name='wat'),
        ),
    ]
