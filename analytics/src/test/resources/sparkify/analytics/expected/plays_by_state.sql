SELECT
  "${grain}" AS period,
  CASE
    WHEN regexp_matches(location, ', *[A-Z]{2}') THEN trim(split_part(location, ',', 2))[:2]
    ELSE 'unknown'
  END AS state,
  count(*) AS plays,
  CAST(sum(CAST(ifnull(length, 0) AS DECIMAL(18, 5))) AS DOUBLE) / 3600 AS listening_hours,
  count(DISTINCT userId) FILTER (userId <> '') AS listeners
FROM events
WHERE page = 'NextSong'
GROUP BY ALL
