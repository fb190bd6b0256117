-- Readings lie in partitions by the month in which they were measured, so that an old month can be moved or dropped as a
-- whole and the indexes of the hot months stay small. `ensure_reading_partitions` makes the months that are to come;
-- what lies outside them all is kept in `reading_elsewhere`.
ALTER TABLE reading RENAME TO reading_whole;
--> statement-breakpoint
CREATE TABLE reading (LIKE reading_whole INCLUDING DEFAULTS) PARTITION BY RANGE (measured_at);
--> statement-breakpoint
DROP TABLE reading_whole;
--> statement-breakpoint
ALTER TABLE reading ADD CONSTRAINT reading_patient_id_kind_measured_at_id_pk
  PRIMARY KEY (patient_id, kind, measured_at, id);
--> statement-breakpoint
-- unique by id alone is what no partitioned table can promise: the patient's due row is locked while it is asked for
CREATE INDEX reading_without_device_time ON reading (id) WHERE flags <> '[]';
--> statement-breakpoint
CREATE INDEX reading_suspect ON reading (received_at) WHERE suspect IS NOT NULL;
--> statement-breakpoint
CREATE TABLE reading_elsewhere PARTITION OF reading DEFAULT;
--> statement-breakpoint
CREATE FUNCTION ensure_reading_partitions(at_ms bigint, months_back int, months_ahead int) RETURNS int AS $$
DECLARE
  month_start timestamp;
  first_ms bigint;
  next_ms bigint;
  name text;
  made int := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(22119, 4);
  FOR i IN -months_back .. months_ahead LOOP
    month_start := date_trunc('month', timestamp 'epoch' + at_ms * interval '1 millisecond') + i * interval '1 month';
    first_ms := (extract(epoch FROM month_start) * 1000)::bigint;
    next_ms := (extract(epoch FROM month_start + interval '1 month') * 1000)::bigint;
    name := 'reading_' || to_char(month_start, 'YYYY_MM');
    CONTINUE WHEN to_regclass(name) IS NOT NULL;
    EXECUTE format('CREATE TABLE %I (LIKE reading INCLUDING DEFAULTS)', name);
    EXECUTE format(
      'WITH moved AS (DELETE FROM reading_elsewhere WHERE measured_at >= %s AND measured_at < %s RETURNING *)
       INSERT INTO %I SELECT * FROM moved', first_ms, next_ms, name);
    EXECUTE format('ALTER TABLE reading ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)', name, first_ms, next_ms);
    made := made + 1;
  END LOOP;
  RETURN made;
END
$$ LANGUAGE plpgsql;
--> statement-breakpoint
-- Events are told in the order of their ids, so an id must not be drawn before an earlier one is committed: whoever writes
-- events holds this lock from before the first id until the end of its transaction. Then everybody who listens is woken.
CREATE FUNCTION outbox_in_order() RETURNS trigger AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(22119, 2);
  PERFORM pg_notify('vigil_events', '');
  RETURN NULL;
END
$$ LANGUAGE plpgsql;
--> statement-breakpoint
CREATE TRIGGER outbox_in_order BEFORE INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION outbox_in_order();
--> statement-breakpoint
-- the same for changes of the roster, which are read in the order of their ids too
CREATE TRIGGER roster_change_in_order BEFORE INSERT ON roster_change FOR EACH STATEMENT EXECUTE FUNCTION outbox_in_order();
