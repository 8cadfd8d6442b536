CREATE TABLE redirect_host (
  project integer NOT NULL,
  host text COLLATE "C" NOT NULL,
  PRIMARY KEY (project, host)
);
COMMENT ON TABLE redirect_host IS 'the sites to which pages of a project may send visitors';
