"""The thirty-five known traps of this field: where each is tested, or why nothing could fall into it yet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Trap:
    """A trap: the tests that would fail if we fell into it, and what is not built or left open."""

    number: int
    what: str
    tests: str
    word: str = ""


TRAPS = (
    Trap(1, "NPS averaged over segments", """
        measures/test_evaluation.py::test_nps_of_all_is_no_mean_of_the_segments
    """),
    Trap(2, "a difference of NPS printed as %", """
        test_formats.py::test_a_difference_of_scores_and_shares_is_in_points
        words/test_figures.py::test_a_change_of_shares_is_told_in_points
    """),
    Trap(3, "an interval beyond ±100", """
        measures/test_evaluation.py::test_all_promoters_have_an_interval_on_the_scale
        test_traps.py::test_no_interval_leaves_its_scale_or_has_no_width
    """),
    Trap(4, "an interval without width at 100 %", """
        test_traps.py::test_no_interval_leaves_its_scale_or_has_no_width
    """),
    Trap(5, "gross retention above 100 %, or new customers inside the net", """
        measures/test_evaluation.py::test_retention_counts_neither_new_customers_nor_growth_in_the_gross
        queries/test_customer_windows.py::test_the_bridge_of_two_months
    """),
    Trap(6, "renewals divided by all customers", "",
         "The renewal rate is not built: no dataset reads `renewals`, so nothing is divided."),
    Trap(7, "distinct customers summed over months", """
        measures/test_evaluation.py::test_only_the_window_that_closes_with_the_period_counts
        measures/test_evaluation.py::test_cost_to_serve_is_a_customer_s_month
        two_ways/test_bridge.py::test_the_bridge_two_ways
    """),
    Trap(8, "the unfinished month beside a whole one", """
        test_traps.py::test_the_unfinished_month_is_in_no_number
        test_traps.py::test_a_period_is_compared_with_as_many_months
        test_periods.py::test_an_unfinished_quarter_is_not_offered
    """),
    Trap(9, "the 53rd week", """
        test_traps.py::test_a_period_is_compared_with_as_many_months
    """, "Periods are calendar months; calendars of weeks are not supported, so that no year has a week more."),
    Trap(10, "the fiscal year's label", """
        test_periods.py::test_a_fiscal_year_is_named_as_the_settings_say
        test_periods.py::test_a_fiscal_quarter_ends_where_the_fiscal_year_puts_it
    """),
    Trap(11, "the newest cohort shown as low conversion", """
        test_traps.py::test_what_is_not_decided_yet_is_not_lost
        queries/test_service.py::test_opportunities_stand_in_the_month_of_their_close
    """, (
        "Open: the newest month's response rate still grows, as some answer weeks later, and is not marked as "
        "early. Cohorts of conversion are not built."
    )),
    Trap(12, "first contact resolution of the last days", """
        queries/test_service.py::test_of_a_case_only_what_is_known_is_summed
        test_traps.py::test_what_is_not_decided_yet_is_not_lost
    """, "The company's own flag decides, null until it is known; nothing of ours judges a case before."),
    Trap(13, "cancelled tasks that raise completion, moved due dates that raise on time", """
        queries/test_service.py::test_a_task_is_counted_by_its_first_due_date_and_not_once_it_was_cancelled
        two_ways/test_programme.py::test_the_rally_cry_as_it_stood
    """),
    Trap(14, "a hidden small cell that a total gives away", """
        test_access.py::test_rows_without_a_region_need_their_own_grant
        measures/test_top_ten.py::test_a_region_s_reader_learns_nothing_of_the_others
        measures/test_targets.py::test_a_region_s_reader_is_not_held_against_the_company_s_target
    """, "Nothing is hidden for being small: few answers are drawn grey, and no page shows employees."),
    Trap(15, "impacts of themes summed with their overlaps", """
        two_ways/test_themes.py::test_the_points_add_up_to_the_score_that_is_shown
        statistics/test_drivers.py::test_two_themes_as_at_row_level
    """),
    Trap(16, "gross exposed revenue called a loss", """
        test_traps.py::test_no_theme_speaks_of_money
    """, "Money of themes is not built."),
    Trap(17, "a row's standard error on a pilot in clusters", """
        statistics/test_pilots.py::test_one_region_of_six_is_not_evaluable
        statistics/test_pilots.py::test_few_units_by_every_assignment
    """, "Pilots stand on no page yet."),
    Trap(18, "limits computed with the signal inside", """
        measures/test_evaluation.py::test_limits_are_locked_before_what_they_judge
        statistics/test_xmr.py::test_a_signal_inside_the_baseline_widens_its_limits
    """),
    Trap(19, "answers by telephone in place of the web", """
        measures/test_news.py::test_other_ways_of_asking_are_mix_too
        measures/test_off_the_list.py::test_what_was_read_otherwise_is_not_compared
    """),
    Trap(20, "the earned growth ratio near no growth", """
        test_traps.py::test_earned_growth_is_a_rate_and_no_ratio
    """),
    Trap(21, "sums of large floating numbers", """
        statistics/test_moments.py::test_longley_keeps_ten_digits
        statistics/test_drivers.py::test_nearly_identical_themes_keep_ten_digits
    """),
    Trap(22, "a weighted n shown as n", """
        measures/test_evaluation.py::test_weights_change_the_score_and_not_n
        two_ways/test_measures.py::test_every_number_of_a_measure_two_ways
    """),
    Trap(23, "a correlation of five points shown as a finding", """
        measures/test_targets.py::test_no_pace_where_it_would_be_made_up
    """, "No page shows a correlation; the link from experience to money is not built."),
    Trap(24, "themes tagged anew that count as fixed", """
        measures/test_off_the_list.py::test_a_theme_tagged_anew_has_not_simply_fallen
        measures/test_off_the_list.py::test_what_was_read_otherwise_is_not_compared
    """),
    Trap(25, "the time zone at the edges of months", """
        queries/test_answers.py::test_a_month_begins_at_the_companys_midnight
        two_ways/test_measures.py::test_every_number_of_a_measure_two_ways
    """),
    Trap(26, "a missing score read as 0", """
        queries/test_answers.py::test_a_null_or_impossible_score_is_not_counted_and_never_a_zero
        two_ways/test_measures.py::test_every_number_of_a_measure_two_ways
        measures/test_evaluation.py::test_no_answers_is_not_a_score_of_0
    """),
    Trap(27, "currencies mixed", """
        test_traps.py::test_money_has_one_currency
    """, (
        "The contract asks for one reporting currency, already converted; whether that was done cannot be "
        "seen from here."
    )),
    Trap(28, "late rows of a period that closes", """
        two_ways/test_records.py::test_money_before_the_ledger_begins_or_after_it_ends_is_not_known
        test_refresh.py::test_late_answers_in_open_months_come_in_those_in_closed_ones_with_a_full_refresh
        test_refresh.py::test_what_changed_while_no_refresh_ran_comes_in_however_long_that_was
    """, "Months that can still change are asked again; on pages they are not marked as such."),
    Trap(29, "those who said nothing as the reference of the themes", """
        measures/test_top_ten.py::test_those_who_said_nothing_are_a_term_of_their_own
        two_ways/test_themes.py::test_the_points_add_up_to_the_score_that_is_shown
    """),
    Trap(30, "weighted counts taken for n", """
        two_ways/test_measures.py::test_every_number_of_a_measure_two_ways
        statistics/test_drivers.py::test_weights_cost_precision
    """),
    Trap(31, "a customer's repeated answers taken as independent", """
        measures/test_evaluation.py::test_answers_of_the_same_customers_widen_the_interval
        measures/test_top_ten.py::test_intervals_hold_their_value_and_widen_for_repeated_customers
        two_ways/test_measures.py::test_the_variance_is_that_of_leaving_out_each_group_in_turn
    """),
    Trap(32, "the newest month flagged on noise", """
        measures/test_variation.py::test_noise_is_seldom_news
        measures/test_news.py::test_nothing_is_said_where_nothing_moved
    """),
    Trap(33, "a fix 'verified' by regression to the mean, or by new tagging", """
        measures/test_off_the_list.py::test_an_action_right_after_the_entry_leaves_no_baseline
        measures/test_off_the_list.py::test_a_fall_that_chance_explains_is_no_fix
        measures/test_off_the_list.py::test_a_fall_that_most_themes_share_is_no_fix
        measures/test_off_the_list.py::test_a_theme_tagged_anew_has_not_simply_fallen
    """),
    Trap(34, "a ledger row without region in the regions' total", """
        test_traps.py::test_what_no_region_owns_is_in_the_company_s_total_alone
        measures/test_evaluation.py::test_a_ledger_row_without_region_belongs_to_no_region
        test_access.py::test_a_ledger_row_without_region_is_no_part_of_a_region
    """),
    Trap(35, "waves of the pulse pooled to reach five", "",
         "The employees' pulse is not built: no dataset reads it."),
)  # fmt: skip
