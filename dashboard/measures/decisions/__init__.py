"""What needs a decision, as questions that someone can answer; and what was decided.

pending      a question with what waiting costs; the order      waiting     all of them, without those answered
registers    actions overdue, requests, the rally cry           themes      themes that nobody owns, or that still cost
worsening    what got clearly worse and nobody works on         subjects    what a subject is called
off_course   targets off course without a task in time      costs       what a measure that is too low comes to
coverage     what works on a measure                        asked       people and their lines of business
conflicts    goals that pull opposite ways                  pilots      those ready to scale, stop or repeat
"""
