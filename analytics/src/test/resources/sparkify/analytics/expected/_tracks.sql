-- The rows of the raw list. Cells that are empty or no number where one is meant are null. Numbers may
-- have commas between thousands.
CREATE OR REPLACE MACRO whole(cell) AS
  CASE
    WHEN regexp_full_match(trim(cell), '-?(0|[1-9]\d{0,17})') THEN CAST(trim(cell) AS BIGINT)
    WHEN regexp_full_match(trim(cell), '-?[1-9]\d{0,2}(,\d{3}){1,5}')
      THEN CAST(replace(trim(cell), ',', '') AS BIGINT)
  END;

CREATE OR REPLACE TABLE tracks_file AS
SELECT
  nullif(track_name, '') AS track_name,
  nullif("artist(s)_name", '') AS artist_name,
  TRY_CAST(whole(artist_count) AS INTEGER) AS artist_count,
  TRY_CAST(whole(released_year) AS INTEGER) AS released_year,
  TRY_CAST(whole(released_month) AS INTEGER) AS released_month,
  TRY_CAST(whole(released_day) AS INTEGER) AS released_day,
  whole(in_spotify_playlists) AS in_spotify_playlists,
  whole(in_spotify_charts) AS in_spotify_charts,
  whole(streams) AS streams,
  whole(in_apple_playlists) AS in_apple_playlists,
  whole(in_apple_charts) AS in_apple_charts,
  whole(in_deezer_playlists) AS in_deezer_playlists,
  whole(in_deezer_charts) AS in_deezer_charts,
  whole(in_shazam_charts) AS in_shazam_charts,
  TRY_CAST(whole(bpm) AS INTEGER) AS bpm,
  nullif(key, '') AS key,
  nullif(mode, '') AS mode,
  TRY_CAST(whole("danceability_%") AS INTEGER) AS danceability_percent,
  TRY_CAST(whole("valence_%") AS INTEGER) AS valence_percent,
  TRY_CAST(whole("energy_%") AS INTEGER) AS energy_percent,
  TRY_CAST(whole("acousticness_%") AS INTEGER) AS acousticness_percent,
  TRY_CAST(whole("instrumentalness_%") AS INTEGER) AS instrumentalness_percent,
  TRY_CAST(whole("liveness_%") AS INTEGER) AS liveness_percent,
  TRY_CAST(whole("speechiness_%") AS INTEGER) AS speechiness_percent
FROM read_csv(
  '${file}', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', encoding = 'latin-1'
);

CREATE OR REPLACE VIEW tracks AS
SELECT *, 'all' AS "all"
FROM tracks_file
WHERE track_name IS NOT NULL;
