SELECT
  "${grain}" AS period,
  count(bytes) AS count,
  count(*) FILTER (bytes IS NULL) AS missing,
  avg(bytes) AS mean,
  stddev_samp(bytes) AS deviation,
  min(bytes) AS min,
  quantile_cont(bytes, 0.25) AS q25,
  median(bytes) AS median,
  quantile_cont(bytes, 0.75) AS q75,
  max(bytes) AS max
FROM access
GROUP BY "${grain}"
