"""Print-outs of a record: what a paper may show its reader, read afresh each time, and made into a PDF."""
