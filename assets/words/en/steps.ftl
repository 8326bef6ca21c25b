# Names of steps, as in "Undo: mark a claim", and what counts things.

list-comma = {", "}
list-and = {" and "}
