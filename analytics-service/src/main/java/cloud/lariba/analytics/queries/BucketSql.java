package cloud.lariba.analytics.queries;

/**
 * The queries behind the aggregates. Each gives rows of group, start of bucket, result and count, ordered by group and bucket, and takes, in this
 * order: series ids and group numbers (arrays of the same length), project, from, to, step in seconds, how many rows at most.
 *
 * <p>A double goes through text to numeric because the direct cast keeps only 15 digits.
 */
final class BucketSql {

    private static final String INPUT = """
            with input (series_ids, groups, project_id, from_time, to_time, step, max_rows) as (
                select ?::bigint[], ?::int[], ?::uuid, ?::timestamptz, ?::timestamptz, make_interval(secs => ?), ?
            ), chosen as (
                select c.series_id, c.grp from input, unnest(series_ids, groups) as c (series_id, grp)
            ), bucketed as (
                select c.grp, s.series_id, date_bin(step, s.time, 'epoch') as bucket, s.time, s.value
                from input i cross join chosen c
                join samples s on s.project_id = i.project_id and s.series_id = c.series_id
                              and s.time >= i.from_time and s.time < i.to_time
            )
            """;

    private static final String ORDER = """
            order by 1, 2 limit (select max_rows from input)
            """;

    /** The latest sample of each bucket. */
    static final String LAST = INPUT + """
            select distinct on (s.grp, s.bucket) s.grp, s.bucket, s.value::text::numeric, 1
            from bucketed s
            order by s.grp, s.bucket, s.time desc, s.value desc limit (select max_rows from input)
            """;

    /** The increase of counters in each bucket; every series brings along its latest sample from before the range. */
    static final String RATE = INPUT + """
            , counted as (
                select grp, series_id, bucket, time, value from bucketed
                union all
                select c.grp, c.series_id, null, p.time, p.value
                from input i cross join chosen c cross join lateral (
                    select s.time, s.value from samples s
                    where s.project_id = i.project_id and s.series_id = c.series_id and s.time < i.from_time
                    order by s.time desc limit 1) p
            ), compared as (
                select grp, bucket, value::text::numeric as value,
                       lag(value::text::numeric) over (partition by series_id order by time) as previous
                from counted
            )
            select grp, bucket, sum(case when value >= previous then value - previous else greatest(value, 0) end), 1
            from compared
            where bucket is not null and previous is not null
            group by 1, 2
            """ + ORDER;

    private BucketSql() {}

    /** Aggregates all samples of each bucket. */
    static String total(String figures) {
        return INPUT + "select s.grp, s.bucket, " + figures + " from bucketed s group by 1, 2 " + ORDER;
    }

    /** {@code percentile_disc} takes the first value whose rank divided by the count is at least the fraction: nearest rank. */
    static String percentile(String fraction) {
        return total("(percentile_disc(" + fraction + ") within group (order by s.value))::text::numeric, 1");
    }
}
