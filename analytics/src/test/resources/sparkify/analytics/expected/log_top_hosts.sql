SELECT
  "${grain}" AS period,
  host,
  count(*) AS requests,
  CAST(sum(ifnull(bytes, 0)) AS BIGINT) AS bytes,
  CAST(row_number() OVER (PARTITION BY period ORDER BY count(*) DESC, host) AS INTEGER) AS rank_by_requests,
  CAST(row_number() OVER (PARTITION BY period ORDER BY sum(ifnull(bytes, 0)) DESC, host) AS INTEGER)
    AS rank_by_bytes
FROM access
GROUP BY period, host
QUALIFY least(rank_by_requests, rank_by_bytes) <= 100
