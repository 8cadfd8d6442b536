-- Results of experiments, kept up to date by whoever stores events.

CREATE TABLE result_plan (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  version bigint NOT NULL,
  last_id integer NOT NULL,
  plan text COLLATE "C" NOT NULL
);
COMMENT ON TABLE result_plan IS 'which events count in which totals, as JSON; changed only by whoever holds the barrier alone';
COMMENT ON COLUMN result_plan.last_id IS 'the greatest id that a run, a track or a tally ever had';

ALTER TABLE store_state ADD COLUMN result_plan bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN store_state.result_plan IS 'the version of result_plan; 0: there is none';

CREATE TABLE unit_record (
  id uuid PRIMARY KEY,
  slice bigint NOT NULL,
  lasting boolean NOT NULL,
  record bytea NOT NULL
) WITH (fillfactor = 70, toast_tuple_target = 8160);
ALTER TABLE unit_record ALTER COLUMN record SET STORAGE MAIN;
COMMENT ON TABLE unit_record IS 'units of experiments: what they have seen and done that counts';
COMMENT ON COLUMN unit_record.id IS 'of project, kind and id, by hash';
COMMENT ON COLUMN unit_record.slice IS 'the newest of which it knows anything';
COMMENT ON COLUMN unit_record.lasting IS 'false: it was in no experiment so far, and goes when it is old';

CREATE TABLE result_total (
  tally integer NOT NULL,
  arm smallint NOT NULL,
  dimension smallint NOT NULL,
  value text COLLATE "C" NOT NULL,
  day date NOT NULL,
  lane smallint NOT NULL,
  units bigint NOT NULL,
  total1 numeric NOT NULL,
  total2 numeric,
  product11 numeric NOT NULL,
  product12 numeric,
  product22 numeric,
  PRIMARY KEY (tally, arm, dimension, value, day, lane)
) WITH (fillfactor = 50);
COMMENT ON TABLE result_total IS 'sums over units, as fixed-point integers; what counts up to a day is the sum of all rows up to it, over all lanes';

CREATE TABLE result_history (
  id integer PRIMARY KEY,
  project integer NOT NULL,
  subject integer NOT NULL,
  event text NOT NULL,
  from_slice bigint NOT NULL,
  to_slice bigint NOT NULL,
  next_slice bigint NOT NULL,
  next_message text COLLATE "C" NOT NULL
);
COMMENT ON TABLE result_history IS 'events from before the plan knew that they count, which are still to be added';
COMMENT ON COLUMN result_history.subject IS 'the track or run that they are for; of who is who the project, negative';
COMMENT ON COLUMN result_history.next_message IS 'where it goes on: behind this message id of next_slice';
