CREATE TABLE unit_arms (
  project integer NOT NULL,
  unit bytea NOT NULL,
  arms jsonb NOT NULL,
  expires timestamptz NOT NULL,
  PRIMARY KEY (project, unit)
);
COMMENT ON TABLE unit_arms IS 'sessions: the arms of units that cannot be computed again';
COMMENT ON COLUMN unit_arms.unit IS 'the first 16 bytes of the SHA-256 of its kind and id';
COMMENT ON COLUMN unit_arms.arms IS 'the short hash of the variant by that of the experiment';
CREATE INDEX unit_arms_expires ON unit_arms (expires);
