CREATE TABLE sql_view (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project integer NOT NULL REFERENCES project,
  name text COLLATE "C" NOT NULL,
  sql text NOT NULL,
  reads text[] COLLATE "C" NOT NULL,
  created timestamptz NOT NULL DEFAULT now(),
  UNIQUE (project, name)
);
COMMENT ON TABLE sql_view IS 'statements that others read like tables; a row never changes, and does not go while another reads it';
COMMENT ON COLUMN sql_view.reads IS 'the views that it reads, all with lower ids';
