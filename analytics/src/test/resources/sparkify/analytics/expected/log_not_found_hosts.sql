WITH missed AS (
  SELECT
    "${grain}" AS period,
    CAST(row_number() OVER (PARTITION BY period ORDER BY count(*) DESC, host) AS INTEGER) AS rank,
    host,
    count(*) AS not_found
  FROM access
  WHERE status = 404
  GROUP BY period, host
  QUALIFY rank <= 100
),
totals AS (SELECT "${grain}" AS period, host, count(*) AS requests FROM access GROUP BY ALL)
SELECT period, rank, host, not_found, requests, not_found / requests AS share
FROM missed
JOIN totals USING (period, host)
