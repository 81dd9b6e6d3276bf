"""What has been planted in the demo company, by name.

An event changes something from a month on, at a place. Nothing else in the company changes over time, except
by chance and by a small season that is the same every year: `quiet=True` builds it without any event. A trait
is there always.
"""

from dashboard.demo.planting import (
    ASKED_BY_PHONE,
    ASKED_OFTEN,
    LOSSES,
    MOOD,
    REPAIR_HOURS,
    THEME_FREQUENCY,
    Event,
    Trait,
)

HEADLINE = (
    Event(
        "onboarding stuck",
        "Onboarding in one region and segment falls behind: the theme comes up five times as often there",
        since=34, until=9, size=4.0, ramp=6,
        measure=THEME_FREQUENCY, theme="onboarding_time", region="DACH", segment="Mid-market",
    ),
    Event(
        "onboarding stuck, and felt",
        "… and what they say of all the rest suffers with it",
        since=34, until=9, size=-9.0, ramp=6, measure=MOOD, region="DACH", segment="Mid-market",
    ),
    Event(
        "onboarding repaired",
        "It is rebuilt there, and the theme all but vanishes",
        since=8, size=-0.8,
        measure=THEME_FREQUENCY, theme="onboarding_time", region="DACH", segment="Mid-market",
    ),
    Event(
        "onboarding repaired, and felt",
        "… and they are happier with all the rest: most of the headline's rise comes from them",
        since=8, size=16.0, ramp=3, measure=MOOD, region="DACH", segment="Mid-market",
    ),
    Event(
        "a slow rise",
        "The score rises by less than a point a year, everywhere",
        since=48, size=3.0, ramp=48, measure=MOOD,
    ),
    Event(
        "calls get shorter",
        "Handle time falls in one department …",
        since=4, size=-0.16, department="support",
    ),
    Event(
        "first contact solves less",
        "… and fewer of its cases are solved at the first contact",
        since=4, size=0.072, department="support",
    ),
    Event(
        "calls get shorter still",
        "In one region they are cut shorter than elsewhere …",
        since=4, size=-0.16, region="UK & Nordics",
    ),
    Event(
        "repairs wait for a depot",
        "… where two depots closed, and repairs take twice as long",
        since=4, size=1.0, region="UK & Nordics",
    ),
    Event(
        "more small businesses won",
        "Of the offers to one segment this share more are won …",
        since=4, size=0.14, segment="Small business",
    ),
    Event(
        "small businesses leave",
        "… whose renewals are lost more often: gross retention falls there",
        since=4, size=1.15, measure=LOSSES, segment="Small business",
    ),
)  # fmt: skip

THEMES = (
    Event(
        "a theme fixed and verified",
        "Invoices with errors: corrected, and the theme stays away",
        since=14, size=-0.9, measure=THEME_FREQUENCY, theme="wrong_invoice",
    ),
    *(
        Event(
            f"a theme pushed off by {theme}",
            "Renewal notices cost what they always cost, and fall from the list: this theme grows past them",
            since=20, size=size, ramp=4, measure=THEME_FREQUENCY, theme=theme,
        )
        for theme, size in (
            ("price_rise", 0.9),
            ("oversold", 1.2),
            ("uneven_partners", 1.2),
            ("changing_contact", 1.0),
            ("migration_errors", 1.0),
        )
    ),
    Event(
        "a theme re-tagged",
        "Waiting tickets look fixed: new rules read this share of them as answers that did not solve it",
        since=7, size=0.75, theme="ticket_silence",
    ),
    Event(
        "a theme enters",
        "Releases that break the routine trouble customers for most of a year",
        since=44, until=34, size=1.6, measure=THEME_FREQUENCY, theme="breaking_release",
    ),
    Event(
        "a theme re-enters",
        "… and do so again, after the theme had been closed",
        since=17, size=1.6, measure=THEME_FREQUENCY, theme="breaking_release",
    ),
    Event(
        "a theme that flaps",
        "Rigid contracts come up more in one quarter and less in the next: around rank ten",
        since=47, size=0.6, rhythm=3, measure=THEME_FREQUENCY, theme="rigid_contract",
    ),
)  # fmt: skip

SAMPLE = (
    Event(
        "the unhappy leave",
        "A wave of unhappy customers goes: those who stay score higher, and nobody is happier",
        since=34, until=26, size=3.0, region="UK & Nordics", segment="Mid-market",
    ),
    Event(
        "from telephone to web",
        "So many more of one region were asked by telephone, where people are kinder; then no longer",
        since=59, until=17, size=0.42, measure=ASKED_BY_PHONE, region="UK & Nordics",
    ),
    Event(
        "a mix shift",
        "In one region small businesses are asked far more often, and the region's score falls …",
        since=11, size=4.5, measure=ASKED_OFTEN, region="NA", segment="Small business",
    ),
    Event(
        "a mix shift, against a rise",
        "… although each of its segments is happier by these points",
        since=11, size=3.5, measure=MOOD, region="NA",
    ),
)  # fmt: skip

