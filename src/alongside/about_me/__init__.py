"""Who the person is, in their words: what matters, identity, how to talk with them, must-knows, staying well."""
