CREATE TABLE metric (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project integer NOT NULL,
  key text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  archived boolean NOT NULL,
  definition text NOT NULL,
  created timestamptz NOT NULL,
  changed timestamptz NOT NULL,
  UNIQUE (project, key)
);
COMMENT ON TABLE metric IS 'what experiments of all projects are measured by; a row never goes, it is archived';
COMMENT ON COLUMN metric.project IS 'the id that the event database has given it';
COMMENT ON COLUMN metric.version IS 'rises by one with each change; who changes it says which version was seen';
COMMENT ON COLUMN metric.definition IS 'which events count, and what of them, as JSON';

CREATE TABLE metric_audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  metric bigint NOT NULL REFERENCES metric,
  version bigint NOT NULL,
  at timestamptz NOT NULL,
  who text NOT NULL,
  what text COLLATE "C" NOT NULL,
  note text NOT NULL,
  definition text NOT NULL,
  UNIQUE (metric, version)
);
COMMENT ON TABLE metric_audit IS 'each version of each metric: who made it, when and by what; rows are only added';
COMMENT ON TABLE definitions IS 'rises with each change of any experiment or metric, in the transaction of the change, so that nodes see by one look whether theirs are the newest';
