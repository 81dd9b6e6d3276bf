"""The demo company as a warehouse would really hold it: with faults, gaps, late rows and edges of every kind."""

from __future__ import annotations

from pathlib import Path

import duckdb

HOURS_AHEAD = 9
"""The company sits in Tokyo, and its times carry a zone: its months begin nine hours before those of Greenwich."""

ZONE = "Asia/Tokyo"

ANSWERS = """
    -- scores that are none, or on no scale
    update survey_responses set score = null where response_id % 97 = 3;
    update survey_responses set score = case metric when 'nps' then 11 when 'csat' then 0 else 8 end
        where response_id % 97 = 5;
    update survey_responses set score = case metric when 'nps' then -1 when 'csat' then 6 else 0 end
        where response_id % 97 = 7;
    -- weights: unknown, none, heavy
    update survey_responses set weight = null where response_id % 7 = 1;
    update survey_responses set weight = 0 where response_id % 211 = 1;
    update survey_responses set weight = 18.653905645784995 where response_id % 89 = 2;
    -- some NPS is asked after a journey
    update survey_responses set journey_stage = 'Pay', journey = 'Customer life'
        where metric = 'nps' and response_id % 4 = 0;
    -- customers that nobody knows
    update survey_responses set customer_id = 90000000 + response_id where response_id % 113 = 1;
    -- the last instant of a month and the first of the next: in Tokyo, and in Greenwich
    update survey_responses set responded_at = timestamptz '2026-06-30 14:59:59.999999+00' where response_id % 501 = 1;
    update survey_responses set responded_at = timestamptz '2026-06-30 15:00:00+00' where response_id % 501 = 2;
    update survey_responses set responded_at = timestamptz '2026-08-31 14:59:59+00' where response_id % 501 = 3;
    update survey_responses set responded_at = timestamptz '2026-08-31 15:00:00+00' where response_id % 501 = 4;
    -- read or not: a comment of blanks, comments marked as unread
    update survey_responses set comment = '  ', coded = null where response_id % 53 = 4;
    update survey_responses set coded = false where response_id % 59 = 4;
    update survey_responses set comment = null, coded = true where response_id % 61 = 4;
    -- two answers to one invitation
    update survey_responses set invitation_id = response_id - 1 where response_id % 41 = 6;
    -- some are asked for a thumb, too, with the same faults
    insert into survey_responses select * replace (
            response_id + 50000000 as response_id, 'thumbs' as metric, null as invitation_id, null as comment,
            case when score between 1 and 5 then cast(score >= 4 as integer) when score is not null then 7 end as score
        ) from survey_responses where metric = 'csat' and response_id % 3 = 1;
    -- a mention twice, with two tones; themes beyond those kept apart; mentions of answers that nobody read
    insert into response_themes select response_id, theme_id, -1, tag_version from response_themes
        where response_id % 29 = 1;
    insert into response_themes select response_id, theme_id, 1, tag_version from response_themes
        where response_id % 31 = 1;
    insert into response_themes select response_id, 'rare ' || response_id % 50, -1, 'rules 4' from survey_responses
        where comment is not null and response_id % 13 = 1;
    insert into response_themes select response_id, 'unsolved_answer', -1, 'rules 4' from survey_responses
        where comment is null and response_id % 11 = 1;
"""

CUSTOMERS = """
    -- signed before the first invoice; a source that the contract does not know; customers without a row
    update customers set acquired_on = acquired_on - 70 where acquired_on > date '2022-06-01' and customer_id % 5 = 2;
    update customers set acquisition_source = 'a friend' where customer_id % 17 = 1;
    delete from customers where customer_id % 71 = 1;
    delete from renewals where customer_id % 71 = 1;
    delete from engagements where customer_id % 71 = 1;
    delete from sponsor_reviews where customer_id % 71 = 1;
    -- gaps, months without money, a month in two rows
    delete from revenue where customer_id % 23 = 1 and month(month) in (3, 4);
    delete from revenue where customer_id % 37 = 1 and month between date '2024-02-01' and date '2025-07-01';
    delete from revenue where customer_id % 43 = 1 and month between date '2025-10-01' and date '2026-05-01';
    update revenue set amount = 0 where customer_id % 47 = 1 and month >= date '2026-02-01';
    update revenue set amount = null where customer_id % 83 = 1 and month = date '2026-08-01';
    update revenue set amount = amount / 2 where customer_id % 53 = 1;
    insert into revenue select * from revenue where customer_id % 53 = 1;
"""

