-- Units of experiments that count nowhere any more, because somebody asked to be forgotten.

ALTER TABLE unit_record ADD COLUMN forgotten boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN unit_record.forgotten IS 'nothing may be known of it; the row stays, so that nothing counts for it again';

CREATE INDEX unit_record_forgotten ON unit_record (id) WHERE forgotten;
