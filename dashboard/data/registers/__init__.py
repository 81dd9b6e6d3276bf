"""The registers: what people keep of the programme, as typed rows that answer their own few questions.

reader       one generic reader: a row's fields are the register's columns
tasks        tasks                 goals     rally cries, objectives and where they stood, change requests
themes       themes, their stages and who has a part in them; departments
community    sessions of the community, what staff raise, praise, stages and their owners
decisions    what was decided; what people say of a number, a page or a period
pilots       pilots and their units
people       leaders at the front line and with customers; training
accounts     the customers that matter most, the sponsored and their teams: no registers of the contract, but rows to
             be read one by one
verbatims    what customers say of themes in their own words, masked: likewise
"""

from dashboard.data.registers.accounts import Account, SponsoredAccount, SponsorMatch, SponsorTeam
from dashboard.data.registers.community import JourneyStage, Recognition, Session, Signal, unowned_stages
from dashboard.data.registers.decisions import Comment, Decision
from dashboard.data.registers.goals import ChangeRequest, Objective, ObjectiveValue, RallyCry
from dashboard.data.registers.people import LeaderContact, Training
from dashboard.data.registers.pilots import Pilot, PilotUnit
from dashboard.data.registers.reader import Register, read_register
from dashboard.data.registers.systems import SourceSystem
from dashboard.data.registers.tasks import Task
from dashboard.data.registers.themes import Department, Theme, ThemeDepartment, ThemeStage, department_names
from dashboard.data.registers.verbatims import Verbatim

__all__ = [
    "Account",
    "ChangeRequest",
    "Comment",
    "Decision",
    "Department",
    "JourneyStage",
    "LeaderContact",
    "Objective",
    "ObjectiveValue",
    "Pilot",
    "PilotUnit",
    "RallyCry",
    "Recognition",
    "Register",
    "Session",
    "Signal",
    "SourceSystem",
    "SponsorMatch",
    "SponsorTeam",
    "SponsoredAccount",
    "Task",
    "Theme",
    "ThemeDepartment",
    "ThemeStage",
    "Training",
    "Verbatim",
    "department_names",
    "read_register",
    "unowned_stages",
]
