"""Ledgers (台账) that offices kept in Excel before the portal, read into records of the services.

The way of a file: `lib.spreadsheets` (bytes to rows), `lib.sheet_headers` with the vocabulary of
the topic (which column holds which field), `reading` (rows with their cells), the topic (cells to
records, with a sentence for each that is wrong), `services.actions.ledgers` (all stored or none).
A topic is one `LedgerTopic` in `topics`; the rest is the same for all.
"""
