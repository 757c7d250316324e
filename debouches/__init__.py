"""What makes the six packages one program: command line, settings, errors, layout of the files.

`errors`, `settings` and `storage` are the ground floor, which every package may import;
`cli` is the roof, which nobody imports.
"""
