"""Pages of the register: fetch within scope, check the rule, one action or query, render."""
