WITH sessions AS (
  SELECT
    "${grain}" AS period,
    count(*) FILTER (page = 'NextSong') AS songs,
    (max(ts) - min(ts)) / 60000 AS minutes
  FROM events
  WHERE userId <> '' AND sessionId IS NOT NULL
  GROUP BY "${grain}", userId, sessionId
)
SELECT
  period,
  count(*) AS sessions,
  avg(songs) AS songs_mean,
  avg(minutes) AS minutes_mean,
  quantile_cont(minutes, 0.25) AS minutes_q25,
  median(minutes) AS minutes_median,
  quantile_cont(minutes, 0.75) AS minutes_q75,
  quantile_cont(minutes, 0.9) AS minutes_p90,
  max(minutes) AS minutes_max
FROM sessions
GROUP BY period
