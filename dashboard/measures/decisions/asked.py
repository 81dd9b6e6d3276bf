"""Of whom something is asked: the people, and the lines of business for which they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from dashboard.data.access import Data
from dashboard.data.registers import Department, read_register


def people_and_departments(data: Data, said: str) -> tuple[str, str]:
    """Return of a text that names people or departments, with commas between them, both: as the register pairs them.

    A person who is no department's executive stands alone, and so does a department that has none.
    """
    register = read_register(data, Department)
    by_name = {one.name: one for one in register}
    of_people: dict[str, list[Department]] = {}
    for one in register:
        of_people.setdefault(one.executive or "", []).append(one)
    people: list[str] = []
    departments: list[str] = []
    for name in _each(said, by_name):
        if name in by_name:
            people.append(by_name[name].executive or "")
            departments.append(name)
        else:
            people.append(name)
            departments += [one.name for one in of_people.get(name, ())]
    return ", ".join(dict.fromkeys(filter(None, people))), ", ".join(dict.fromkeys(departments))


def _each(said: str, known: Collection[str]) -> Iterator[str]:
    """Yield the names of a text with commas between them; a name that is known may hold commas itself."""
    parts = [part for part in map(str.strip, said.split(",")) if part]
    while parts:
        taken = next((n for n in range(len(parts), 1, -1) if ", ".join(parts[:n]) in known), 1)
        yield ", ".join(parts[:taken])
        parts = parts[taken:]
