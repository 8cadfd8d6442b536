CREATE TABLE fact_state (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  id text NOT NULL DEFAULT left(replace(gen_random_uuid()::text, '-', ''), 12)
);
COMMENT ON TABLE fact_state IS 'what the product database knows this event database by';
INSERT INTO fact_state DEFAULT VALUES;

CREATE TABLE fact_table (
  name text COLLATE "C" PRIMARY KEY,
  schema_name text NOT NULL,
  table_name text NOT NULL,
  relation oid NOT NULL,
  columns text[] NOT NULL,
  types text[] NOT NULL,
  keys text[] NOT NULL,
  UNIQUE (schema_name, table_name)
);
COMMENT ON TABLE fact_table IS 'tables that are copies of tables of the product database; they have their schema and name, and are changed by replication alone';
COMMENT ON COLUMN fact_table.name IS 'what statements call it, behind facts.';
COMMENT ON COLUMN fact_table.relation IS 'the table that was made; another one of that name is something else';

INSERT INTO iceberg_namespace_properties VALUES ('forktail', 'facts', 'exists', 'true');
