"""Words that judge or stereotype, and another way to say it: a small reviewed list. No Django.

It only ever prompts. What the person said, and what stands in quotation marks, is not looked at. `words.yaml` holds the
list: each with its reason, its sources and the contexts in which it is harmless.
"""
