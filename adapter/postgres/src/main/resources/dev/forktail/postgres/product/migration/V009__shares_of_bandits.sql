CREATE TABLE bandit_shares (
  project integer NOT NULL,
  key text COLLATE "C" NOT NULL,
  run integer NOT NULL,
  weights integer[] NOT NULL,
  as_of timestamptz NOT NULL,
  PRIMARY KEY (project, key)
);
COMMENT ON TABLE bandit_shares IS 'by which shares units of experiments are dealt whose strategy is bandit';
COMMENT ON COLUMN bandit_shares.weights IS 'of the variants in their order, in basis points';
COMMENT ON COLUMN bandit_shares.as_of IS 'up to when what was stored counts in them';
