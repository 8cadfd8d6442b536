-- The slices that are there get the columns, too: what is read of one is read of all.

DO $$
DECLARE
  slice_table text;
BEGIN
  FOR slice_table IN
    SELECT relname FROM pg_class
    WHERE relnamespace = current_schema::regnamespace AND relkind = 'r'
      AND relname ~ '^event_(template|slice_spare|slice_[0-9]+)$'
  LOOP
    EXECUTE format(
      'ALTER TABLE %I
        ADD COLUMN browser text COLLATE "C", ADD COLUMN browser_version integer,
        ADD COLUMN os text COLLATE "C", ADD COLUMN device text COLLATE "C",
        ADD COLUMN bot boolean,
        ADD COLUMN country text COLLATE "C", ADD COLUMN region text COLLATE "C",
        ADD COLUMN ip text COLLATE "C",
        ADD COLUMN referrer text COLLATE "C", ADD COLUMN channel text COLLATE "C",
        ADD COLUMN utm_source text COLLATE "C", ADD COLUMN utm_medium text COLLATE "C",
        ADD COLUMN utm_campaign text COLLATE "C", ADD COLUMN utm_term text COLLATE "C",
        ADD COLUMN utm_content text COLLATE "C",
        ADD COLUMN host text COLLATE "C", ADD COLUMN path text COLLATE "C",
        ADD COLUMN screen_width integer, ADD COLUMN screen_height integer,
        ADD COLUMN locale text COLLATE "C",
        ADD COLUMN library text COLLATE "C", ADD COLUMN library_version text COLLATE "C"',
      slice_table);
  END LOOP;
END $$;
