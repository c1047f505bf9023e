"""What is done with the register: named deeds, each in one transaction."""
