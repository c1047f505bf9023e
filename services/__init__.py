"""What the party-service centre does: requests, door services, disputes, meetings, centres."""
