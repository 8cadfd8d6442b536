-- What recounts of results have found, and what was put right.

CREATE TABLE result_recount (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project integer NOT NULL,
  experiment text COLLATE "C" NOT NULL,
  run integer NOT NULL,
  as_of timestamptz NOT NULL,
  events bigint NOT NULL,
  rows integer NOT NULL,
  different integer NOT NULL,
  what text NOT NULL,
  repaired boolean NOT NULL
);
CREATE INDEX ON result_recount (project, experiment, as_of);
COMMENT ON TABLE result_recount IS 'totals of experiments held against what their events come to';
COMMENT ON COLUMN result_recount.different IS 'how many rows of totals were otherwise';
COMMENT ON COLUMN result_recount.repaired IS 'whether what differed was added to the totals';
