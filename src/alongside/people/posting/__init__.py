"""Mails that say "there is something for you to read": kept as postings, sent by a job, none of them twice."""
