CREATE TABLE decision (
  project integer NOT NULL,
  key text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  document text NOT NULL,
  PRIMARY KEY (project, key, version)
);
COMMENT ON TABLE decision IS 'what was known when experiments were decided; rows are only added';
COMMENT ON COLUMN decision.version IS 'that of the experiment which the decision made; there may be rows of decisions that came to nothing';
COMMENT ON COLUMN decision.document IS 'the decision, the report, and the totals, definitions and rules that it was made of, as JSON';
