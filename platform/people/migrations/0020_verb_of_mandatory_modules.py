from django.db import migrations, models


class Migration(migrations.Migration):
    # One more verb in the list of choices; nothing changes in the database.

    dependencies = [
        ('people', '0019_verb_of_groups_days'),
    ]

    operations = [
        migrations.AlterField(
            model_name='auditentry',
            name='verb',
            field=models.CharField(choices=[('read_status', 'bekeek voortgang en account'), ('read_result', 'bekeek de gedeelde uitslag van de zelfscan'), ('read_account', 'bekeek account en rol'), ('listed', 'bekeek een lijst met mensen'), ('exported_board', 'downloadde de lijst van de groep'), ('read_assignment', 'bekeek een ingeleverde praktijkopdracht'), ('handed_in', 'leverde een praktijkopdracht in'), ('withdrew_assignment', 'trok een praktijkopdracht terug'), ('asked_more', 'vroeg een aanvulling op een praktijkopdracht'), ('reacted', 'reageerde op een praktijkopdracht'), ('signed_off', 'tekende een praktijkopdracht af'), ('joined', 'gaf een rol'), ('changed_membership', 'veranderde rol, team of datums'), ('ended_membership', 'stopte een rol'), ('left', 'meldde iemand uit dienst'), ('leave_taken_back', 'nam een uitdienstmelding terug'), ('changed_teams', 'veranderde een locatie of team'), ('printed_card', 'printte een startkaart'), ('withdrew_card', 'trok een startkaart in'), ('used_card', 'begon met een startkaart'), ('invited', 'stuurde een uitnodiging'), ('corrected_address', 'verbeterde het e-mailadres'), ('enrolled', 'zette iemand in een groep'), ('left_group', 'haalde iemand uit een groep'), ('gave_group', 'liet iemand een groep begeleiden'), ('took_group', 'liet iemand een groep niet meer begeleiden'), ('changed_group', 'veranderde de laatste dag van een groep'), ('changed_mandatory', 'veranderde welke modules verplicht zijn'), ('shared', 'deelde de uitslag van de zelfscan'), ('stopped_sharing', 'stopte met delen'), ('published_style', 'publiceerde een huisstijl'), ('wiped', 'wiste eigen antwoorden'), ('downloaded', 'downloadde de eigen gegevens'), ('erased', 'verwijderde het account'), ('changed_sign_in', 'veranderde hoe iemand inlogt'), ('reset_second_step', 'haalde de tweede stap weg'), ('changed_work_accounts', 'veranderde het inloggen met werkaccount'), ('linked_account', 'koppelde een werkaccount'), ('unlinked_account', 'maakte een werkaccount los'), ('read_reported', 'las een bijdrage aan een casus waarover een melding was'), ('reported_contribution', 'meldde een bijdrage aan een casus'), ('hid_contribution', 'verborg een bijdrage aan een casus'), ('put_back_contribution', 'zette een bijdrage aan een casus terug'), ('let_stand_contribution', 'liet een gemelde bijdrage staan'), ('withdrew_contribution', 'trok een bijdrage aan een casus in'), ('gave_case', 'bracht een casus in'), ('took_case_back', 'trok een ingebrachte casus terug'), ('read_case', 'las een casus die ik inbracht'), ('handled_case', 'ging verder met een ingebrachte casus'), ('read_attendance', 'bekeek wie bij een bijeenkomst was'), ('noted_attendance', 'noteerde dat iemand bij een bijeenkomst was'), ('refused', 'mocht een pagina niet openen')], max_length=24, verbose_name='wat'),
        ),
    ]
