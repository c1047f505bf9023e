"""Named changes of a household and its members (R1): each takes all dated rows along, in one go.

`recording` keeps the event, `rows` ends and continues dated rows; the other modules hold the deeds.
"""
