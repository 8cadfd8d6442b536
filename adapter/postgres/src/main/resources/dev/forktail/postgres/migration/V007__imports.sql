CREATE TABLE import (
  id uuid PRIMARY KEY,
  project integer NOT NULL,
  file text NOT NULL,
  begun_at timestamptz NOT NULL,
  parts integer,
  finished_at timestamptz
);
COMMENT ON TABLE import IS 'files that were imported, or are being; the id follows from content, mapping and project';

CREATE TABLE import_part (
  import uuid NOT NULL REFERENCES import,
  number integer NOT NULL,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('events', 'letters')),
  first integer NOT NULL,
  last integer NOT NULL,
  bucket integer NOT NULL,
  buckets integer NOT NULL,
  committed_at timestamptz,
  PRIMARY KEY (import, number)
);
COMMENT ON TABLE import_part IS 'what is committed as one: events of the days first..last, or refused rows from number first on, last many';

CREATE TABLE import_account (
  import uuid NOT NULL,
  part integer NOT NULL,
  source text COLLATE "C" NOT NULL,
  stored bigint NOT NULL,
  duplicates bigint NOT NULL,
  dead_letters bigint NOT NULL,
  PRIMARY KEY (import, part, source),
  FOREIGN KEY (import, part) REFERENCES import_part
);
COMMENT ON TABLE import_account IS 'what each part has added to source_account, lane 0';

CREATE TABLE import_state (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  commits bigint NOT NULL
);
COMMENT ON TABLE import_state IS 'how many parts of events were ever committed: a part is committed only if none was since its look at what is stored';
INSERT INTO import_state (commits) VALUES (0);
