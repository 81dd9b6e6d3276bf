"""What is new since last week, in at most five sentences."""

from __future__ import annotations

from dashboard.blocks import Block, Head, Sentence, Sentences
from dashboard.data.question import Question
from dashboard.data.registers import Decision, Task, ThemeStage
from dashboard.data.standing import Ground
from dashboard.features.feature import feature
from dashboard.features.measure import datasets_of, link
from dashboard.features.top_ten.rows import THEMES
from dashboard.measures.last_week import LastWeek, Work
from dashboard.measures.last_week import last_week as compare
from dashboard.measures.registry import HEADLINES
from dashboard.words import figures
from dashboard.words.overview import last_week as words


@feature(
    "O11",
    "Since last week",
    meaning=words.MEANING,
    uses=(*datasets_of(HEADLINES), *THEMES, ThemeStage.dataset, Task.dataset, Decision.dataset),
)
def last_week(question: Question) -> Block | None:
    """Tell what is new against the snapshot of a week before; nothing where there is no earlier one."""
    earlier = question.archive.of_last_week(question.data)
    if earlier is None:
        return None
    settings, view, manifest = question.settings, question.view, question.manifest
    found = compare(question.data, earlier, view, settings)
    told = tuple(sentence for sentence in _sentences(found, question) if sentence.finding)
    head = Head(
        name="O11",
        title=words.title(found, manifest, settings.locale),
        finding=False,
        subtitle=f"{figures.scope(view, manifest.company)} · {words.subtitle(found, manifest, settings.locale)}",
        months=(view.period.first, view.period.last),
    )
    return Sentences(head, told or (Sentence("", words.NOTHING_NEW),))


def _sentences(found: LastWeek, question: Question) -> tuple[Sentence, ...]:
    """Return what may be told of each kind; the finding of a kind in which nothing is new is empty."""
    settings = question.settings
    months = (question.view.period.first, question.view.period.last)
    themes = [*found.came, *found.left, *((theme, name) for theme, name, _ in found.stages)]
    measures = [one.now for one in found.turned]
    return (
        Sentence(words.closed(found, question.view, settings)),
        Sentence(
            words.turned(found, settings),
            link=link(measures[0].measure) if measures else "",
            also=tuple(Ground(figure.standing.datasets, months) for figure in measures),
        ),
        Sentence(
            words.themes(found),
            link=f"theme:{themes[0][0]}" if themes else "",
            also=(Ground(THEMES, months),),
        ),
        Sentence(
            words.work(found.work, found.decided, question.view, settings),
            link=of_work(found.work),
            also=(Ground((Task.dataset, Decision.dataset)),),
        ),
        Sentence(words.checks(found), link="evidence:O7" if found.failing or found.mended else ""),
    )


def of_work(found: Work) -> str:
    """Return what opens what was done: the department of the task first named."""
    tasks = (*found.done, *found.slipped)
    return f"department:{tasks[0].department_id}" if tasks else ""
