"""Pages of the net: fetch within scope, check the rule, one action or query, render."""
