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
    send: Annotated[bool, typer.Option("--send", help="Send it to the recipients of [mail] in the settings.")] = False,
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
    settings = load(with_mail=job.send)
    if job.out is not None and job.out.suffix.lower() not in FORMS:
        raise SettingsError(f"{job.out} has no ending that can be made: use one of {', '.join(FORMS)}.")
    if settings.mail is None and (job.send or (job.out is not None and job.out.suffix.lower() == ".eml")):
        raise SettingsError(
            "The settings name no mail server: set host, sender and recipients under [mail] in northstar.toml."
        )
    return with_identity(settings, demo=Store(settings.snapshots).current().manifest.demo)


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
        made = digest_of(question, above)
    except (OrderError, SnapshotError) as error:
        printing.complain(str(error))
        return 2
    codes = [_delivered(made, job, settings)]
    for title in made.failed:
        printing.complain(f"“{title}” could not be told; the digest says so in its place.")
        codes.append(1)
    return max(codes)


def _delivered(made: Digest, job: _Job, settings: Settings) -> int:
    from dashboard.export.letter import as_text

    if job.out is None and not job.send:
        printing.say(as_text(made))
        return 0
    written = [] if job.out is None else [_written(made, job.out, settings)]
    sent = [_sent(made, settings)] if job.send else []
    codes = {*written, *sent}
    return codes.pop() if len(codes) == 1 else 1


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


def _sent(made: Digest, settings: Settings) -> int:
    """Send a digest, and say who got it; whom the server refused is told, and the others have it."""
    from dashboard.export.letter import mail
    from dashboard.export.post import MailError, send

    assert settings.mail is not None
    message = mail(made, settings.mail.sender, settings.mail.recipients)
    try:
        refused = send(message, settings.mail, settings.mail_password)
    except MailError as error:
        printing.complain(str(error))
        return 2
    for recipient, why in refused.items():
        printing.complain(f"{recipient} was refused: {why}. The others got the digest.")
    got = counted(len(settings.mail.recipients) - len(refused), "recipient", settings.locale)
    printing.say(f"Sent “{made.subject}” to {got}")
    return int(bool(refused))
