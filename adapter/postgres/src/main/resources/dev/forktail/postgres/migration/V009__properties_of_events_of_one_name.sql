ALTER TABLE promoted_property ADD COLUMN event text COLLATE "C";
COMMENT ON COLUMN promoted_property.event IS 'only events of this name have it; null: all';
