ALTER TABLE export_state ADD COLUMN paused_at timestamptz;
COMMENT ON COLUMN export_state.paused_at IS 'since when the lake is to be left as it is; null when it is not';

CREATE TABLE export_run (
  step text COLLATE "C" PRIMARY KEY,
  ended_at timestamptz NOT NULL,
  took_millis bigint NOT NULL,
  failed boolean NOT NULL,
  result text NOT NULL
);
COMMENT ON TABLE export_run IS 'how each step of the export went last';
