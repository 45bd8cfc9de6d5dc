"""One module a change of the schema, numbered; never edited once it has been released."""
