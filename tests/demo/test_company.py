"""The company looks like a real one: headline figures by plain SQL, the identities of its books, its traits."""

import duckdb
import pytest

from tests.demo.test_generate import value

YEAR = "interval 12 month"


def number(connection: duckdb.DuckDBPyConnection, query: str) -> float:
    return float(str(value(connection, query)))


@pytest.mark.parametrize(
    ("query", "low", "high"),
    [
        ("select avg(case when score >= 9 then 100 when score <= 6 then -100 else 0 end)"
         " from survey_responses where metric = 'nps'", 22, 42),
        ("select avg((score >= 4)::integer) from survey_responses where metric = 'csat'", 0.76, 0.85),
        ("select avg((score >= 5)::integer) from survey_responses where metric = 'ces'", 0.70, 0.82),
        ("select avg((metric = 'nps')::integer) from survey_responses", 0.43, 0.47),
        ("select avg((comment is not null)::integer) from survey_responses", 0.45, 0.55),
        ("select avg((weight = 1)::integer) from survey_responses", 0.6, 0.9),
        ("select count(invitation_id) / (select count(*) from survey_invitations where delivered)"
         " from survey_responses", 0.18, 0.25),
        ("select avg((outcome = 'won')::integer) from opportunities where outcome <> 'open'", 0.21, 0.27),
        ("select avg(first_contact_resolved::integer) from support_cases", 0.68, 0.78),
        ("select avg((outcome = 'renewed')::integer) from renewals where outcome is not null", 0.86, 0.93),
        ("select avg((acquisition_source is null)::integer) from customers", 0.12, 0.18),
    ],
)  # fmt: skip
def test_headline_figures_are_those_of_a_healthy_company(
    planted: duckdb.DuckDBPyConnection, query: str, low: float, high: float
) -> None:
    assert low < number(planted, query) < high


def retention(connection: duckdb.DuckDBPyConnection, kept: str) -> float:
    return number(
        connection,
        f"""
        select sum({kept}) / sum(opening.amount)
        from revenue as opening
        left join revenue as closing
            on opening.customer_id = closing.customer_id and closing.month = opening.month + {YEAR}
        where opening.month + {YEAR} < (select max(month) from revenue)
    """,
    )


def test_revenue_is_kept_and_grows(planted: duckdb.DuckDBPyConnection) -> None:
    assert 0.87 < retention(planted, "least(opening.amount, coalesce(closing.amount, 0))") < 0.94
    assert 0.97 < retention(planted, "coalesce(closing.amount, 0)") < 1.06
    growth = number(
        planted,
        """
        select (last(total order by month) / first(total order by month)) ** 0.2 - 1
        from (select month, sum(amount) as total from revenue group by month)
    """,
    )
    assert 0.04 < growth < 0.11


def test_churned_customers_pay_no_more_and_others_do(planted: duckdb.DuckDBPyConnection) -> None:
    after_the_end = """
        select count(*) from customers inner join revenue using (customer_id)
        where revenue.month > customers.churned_on
    """
    assert value(planted, after_the_end) == 0
    silent = """
        select count(*) from customers
        anti join (select * from revenue where month = (select max(month) from revenue)) as today using (customer_id)
        where churned_on is null
    """
    assert value(planted, silent) == 0


def test_lost_renewals_and_churn_tell_the_same(planted: duckdb.DuckDBPyConnection) -> None:
    unexplained = """
        select count(*) from customers
        anti join (select * from renewals where outcome = 'lost') as lost
            on customers.customer_id = lost.customer_id and customers.churned_on = lost.due_on
        where churned_on is not null
    """
    assert value(planted, unexplained) == 0
    assert value(planted, "select count(*) from customers where (churned_on is null) <> (churn_reason is null)") == 0


def test_costs_that_belong_to_no_region_stand_apart(planted: duckdb.DuckDBPyConnection) -> None:
    lines = {row[0] for row in planted.execute("select distinct line from finance where region is null").fetchall()}
    assert {"operating_cost", "acquisition_spend", "retention_spend"} <= lines


def test_answers_follow_their_invitations_most_of_them_soon(planted: duckdb.DuckDBPyConnection) -> None:
    lag = "date_diff('day', invited_on, responded_at::date)"
    joined = "survey_responses inner join survey_invitations using (invitation_id)"
    assert value(planted, f"select min({lag}) from {joined}") == 0
    assert 0.01 < number(planted, f"select avg(({lag} > 14)::integer) from {joined}") < 0.06


def test_who_says_nothing_is_happier(planted: duckdb.DuckDBPyConnection) -> None:
    assert (
        number(
            planted,
            """
        select avg(score) filter (comment is null) - avg(score) filter (comment is not null)
        from survey_responses where metric = 'nps'
    """,
        )
        > 0.2
    )


def test_some_customers_answer_often_and_are_of_one_mind(planted: duckdb.DuckDBPyConnection) -> None:
    shared = number(
        planted,
        """
        with repeated as (
            select avg(score) as mean, var_pop(score) as within from survey_responses
            where metric = 'nps' and customer_id is not null group by customer_id having count(*) >= 10
        )
        select var_pop(mean) / (var_pop(mean) + avg(within)) from repeated
    """,
    )
    assert 0.1 < shared < 0.5


def test_severe_themes_hurt_and_harmless_ones_do_not(planted: duckdb.DuckDBPyConnection) -> None:
    themes = dict(
        planted.execute("""
        select theme_id, avg(score) from response_themes inner join survey_responses using (response_id)
        where metric = 'nps' group by theme_id
    """).fetchall()
    )
    assert themes["data_loss"] < themes["invoice_clarity"] < themes["screen_look"] < themes["helpful_people"] + 0.4


def test_mentions_come_from_answers_that_were_read(planted: duckdb.DuckDBPyConnection) -> None:
    unread = """
        select count(*) from response_themes inner join survey_responses using (response_id)
        where coded = false or comment is null
    """
    assert value(planted, unread) == 0
    assert value(planted, "select count(*) from survey_responses where coded = false")


def test_comments_hold_what_must_be_masked_and_what_must_not_run(planted: duckdb.DuckDBPyConnection) -> None:
    for text in ("%@example.com%", "%+49 30%", "%<script>%", "%ü%", "%回答%"):
        assert value(planted, f"select count(*) from survey_responses where comment like '{text}'")
