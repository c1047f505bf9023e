"""Who lives here: households, persons, memberships, occupancies, roster import."""
