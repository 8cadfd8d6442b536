CREATE TABLE experiment (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project integer NOT NULL,
  key text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  state text COLLATE "C" NOT NULL
    CHECK (state IN ('draft', 'running', 'paused', 'decided', 'archived')),
  definition text NOT NULL,
  created timestamptz NOT NULL,
  changed timestamptz NOT NULL,
  UNIQUE (project, key)
);
COMMENT ON TABLE experiment IS 'experiments and flags of all projects; a row never goes, it is archived';
COMMENT ON COLUMN experiment.project IS 'the id that the event database has given it';
COMMENT ON COLUMN experiment.version IS 'rises by one with each change; who changes it says which version was seen';
COMMENT ON COLUMN experiment.definition IS 'all that decides who sees what, as JSON';

CREATE TABLE experiment_audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  experiment bigint NOT NULL REFERENCES experiment,
  version bigint NOT NULL,
  at timestamptz NOT NULL,
  who text NOT NULL,
  what text COLLATE "C" NOT NULL,
  note text NOT NULL,
  state text COLLATE "C" NOT NULL,
  definition text NOT NULL,
  UNIQUE (experiment, version)
);
COMMENT ON TABLE experiment_audit IS 'each version of each experiment: who made it, when and by what; rows are only added';

CREATE TABLE definitions (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  version bigint NOT NULL
);
COMMENT ON TABLE definitions IS 'rises with each change of any experiment, in the transaction of the change, so that nodes see by one look whether theirs are the newest';
INSERT INTO definitions (version) VALUES (1);
