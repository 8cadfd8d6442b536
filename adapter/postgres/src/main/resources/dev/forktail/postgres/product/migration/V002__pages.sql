CREATE TABLE page (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project integer NOT NULL,
  slug text COLLATE "C" NOT NULL UNIQUE,
  version bigint NOT NULL,
  published bigint,
  edition bigint NOT NULL,
  created timestamptz NOT NULL,
  changed timestamptz NOT NULL
);
COMMENT ON TABLE page IS 'pages of all projects; a row never goes';
COMMENT ON COLUMN page.project IS 'the id that the event database has given it';
COMMENT ON COLUMN page.version IS 'rises by one with each change; who changes it says which version was seen';
COMMENT ON COLUMN page.published IS 'the version that visitors see; null: they see none';
COMMENT ON COLUMN page.edition IS 'the version with which it was published or withdrawn last; 0: it never was';
CREATE INDEX page_project ON page (project, slug);

CREATE TABLE page_version (
  page bigint NOT NULL REFERENCES page,
  version bigint NOT NULL,
  at timestamptz NOT NULL,
  who text NOT NULL,
  what text COLLATE "C" NOT NULL,
  note text NOT NULL,
  definition text NOT NULL,
  PRIMARY KEY (page, version)
);
COMMENT ON TABLE page_version IS 'each version of each page: what it is, who made it, when and by what; rows are only added';
COMMENT ON COLUMN page_version.definition IS 'the page with all its contents, as JSON';

CREATE TABLE page_editions (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  version bigint NOT NULL
);
COMMENT ON TABLE page_editions IS 'rises whenever a page is published or withdrawn, in that transaction, so that nodes see by one look whether a notice was lost';
INSERT INTO page_editions (version) VALUES (1);
