-- Texts that are compared by the store itself have the collation "C": bytes, the same on every
-- server. Times are UTC. Slice tables and message id tables are made by the program, which numbers
-- them: event_slice_<slice> like event_template, message_id_<generation>.

CREATE TABLE project (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  created timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE api_key (
  hash text COLLATE "C" PRIMARY KEY,
  project integer NOT NULL REFERENCES project,
  role text NOT NULL CHECK (role IN ('write', 'read', 'admin')),
  source text COLLATE "C" NOT NULL,
  created timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE lane (
  id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  node text NOT NULL,
  lane_index integer NOT NULL,
  damaged bigint NOT NULL DEFAULT 0,
  UNIQUE (node, lane_index)
);
COMMENT ON COLUMN lane.damaged IS 'unreadable arrivals of journals that are forgotten';

CREATE TABLE ledger (
  journal uuid PRIMARY KEY,
  lane smallint NOT NULL REFERENCES lane,
  epoch bigint NOT NULL,
  next_sequence bigint NOT NULL,
  damaged bigint NOT NULL DEFAULT 0,
  claimed timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50);
COMMENT ON TABLE ledger IS 'how far each journal is stored';

CREATE TABLE slice (
  id bigint PRIMARY KEY,
  generation integer NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'sealed', 'dropped')),
  opened_at timestamptz NOT NULL,
  sealed_at timestamptz,
  rows bigint,
  CHECK ((state = 'open') = (sealed_at IS NULL)),
  CHECK ((state = 'open') = (rows IS NULL))
);

CREATE TABLE slice_rows (
  slice bigint NOT NULL,
  lane smallint NOT NULL,
  rows bigint NOT NULL,
  PRIMARY KEY (slice, lane)
) WITH (fillfactor = 50);
COMMENT ON TABLE slice_rows IS 'what each lane has stored in a slice so far';

CREATE TABLE slice_position (
  slice bigint NOT NULL,
  journal uuid NOT NULL,
  lane smallint NOT NULL,
  next_sequence bigint NOT NULL,
  PRIMARY KEY (slice, journal)
);
COMMENT ON TABLE slice_position IS 'where each ledger stood when the slice was sealed';

CREATE TABLE store_state (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  slice bigint NOT NULL REFERENCES slice,
  generation integer NOT NULL,
  previous_generation integer,
  generation_opened_at timestamptz NOT NULL
);
COMMENT ON TABLE store_state IS 'which slice and which message id generation are open; nothing else says so';

CREATE TABLE event_template (
  received timestamptz NOT NULL,
  occurred timestamptz NOT NULL,
  sequence bigint NOT NULL,
  project integer NOT NULL,
  lane smallint NOT NULL,
  type smallint NOT NULL,
  occurred_clamped boolean NOT NULL,
  message_id text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  source text COLLATE "C" NOT NULL,
  user_id text COLLATE "C",
  anonymous_id text COLLATE "C",
  session_id text COLLATE "C",
  payload text COLLATE "C" NOT NULL
);
ALTER TABLE event_template ALTER COLUMN payload SET STORAGE EXTERNAL;
COMMENT ON TABLE event_template IS 'the columns of every new slice table; itself always empty';

CREATE TABLE rollup_minute (
  project integer NOT NULL,
  bucket timestamptz NOT NULL,
  name text COLLATE "C" NOT NULL,
  source text COLLATE "C" NOT NULL,
  lane smallint NOT NULL,
  events bigint NOT NULL,
  PRIMARY KEY (project, bucket, name, source, lane)
) WITH (fillfactor = 50);

CREATE TABLE rollup_hour (LIKE rollup_minute INCLUDING ALL) WITH (fillfactor = 50);

CREATE TABLE rollup_day (LIKE rollup_minute INCLUDING ALL) WITH (fillfactor = 50);

CREATE TABLE rollup_name (
  project integer NOT NULL,
  name text COLLATE "C" NOT NULL,
  PRIMARY KEY (project, name)
);
COMMENT ON TABLE rollup_name IS 'names with counters of their own; events of all others count as (other)';

CREATE TABLE rollup_name_count (
  project integer PRIMARY KEY,
  names integer NOT NULL
);
COMMENT ON TABLE rollup_name_count IS 'rows of rollup_name per project; locked by whoever adds to them';

CREATE TABLE source_account (
  project integer NOT NULL,
  source text COLLATE "C" NOT NULL,
  lane smallint NOT NULL,
  stored bigint NOT NULL,
  duplicates bigint NOT NULL,
  dead_letters bigint NOT NULL,
  PRIMARY KEY (project, source, lane)
) WITH (fillfactor = 50);

CREATE TABLE dead_letter (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project integer NOT NULL,
  source text COLLATE "C" NOT NULL,
  received timestamptz NOT NULL,
  reason smallint NOT NULL,
  field text,
  message text NOT NULL,
  raw bytea NOT NULL,
  lane smallint NOT NULL,
  journal uuid NOT NULL,
  sequence bigint NOT NULL
);
