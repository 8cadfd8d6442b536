CREATE TABLE notice (
  id uuid PRIMARY KEY,
  project integer NOT NULL,
  at timestamptz NOT NULL,
  body text NOT NULL
);
COMMENT ON TABLE notice IS 'what people were to be told, for a month';
COMMENT ON COLUMN notice.body IS 'the notice as JSON, as webhooks get it';
CREATE INDEX notice_project ON notice (project, at);
CREATE INDEX notice_at ON notice (at);

CREATE TABLE notice_delivery (
  notice uuid NOT NULL REFERENCES notice ON DELETE CASCADE,
  channel text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL DEFAULT 'waiting'
    CHECK (state IN ('waiting', 'delivered', 'given_up')),
  attempts integer NOT NULL DEFAULT 0,
  due timestamptz NOT NULL,
  tried timestamptz,
  last text NOT NULL DEFAULT '',
  PRIMARY KEY (notice, channel)
);
COMMENT ON TABLE notice_delivery IS 'how far each notice is on each channel';
COMMENT ON COLUMN notice_delivery.due IS 'when it is tried next; of one that is being tried, when somebody else may';
CREATE INDEX notice_delivery_due ON notice_delivery (due) WHERE state = 'waiting';
