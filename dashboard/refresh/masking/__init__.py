"""Masks personal data in what customers wrote, where it leaves the warehouse: nothing unmasked is ever written to disk.

plain        the text as it is searched: one spelling of what can be spelt in many ways, each letter with its origin
addresses    e-mail addresses, also as people hide them from machines; links that bear a secret
telephones   telephone numbers, also spelt out
numbers      cards, accounts, national ids, addresses of machines: Presidio's recognisers, with checksum or context
names        who and what is named in the company's tables, in any script
forms        who is named by form: after a title, before a greeting's end, in 'my name is'
words        the words by which all of them go, in the languages that people write in
masker       all of these together, with the company's own patterns
"""

from dashboard.refresh.masking.masker import Masker, MaskingError
from dashboard.refresh.masking.names import Names, spoken

__all__ = ["Masker", "MaskingError", "Names", "spoken"]
