"""Reading a roster (花名册) as offices keep it, without the database.

`read_roster(content, filename, choices=...)` turns a file into a `Roster`: households, persons and
the findings that need only the file. `choices` answers ambiguous headings (heading to field).
`standalone_report` gives the JSON of `import_roster --standalone`; `mark_workbook` gives the file
back with the faulty cells coloured; `sentence_of` says a finding in the reader's language.
"""

from lib.spreadsheets import UnreadableFile as RosterUnreadable
from residents.roster.marking import mark_workbook
from residents.roster.reading import read_roster
from residents.roster.report import standalone_report
from residents.roster.rows import Finding, Question, Roster, RosterHousehold, RosterPerson
from residents.roster.sentences import sentence_of

__all__ = [
    "Finding",
    "Question",
    "Roster",
    "RosterHousehold",
    "RosterPerson",
    "RosterUnreadable",
    "mark_workbook",
    "read_roster",
    "sentence_of",
    "standalone_report",
]
