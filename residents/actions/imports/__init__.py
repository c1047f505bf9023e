"""Roster import: upload, check, store, undo.

A clerk's deeds are in `asking`, the worker's jobs in `working`. `register` reads what the register
holds, `comparing` finds what a roster would change, `storing` and `housing` write it in one
transaction, `undoing` takes it back, `running` says who works on a batch and how far.
"""
