-- The columns of iceberg_tables and iceberg_namespace_properties are those of Iceberg's JDBC
-- catalog, so that other engines find the tables of the lake through it.

ALTER TABLE slice ADD COLUMN staged_at timestamptz;
COMMENT ON COLUMN slice.staged_at IS 'when its files were listed in staged_file';

CREATE TABLE export_state (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  epoch bigint NOT NULL
);
COMMENT ON TABLE export_state IS 'the epoch of the one exporter; each change to the lake checks it';
INSERT INTO export_state (epoch) VALUES (0);

CREATE TABLE staged_file (
  location text COLLATE "C" PRIMARY KEY,
  table_name text COLLATE "C" NOT NULL,
  slice bigint NOT NULL REFERENCES slice,
  rows bigint NOT NULL,
  events bigint NOT NULL,
  bytes bigint NOT NULL,
  columns jsonb NOT NULL,
  as_is boolean NOT NULL,
  retired_at timestamptz
);
CREATE INDEX ON staged_file (table_name, slice);
CREATE INDEX ON staged_file (retired_at) WHERE retired_at IS NOT NULL;
COMMENT ON TABLE staged_file IS 'Parquet files of sealed slices; each counts until the watermark of its table has passed its slice';
COMMENT ON COLUMN staged_file.as_is IS 'this very file becomes part of the table of the lake';

CREATE TABLE iceberg_tables (
  catalog_name varchar(255) NOT NULL,
  table_namespace varchar(255) NOT NULL,
  table_name varchar(255) NOT NULL,
  metadata_location varchar(1000),
  previous_metadata_location varchar(1000),
  iceberg_type varchar(5),
  PRIMARY KEY (catalog_name, table_namespace, table_name)
);

CREATE TABLE iceberg_namespace_properties (
  catalog_name varchar(255) NOT NULL,
  namespace varchar(255) NOT NULL,
  property_key varchar(255),
  property_value varchar(1000),
  PRIMARY KEY (catalog_name, namespace, property_key)
);
INSERT INTO iceberg_namespace_properties VALUES ('forktail', 'lake', 'exists', 'true');
