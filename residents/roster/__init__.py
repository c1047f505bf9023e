"""Reading a roster (花名册) as offices keep it, without the database.

`read_roster(content, filename, choices=...)` turns a file into a `Roster`: households, persons and
the findings that need only the file. Where headings are ambiguous the roster holds `questions` and
nothing else until `choices` (heading to field, "ignored" for none) answers them. A file that is no
roster raises `RosterUnreadable` with a sentence for the clerk.

`standalone_report` gives the JSON of `import_roster --standalone`; `mark_workbook` gives the file
back with the faulty cells coloured; `sentence_of` says a finding in the reader's language.

The way of a file: `lib.spreadsheets` (bytes to rows), `headers` and `headings` (which column holds
which field), `tables` and `cells` with `vocabulary`, `words` and `addresses` (columns to values),
`lines` (which rows hold a person), `reading` (rows to households), `checking` (who is refused).

What the file alone decides: a household number that is blank belongs to the household above where
the sheet writes it once a household, and is refused (`household_missing`) where it repeats it in
every row or the row is a head's. Where two rows claim one thing, the later one is refused. Household
cells count from the first row that fills them.
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