MONEY = (
    Event(
        "a price rise that poses as expansion",
        "In one month every customer of a segment pays this share more",
        since=5, until=5, size=0.03, segment="Mid-market",
    ),
    Event(
        "a base that leaks",
        "One region loses more of its customers …",
        since=20, size=0.25, measure=LOSSES, region="LATAM",
    ),
    Event(
        "a base refilled",
        "… and wins as many: this share of those who sign elsewhere sign there instead, all of them bought",
        since=20, size=0.09, region="LATAM",
    ),
    Event(
        "spend refills a leaking base",
        "… at a cost of acquisition that is higher by this share",
        since=20, size=1.1, region="LATAM",
    ),
    Event(
        "a ledger month that does not tie",
        "The ledger shows less recurring revenue than the invoices, by this share",
        since=27, until=27, size=-0.026,
    ),
)  # fmt: skip

SERVICE = (
    Event("the bot contains more", "The bot lets this share more of its chats go as solved …", since=4, size=0.20),
    Event("bot customers come back", "… and this share more of them call within days", since=4, size=0.20),
    Event(
        "a bad hand-off",
        "Between diagnosis and repair a case waits these days longer; no stage shows it",
        since=5, size=1.2,
    ),
)  # fmt: skip

WORK = (
    Event(
        "a rally cry nearly done",
        "This share more of its tasks are done, 92 per cent; half of them belong to goals that did not move",
        since=7, size=0.03,
    ),
    Event("goals move", "Reported goals move as far as the departments say, some the wrong way", since=19),
    Event(
        "goals that conflict by rule",
        "One department shall shorten what another shall lengthen, and what another needs to solve things at once",
        since=9,
    ),
    Event("goals changed at the checkpoint", "Half a year in, one goal was revised and one dropped, and why", since=1),
    Event("a task without an owner", "Nobody is named for it, and it is overdue", since=6),
    Event("a task reopened", "It was done, and three weeks later it was not", since=6),
    Event("a due date moved earlier", "It was to be done by one day, then by an earlier one", since=6),
    Event("a task cancelled after it was due", "It was given up when it was late already", since=6),
    Event(
        "signals left unanswered",
        "What the staff of one department raise is answered late, or never",
        since=11, department="billing",
    ),
    Event(
        "social media left waiting",
        "What people write on social media is answered late, or never",
        since=8,
    ),
    Event("one goal carried over", "A goal of the last rally cry is carried into the running one", since=7),
    Event("a department without a customer goal", "All of its goals are for cost", since=59, department="finance"),
    Event("a stage without an owner", "Nobody owns the last stage of the journey", since=59),
    Event(
        "cross-LOB action overdue",
        "Of a cross-LOB theme's corrective actions those of two departments are overdue",
        since=6, theme="invoice_clarity",
    ),
    Event("requests left undecided", "Some departments leave change requests undecided, 90 days and more", since=17),
    Event(
        "a line of business that never comes",
        "It has been asked to each session of the community, and came to none",
        since=59, department="platform",
    ),
    Event("managers lag their staff", "Managers know the goal less than their staff do", since=14, size=-0.8),
    Event("a pulse cell of four", "Four executives answered, to be had from the total", since=59, department="finance"),
)  # fmt: skip

TRIALS = (
    Event(
        "a pilot that worked",
        "Repairs take this share less in its ten units",
        since=10, size=-0.38, measure=REPAIR_HOURS,
    ),
    Event(
        "a pilot that did harm",
        "Repairs take this share more in its ten units",
        since=30, size=0.55, measure=REPAIR_HOURS,
    ),
    Event(
        "a pilot scaled and not repeated",
        "Repairs took this share less in its first units, and no less in those that followed",
        since=52, size=-0.45, measure=REPAIR_HOURS,
    ),
    Event("a pilot where scores were low", "Its units were chosen for low scores; it does nothing", since=9),
    Event("sponsors choose the happy", "Executives sponsor accounts that were happy before", since=26, size=0.5),
)  # fmt: skip

DATA = (Event("a load that came late", "One system has not been loaded for these days", since=0, size=6.0),)

EVENTS: tuple[Event, ...] = (*HEADLINE, *THEMES, *SAMPLE, *MONEY, *SERVICE, *WORK, *TRIALS, *DATA)

TRAITS = (
    Trait("common but harmless", "How the screens look, and when meetings take place: often said, of no effect"),
    Trait("rare but severe", "Data lost for good: a few mentions a month, nearly each of them a detractor"),
    Trait("delights", "People who take care, a service that works, advice that paid off: they add points"),
    Trait("cross-LOB themes", "Three themes belong to no single line of business, but to three each"),
    Trait("half without a comment", "Half of the answers say nothing, and those are the happier half"),
    Trait("customers who answer often", "A tenth of them give two fifths of the answers, each with a mood of its own"),
    Trait("weights", "The public sector counts 0.6, Latin America 1.5, all others one"),
    Trait("late answers", "Most answer within days, a few in a hundred after weeks"),
    Trait("a season", "Spring is a point or two better than autumn, every year the same"),
    Trait("unknown sources", "Of 15 per cent of the customers nobody knows how they were won"),
    Trait("any script", "Names in Polish, Japanese, Danish; a region called NA; comments that look like code"),
    Trait("a pilot too small to judge", "Three units against three"),
    Trait("a pilot that did nothing", "Ten units against ten, and no difference"),
)
