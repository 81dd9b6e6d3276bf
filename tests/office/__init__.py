"""Decks as an office program draws them: `make test-office` installs it and runs what is here."""
