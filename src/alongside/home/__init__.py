"""Home: the pages and papers that join rooms: a person's front page, the first conversation, my work, print-outs."""
