-- Which names have counters of their own, and which values of a dimension: the same table.

ALTER TABLE rollup_name ADD COLUMN dimension smallint NOT NULL DEFAULT 0;
ALTER TABLE rollup_name DROP CONSTRAINT rollup_name_pkey;
ALTER TABLE rollup_name ADD PRIMARY KEY (project, dimension, name);
COMMENT ON TABLE rollup_name IS 'names of events (dimension 0) and values of dimensions with counters of their own; all others count as (other)';

ALTER TABLE rollup_name_count ADD COLUMN dimension smallint NOT NULL DEFAULT 0;
ALTER TABLE rollup_name_count DROP CONSTRAINT rollup_name_count_pkey;
ALTER TABLE rollup_name_count ADD PRIMARY KEY (project, dimension);

CREATE TABLE rollup_dimension_minute (
  project integer NOT NULL,
  bucket timestamptz NOT NULL,
  dimension smallint NOT NULL,
  value text COLLATE "C" NOT NULL,
  lane smallint NOT NULL,
  events bigint NOT NULL,
  PRIMARY KEY (project, bucket, dimension, value, lane)
) WITH (fillfactor = 50);
COMMENT ON TABLE rollup_dimension_minute IS 'events by something known of their visitors: 1 browser, 2 country, 3 channel; an event without a value is in no row';

CREATE TABLE rollup_dimension_hour (LIKE rollup_dimension_minute INCLUDING ALL) WITH (fillfactor = 50);

CREATE TABLE rollup_dimension_day (LIKE rollup_dimension_minute INCLUDING ALL) WITH (fillfactor = 50);

CREATE TABLE rollup_dimension_since (
  unit text COLLATE "C" PRIMARY KEY CHECK (unit IN ('minute', 'hour', 'day')),
  since timestamptz NOT NULL
);
COMMENT ON TABLE rollup_dimension_since IS 'from which bucket on rollup_dimension_<unit> is whole; what is before is counted from the events, and rows there do not count';
-- Events that are stored already may have occurred up to a day from now.
INSERT INTO rollup_dimension_since
SELECT unit, CASE WHEN EXISTS (SELECT FROM slice)
  THEN date_trunc('day', now(), 'UTC') + interval '2 days' ELSE '1970-01-01T00:00:00Z' END
FROM (VALUES ('minute'), ('hour'), ('day')) AS units (unit);
