"""Files: YAML as it stands in knowledge/, read and checked, with the line of each fault."""
