"""How the machine is doing: jobs, mails and chores, for whoever keeps it. No record, no name, no address."""
