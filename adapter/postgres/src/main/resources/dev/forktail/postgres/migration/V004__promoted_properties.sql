CREATE TABLE promoted_property (
  field_id integer GENERATED ALWAYS AS IDENTITY (START WITH 1000) PRIMARY KEY,
  name text COLLATE "C" NOT NULL UNIQUE,
  type text COLLATE "C" NOT NULL,
  path text COLLATE "C" NOT NULL
);
COMMENT ON TABLE promoted_property IS 'properties of events that are columns of their own; a row never changes and never goes';
COMMENT ON COLUMN promoted_property.field_id IS 'the id of the column in the lake, never given to another';
