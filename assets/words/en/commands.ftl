# What a user can do: its text in menus, and as .tip a sentence on what it does.

menu-file = File
command-save = Save
    .tip = Writes the project to its file.