SERVICE = """
    -- delivered or not does not keep some from answering; places are taken from the customer
    update survey_invitations set delivered = false where invitation_id % 67 = 1;
    update survey_invitations set region = null, segment = null where invitation_id % 19 = 1;
    -- resolved before it was opened; edges of months; what is not known of a case
    update support_cases set resolved_at = opened_at - interval 3 hour where case_id % 101 = 1;
    update support_cases set opened_at = timestamptz '2026-05-31 14:59:00+00',
        resolved_at = timestamptz '2026-05-31 15:00:00+00' where case_id % 301 = 1;
    update support_cases set opened_at = timestamptz '2026-08-31 14:59:59+00',
        resolved_at = timestamptz '2026-08-31 15:00:00+00' where case_id % 301 = 2;
    -- people asked for before the case began, reached before they were asked for, or never
    update support_cases set human_asked_at = opened_at - interval 1 minute
        where case_id % 103 = 1 and human_asked_at is not null;
    update support_cases set human_reached_at = human_asked_at - interval 1 second
        where case_id % 107 = 1 and human_reached_at is not null;
    update support_cases set human_reached_at = null where case_id % 13 = 1;
    update support_cases set proactive = null where case_id % 17 = 1;
    -- comments that were answered before they came, at the end of the seventh day, and of which the place is not known
    update feedback set answered_at = received_on - interval 1 hour
        where feedback_id % 31 = 1 and answered_at is not null;
    update feedback set answered_at = received_on + interval 8 day where feedback_id % 37 = 1 and source = 'letter';
    update feedback set answered_at = received_on + interval 8 day - interval 1 second
        where feedback_id % 41 = 1 and source = 'letter';
    update feedback set region = null where feedback_id % 7 = 1;
    update support_cases set transfers = null where case_id % 9 = 1;
    update support_cases set handle_minutes = null where case_id % 8 = 1;
    update support_cases set first_contact_resolved = null where case_id % 6 = 1;
    update support_cases set abandoned = null where case_id % 16 = 1;
    update support_cases set abandoned = true where case_id % 73 = 1;
    -- journeys: a last stage that was never promised, steps done for good and ever, a journey given up
    update journey_steps set promised_at = null where journey_id % 31 = 1;
    update journey_steps set completed_at = null where journey_id % 37 = 1 and step_number >= 2;
    update journey_steps set abandoned_at = started_at where journey_id % 41 = 1 and step_number = 1;
    update journey_steps set region = null where journey_id % 7 = 1;
    -- an earlier step that is written after the journey's end
    update journey_steps set completed_at = completed_at + interval 200 day
        where journey_id % 17 = 1 and step_number = 1;
    insert into journey_steps select journey_id, customer_id, region, segment, 'Without an end', stage, step_number,
        department_id, started_at, promised_at, completed_at, abandoned_at from journey_steps
        where journey_id % 11 = 3 and step_number < 3;
    update journey_steps set journey_id = journey_id + 7000000000 where journey = 'Without an end';
    -- an open deal with a closing day, one won without
    update opportunities set outcome = 'open' where opportunity_id % 43 = 1;
    update opportunities set closed_on = null where opportunity_id % 47 = 1;
    -- an amount that nobody wrote down is none of 0
    update opportunities set amount = null where opportunity_id % 5 = 1;
"""

PROGRAMME = """
    -- tasks: cancelled though done, reopened, done again, due on the last day of a month, moved
    update tasks set cancelled_on = coalesce(completed_on, due_on) where hash(task_id) % 11 = 1;
    update tasks set reopened_on = completed_on + 5 where hash(task_id) % 7 = 2 and completed_on is not null;
    update tasks set reopened_on = completed_on - 5 where hash(task_id) % 7 = 3 and completed_on is not null;
    update tasks set reopened_on = completed_on where hash(task_id) % 19 = 3 and completed_on is not null;
    update tasks set original_due_on = date '2026-08-31', completed_on = date '2026-08-31'
        where hash(task_id) % 23 = 4;
    update tasks set original_due_on = date '2026-09-01' where hash(task_id) % 29 = 4;
    update tasks set due_on = original_due_on + 90 where hash(task_id) % 13 = 4;
    update tasks set created_on = date '2026-09-05', original_due_on = date '2026-12-01', due_on = date '2026-12-01',
        completed_on = null, reopened_on = null
        where hash(task_id) % 5 = 4 and objective_id in (select objective_id from objectives where rally_cry_id <> '');
    update tasks set department_id = 'billing' where theme_id is not null and hash(task_id) % 3 = 0;
    -- the ledger: rows that are not allocated, half allocated, in several parts, taken back, without an amount
    insert into finance select month, null, null, line, amount / 10 from finance where segment = 'Enterprise';
    insert into finance select month, region, null, line, amount / 20 from finance where segment = 'Enterprise';
    insert into finance select month, null, segment, line, amount / 30 from finance where region = 'NA';
    insert into finance select month, region, segment, line, -amount / 40 from finance where region = 'DACH';
    update finance set amount = null where region = 'LATAM' and segment = 'Enterprise' and month = date '2026-08-01';
    -- targets for single regions of what the whole company shares
    insert into targets select metric, 'NA', null, null, month, span, target / 2 from targets
        where metric in ('on_time_tasks', 'net_customers', 'win_rate') and region is null and journey_stage is null;
"""

ZONED = {
    "survey_responses": ("responded_at",),
    "support_cases": ("opened_at", "first_response_at", "resolved_at", "human_asked_at", "human_reached_at"),
    "journey_steps": ("started_at", "promised_at", "completed_at", "abandoned_at"),
}


def spoil(file: Path) -> None:
    """Give times their zone, then change rows of the demo company's file."""
    with duckdb.connect(file) as connection:
        connection.execute("set timezone = 'UTC'")
        for table, columns in ZONED.items():
            for column in columns:
                connection.execute(f"alter table {table} alter {column} type timestamptz")
        for script in (ANSWERS, CUSTOMERS, SERVICE, PROGRAMME):
            connection.execute(script)
