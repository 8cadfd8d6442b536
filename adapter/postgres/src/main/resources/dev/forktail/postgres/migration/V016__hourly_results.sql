-- What is computed of experiments by the hour.

CREATE TABLE result_hourly (
  project integer NOT NULL,
  experiment text COLLATE "C" NOT NULL,
  run integer NOT NULL,
  as_of timestamptz NOT NULL,
  took_millis bigint NOT NULL,
  events bigint NOT NULL,
  metrics text COLLATE "C" NOT NULL,
  PRIMARY KEY (project, experiment, run)
);
COMMENT ON TABLE result_hourly IS 'what needs all events of a run at once: adjustment by what came before, quantiles, percentile caps; the newest';
COMMENT ON COLUMN result_hourly.as_of IS 'up to when what was stored counts';
COMMENT ON COLUMN result_hourly.metrics IS 'with the definition of each as it was, as JSON';
