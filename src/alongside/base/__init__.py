"""Small helpers without a domain of their own: findings, ids, the NHS number, the clock. No Django."""
