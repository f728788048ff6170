-- The events of the raw file, a line of JSON each, with the beginning of the hour, day, week and month
-- they fall in. A query of grain day selects "day", one of all "all".
CREATE OR REPLACE TABLE events_file AS
SELECT *
FROM read_json(
  '${file}',
  format = 'newline_delimited',
  columns = {
    ts: 'BIGINT',
    userId: 'VARCHAR',
    sessionId: 'BIGINT',
    page: 'VARCHAR',
    auth: 'VARCHAR',
    method: 'VARCHAR',
    status: 'INTEGER',
    level: 'VARCHAR',
    itemInSession: 'INTEGER',
    location: 'VARCHAR',
    userAgent: 'VARCHAR',
    lastName: 'VARCHAR',
    firstName: 'VARCHAR',
    registration: 'BIGINT',
    gender: 'VARCHAR',
    artist: 'VARCHAR',
    song: 'VARCHAR',
    length: 'DOUBLE'
  }
);

CREATE OR REPLACE VIEW events AS
SELECT
  *,
  CAST(instant AS DATE) AS date,
  date_trunc('hour', instant) AS hour,
  CAST(date_trunc('day', instant) AS DATE) AS day,
  CAST(date_trunc('week', instant) AS DATE) AS week,
  CAST(date_trunc('month', instant) AS DATE) AS month,
  'all' AS "all"
FROM (SELECT *, epoch_ms(ts) AS instant FROM events_file WHERE ts IS NOT NULL);
