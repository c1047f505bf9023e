"""What staff accounts do: named deeds, each in one transaction."""
