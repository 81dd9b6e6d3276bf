"""What must come out even of journeys: whole ones, their stages, and what customers say of these."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from data_checks.cells import Mismatch, breaking, differing, exceeds, missing_as_nought, summed
from data_checks.identity.rules import Identity, Tables, adds_up, ordered, weights

_PLACE = ("month", "region", "segment")


def _hours_of_the_whole(tables: Tables) -> Mismatch | None:
    """Hours within the stages, and those before them, are the hours of the whole journeys."""
    hours = tables["journey_hours"]
    whole = pc.is_null(hours.column("stage"))
    keys, measures = (*_PLACE, "journey", "late"), ("hours", "wait_hours")
    return differing(
        hours.filter(whole), hours.filter(pc.invert(whole)), keys, measures, ("whole journeys", "their stages")
    )


def _about_journeys(tables: Tables) -> Mismatch | None:
    """Answers about stages are the answers to the surveys of journeys, score by score."""
    answers = tables["answers"]
    journeys = answers.filter(pc.equal(answers.column("survey"), "journey"))
    keys, measures = (*_PLACE, "metric", "score"), ("n", "weight", "weight_squared")
    return differing(tables["stage_answers"], journeys, keys, measures, ("stage_answers", "answers"))


def _terms_within_all(tables: Tables) -> Mismatch | None:
    """No term is had by more answers than had any."""
    moments = tables["stage_moments"]
    keys = (*_PLACE, "metric")
    own = moments.filter(pc.equal(moments.column("term_a"), moments.column("term_b")))
    any_term = pc.equal(own.column("term_a"), "")
    all_of = summed(own.filter(any_term), keys, ("n",)).rename_columns([*keys, "all"])
    most = own.filter(pc.invert(any_term)).group_by(list(keys)).aggregate([("n", "max")])
    both = pa.concat_tables([most.rename_columns([*keys, "term"]), all_of], promote_options="default")
    both = missing_as_nought(summed(both, keys, ("term", "all")), ("term", "all"))
    return breaking(both, exceeds(both, "term", "all"), ("term", "all"))


OF_JOURNEYS: tuple[Identity, ...] = (
    Identity("journeys.order", ("journeys",), "no more journeys are on time than were due",
             ordered("journeys", ("on_time", "due"))),
    Identity("hand_offs.order", ("hand_offs",), "no more hand-offs are taken up, given up or timed than there are",
             ordered("hand_offs", ("taken", "handed"), ("abandoned", "taken"), ("timed", "taken"))),
    Identity("journey_lengths.journeys", ("journey_lengths",),
             "journeys completed, given up, still open and left out make all journeys begun",
             adds_up("journey_lengths", ("n", ("completed", "abandoned", "open_at_end", "left_out")))),
    Identity("journey_hours.whole", ("journey_hours",),
             "hours within stages and hours waited before them make those of whole journeys", _hours_of_the_whole),
    Identity("stage_steps.order", ("stage_steps",), "no more steps are on time than were due",
             ordered("stage_steps", ("on_time", "due"))),
    Identity("stage_customers.order", ("stage_customers",),
             "no more customers are overdue than are at risk, nor at risk than are within a stage",
             ordered("stage_customers", ("overdue", "at_risk"), ("at_risk", "customers"))),
    Identity("stage_answers.answers", ("stage_answers", "answers"),
             "answers about stages are the answers to the surveys of journeys", _about_journeys, of_one_run=True),
    Identity("stage_moments.all", ("stage_moments",), "no stage is spoken of by more answers than speak of any",
             _terms_within_all),
    Identity("stage_moments.weights", ("stage_moments",), "sums of weights and of their squares fit the answers",
             weights("stage_moments")),
)  # fmt: skip
