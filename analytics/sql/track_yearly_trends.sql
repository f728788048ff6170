-- title: Sound by year
-- feed: tracks
-- grain: all
-- reads: own
-- answers: How does the sound of songs change from year to year?
-- columns:
--   period: always 'all', because tracks have no time
--   released_year: year of release; songs without one are left out
--   songs: songs of that year in the catalogue; the fewer, the less the means tell about the year
--   danceability: mean, in percent, of the songs for which it is known
--   energy: mean, in percent, of the songs for which it is known
--   valence: mean, in percent, of the songs for which it is known; high is cheerful, low is sad

SELECT
  period,
  released_year,
  count(*) AS songs,
  sum(danceability_percent) / count(danceability_percent) AS danceability,
  sum(energy_percent) / count(energy_percent) AS energy,
  sum(valence_percent) / count(valence_percent) AS valence
FROM tracks
WHERE released_year IS NOT NULL
GROUP BY period, released_year
