from django.db import migrations

from people.walls.operations import RunOnPostgreSQL

# The role that serves may not delete from the log; through this it may, what is older than its term
# (people.rules.TERMS: 24 months; a day less, because clocks differ).
CREATE = """
CREATE FUNCTION people_auditentry_expire(before timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    removed bigint;
BEGIN
    IF before IS NULL OR before > now() - interval '24 months' + interval '1 day' THEN
        RAISE EXCEPTION 'the log is kept for 24 months';
    END IF;
    DELETE FROM people_auditentry WHERE moment < before;
    GET DIAGNOSTICS removed = ROW_COUNT;
    RETURN removed;
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0009_devices")]

    operations = [RunOnPostgreSQL(CREATE, "DROP FUNCTION people_auditentry_expire(timestamptz)")]
