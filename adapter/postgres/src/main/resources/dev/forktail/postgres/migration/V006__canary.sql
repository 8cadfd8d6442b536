ALTER TABLE slice ADD COLUMN canary timestamptz;
COMMENT ON COLUMN slice.canary IS 'when a canary was sent that was stored by the time this slice was open, the newest so';
CREATE INDEX slice_canary ON slice (id) WHERE canary IS NOT NULL;
