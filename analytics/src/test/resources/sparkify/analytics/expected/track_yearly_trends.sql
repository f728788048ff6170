SELECT
  'all' AS period,
  released_year,
  count(*) AS songs,
  avg(danceability_percent) AS danceability,
  avg(energy_percent) AS energy,
  avg(valence_percent) AS valence
FROM tracks
WHERE released_year IS NOT NULL
GROUP BY released_year
