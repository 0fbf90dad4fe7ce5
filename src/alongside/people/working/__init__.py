"""Who works with somebody and by what right: allocation, duties in law, objections, transfer, emergency, looks."""
