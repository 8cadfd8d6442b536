ALTER TABLE experiment ADD COLUMN runs text NOT NULL DEFAULT '[]';
ALTER TABLE experiment ALTER COLUMN runs DROP DEFAULT;
COMMENT ON COLUMN experiment.runs IS 'since when it is measured, and until when, as a JSON array: from a start or restart to the next one, or to the decision';

WITH run AS (
  SELECT experiment, started,
    (SELECT min(over.at) FROM experiment_audit AS over
      WHERE over.experiment = begun.experiment AND over.at >= begun.started
        AND over.state IN ('decided', 'archived')) AS ended
  FROM (
    SELECT experiment, min(at) AS started FROM experiment_audit
    WHERE state = 'running' GROUP BY experiment) AS begun)
UPDATE experiment SET runs = json_build_array(json_strip_nulls(json_build_object(
  'number', 1,
  'started', to_char(run.started AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  'ended', to_char(run.ended AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))))::text
FROM run WHERE run.experiment = experiment.id;
