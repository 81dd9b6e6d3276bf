"""What is delivered, as the settings say it: by which mail server and to whom, and what is made after a refresh."""

from __future__ import annotations

from email.errors import HeaderParseError
from email.policy import SMTP
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator


def _one_mailbox(text: str) -> str:
    """Return an address of mail as it was given. Raises ValueError for what is none, or several, or has two lines."""
    if not text.isprintable():
        raise ValueError("an address of mail stands on one line")
    try:
        header = SMTP.header_factory("To", text)
        (address,) = header.addresses
    except (HeaderParseError, IndexError, ValueError) as error:
        raise ValueError("it is no address of mail; write it as cx@example.com or Name <cx@example.com>") from error
    if header.defects or not (address.username and address.domain):
        raise ValueError("it is no address of mail; write it as cx@example.com or Name <cx@example.com>")
    return text


Mailbox = Annotated[str, AfterValidator(_one_mailbox)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Mail(_Part):
    """The company's own mail server, and who gets the digest."""

    host: str = Field(min_length=1, description="The mail server's name")
    port: int = Field(587, ge=1, le=65535, description="Its port: 587 with starttls, 465 with tls, as a rule")
    security: Literal["starttls", "tls", "none"] = Field("starttls", description="How what is sent is kept secret")
    user: str | None = Field(None, min_length=1, description="Who signs in; none: nobody has to")
    sender: Mailbox = Field(description="From whom it comes: 'Northstar <cx@example.com>'")
    recipients: tuple[Mailbox, ...] = Field(
        (), max_length=100, description="Who may see the whole company: they get every digest that is sent"
    )
    of_regions: dict[str, tuple[Mailbox, ...]] = Field(
        {}, max_length=200, description="Region: who may see no more than it; they get the digests that lie within it"
    )

    @model_validator(mode="after")
    def _to_each_once(self) -> Self:
        of_regions = {one for named in self.of_regions.values() for one in named}
        if not self.recipients and not of_regions:
            raise ValueError("it is sent to nobody: name recipients, or under of_regions those of each region")
        if twice := sorted(of_regions.intersection(self.recipients)):
            raise ValueError(f"{twice[0]} stands among recipients, who get every digest, and under of_regions too")
        return self

    @model_validator(mode="after")
    def _no_password_in_the_open(self) -> Self:
        if self.user and self.security == "none":
            raise ValueError("a password is sent under starttls or tls alone: choose one as security, or name no user")
        return self


class AfterRefresh(_Part):
    """What is made of a snapshot once it is published: a deck, or the digest; for some regions, or one for each."""

    what: Literal["deck", "digest"] = Field(description="What is made")
    out: Path | None = Field(None, description="The file to write; its ending says in which form")
    outline: Path | None = Field(None, description="Of a deck: its title and features; none: the board pack")
    region: tuple[str, ...] = Field((), description="Of these regions alone")
    each_region: bool = Field(False, description="One for each region: of those named, else of all")
    send: bool = Field(False, description="Whether the digest is sent to those under [mail] who may see it")

    @model_validator(mode="after")
    def _comes_to_something(self) -> Self:
        if self.what == "deck" and (self.send or self.out is None):
            raise ValueError("a deck is written to a file, out, and sent to nobody")
        if self.what == "digest" and self.outline is not None:
            raise ValueError("a digest has no outline")
        if self.what == "digest" and self.out is None and not self.send:
            raise ValueError("a digest is written to a file, out, or sent: say which")
        return self
