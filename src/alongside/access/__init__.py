"""Who works here and who may come in: organisations, teams, accounts, sign-in, the audit trail, the locks on tables.

The *viewer* is the account that reads or writes now. It is signed towards the database for one transaction, so that
row-level security, history and audit all speak of the same human.
"""
