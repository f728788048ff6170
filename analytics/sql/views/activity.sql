-- feed: events
-- rows: one for each hour, user, session, level and location: all that counts by user need
-- columns:
--   ts: beginning of the hour (UTC), in milliseconds
--   userId: as in the events
--   sessionId: as in the events
--   level: as in the events
--   location: as in the events
--   events: events of all kinds
--   errors: those with a status of 400 or above
--   plays: songs played
--   seconds: total length of these songs
--   upgrades: events of the page 'Submit Upgrade'
--   downgrades: events of the page 'Submit Downgrade'
--   cancellations: events of the page 'Cancellation Confirmation'
--   first: ts of the first event
--   last: ts of the last event

SELECT
  ts - pmod(ts, 3600000) AS ts,
  userId,
  sessionId,
  level,
  location,
  count(*) AS events,
  count_if(status >= 400) AS errors,
  count_if(page = 'NextSong') AS plays,
  sum(CASE WHEN page = 'NextSong' THEN CAST(length AS DECIMAL(18, 5)) END) AS seconds,
  count_if(page = 'Submit Upgrade') AS upgrades,
  count_if(page = 'Submit Downgrade') AS downgrades,
  count_if(page = 'Cancellation Confirmation') AS cancellations,
  min(ts) AS first,
  max(ts) AS last
FROM events
GROUP BY ts - pmod(ts, 3600000), userId, sessionId, level, location
