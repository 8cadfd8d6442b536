CREATE TABLE rollup_since (
  unit text COLLATE "C" PRIMARY KEY CHECK (unit IN ('minute', 'hour', 'day')),
  since timestamptz NOT NULL
);
COMMENT ON TABLE rollup_since IS 'from which bucket on rollup_<unit> is whole; what is before is counted from the lake, and rows there do not count';
INSERT INTO rollup_since VALUES
  ('minute', '1970-01-01T00:00:00Z'), ('hour', '1970-01-01T00:00:00Z'), ('day', '1970-01-01T00:00:00Z');

CREATE INDEX slice_unstaged ON slice (id) WHERE staged_at IS NULL;
COMMENT ON INDEX slice_unstaged IS 'the few slices whose events are in no file';
CREATE INDEX slice_generation ON slice (generation);
