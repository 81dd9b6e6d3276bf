"""The command that makes the digest, and sends it: one page of what is new, what changed, and what waits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.configuration import load, with_identity
from dashboard.deck_command import Several
from dashboard.refresh import console as printing
from dashboard.settings import SettingsError
from dashboard.snapshots.store import SnapshotError, Store
from dashboard.words import notices
from dashboard.words.plain import counted
from dashboard.written import of_region, write

if TYPE_CHECKING:
    from dashboard.data.question import Question
    from dashboard.export.digest import Digest
    from dashboard.settings import Settings

FORMS = (".html", ".txt", ".eml")
"""What a digest is written as, by the ending of the file's name: a page, plain text, the mail with both."""


@dataclass(frozen=True, slots=True)
class _Job:
    """One digest: the filters as an address has them, the file to write, and whether it is sent."""

    asked: Mapping[str, Sequence[str]]
    out: Path | None
    send: bool


def digest(
    region: Several = None,
    segment: Several = None,
    period: Annotated[str, typer.Option(help="2026-Q3, 2026-09, 2026. Default: the newest three months.")] = "",
    against: Annotated[str, typer.Option(help="'vs year before' or 'vs period before'.")] = "",
    out: Annotated[Path | None, typer.Option(help="The file to write: digest.html, digest.txt or digest.eml.")] = None,
    send: Annotated[bool, typer.Option("--send", help="Send it to those under [mail] who may see it.")] = False,
    each_region: Annotated[bool, typer.Option("--each-region", help="One a region: digest-EMEA.html.")] = False,
) -> None:
    """Make one page of what is new since last week, what changed, what waits; write it, send it, or print it."""
    asked = {"region": region or [], "segment": segment or [], "period": [period] * bool(period)}
    job = _Job(asked | {"against": [against] * bool(against)}, out, send)
    try:
        settings = _settings(job)
        jobs = list(_by_region(job, settings)) if each_region else [job]
    except (SettingsError, SnapshotError) as error:
        printing.complain(str(error))
        raise typer.Exit(2) from error
    codes = [_made(one, settings) for one in jobs]
    if len(jobs) > 1:
        printing.say(f"{len(jobs) - codes.count(2)} of {len(jobs)} digests made.")
    raise typer.Exit(codes[0] if len(set(codes)) == 1 else 1)


def _settings(job: _Job) -> Settings:
    """Return the settings. Raises SettingsError where they, or the file's name, cannot do what is asked."""
    from dashboard.data.access import Data
    from dashboard.export.editions import refuse_unknown_regions

    settings = load(with_mail=job.send)
    if job.out is not None and job.out.suffix.lower() not in FORMS:
        raise SettingsError(f"{job.out} has no ending that can be made: use one of {', '.join(FORMS)}.")
    if settings.mail is None and (job.send or (job.out is not None and job.out.suffix.lower() == ".eml")):
        raise SettingsError(
            "The settings name no mail server: set host, sender and recipients under [mail] in northstar.toml."
        )
    if job.out is not None and job.out.suffix.lower() == ".eml" and settings.mail and not settings.mail.recipients:
        raise SettingsError(f"{job.out} is of the whole company: name recipients under [mail] who may see that.")
    snapshot = Store(settings.snapshots).current()
    if job.send and settings.mail is not None:
        refuse_unknown_regions(settings.mail, Data(snapshot))
    return with_identity(settings, demo=snapshot.manifest.demo)


def _by_region(job: _Job, settings: Settings) -> Iterator[_Job]:
    """Yield a job for each region that is asked for, else for every region."""
    from dashboard.data.access import Data

    for region in job.asked["region"] or Data(Store(settings.snapshots).current()).regions:
        out = of_region(job.out, region) if job.out else None
        yield _Job({**job.asked, "region": [region]}, out, job.send)


def _made(job: _Job, settings: Settings) -> int:
    """Make a digest; say what came of it, and return 0 (all of it), 1 (not all) or 2 (nothing)."""
    from dashboard.export.digest import digest as digest_of
    from dashboard.export.order import OrderError, question_of

    store = Store(settings.snapshots)
    try:
        question = question_of(settings, job.asked)
        above = notices.above(question.data.snapshot, store.last_attempt(), settings)
        kept = [_kept(digest_of(question, above), job, settings)] if job.out or not job.send else []
        sent = _sent_to_each(job, question, above) if job.send else []
    except (OrderError, SnapshotError) as error:
        printing.complain(str(error))
        return 2
    codes = {*kept, *sent}
    return codes.pop() if len(codes) == 1 else 1


def _kept(made: Digest, job: _Job, settings: Settings) -> int:
    """Write a digest, or print it."""
    from dashboard.export.letter import as_text

    if job.out is not None:
        return _whole(made, _written(made, job.out, settings))
    printing.say(as_text(made))
    return _whole(made, 0)


def _sent_to_each(job: _Job, question: Question, above: tuple[str, ...]) -> list[int]:
    """Send a digest to all who may see it, to each with no more than they may see; say where nobody may."""
    from dashboard.data.access import EVERYTHING
    from dashboard.export.digest import digest as digest_of
    from dashboard.export.editions import editions
    from dashboard.export.order import question_of
    from dashboard.words.figures import scope

    settings = question.settings
    assert settings.mail is not None
    codes = []
    for edition in editions(settings.mail, question.view, question.data):
        seen = question if edition.grant == EVERYTHING else question_of(settings, job.asked, edition.grant)
        made = digest_of(seen, above)
        codes.append(_whole(made, _sent(made, edition.recipients, settings)))
    if not codes:
        whom = scope(question.view, question.manifest.company)
        printing.complain(f"Nobody under [mail] may see the digest of {whom}: name recipients, or those of its region.")
    return codes or [2]


def _whole(made: Digest, code: int) -> int:
    """Tell of what could not be told in a digest, which then is not all of it."""
    for title in made.failed:
        printing.complain(f"“{title}” could not be told; the digest says so in its place.")
    return max(code, int(bool(made.failed)))


def _written(made: Digest, out: Path, settings: Settings) -> int:
    from dashboard.export.letter import as_html, as_text, mail

    form = out.suffix.lower()
    try:
        if form == ".eml":
            assert settings.mail is not None
            write(out, mail(made, settings.mail.sender, settings.mail.recipients).as_bytes())
        else:
            write(out, (as_text if form == ".txt" else as_html)(made).encode())
    except OSError as error:
        printing.complain(f"{out} could not be written: {error.strerror or error}.")
        return 2
    printing.say(f"Wrote {out}")
    return 0


def _sent(made: Digest, recipients: tuple[str, ...], settings: Settings) -> int:
    """Send a digest, and say who got it; whom the server refused is told, and the others have it."""
    from dashboard.export.letter import mail
    from dashboard.export.post import MailError, send

    assert settings.mail is not None
    message = mail(made, settings.mail.sender, recipients)
    try:
        refused = send(message, settings.mail, settings.mail_password)
    except MailError as error:
        printing.complain(str(error))
        return 2
    for recipient, why in refused.items():
        printing.complain(f"{recipient} was refused: {why}. The others got the digest.")
    got = counted(len(recipients) - len(refused), "recipient", settings.locale)
    printing.say(f"Sent “{made.subject}” to {got}")
    return int(bool(refused))
