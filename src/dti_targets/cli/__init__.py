"""The command line: options in, a report out, an exit status. The only room that writes."""
