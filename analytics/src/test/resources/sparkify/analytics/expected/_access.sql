-- The requests of the raw log, with the beginning of the hour, day, week and month they fall in. A query
-- of grain day selects "day", one of all "all". Lines that are no requests are left out.

-- Bytes are read as Latin-1. A text whose bytes are UTF-8 is that, any other stays Latin-1.
CREATE OR REPLACE MACRO as_text(latin) AS
  CASE
    WHEN regexp_full_match(latin, '[\x00-\x7f]*') THEN latin
    ELSE coalesce(
      try(decode(unhex(array_to_string([printf('%02x', ord(c)) FOR c IN string_split(latin, '')], '')))),
      latin
    )
  END;

-- What the server writes for nothing.
CREATE OR REPLACE MACRO if_any(logged) AS as_text(CASE WHEN logged NOT IN ('', '-') THEN logged END);

CREATE OR REPLACE TABLE access_file AS
WITH lines AS (
  SELECT line
  FROM read_csv(
    '${file}',
    columns = {line: 'VARCHAR'},
    auto_detect = false,
    header = false,
    encoding = 'latin-1',
    delim = E'\x01',
    quote = '',
    escape = '',
    max_line_size = 4000000
  )
),
parts AS (
  SELECT
    unnest(
      regexp_extract(
        line,
        '^([^ ]+) ([^ ]*) (.*?) \[(\d\d/[A-Z][a-z][a-z]/\d{4}):(\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)\] '
          || '"((?:[^"\\]|\\.|")*?)" (\d{3}) (\d{1,18}|-)( "((?:[^"\\]|\\.|")*?)" "(.*)")?\r?$',
        ['host', 'ident', 'user', 'day', 'hour', 'minute', 'second', 'sign', 'zone_hours',
          'zone_minutes', 'request', 'status', 'bytes', 'client', 'referer', 'user_agent']
      )
    )
  FROM lines
),
-- A request without a method, like the beginning of a TLS connection, is a path as a whole.
requests AS (
  SELECT
    *,
    CAST(zone_hours || zone_minutes AS INTEGER) AS zone,
    regexp_extract(request, '^([A-Z]+) ', 1) AS verb,
    CASE WHEN verb = '' THEN request ELSE request[len(verb) + 2:] END AS after_verb,
    CASE WHEN verb = '' THEN '' ELSE regexp_extract(after_verb, ' (HTTP/[^ ]*)$', 1) END AS version,
    trim(
      CASE WHEN version = '' THEN after_verb ELSE after_verb[:len(after_verb) - len(version) - 1] END, ' '
    ) AS target
  FROM parts
  WHERE host <> '' AND try_strptime(day, '%d/%b/%Y') IS NOT NULL
)
SELECT
  as_text(host) AS host,
  if_any(ident) AS ident,
  if_any("user") AS "user",
  epoch_ms(strptime(day, '%d/%b/%Y'))
    + 1000 * (CAST(hour AS BIGINT) * 3600 + CAST(minute AS BIGINT) * 60 + CAST(second AS BIGINT))
    - 60000 * CAST(sign || (zone // 100 * 60 + zone % 100) AS BIGINT) AS ts,
  CAST(sign || (zone // 100 * 60 + zone % 100) AS INTEGER) AS ts_offset_minutes,
  nullif(verb, '') AS method,
  CASE WHEN request <> '-' THEN as_text(nullif(regexp_extract(target, '^[^?]*'), '')) END AS path,
  CASE WHEN request <> '-' AND contains(target, '?') THEN as_text(regexp_extract(target, '\?(.*)$', 1)) END
    AS query,
  as_text(nullif(version, '')) AS protocol,
  CAST(status AS INTEGER) AS status,
  TRY_CAST(bytes AS BIGINT) AS bytes,
  if_any(referer) AS referer,
  if_any(user_agent) AS user_agent
FROM requests
WHERE hour <= '23' AND minute <= '59' AND second <= '60' AND zone_hours <= '18' AND zone_minutes <= '59';

CREATE OR REPLACE VIEW access AS
SELECT
  *,
  CAST(instant AS DATE) AS date,
  date_trunc('hour', instant) AS hour,
  CAST(date_trunc('day', instant) AS DATE) AS day,
  CAST(date_trunc('week', instant) AS DATE) AS week,
  CAST(date_trunc('month', instant) AS DATE) AS month,
  'all' AS "all"
FROM (SELECT *, epoch_ms(ts) AS instant FROM access_file);
