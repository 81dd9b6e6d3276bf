"""What must come out even of cases, sales and promises."""

from __future__ import annotations

import pyarrow as pa

from data_checks.cells import Mismatch, breaking, exceeds, missing_as_nought, summed
from data_checks.identity.rules import Identity, Tables, adds_up, labelled_within, ordered


def _scored_within(tables: Tables) -> Mismatch | None:
    keys = ("month", "region", "segment", "department_id", "channel")
    scored = summed(tables["case_scores"], keys, ("n",)).rename_columns([*keys, "scored"])
    opened = summed(tables["cases"], keys, ("n",)).rename_columns([*keys, "opened"])
    both = summed(pa.concat_tables([scored, opened], promote_options="default"), keys, ("scored", "opened"))
    both = missing_as_nought(both, ("scored", "opened"))
    return breaking(both, exceeds(both, "scored", "opened"), ("scored", "opened"))


WORK: tuple[Identity, ...] = (
    Identity("cases.order", ("cases",), "no more cases are known of, or resolved at first contact, than there are",
             ordered("cases", ("contact_resolved", "contact_known"), ("contact_known", "n"),
                      ("abandoned", "abandonment_known"), ("abandonment_known", "n"),
                      ("escalated", "escalation_known"), ("escalation_known", "n"),
                      ("transfers_known", "n"), ("handled", "n"))),
    Identity("case_scores.cases", ("case_scores", "cases"), "no more cases were given a score than were opened",
             _scored_within, of_one_run=True),
    Identity("case_durations.cases", ("case_durations",),
             "cases resolved, still open and left out make all cases opened",
             adds_up("case_durations", ("n", ("resolved", "open_at_end", "left_out")))),
    Identity("first_responses.cases", ("first_responses",),
             "cases responded to, still waiting and left out make all cases opened",
             adds_up("first_responses", ("n", ("responded", "waiting_at_end", "left_out")))),
    Identity("cases_by_label.order", ("cases_by_label",),
             "no more cases are known of, or resolved at first contact, than there are",
             ordered("cases_by_label", ("contact_resolved", "contact_known"), ("contact_known", "n"),
                      ("abandoned", "abandonment_known"), ("abandonment_known", "n"),
                      ("escalated", "escalation_known"), ("escalation_known", "n"),
                      ("transfers_known", "n"), ("handled", "n"))),
    Identity("cases_by_label.cases", ("cases_by_label", "cases"), "no more cases bear a label than were opened",
             labelled_within("cases_by_label", "cases", "n", "month"), of_one_run=True),
    Identity("case_scores_by_label.cases", ("case_scores_by_label", "case_scores"),
             "no more scores of cases bear a label than were given",
             labelled_within("case_scores_by_label", "case_scores", "n", "month", "score"), of_one_run=True),
    Identity("resolutions_by_label.cases", ("resolutions_by_label", "resolutions"),
             "no more resolutions bear a label than there were",
             labelled_within("resolutions_by_label", "resolutions", "n", "month"), of_one_run=True),
    Identity("case_durations_by_label.parts", ("case_durations_by_label",),
             "cases resolved, still open and left out make all cases opened",
             adds_up("case_durations_by_label", ("n", ("resolved", "open_at_end", "left_out")))),
    Identity("case_durations_by_label.cases", ("case_durations_by_label", "case_durations"),
             "no more durations of cases bear a label than there are",
             labelled_within("case_durations_by_label", "case_durations", "n", "month", "bucket"), of_one_run=True),
    Identity("first_responses_by_label.parts", ("first_responses_by_label",),
             "cases responded to, still waiting and left out make all cases opened",
             adds_up("first_responses_by_label", ("n", ("responded", "waiting_at_end", "left_out")))),
    Identity("first_responses_by_label.cases", ("first_responses_by_label", "first_responses"),
             "no more first responses bear a label than there are",
             labelled_within("first_responses_by_label", "first_responses", "n", "month", "bucket"), of_one_run=True),
    Identity("opportunities.order", ("opportunities",), "no more opportunities have an amount than there are",
             ordered("opportunities", ("amount_known", "n"))),
    Identity("concessions.order", ("concessions",), "of no more concessions is anything known than there are",
             ordered("concessions", ("amount_known", "n"), ("approval_known", "n"), ("approved", "approval_known"))),
    Identity("commitments.order", ("commitments",), "no more tasks are done, or done on time, than were due",
             ordered("commitments", ("completed", "due"), ("on_time", "completed"))),
    Identity("renewals.order", ("renewals",), "no more renewals are decided, or kept, than fell due",
             ordered("renewals", ("renewed", "due"), ("lost", "due"), ("value_known", "value_due"),
                     ("value_open", "value_due"), ("value_kept", "value_known"), ("value_kept", "value_renewed"))),
    Identity("engagements.order", ("engagements",), "no more contacts enable than were begun",
             ordered("engagements", ("enabling", "n"))),
)  # fmt: skip
