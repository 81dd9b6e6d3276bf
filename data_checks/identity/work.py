"""What must come out even of cases, sales and promises."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from data_checks.cells import Mismatch, breaking, differing, exceeds, missing_as_nought, summed, unequal
from data_checks.identity.rules import Identity, Tables, adds_up, labelled_within, ordered

_CELL = ("month", "region", "segment")


def _beside(part: pa.Table, whole: pa.Table, called: str, keys: tuple[str, ...]) -> pa.Table:
    """Return how many rows of a part lie in each cell, under a name of its own, beside the cases opened there."""
    counted = summed(part, keys, ("n",)).rename_columns([*keys, called])
    opened = summed(whole, keys, ("n",)).rename_columns([*keys, "opened"])
    both = summed(pa.concat_tables([counted, opened], promote_options="default"), keys, (called, "opened"))
    return missing_as_nought(both, (called, "opened"))


def _within(name: str, whole: str, called: str, keys: tuple[str, ...]) -> Callable[[Tables], Mismatch | None]:
    """Return the rule that a dataset counts no more than there are cases."""

    def broken(tables: Tables) -> Mismatch | None:
        both = _beside(tables[name], tables[whole], called, keys)
        return breaking(both, exceeds(both, called, "opened"), (called, "opened"))

    return broken


def _both_sides(tables: Tables) -> Mismatch | None:
    after = tables["contacts_after"]
    of_cases = after.filter(pc.is_in(after.column("came_before"), value_set=pa.array(["proactive", "reactive"])))
    both = _beside(of_cases, tables["case_durations"], "begun", _CELL)
    return breaking(both, unequal(both, ("begun",), ("opened",)), ("begun", "opened"))


def _all_heard(kind: str, whole: str) -> Callable[[Tables], Mismatch | None]:
    """Return the rule that what was heard of a kind is all that there is of it."""

    def broken(tables: Tables) -> Mismatch | None:
        heard = tables["heard"]
        of_kind = heard.filter(pc.equal(heard.column("kind"), kind))
        return differing(of_kind, tables[whole], _CELL, ("n",), ("heard", whole))

    return broken


WORK: tuple[Identity, ...] = (
    Identity("cases.order", ("cases",), "no more cases are known of, or resolved at first contact, than there are",
             ordered("cases", ("contact_resolved", "contact_known"), ("contact_known", "n"),
                      ("abandoned", "abandonment_known"), ("abandonment_known", "n"),
                      ("escalated", "escalation_known"), ("escalation_known", "n"),
                      ("transfers_known", "n"), ("handled", "n"))),
    Identity("case_scores.cases", ("case_scores", "cases"), "no more cases were given a score than were opened",
             _within("case_scores", "cases", "scored", (*_CELL, "department_id", "channel")), of_one_run=True),
    Identity("case_durations.cases", ("case_durations",),
             "cases resolved, still open and left out make all cases opened",
             adds_up("case_durations", ("n", ("resolved", "open_at_end", "left_out")))),
    Identity("first_responses.cases", ("first_responses",),
             "cases responded to, still waiting and left out make all cases opened",
             adds_up("first_responses", ("n", ("responded", "waiting_at_end", "left_out")))),
    Identity("bot_cases.parts", ("bot_cases",),
             "cases contained, escaped and given up make all that a bot met",
             adds_up("bot_cases", ("n", ("contained", "escaped", "given_up")))),
    Identity("bot_cases.order", ("bot_cases",),
             "of no more cases is it told who came back than a bot contained",
             ordered("bot_cases", ("followed", "contained"), ("came_back", "followed"))),
    Identity("bot_cases.cases", ("bot_cases", "case_durations"), "a bot met no more cases than were opened",
             _within("bot_cases", "case_durations", "met", _CELL), of_one_run=True),
    Identity("human_waits.parts", ("human_waits",),
             "cases reached, not reached, given up and left out make all whose customer asked for a person",
             adds_up("human_waits", ("n", ("reached", "not_reached", "gave_up", "left_out")))),
    Identity("human_waits.cases", ("human_waits", "case_durations"), "no more asked for a person than opened a case",
             _within("human_waits", "case_durations", "asked", _CELL), of_one_run=True),
    Identity("contacts_after.order", ("contacts_after",),
             "after no more contacts did customers turn to the company than could be followed",
             ordered("contacts_after", ("followed", "n"), ("turned_again", "followed"))),
    Identity("contacts_after.cases", ("contacts_after", "case_durations"),
             "cases of either side are all that were opened", _both_sides, of_one_run=True),
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
    Identity("heard.order", ("heard",), "no more customers are known than were heard",
             ordered("heard", ("named", "n"))),
    Identity("heard.answers", ("heard", "answers"), "every answer was heard", _all_heard("survey", "answers"),
             of_one_run=True),
    Identity("heard.cases", ("heard", "case_durations"), "every case was heard", _all_heard("case", "case_durations"),
             of_one_run=True),
    Identity("heard.comments", ("heard", "feedback"), "every comment was heard", _all_heard("comment", "feedback"),
             of_one_run=True),
    Identity("feedback.order", ("feedback",), "no more comments are answered, or in time, than were to be",
             ordered("feedback", ("noted", "n"), ("due", "noted"), ("answered", "due"), ("in_time", "answered"))),
    Identity("engagements.order", ("engagements",), "no more contacts enable than were begun",
             ordered("engagements", ("enabling", "n"))),
)  # fmt: skip
