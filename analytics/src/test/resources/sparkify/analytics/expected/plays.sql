SELECT
  "${grain}" AS period,
  ifnull(level, 'unknown') AS level,
  count(*) AS plays,
  CAST(sum(CAST(ifnull(length, 0) AS DECIMAL(18, 5))) AS DOUBLE) / 3600 AS listening_hours,
  count(DISTINCT userId) FILTER (userId <> '') AS listeners
FROM events
WHERE page = 'NextSong'
GROUP BY ALL
