-- What the answers of the months asked for name: one row an answer and mention, however often it names it.
select response_id, month, region, segment, metric, weight, outcome, mention
from read_mentions
where responded_at >= :from_day and responded_at < :end_day
group by response_id, month, region, segment, metric, weight, outcome, mention
