"""Who works with somebody and why they may look; objections, shutting out, transfer, emergencies, who looked."""
